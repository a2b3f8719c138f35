#ifndef JSON_STRING_H
#define JSON_STRING_H

#include <assert.h>
#include <stdbool.h>

#include "base/buffer.h"
#include "base/slice.h"

/*
 * Strings by value.  A `value` is a JSON value as it stands in a valid text (a
 * string with its quotes), a `raw` is what stands between the quotes.
 */

/* What a value is, told by its first byte. */
enum json_type {
	JSON_NULL,
	JSON_BOOL,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
};

enum json_type json_type_of(struct slice value);

/* "null", "boolean", "number", "string", "array", "object" */
const char *json_type_name(enum json_type type);

/* What stands between the quotes of a string. */
static inline struct slice
json_string_raw(struct slice value)
{
	assert(value.ptr != NULL && value.len >= 2);
	return (struct slice){ value.ptr + 1, value.len - 2 };
}

/* Does raw stand for this text (UTF-8)?  Code points are compared. */
bool json_string_is(struct slice raw, struct slice text);

/* Order by code point of what two stand for: <0, 0, >0. */
int json_string_compare(struct slice raw_a, struct slice raw_b);

/* Append the text that raw stands for, in UTF-8. */
void json_string_unescape(struct slice raw, struct buffer *out);

/*
 * Append text as a JSON string, quotes included: '"', '\' and control
 * characters escaped, all else as it is.  text must be UTF-8.
 */
void json_string_put(struct buffer *out, struct slice text);

/* Is all of it UTF-8 (RFC 3629)?  Returns the length of its valid beginning. */
size_t utf8_valid_len(struct slice text);

/*
 * Move *at behind the code point at hand (at < end) and return true, or to the
 * first byte that does not fit, which may be end, and return false.
 */
bool utf8_skip(const char **at, const char *end);

#endif
