#include "event/key.h"

#include <assert.h>
#include <stdint.h>

#include "base/digits.h"
#include "base/number.h"
#include "json/string.h"

/*
 * An integer that is written as number_put_canonical() does; JSON has no zeros
 * in front, so only -0 has another form.
 */
static bool
is_plain_integer(struct slice value)
{
	enum { DIGITS_MAX = 40 };
	size_t at = value.ptr[0] == '-';
	uint64_t ignored;

	if (at == 0 && digits_value(value, &ignored))
		return true;
	if (value.len - at > DIGITS_MAX || (at == 1 && value.ptr[1] == '0'))
		return false;
	for (; at < value.len; at++)
		if (value.ptr[at] < '0' || value.ptr[at] > '9')
			return false;
	return true;
}

/* Is the value as it stands its canonical form? */
static bool
is_canonical(struct slice value)
{
	switch (json_type_of(value)) {
	case JSON_STRING:
		return memchr(value.ptr, '\\', value.len) == NULL;
	case JSON_NUMBER:
		return is_plain_integer(value);
	case JSON_NULL:
	case JSON_BOOL:
		return true;
	case JSON_ARRAY:
	case JSON_OBJECT:
	default:
		return false;
	}
}

/*
 * Append the canonical form of one value.  Numbers begin with a digit or a
 * minus, words with a letter, and strings stand in quotes: no two values of
 * different types have the same bytes.
 */
static void
put_canonical(struct slice value, struct buffer *out)
{
	if (is_canonical(value)) {
		buffer_put(out, value);
		return;
	}
	if (json_type_of(value) == JSON_NUMBER) {
		number_put_canonical(value, out);
		return;
	}
	assert(json_type_of(value) == JSON_STRING);
	buffer_put_byte(out, '"');
	json_string_unescape(json_string_raw(value), out);
	buffer_put_byte(out, '"');
}

void
key_put_part(struct slice value, struct buffer *out)
{
	uint32_t len = 0; /* a record is shorter than 4 GiB */

	buffer_put(out, (struct slice){ (const char *)&len, sizeof(len) });
	size_t begin = out->len;
	put_canonical(value, out);
	if (out->failed)
		return;
	len = (uint32_t)(out->len - begin);
	memcpy(out->bytes + begin - sizeof(len), &len, sizeof(len));
}

/* A value that can be a key, or ERR_DATA. */
static int
get_scalar(const struct column *column, const struct json_record *record,
    struct slice *value, struct err *err)
{
	if (column_get(column, record, value, err) < 0)
		return -1;
	if (value->ptr[0] == '{' || value->ptr[0] == '[')
		return column_err(column, record, err, "type",
		    "is an array or object and cannot be a key");
	return 0;
}

/* Several values as one key, each with its length. */
static int
join_keys(const struct columns *columns, const struct json_record *record,
    struct buffer *scratch, struct err *err)
{
	for (size_t i = 0; i < columns->len; i++) {
		struct slice value;

		if (get_scalar(&columns->at[i], record, &value, err) < 0)
			return -1;
		key_put_part(value, scratch);
	}
	return 0;
}

int
key_make(const struct columns *columns, const struct json_record *record,
    struct buffer *scratch, struct slice *key, struct err *err)
{
	buffer_clear(scratch);
	if (columns->len == 1) {
		if (get_scalar(&columns->at[0], record, key, err) < 0)
			return -1;
		if (is_canonical(*key))
			return 0;
		put_canonical(*key, scratch);
	} else if (join_keys(columns, record, scratch, err) < 0) {
		return -1;
	}
	*key = buffer_slice(scratch);
	return buffer_check(scratch, err);
}
