#include "event/reject.h"

#include <stdbool.h>
#include <string.h>

#include "json/string.h"

/* A character of UTF-8 has at most this many bytes (RFC 3629, section 3). */
enum { UTF8_BYTES_MAX = 4 };

/*
 * How many bytes of text, which is UTF-8, stand for a character that terminals
 * obey: U+0000 to U+001F, U+007F, U+0080 to U+009F; those that end a line or
 * turn the direction of what follows, so that a line reads other than it is:
 * U+2028 to U+202E, U+2066 to U+2069 (Unicode Standard Annex 9, section 2).
 */
static size_t
control_len(struct slice text)
{
	const unsigned char *bytes = (const unsigned char *)text.ptr;

	if (bytes[0] < 0x20 || bytes[0] == 0x7F)
		return 1;
	if (bytes[0] == 0xC2)
		return bytes[1] < 0xA0 ? 2 : 0;
	if (bytes[0] != 0xE2)
		return 0;
	if (bytes[1] == 0x80)
		return bytes[2] >= 0xA8 && bytes[2] <= 0xAE ? 3 : 0;
	return bytes[1] == 0x81 && bytes[2] >= 0xA6 && bytes[2] <= 0xA9 ? 3 : 0;
}

static void
put_escaped_byte(char byte, struct buffer *out)
{
	static const char digits[] = "0123456789abcdef";
	static const char named[] = "\n\t\\";
	static const char letters[] = "nt\\";
	const char *name = memchr(named, byte, sizeof(named) - 1);
	unsigned char value = (unsigned char)byte;

	buffer_put_byte(out, '\\');
	if (name != NULL) {
		buffer_put_byte(out, letters[name - named]);
		return;
	}
	buffer_put_byte(out, 'x');
	buffer_put_byte(out, digits[value >> 4]);
	buffer_put_byte(out, digits[value & 0xF]);
}

/* escape_put() for text that is UTF-8. */
static void
put_escaped(struct slice text, struct buffer *out)
{
	while (text.len > 0) {
		size_t len = text.ptr[0] == '\\' ? 1 : control_len(text);

		for (size_t i = 0; i < len; i++)
			put_escaped_byte(text.ptr[i], out);
		if (len == 0) {
			buffer_put_byte(out, text.ptr[0]);
			len = 1;
		}
		text.ptr += len;
		text.len -= len;
	}
}

void
escape_put(struct slice text, struct buffer *out)
{
	for (;;) {
		size_t valid = utf8_valid_len(text);

		put_escaped((struct slice){ text.ptr, valid }, out);
		if (valid == text.len)
			return;
		put_escaped_byte(text.ptr[valid], out);
		text.ptr += valid + 1;
		text.len -= valid + 1;
	}
}

/* A JSON string of any bytes: what is not UTF-8 is escaped for people. */
static void
put_text(struct buffer *out, struct slice text)
{
	struct buffer escaped = BUFFER_INIT;

	if (utf8_valid_len(text) == text.len) {
		json_string_put(out, text);
		return;
	}
	escape_put(text, &escaped);
	json_string_put(out, buffer_slice(&escaped));
	out->failed |= escaped.failed;
	buffer_free(&escaped);
}

/* RFC 4648, section 4. */
static void
put_base64(struct buffer *out, struct slice bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t at = 0; at < bytes.len; at += 3) {
		size_t len = bytes.len - at < 3 ? bytes.len - at : 3;
		unsigned group = 0;

		for (size_t i = 0; i < 3; i++)
			group = group << 8 |
			    (i < len ? (unsigned char)bytes.ptr[at + i] : 0);
		for (size_t i = 0; i < 4; i++)
			buffer_put_byte(out,
			    (char)(i <= len ? digits[group >> (18 - 6 * i) & 63]
					    : '='));
	}
}

/*
 * The member that holds the line.  Where the line was cut inside a character,
 * the beginning of that character goes too.
 */
static void
put_record(struct buffer *out, struct slice record, bool cut)
{
	size_t valid = utf8_valid_len(record);

	if (cut && record.len - valid < UTF8_BYTES_MAX)
		record.len = valid;
	if (valid == record.len) {
		buffer_put(out, SLICE(",\"record\":"));
		json_string_put(out, record);
		return;
	}
	buffer_put(out, SLICE(",\"record_base64\":\""));
	put_base64(out, record);
	buffer_put_byte(out, '"');
}

void
reject_put(const struct reject *reject, const struct err *err,
    struct buffer *out)
{
	bool cut = reject->length > reject->record.len;

	buffer_put(out, SLICE("{\"tool\":"));
	put_text(out, slice_of(reject->tool));
	buffer_put(out, SLICE(",\"file\":"));
	put_text(out, slice_of(reject->file));
	buffer_put(out, SLICE(",\"line\":"));
	buffer_put_uint(out, reject->line);
	buffer_put(out, SLICE(",\"column\":"));
	buffer_put_uint(out, err->column);
	buffer_put(out, SLICE(",\"offset\":"));
	buffer_put_uint(out, reject->offset);
	buffer_put(out, SLICE(",\"reason\":"));
	put_text(out, slice_of(err->reason));
	buffer_put(out, SLICE(",\"path\":"));
	put_text(out, slice_of(err->path));
	buffer_put(out, SLICE(",\"message\":"));
	put_text(out, slice_of(err->text));
	put_record(out, reject->record, cut);
	if (cut) {
		buffer_put(out, SLICE(",\"length\":"));
		buffer_put_uint(out, reject->length);
		buffer_put(out, SLICE(",\"cut\":true"));
	}
	buffer_put(out, SLICE("}\n"));
}
