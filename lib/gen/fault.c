#include "gen/fault.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/random.h"
#include "base/slice.h"

/* Faults must not be drawn with the numbers that the record is made of. */
#define SEED_OF_FAULTS UINT64_C(0x6661756c74)

bool
fault_draw(const struct faults *faults, uint64_t number, struct fault *fault)
{
	struct random random;

	random_init(&random, faults->seed ^ SEED_OF_FAULTS, number);
	if (random_below(&random, 1000000000) >= faults->billionths)
		return false;
	fault->kind = (enum fault_kind)random_below(&random, FAULT_KINDS);
	fault->where = random_next(&random);
	return true;
}

/* Put bytes at a place, moving the rest of the line.  Returns the new end. */
static char *
insert(char *at, char *end, struct slice bytes)
{
	memmove(at + bytes.len, at, (size_t)(end - at));
	memcpy(at, bytes.ptr, bytes.len);
	return end + bytes.len;
}

static char *
remove_bytes(char *from, const char *to, char *end)
{
	memmove(from, to, (size_t)(end - to));
	return end - (to - from);
}

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r';
}

/* Behind the string whose opening quote this is. */
static char *
skip_string(char *at)
{
	for (at++; *at != '"'; at++)
		at += *at == '\\';
	return at + 1;
}

static char *
skip_blanks(char *at, const char *end)
{
	while (at < end && is_blank(*at))
		at++;
	return at;
}

/* Behind the value that begins here. */
static char *
skip_value(char *at, const char *end)
{
	size_t depth = 0;

	do {
		if (*at == '"') {
			at = skip_string(at);
			continue;
		}
		if (*at == '{' || *at == '[')
			depth++;
		else if (*at == '}' || *at == ']')
			depth--;
		else if (depth == 0) {
			/* A number or a word. */
			while (at < end && strchr(",]} \t\r", *at) == NULL)
				at++;
			return at;
		}
		at++;
	} while (depth > 0);
	return at;
}

/*
 * The string number `wanted` (from 0) of the line; only those that are names
 * where that is asked for.  NULL: there are not so many; *found is how many.
 */
static char *
find_string(char *line, const char *end, bool names, uint64_t wanted,
    uint64_t *found)
{
	*found = 0;
	for (char *at = line; at < end;) {
		if (*at != '"') {
			at++;
			continue;
		}
		char *string = at;

		at = skip_string(at);
		char *next = skip_blanks(at, end);
		bool is_name = next < end && *next == ':';

		if (names && !is_name)
			continue;
		if ((*found)++ == wanted)
			return string;
	}
	return NULL;
}

/* One of the strings, or names; NULL where the line has none. */
static char *
choose_string(char *line, const char *end, bool names, uint64_t where)
{
	uint64_t len, ignored;

	(void)find_string(line, end, names, UINT64_MAX, &len);
	return len == 0 ? NULL
			: find_string(line, end, names, where % len, &ignored);
}

/* Something of it stays, but not its last brace. */
static char *
cut(uint64_t where, char *line, const char *end)
{
	const char *brace = end;

	do
		brace--;
	while (*brace != '}');
	assert(brace > line);
	return line + 1 + where % (uint64_t)(brace - line);
}

/* A lone continuation, an overlong form, a surrogate, a byte of no form. */
static char *
spoil_utf8(uint64_t where, char *line, char *end)
{
	static const char *const bad[] = { "\x80", "\xC0\x80", "\xED\xA0\x80",
		"\xFF" };
	char *string = choose_string(line, end, false, where);

	return insert(string == NULL ? line + 1 : string + 1, end,
	    slice_of(bad[where >> 62]));
}

static char *
spoil_object(uint64_t where, char *line, char *end)
{
	static const char *const others[] = { "null", "42", "\"text\"",
		"true" };
	struct slice other = slice_of(others[where >> 62]);

	if (where % 2 > 0)
		return insert(line, insert(end, end, SLICE("]")), SLICE("["));
	return insert(line, line, other);
}

/* Take a member away, and the comma behind it, or else before it. */
static char *
drop_member(char *name, char *end)
{
	char *to = skip_blanks(skip_string(name), end);

	to = skip_value(skip_blanks(to + 1, end), end);
	char *next = skip_blanks(to, end);

	if (*next == ',')
		return remove_bytes(name, skip_blanks(next + 1, end), end);
	char *from = name;

	while (is_blank(from[-1]))
		from--;
	if (from[-1] == ',')
		name = from - 1;
	return remove_bytes(name, to, end);
}

/* A string becomes a number, arrays and objects a string, others a string. */
static char *
change_type(char *name, char *end)
{
	char *value = skip_blanks(skip_string(name), end);

	value = skip_blanks(value + 1, end);
	char *to = skip_value(value, end);

	if (*value == '"')
		return insert(value, remove_bytes(value, to, end), SLICE("0"));
	if (*value == '{' || *value == '[')
		return insert(value, remove_bytes(value, to, end),
		    SLICE("\"none\""));
	return insert(value, insert(to, end, SLICE("\"")), SLICE("\""));
}

char *
fault_make(const struct fault *fault, char *line, char *end)
{
	uint64_t where = fault->where;
	char *name = NULL;

	switch (fault->kind) {
	case FAULT_CUT:
	case FAULT_KINDS:
		break;
	case FAULT_UTF8:
		return spoil_utf8(where, line, end);
	case FAULT_NOT_OBJECT:
		return spoil_object(where, line, end);
	case FAULT_MISSING:
	case FAULT_TYPE:
		name = choose_string(line, end, true, where);
		break;
	}
	if (name == NULL)
		return cut(where, line, end);
	return fault->kind == FAULT_MISSING ? drop_member(name, end)
					    : change_type(name, end);
}
