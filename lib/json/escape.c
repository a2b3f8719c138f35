#include "json/escape.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

/* The surrogates are the code units with these bits under the mask. */
enum {
	SURROGATE_MASK = 0xFC00,
	SURROGATE_HIGH = 0xD800,
	SURROGATE_LOW = 0xDC00,
};

static bool
is_hex_digit(char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') ||
	    (byte >= 'A' && byte <= 'F');
}

/* The code unit that four hexadecimal digits name. */
static unsigned
code_unit(const char digits[4])
{
	unsigned unit = 0;

	for (int i = 0; i < 4; i++) {
		unsigned digit = (unsigned char)digits[i];

		/* Letters have bit 6 set and count from 1 in the low bits. */
		unit = unit << 4 | ((digit & 0xF) + (digit >> 6) * 9);
	}
	return unit;
}

static bool
is_at_code_unit(const char *at, const char *end)
{
	return end - at > 1 && at[0] == '\\' && at[1] == 'u';
}

/* The digits of the \uXXXX at *at, which moves behind them. */
static const char *
skip_code_unit(const char **at, const char *end, unsigned *unit)
{
	*at += 2;
	for (int i = 0; i < 4; i++, (*at)++) {
		if (*at == end || !is_hex_digit(**at))
			return "a hexadecimal digit";
	}
	*unit = code_unit(*at - 4);
	return NULL;
}

/* The second half of a pair; where it is missing, its place is reported. */
static const char *
skip_low_surrogate(const char **at, const char *end)
{
	const char *first = *at;
	unsigned unit = 0;

	if (is_at_code_unit(*at, end)) {
		const char *expected = skip_code_unit(at, end, &unit);
		if (expected != NULL)
			return expected;
	}
	if ((unit & SURROGATE_MASK) == SURROGATE_LOW)
		return NULL;
	*at = first;
	return "a low surrogate";
}

static const char *
skip_code_point(const char **at, const char *end)
{
	const char *first = *at;
	unsigned unit = 0;
	const char *expected = skip_code_unit(at, end, &unit);

	if (expected != NULL)
		return expected;
	switch (unit & SURROGATE_MASK) {
	case SURROGATE_HIGH:
		return skip_low_surrogate(at, end);
	case SURROGATE_LOW:
		*at = first;
		return "a high surrogate";
	default:
		return NULL;
	}
}

const char *
json_escape_skip(const char **at, const char *end)
{
	static const char simple[] = "\"\\/bfnrt";

	assert(*at < end);
	assert(**at == '\\');
	if (is_at_code_unit(*at, end))
		return skip_code_point(at, end);
	(*at)++;
	if (*at == end || memchr(simple, **at, sizeof(simple) - 1) == NULL)
		return "an escape";
	(*at)++;
	return NULL;
}

/* The code point of the \uXXXX at *at, or of a pair; *at moves behind it. */
static unsigned
take_code_point(const char **at)
{
	unsigned unit = code_unit(*at + 2);

	*at += 6;
	if ((unit & SURROGATE_MASK) != SURROGATE_HIGH)
		return unit;
	unsigned low = code_unit(*at + 2);
	assert((low & SURROGATE_MASK) == SURROGATE_LOW);
	*at += 6;
	return 0x10000 + ((unit & 0x3FF) << 10 | (low & 0x3FF));
}

/* RFC 3629, section 3.  Returns how many bytes were written. */
static size_t
encode(unsigned code, char utf8[4])
{
	static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	size_t len = 1u + (code >= 0x80) + (code >= 0x800) + (code >= 0x10000);

	for (size_t i = len - 1; i > 0; i--, code >>= 6)
		utf8[i] = (char)(0x80 | (code & 0x3F));
	utf8[0] = (char)(lead[len] | code);
	return len;
}

size_t
json_escape_decode(const char **at, char utf8[4])
{
	static const char names[] = "bfnrt";
	static const char values[] = "\b\f\n\r\t";
	char letter = (*at)[1];

	if (letter == 'u')
		return encode(take_code_point(at), utf8);
	const char *name = memchr(names, letter, sizeof(names) - 1);
	if (name != NULL)
		letter = values[name - names];
	utf8[0] = letter;
	*at += 2;
	return 1;
}
