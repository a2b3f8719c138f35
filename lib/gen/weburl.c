#include "gen/weburl.h"

#include <strings.h>

#include "base/ascii.h"
#include "base/digits.h"

enum { PORT_MAX = 65535 };

/* The first byte that is still to be judged, and the end. */
struct cursor {
	const char *at, *end;
};

static struct cursor
cursor_over(struct slice text)
{
	/* Nothing may be added to the NULL of an empty one. */
	const char *end = text.len == 0 ? text.ptr : text.ptr + text.len;

	return (struct cursor){ text.ptr, end };
}

static bool
is_letter_or_digit(char byte)
{
	return ascii_is_digit(byte) || (byte >= 'a' && byte <= 'z') ||
	    (byte >= 'A' && byte <= 'Z');
}

static bool
is_hex(char byte)
{
	return ascii_is_digit(byte) || (byte >= 'a' && byte <= 'f') ||
	    (byte >= 'A' && byte <= 'F');
}

static bool
is_ascii(char byte)
{
	return (unsigned char)byte < 0x80;
}

static bool
is_one_of(char byte, const char *bytes)
{
	return byte != '\0' && strchr(bytes, byte) != NULL;
}

static bool
skip_prefix(struct cursor *cursor, struct slice prefix)
{
	size_t left = (size_t)(cursor->end - cursor->at);

	if (left < prefix.len ||
	    strncasecmp(cursor->at, prefix.ptr, prefix.len) != 0)
		return false;
	cursor->at += prefix.len;
	return true;
}

static bool
skip_scheme(struct cursor *cursor)
{
	return skip_prefix(cursor, SLICE("http://")) ||
	    skip_prefix(cursor, SLICE("https://"));
}

/* A name, an IPv4 address, or an IPv6 address in brackets. */
static bool
skip_host(struct cursor *cursor)
{
	const char *start = cursor->at;
	bool brackets = cursor->at < cursor->end && *cursor->at == '[';

	if (brackets) {
		do
			cursor->at++;
		while (cursor->at < cursor->end &&
		    (is_hex(*cursor->at) || is_one_of(*cursor->at, ":.")));
		if (cursor->at == cursor->end || *cursor->at != ']')
			return false;
		cursor->at++;
		return cursor->at - start > 2;
	}
	while (cursor->at < cursor->end &&
	    (is_letter_or_digit(*cursor->at) || is_one_of(*cursor->at, "-._") ||
		!is_ascii(*cursor->at)))
		cursor->at++;
	return cursor->at > start;
}

static bool
skip_port(struct cursor *cursor)
{
	uint64_t port;

	if (cursor->at == cursor->end || *cursor->at != ':')
		return true;
	const char *start = ++cursor->at;
	while (cursor->at < cursor->end && ascii_is_digit(*cursor->at))
		cursor->at++;
	return digits_value((struct slice){ start,
				(size_t)(cursor->at - start) },
		   &port) &&
	    port >= 1 && port <= PORT_MAX;
}

/* One character of a path, a query or a fragment. */
static bool
skip_character(struct cursor *cursor)
{
	char byte = *cursor->at;

	if (byte == '%') {
		if (cursor->end - cursor->at < 3 || !is_hex(cursor->at[1]) ||
		    !is_hex(cursor->at[2]))
			return false;
		cursor->at += 3;
		return true;
	}
	cursor->at++;
	return is_letter_or_digit(byte) || !is_ascii(byte) ||
	    is_one_of(byte, "-._~!$&'()*+,;=:@/?");
}

bool
weburl_is_web(struct slice text)
{
	struct cursor cursor = cursor_over(text);

	return skip_scheme(&cursor);
}

bool
weburl_is_valid(struct slice text)
{
	struct cursor cursor = cursor_over(text);
	bool has_fragment = false;

	if (text.len > WEBURL_MAX || !skip_scheme(&cursor) ||
	    !skip_host(&cursor) || !skip_port(&cursor))
		return false;
	if (cursor.at < cursor.end && !is_one_of(*cursor.at, "/?#"))
		return false;
	while (cursor.at < cursor.end) {
		if (*cursor.at == '#' && !has_fragment) {
			has_fragment = true;
			cursor.at++;
		} else if (!skip_character(&cursor)) {
			return false;
		}
	}
	return true;
}
