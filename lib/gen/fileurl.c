#include "gen/fileurl.h"

#include <strings.h>

static bool
cut_prefix(struct slice *text, struct slice prefix)
{
	if (text->len < prefix.len ||
	    strncasecmp(text->ptr, prefix.ptr, prefix.len) != 0)
		return false;
	text->ptr += prefix.len;
	text->len -= prefix.len;
	return true;
}

bool
fileurl_is(struct slice text)
{
	return cut_prefix(&text, SLICE("file:"));
}

/* The value of a hexadecimal digit, or -1. */
static int
hex_value(char byte)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *at = byte == '\0' ? NULL : strchr(digits, byte);

	return at == NULL ? -1 : (int)((at - digits) % 16);
}

/* The byte that %XX stands for; 0, which no path has, where it is none. */
static char
decode(struct slice text)
{
	int high = text.len < 3 ? -1 : hex_value(text.ptr[1]);
	int low = text.len < 3 ? -1 : hex_value(text.ptr[2]);

	if (high < 0 || low < 0)
		return '\0';
	return (char)(high * 16 + low);
}

bool
fileurl_path(struct slice url, struct buffer *path)
{
	size_t before = path->len;

	if (!cut_prefix(&url, SLICE("file:")))
		return false;
	if (cut_prefix(&url, SLICE("//"))) {
		(void)cut_prefix(&url, SLICE("localhost"));
		if (url.len == 0 || url.ptr[0] != '/')
			return false;
	}
	while (url.len > 0) {
		bool encoded = url.ptr[0] == '%';
		size_t len = encoded ? 3 : 1;
		char byte = url.ptr[0];

		if (encoded)
			byte = decode(url);
		if (byte == '\0')
			return false;
		buffer_put_byte(path, byte);
		url.ptr += len;
		url.len -= len;
	}
	return path->len > before;
}
