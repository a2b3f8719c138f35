#include "gen/scaled.h"

#include <assert.h>

/* Append a digit to a number that is not positive: INT64_MIN fits so too. */
static bool
push_digit(int64_t *number, unsigned digit)
{
	if (*number < (INT64_MIN + (int64_t)digit) / 10)
		return false;
	*number = 10 * *number - (int64_t)digit;
	return true;
}

/* All digits from *at on, of which at most `most`; returns false at overflow.
 */
static bool
take_digits(struct slice text, size_t *at, size_t most, int64_t *number)
{
	while (*at < text.len && most > 0 && text.ptr[*at] >= '0' &&
	    text.ptr[*at] <= '9') {
		if (!push_digit(number, (unsigned)(text.ptr[(*at)++] - '0')))
			return false;
		most--;
	}
	return true;
}

bool
scaled_parse(struct slice text, int digits, int64_t *into)
{
	assert(digits >= 0 && digits <= SCALED_DIGITS_MAX);
	bool negative = text.len > 0 && text.ptr[0] == '-';
	size_t begin = negative ? 1 : 0;
	size_t at = begin;
	int64_t number = 0;
	size_t given = 0;

	if (!take_digits(text, &at, text.len, &number) || at == begin)
		return false;
	if (at < text.len && text.ptr[at] == '.') {
		size_t point = at++;

		if (!take_digits(text, &at, (size_t)digits, &number))
			return false;
		given = at - point - 1;
		if (given == 0)
			return false;
	}
	if (at < text.len)
		return false;
	for (; given < (size_t)digits; given++) {
		if (!push_digit(&number, 0))
			return false;
	}
	if (!negative && number == INT64_MIN)
		return false;
	*into = negative ? number : -number;
	return true;
}

bool
share_parse(struct slice text, int64_t *billionths)
{
	int digits = 9;
	int64_t share;

	if (text.len > 0 && text.ptr[text.len - 1] == '%') {
		digits = 7;
		text.len--;
	}
	if (!scaled_parse(text, digits, &share) || share < 0 ||
	    share > 1000000000)
		return false;
	*billionths = share;
	return true;
}
