#ifndef TESTS_JSON_MODEL_H
#define TESTS_JSON_MODEL_H

#include <assert.h>

#include "json/path.h"
#include "json/string.h"

/*
 * Finding a value in the plainest way, byte by byte from the beginning for each
 * path, for comparing with the walk.  The text must be valid.
 */

static inline bool
model_is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* What is left of the text behind white space. */
static inline struct slice
model_trim(struct slice text)
{
	while (text.len > 0 && model_is_space(text.ptr[0])) {
		text.ptr++;
		text.len--;
	}
	return text;
}

/* How long the string at the beginning is, both quotes counted. */
static inline size_t
model_string_len(struct slice text)
{
	size_t len = 1;

	while (text.ptr[len] != '"')
		len += text.ptr[len] == '\\' ? 2 : 1;
	return len + 1;
}

/* How long the value at the beginning is. */
static inline size_t
model_value_len(struct slice text)
{
	size_t depth = 0, at = 0;

	do {
		char byte = text.ptr[at];

		depth += byte == '{' || byte == '[';
		depth -= byte == '}' || byte == ']';
		at += byte == '"'
		    ? model_string_len(
			  (struct slice){ text.ptr + at, text.len - at })
		    : 1;
	} while (depth > 0);
	/* A number or a word goes on to the next byte that ends one. */
	if (memchr("\"[{", text.ptr[0], 3) == NULL) {
		while (at < text.len && !model_is_space(text.ptr[at]) &&
		    memchr(",]}", text.ptr[at], 3) == NULL)
			at++;
	}
	return at;
}

static inline struct slice
model_behind(struct slice text, size_t len)
{
	assert(len <= text.len);
	return model_trim((struct slice){ text.ptr + len, text.len - len });
}

/* Is it the number of an array's element? */
static inline bool
model_is_number(struct slice step, uint64_t number)
{
	char digits[24];
	size_t len = 0;

	for (uint64_t left = number; len == 0 || left > 0; left /= 10)
		digits[len++] = (char)('0' + left % 10);
	if (step.len != len)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (step.ptr[i] != digits[len - 1 - i])
			return false;
	}
	return true;
}

/* One step into an array or object; ptr is NULL where there is nothing. */
static inline struct slice
model_step(struct slice value, struct slice step)
{
	struct slice found = { NULL, 0 };
	bool is_object = value.ptr[0] == '{';

	if (!is_object && value.ptr[0] != '[')
		return found;
	value = model_behind(value, 1);
	for (uint64_t number = 0; memchr("]}", value.ptr[0], 2) == NULL;
	     number++) {
		bool matches = model_is_number(step, number);

		if (is_object) {
			size_t len = model_string_len(value);
			struct slice raw = { value.ptr + 1, len - 2 };

			matches = json_string_is(raw, step);
			value = model_behind(model_behind(value, len), 1);
		}
		size_t len = model_value_len(value);
		if (matches)
			found = (struct slice){ value.ptr, len };
		value = model_behind(value, len);
		if (value.ptr[0] == ',')
			value = model_behind(value, 1);
	}
	return found;
}

/* The value at the path, the last one where a name stands twice. */
static inline struct slice
model_find(struct slice text, const struct json_path *path)
{
	struct slice value = model_trim(text);

	value.len = model_value_len(value);
	for (size_t i = 0; i < path->len && value.ptr != NULL; i++)
		value = model_step(value, path->steps[i]);
	return value;
}

#endif
