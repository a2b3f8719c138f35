#include "json/string.h"

#include <assert.h>

#include "json/escape.h"

enum json_type
json_type_of(struct slice value)
{
	assert(value.len > 0);
	switch (value.ptr[0]) {
	case 'n':
		return JSON_NULL;
	case 't':
	case 'f':
		return JSON_BOOL;
	case '"':
		return JSON_STRING;
	case '[':
		return JSON_ARRAY;
	case '{':
		return JSON_OBJECT;
	default:
		return JSON_NUMBER;
	}
}

const char *
json_type_name(enum json_type type)
{
	static const char *const names[] = { "null", "boolean", "number",
		"string", "array", "object" };

	return names[type];
}

/* A string on its way from what is written to what it stands for. */
struct pieces {
	struct slice raw; /* the rest of it */
	char piece[4];    /* of the text */
	size_t at, len;   /* in piece */
};

/*
 * Take a byte from the front of *raw, or an escape; text gets what it stands
 * for.  Returns how many bytes of text that is, 0 at the end.
 */
static size_t
take_piece(struct slice *raw, char text[4])
{
	const char *at = raw->ptr;
	size_t len = 1;

	if (raw->len == 0)
		return 0;
	if (*at == '\\')
		len = json_escape_decode(&at, text);
	else
		text[0] = *at++;
	raw->len -= (size_t)(at - raw->ptr);
	raw->ptr = at;
	return len;
}

static bool
has_escape(struct slice raw)
{
	return raw.len > 0 && memchr(raw.ptr, '\\', raw.len) != NULL;
}

bool
json_string_is(struct slice raw, struct slice text)
{
	char piece[4];
	size_t len;

	if (!has_escape(raw))
		return slice_equal(raw, text);
	while ((len = take_piece(&raw, piece)) > 0) {
		if (len > text.len || memcmp(piece, text.ptr, len) != 0)
			return false;
		text.ptr += len;
		text.len -= len;
	}
	return text.len == 0;
}

/* The next byte of the text that is being taken apart, -1 at its end. */
static int
next_byte(struct pieces *pieces)
{
	if (pieces->at == pieces->len) {
		pieces->len = take_piece(&pieces->raw, pieces->piece);
		pieces->at = 0;
	}
	if (pieces->len == 0)
		return -1;
	return (unsigned char)pieces->piece[pieces->at++];
}

/* The order of code points is that of the bytes of their UTF-8. */
int
json_string_compare(struct slice raw_a, struct slice raw_b)
{
	struct pieces in_a = { .raw = raw_a };
	struct pieces in_b = { .raw = raw_b };
	int a, b;

	if (!has_escape(raw_a) && !has_escape(raw_b))
		return slice_compare(raw_a, raw_b);
	do {
		a = next_byte(&in_a);
		b = next_byte(&in_b);
	} while (a == b && a >= 0);
	return (a > b) - (a < b);
}

void
json_string_unescape(struct slice raw, struct buffer *out)
{
	while (raw.len > 0) {
		const char *escape = memchr(raw.ptr, '\\', raw.len);
		size_t plain = escape == NULL ? raw.len
					      : (size_t)(escape - raw.ptr);
		char utf8[4];

		buffer_put(out, (struct slice){ raw.ptr, plain });
		if (escape == NULL)
			return;
		const char *at = escape;
		size_t len = json_escape_decode(&at, utf8);
		buffer_put(out, (struct slice){ utf8, len });
		raw.len -= (size_t)(at - raw.ptr);
		raw.ptr = at;
	}
}

/* Append the escape of a byte that may not stand in a string as it is. */
static void
put_escape(struct buffer *out, unsigned char byte)
{
	static const char hex[] = "0123456789abcdef";
	static const char names[] = "bfnrt";
	static const char values[] = "\b\f\n\r\t";
	char escape[6] = { '\\', (char)byte, '0', '0' };

	if (byte >= ' ') {
		buffer_put(out, (struct slice){ escape, 2 });
		return;
	}
	const char *value = memchr(values, byte, sizeof(values) - 1);
	if (value != NULL) {
		escape[1] = names[value - values];
		buffer_put(out, (struct slice){ escape, 2 });
		return;
	}
	escape[1] = 'u';
	escape[4] = hex[byte >> 4];
	escape[5] = hex[byte & 0xF];
	buffer_put(out, (struct slice){ escape, 6 });
}

void
json_string_put(struct buffer *out, struct slice text)
{
	size_t from = 0; /* up to here it was put */

	buffer_put_byte(out, '"');
	for (size_t at = 0; at < text.len; at++) {
		unsigned char byte = (unsigned char)text.ptr[at];

		if (byte >= ' ' && byte != '"' && byte != '\\')
			continue;
		buffer_put(out, (struct slice){ text.ptr + from, at - from });
		put_escape(out, byte);
		from = at + 1;
	}
	if (from < text.len)
		buffer_put(out,
		    (struct slice){ text.ptr + from, text.len - from });
	buffer_put_byte(out, '"');
}

/* The bounds are those of the table in RFC 3629, section 4. */
bool
utf8_skip(const char **at, const char *end)
{
	unsigned char lead = (unsigned char)**at;
	unsigned char min = 0x80, max = 0xBF; /* of the second byte */

	if (lead >= 0x80 && (lead < 0xC2 || lead > 0xF4))
		return false;
	if (lead == 0xE0)
		min = 0xA0; /* less would fit into two bytes */
	else if (lead == 0xED)
		max = 0x9F; /* more would be a surrogate */
	else if (lead == 0xF0)
		min = 0x90; /* less would fit into three bytes */
	else if (lead == 0xF4)
		max = 0x8F; /* more would be above U+10FFFF */

	(*at)++;
	for (int left = (lead >= 0xC2) + (lead >= 0xE0) + (lead >= 0xF0);
	     left > 0; left--) {
		if (*at == end || (unsigned char)**at < min ||
		    (unsigned char)**at > max)
			return false;
		(*at)++;
		min = 0x80;
		max = 0xBF;
	}
	return true;
}

size_t
utf8_valid_len(struct slice text)
{
	size_t valid = 0; /* the end of the last code point */

	while (valid < text.len) {
		const char *at = text.ptr + valid;

		if (!utf8_skip(&at, text.ptr + text.len))
			break;
		valid = (size_t)(at - text.ptr);
	}
	return valid;
}
