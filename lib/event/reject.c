#include "event/reject.h"

#include <stdbool.h>
#include <string.h>

#include "json/string.h"

/* A character of UTF-8 has at most this many bytes (RFC 3629, section 3). */
enum { UTF8_BYTES_MAX = 4 };

/*
 * How many bytes of text, which is UTF-8, stand for a control character: U+0000
 * to U+001F, U+007F, or U+0080 to U+009F, which terminals obey as well.
 */
static size_t
control_len(struct slice text)
{
	unsigned char first = (unsigned char)text.ptr[0];

	if (first < 0x20 || first == 0x7F)
		return 1;
	return first == 0xC2 && (unsigned char)text.ptr[1] < 0xA0 ? 2 : 0;
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
