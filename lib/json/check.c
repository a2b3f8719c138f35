#include "json/check.h"

#include <stdbool.h>
#include <stdio.h>

#include "json/escape.h"
#include "json/string.h"
#include "json/walk.h"

/* What may stand at hand, white space aside. */
enum state {
	VALUE,
	FIRST_ELEMENT, /* a value or ] */
	NAME,
	FIRST_NAME, /* a name or } */
	AFTER,      /* a value has ended: , or the bracket that closes */
};

/*
 * The functions each move past one production of the grammar.  They return
 * false at the first byte that does not fit: `at` is there, `expected` says
 * what should have been, `reason` is the word for it.
 */
struct scan {
	const char *at;
	const char *end;
	const char *expected;
	const char *reason;
	enum state state;
	size_t depth;              /* the arrays and objects that are open */
	char open[JSON_DEPTH_MAX]; /* the bracket of each */
};

/* A text of no bytes may lie nowhere. */
static struct scan
scan_of(struct slice text)
{
	const char *at = text.len == 0 ? "" : text.ptr;

	return (struct scan){ .at = at, .end = at + text.len, .state = VALUE };
}

static bool
fail(struct scan *scan, const char *expected)
{
	scan->reason = "json";
	scan->expected = expected;
	return false;
}

/* The byte at hand; '\0' at the end, which fits no production. */
static char
peek(const struct scan *scan)
{
	if (scan->at == scan->end)
		return '\0';
	return *scan->at;
}

static bool
skip_byte(struct scan *scan, char byte)
{
	if (peek(scan) != byte)
		return false;
	scan->at++;
	return true;
}

static void
skip_space(struct scan *scan)
{
	while (peek(scan) == ' ' || peek(scan) == '\t' || peek(scan) == '\n' ||
	    peek(scan) == '\r')
		scan->at++;
}

static bool
skip_word(struct scan *scan, const char *word)
{
	for (const char *next = word; *next != '\0'; next++) {
		if (!skip_byte(scan, *next))
			return fail(scan, word);
	}
	return true;
}

static bool
skip_digits(struct scan *scan)
{
	const char *first = scan->at;

	while (peek(scan) >= '0' && peek(scan) <= '9')
		scan->at++;
	return scan->at > first || fail(scan, "a digit");
}

/* Section 6: no leading zeros, digits on both sides of the point. */
static bool
skip_number(struct scan *scan)
{
	(void)skip_byte(scan, '-');
	if (!skip_byte(scan, '0') && !skip_digits(scan))
		return false;
	if (skip_byte(scan, '.') && !skip_digits(scan))
		return false;
	if (skip_byte(scan, 'e') || skip_byte(scan, 'E')) {
		if (!skip_byte(scan, '+'))
			(void)skip_byte(scan, '-');
		return skip_digits(scan);
	}
	return true;
}

/* One byte, escape or code point of a string. */
static bool
skip_character(struct scan *scan)
{
	unsigned char byte = (unsigned char)peek(scan);

	if (byte < ' ')
		return fail(scan, "the end of the string");
	if (byte == '\\') {
		const char *expected = json_escape_skip(&scan->at, scan->end);
		return expected == NULL || fail(scan, expected);
	}
	if (!utf8_skip(&scan->at, scan->end)) {
		(void)fail(scan, "UTF-8");
		scan->reason = "utf8";
		return false;
	}
	return true;
}

static bool
skip_string(struct scan *scan)
{
	scan->at++;
	while (!skip_byte(scan, '"')) {
		if (!skip_character(scan))
			return false;
	}
	return true;
}

static bool
open_container(struct scan *scan)
{
	if (scan->depth == JSON_DEPTH_MAX) {
		(void)fail(scan, "no more than 1024 levels");
		scan->reason = "depth";
		return false;
	}
	scan->open[scan->depth++] = *scan->at;
	scan->state = *scan->at == '[' ? FIRST_ELEMENT : FIRST_NAME;
	scan->at++;
	return true;
}

static bool
close_container(struct scan *scan)
{
	scan->at++;
	scan->depth--;
	scan->state = AFTER;
	return true;
}

/* A scalar, or the bracket that begins an array or object. */
static bool
skip_value(struct scan *scan)
{
	char byte = peek(scan);

	if (byte == ']' && scan->state == FIRST_ELEMENT)
		return close_container(scan);
	if (byte == '{' || byte == '[')
		return open_container(scan);
	scan->state = AFTER;
	if (byte == '"')
		return skip_string(scan);
	if (byte == '-' || (byte >= '0' && byte <= '9'))
		return skip_number(scan);
	if (byte == 't')
		return skip_word(scan, "true");
	if (byte == 'f')
		return skip_word(scan, "false");
	if (byte == 'n')
		return skip_word(scan, "null");
	return fail(scan, "a value");
}

/* A member's name and the colon behind it. */
static bool
skip_name(struct scan *scan)
{
	if (peek(scan) == '}' && scan->state == FIRST_NAME)
		return close_container(scan);
	if (peek(scan) != '"')
		return fail(scan, "a string");
	if (!skip_string(scan))
		return false;
	skip_space(scan);
	scan->state = VALUE;
	return skip_byte(scan, ':') || fail(scan, "':'");
}

/* What stands behind a value inside an array or object. */
static bool
skip_after(struct scan *scan)
{
	bool in_array = scan->open[scan->depth - 1] == '[';

	if (skip_byte(scan, ',')) {
		scan->state = in_array ? VALUE : NAME;
		return true;
	}
	if (peek(scan) != (in_array ? ']' : '}'))
		return fail(scan, in_array ? "',' or ']'" : "',' or '}'");
	return close_container(scan);
}

static bool
skip_text(struct scan *scan)
{
	do {
		bool fits;

		skip_space(scan);
		if (scan->state == AFTER)
			fits = skip_after(scan);
		else if (scan->state == NAME || scan->state == FIRST_NAME)
			fits = skip_name(scan);
		else
			fits = skip_value(scan);
		if (!fits)
			return false;
	} while (scan->state != AFTER || scan->depth > 0);
	skip_space(scan);
	return scan->at == scan->end || fail(scan, "nothing behind the value");
}

/* What stands where something else was expected. */
static void
describe(const struct scan *scan, char *text, size_t size)
{
	unsigned char byte = (unsigned char)peek(scan);

	if (scan->at == scan->end)
		(void)snprintf(text, size, "the end");
	else if (byte == '\n')
		(void)snprintf(text, size, "the end of the line");
	else if (byte < ' ' || byte >= 0x7F)
		(void)snprintf(text, size, "byte 0x%02X", byte);
	else
		(void)snprintf(text, size, "'%c'", byte);
}

/* Column of the byte at hand, from 1. */
static size_t
column_of(const struct scan *scan, struct slice text)
{
	return text.len - (size_t)(scan->end - scan->at) + 1;
}

int
json_check(struct slice text, struct err *err)
{
	struct scan scan = scan_of(text);
	char found[32];

	if (skip_text(&scan))
		return 0;
	describe(&scan, found, sizeof(found));
	return err_data(err, scan.reason, column_of(&scan, text),
	    "expected %s, found %s", scan.expected, found);
}

int
json_check_object(struct slice text, struct err *err)
{
	if (json_check(text, err) < 0)
		return -1;

	struct scan scan = scan_of(text);
	skip_space(&scan);
	struct slice value = { scan.at, (size_t)(scan.end - scan.at) };
	enum json_type type = json_type_of(value);
	if (type == JSON_OBJECT)
		return 0;
	return err_data(err, "not-object", column_of(&scan, text),
	    "expected an object, found %s", json_type_name(type));
}
