#include "json/scalar.h"

#include <stddef.h>

#include "json/kernel.h"
#include "json/word.h"

static const char *
skip_digits(const char *at, const char *end)
{
	while (end - at >= 8) {
		uint64_t marks = word_nondigits(word_load(at));

		if (marks != 0)
			return at + word_first(marks);
		at += 8;
	}
	while (at < end && *at >= '0' && *at <= '9')
		at++;
	return at;
}

/* The digits behind a point or an exponent's sign: at least one. */
static const char *
skip_some_digits(const char *at, const char *end)
{
	const char *behind = skip_digits(at, end);

	return behind == at ? NULL : behind;
}

/* Section 6 of RFC 8259. */
static const char *
number_end(const char *at, const char *end)
{
	const char *first = at + (*at == '-');

	at = skip_digits(first, end);
	if (at == first || (*first == '0' && at - first > 1))
		return NULL;
	if (at < end && *at == '.') {
		at = skip_some_digits(at + 1, end);
		if (at == NULL)
			return NULL;
	}
	if (at < end && (*at == 'e' || *at == 'E')) {
		at++;
		if (at < end && (*at == '+' || *at == '-'))
			at++;
		at = skip_some_digits(at, end);
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

const char *
json_scalar_end(const char *at, const char *end)
{
	bool is_number = *at == '-' || (*at >= '0' && *at <= '9');

	at = is_number ? number_end(at, end) : word_end(at, end);
	if (at == NULL || at == end)
		return at;
	return json_byte_class[(unsigned char)*at] != 0 ? at : NULL;
}
