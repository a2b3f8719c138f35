#include "json/gather.h"

#include <string.h>

void
gather_start(struct gather *gather)
{
	buffer_clear(&gather->text);
	gather->length = 0;
	gather->depth = 0;
	gather->is_string = false;
	gather->is_escape = false;
	gather->is_gap = false;
	gather->last = ' '; /* nothing */
	gather->expected = NULL;
}

void
gather_raw(struct gather *gather, struct slice bytes)
{
	size_t room = gather->max - gather->text.len;

	gather->length += bytes.len;
	if (bytes.len > room)
		bytes.len = room;
	if (bytes.len > 0)
		buffer_put(&gather->text, bytes);
}

static bool
is_bracket(char byte)
{
	return byte == '{' || byte == '[' || byte == '}' || byte == ']';
}

/* A byte of a number or a word, or of what is none. */
static bool
is_word(char byte)
{
	return byte != '"' && byte != ',' && byte != ':' && !is_bracket(byte) &&
	    !json_is_space(byte);
}

static bool
is_bad(struct gather *gather, const char *expected)
{
	gather->expected = expected;
	return false;
}

/*
 * The bytes of a string up to its end, a backslash or what cannot stand there.
 * Returns how many they are, the closing quote included.
 */
static size_t
string_len(struct gather *gather, struct slice input)
{
	size_t len = 0;

	for (; len < input.len && gather->is_string; len++) {
		char byte = input.ptr[len];

		/* Here only what would break the line; see json/check.h. */
		if (byte == '\n') {
			(void)is_bad(gather, "the end of the string");
			break;
		}
		if (gather->is_escape)
			gather->is_escape = false;
		else if (byte == '\\')
			gather->is_escape = true;
		else if (byte == '"')
			gather->is_string = false;
	}
	return len;
}

static bool
open_bracket(struct gather *gather, char byte)
{
	char last = gather->last;
	size_t at = gather->depth;

	if (at > 0 && last != '{' && last != '[' && last != ':' && last != ',')
		return is_bad(gather, "',' or the end of the value");
	if (at < JSON_DEPTH_MAX) {
		uint64_t bit = UINT64_C(1) << (at % 64);

		if (byte == '[')
			gather->arrays[at / 64] |= bit;
		else
			gather->arrays[at / 64] &= ~bit;
	}
	gather->depth++;
	return true;
}

static bool
close_bracket(struct gather *gather, char byte)
{
	size_t at = gather->depth - 1;

	if (at < JSON_DEPTH_MAX) {
		bool is_array = (gather->arrays[at / 64] >> (at % 64) & 1) != 0;

		if (is_array != (byte == ']'))
			return is_bad(gather, is_array ? "']'" : "'}'");
	}
	gather->depth--;
	return true;
}

/*
 * One byte outside of strings that is no white space.  Returns false when it
 * cannot follow.
 */
static bool
take_byte(struct gather *gather, char byte)
{
	if (byte == '"')
		gather->is_string = true;
	else if (byte == '{' || byte == '[')
		return open_bracket(gather, byte);
	else if (byte == '}' || byte == ']')
		return close_bracket(gather, byte);
	return true;
}

/* Is the value whole before this byte: did a number or word end? */
static bool
is_over(const struct gather *gather, char byte)
{
	return gather->depth == 0 && is_word(gather->last) && !is_word(byte);
}

/*
 * The bytes that follow one another without white space, outside of strings.
 * Returns how many they are.
 */
static size_t
run_len(struct gather *gather, struct slice input, bool *done)
{
	size_t len = 0;

	while (len < input.len && !gather->is_string) {
		char byte = input.ptr[len];

		*done = is_over(gather, byte);
		if (*done || json_is_space(byte) || !take_byte(gather, byte))
			break;
		len++;
		gather->last = byte;
		*done = gather->depth == 0 && (byte == '}' || byte == ']');
		if (*done)
			break;
	}
	return len;
}

static void
skip(struct slice *input, size_t len)
{
	input->ptr += len;
	input->len -= len;
}

/* White space outside of strings. */
static void
skip_space(struct gather *gather, struct slice *input)
{
	while (input->len > 0 && json_is_space(input->ptr[0])) {
		gather->is_gap = true;
		skip(input, 1);
	}
	if (input->len == 0 || !gather->is_gap)
		return;
	gather->is_gap = false;
	if (is_word(gather->last) && is_word(input->ptr[0]))
		gather_raw(gather, SLICE(" "));
}

enum gather_state
gather_take(struct gather *gather, struct slice *input)
{
	bool done = false;

	while (input->len > 0 && !done) {
		size_t len;

		if (!gather->is_string && gather->depth > 0)
			skip_space(gather, input);
		if (gather->is_string) {
			len = string_len(gather, *input);
			done = !gather->is_string && gather->depth == 0;
		} else {
			len = run_len(gather, *input, &done);
		}
		gather_raw(gather, (struct slice){ input->ptr, len });
		skip(input, len);
		if (gather->expected != NULL)
			return GATHER_BAD;
	}
	return done ? GATHER_DONE : GATHER_MORE;
}

bool
gather_can_end(const struct gather *gather)
{
	return gather->depth == 0 && is_word(gather->last);
}

void
gather_free(struct gather *gather)
{
	buffer_free(&gather->text);
}
