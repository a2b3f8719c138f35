#include "json/scalar.h"

#include <stddef.h>

#include "json/kernel.h"
#include "json/word.h"

static inline const char *
skip_digits(const char *at, const char *end)
{
	while (end - at >= 8) {
		uint64_t marks = word_nondigits(load_word(at));

		if (marks != 0)
			return at + word_first(marks);
		at += 8;
	}
	while (at < end && *at >= '0' && *at <= '9')
		at++;
	return at;
}

/* The rest of a number, from its point or exponent on. */
static const char *
fraction_end(const char *at, const char *end)
{
	const char *first;

	if (*at == '.') {
		first = at + 1;
		at = skip_digits(first, end);
		if (at == first)
			return NULL;
	}
	if (at < end && (*at == 'e' || *at == 'E')) {
		first = at + 1;
		if (first < end && (*first == '+' || *first == '-'))
			first++;
		at = skip_digits(first, end);
		if (at == first)
			return NULL;
	}
	return at;
}

static const char *
word_end(const char *at, const char *end)
{
	size_t left = (size_t)(end - at);

	if (left >= 4 &&
	    (memcmp(at, "true", 4) == 0 || memcmp(at, "null", 4) == 0))
		return at + 4;
	if (left >= 5 && memcmp(at, "false", 5) == 0)
		return at + 5;
	return NULL;
}

/* Section 6 of RFC 8259. */
const char *
json_scalar_end(const char *at, const char *end)
{
	const char *first = at + (*at == '-');
	const char *behind = skip_digits(first, end);

	if (behind == first)
		behind = *at == '-' ? NULL : word_end(at, end);
	else if (*first == '0' && behind - first > 1)
		return NULL;
	else if (behind < end && json_byte_class[(unsigned char)*behind] == 0)
		behind = fraction_end(behind, end);
	if (behind == NULL || behind == end)
		return behind;
	return json_byte_class[(unsigned char)*behind] != 0 ? behind : NULL;
}
