#include "base/number.h"

#include <assert.h>

#include "base/ascii.h"
#include "base/digits.h"

enum {
	PLAIN_DIGITS_MAX = 40, /* integers up to here have no exponent */
	INT64_DIGITS = 18,     /* so many always fit */
};

/*
 * A number taken apart: 0.DDD * 10^(point + exponent), DDD being the `count`
 * digits from the first that is not 0 to the last that is not 0.
 */
struct parts {
	bool negative;
	bool exponent_negative;
	const char *digits;    /* the first of them; a point may stand among */
	size_t count;          /* 0 for zero */
	size_t written;        /* the same up to the last digit written */
	int64_t point;         /* digits before the point, <0: zeros behind */
	struct slice exponent; /* its digits without leading zeros */
};

static void
take_exponent(struct slice text, size_t at, struct parts *parts)
{
	if (at < text.len) {
		at++; /* the e or E */
		parts->exponent_negative = text.ptr[at] == '-';
		if (!ascii_is_digit(text.ptr[at]))
			at++;
	}
	while (at < text.len && text.ptr[at] == '0')
		at++;
	parts->exponent = (struct slice){ text.ptr + at, text.len - at };
}

static struct parts
take_apart(struct slice text)
{
	struct parts parts = { .digits = text.ptr };
	bool seen_point = false;
	size_t at = 0;

	assert(text.len > 0);
	parts.negative = text.ptr[0] == '-';
	if (parts.negative)
		at++;
	for (; at < text.len; at++) {
		const char byte = text.ptr[at];

		if (byte == '.') {
			seen_point = true;
			continue;
		}
		if (!ascii_is_digit(byte))
			break;
		if (parts.written == 0 && byte == '0') {
			parts.point -= seen_point;
			continue;
		}
		if (parts.written++ == 0)
			parts.digits = text.ptr + at;
		parts.point += !seen_point;
		if (byte != '0')
			parts.count = parts.written;
	}
	take_exponent(text, at, &parts);
	return parts;
}

/* Does the exponent fit?  If so point + exponent cannot overflow. */
static bool
exponent_fits(const struct parts *parts)
{
	return parts->exponent.len <= INT64_DIGITS;
}

/* point + exponent, where it fits. */
static int64_t
magnitude(const struct parts *parts)
{
	int64_t exponent = 0;

	assert(exponent_fits(parts));
	for (size_t i = 0; i < parts->exponent.len; i++)
		exponent = 10 * exponent + (parts->exponent.ptr[i] - '0');
	return parts->point + (parts->exponent_negative ? -exponent : exponent);
}

/* The digit of exponent that has the weight 10^place, with its sign. */
static int
exponent_digit(const struct parts *parts, size_t place)
{
	if (place >= parts->exponent.len)
		return 0;
	int digit = parts->exponent.ptr[parts->exponent.len - 1 - place] - '0';
	return parts->exponent_negative ? -digit : digit;
}

/*
 * Order by point + exponent.  The difference of the exponents is built from
 * the highest digit on; once it is far beyond any length that a text can have
 * the digits that follow cannot bring it back.
 */
static int
compare_magnitude(const struct parts *a, const struct parts *b)
{
	const int64_t beyond = INT64_C(1) << 56;
	size_t places = a->exponent.len > b->exponent.len ? a->exponent.len
							  : b->exponent.len;
	int64_t more = 0;

	while (places-- > 0 && more > -beyond && more < beyond)
		more = 10 * more + exponent_digit(a, places) -
		    exponent_digit(b, places);
	more += a->point - b->point;
	return (more > 0) - (more < 0);
}

/* Order by the digits alone: 0.DDD of one and of the other. */
static int
compare_digits(const struct parts *a, const struct parts *b)
{
	const char *in_a = a->digits;
	const char *in_b = b->digits;
	size_t len = a->count < b->count ? a->count : b->count;

	for (size_t i = 0; i < len; i++, in_a++, in_b++) {
		in_a += *in_a == '.';
		in_b += *in_b == '.';
		if (*in_a != *in_b)
			return *in_a < *in_b ? -1 : 1;
	}
	return (a->count > b->count) - (a->count < b->count);
}

static int
sign(const struct parts *parts)
{
	if (parts->count == 0)
		return 0;
	return parts->negative ? -1 : 1;
}

/* The way of nearly all numbers: an integer of few digits. */
static bool
short_integer(struct slice text, int64_t *into)
{
	size_t at = text.ptr[0] == '-';
	uint64_t value;

	if (!digits_value((struct slice){ text.ptr + at, text.len - at },
		&value))
		return false;
	*into = at == 1 ? -(int64_t)value : (int64_t)value;
	return true;
}

int
number_compare(struct slice a, struct slice b)
{
	int64_t short_a, short_b;

	if (short_integer(a, &short_a) && short_integer(b, &short_b))
		return (short_a > short_b) - (short_a < short_b);

	struct parts in_a = take_apart(a);
	struct parts in_b = take_apart(b);
	int of_a = sign(&in_a);
	int of_b = sign(&in_b);

	if (of_a != of_b || of_a == 0)
		return (of_a > of_b) - (of_a < of_b);
	int order = compare_magnitude(&in_a, &in_b);
	if (order == 0)
		order = compare_digits(&in_a, &in_b);
	return of_a * order;
}

static void
put_digits(const struct parts *parts, struct buffer *out)
{
	const char *digit = parts->digits;

	for (size_t i = 0; i < parts->count; i++) {
		digit += *digit == '.';
		buffer_put_byte(out, *digit++);
	}
}

/*
 * Append exponent + more, for an exponent of more digits than `more` can have,
 * so that the sign stays.
 */
static void
put_long_exponent(const struct parts *parts, int64_t more, struct buffer *out)
{
	char *digits = buffer_reserve(out, parts->exponent.len + 2);
	size_t at = parts->exponent.len + 1;
	size_t first = 1; /* a place in front is left for the carry */

	if (digits == NULL)
		return;
	if (parts->exponent_negative) {
		*digits++ = '-';
		out->len++;
		more = -more;
	}
	digits[0] = '0';
	memcpy(digits + 1, parts->exponent.ptr, parts->exponent.len);
	while (more != 0) {
		int64_t sum = digits[--at] - '0' + more % 10;

		more /= 10;
		if (sum < 0 || sum > 9) {
			more += sum < 0 ? -1 : 1;
			sum += sum < 0 ? 10 : -10;
		}
		digits[at] = (char)('0' + sum);
	}
	if (digits[0] != '0')
		first = 0;
	else if (digits[1] == '0')
		first = 2;
	size_t len = parts->exponent.len + 1 - first;
	memmove(digits, digits + first, len);
	out->len += len;
}

void
number_put_canonical(struct slice text, struct buffer *out)
{
	struct parts parts = take_apart(text);
	int64_t count = (int64_t)parts.count;

	if (parts.count == 0) {
		buffer_put_byte(out, '0');
		return;
	}
	if (parts.negative)
		buffer_put_byte(out, '-');
	put_digits(&parts, out);
	if (!exponent_fits(&parts)) {
		buffer_put_byte(out, 'e');
		put_long_exponent(&parts, parts.point - count, out);
		return;
	}

	int64_t zeros = magnitude(&parts) - count;
	if (zeros < 0 || zeros + count > PLAIN_DIGITS_MAX) {
		buffer_put_byte(out, 'e');
		buffer_put_int(out, zeros);
		return;
	}
	while (zeros-- > 0)
		buffer_put_byte(out, '0');
}

bool
number_to_int64(struct slice text, int64_t *into)
{
	enum { DIGITS_MAX = 19 }; /* 2^63 - 1 has so many */

	if (short_integer(text, into))
		return true;

	struct parts parts = take_apart(text);
	if (parts.count == 0) {
		*into = 0;
		return true;
	}
	if (!exponent_fits(&parts))
		return false;
	int64_t digits = magnitude(&parts);
	if (digits < (int64_t)parts.count || digits > DIGITS_MAX)
		return false;

	uint64_t value = 0; /* 10^19 fits */
	const char *digit = parts.digits;
	for (int64_t i = 0; i < digits; i++) {
		value *= 10;
		if (i >= (int64_t)parts.count)
			continue;
		digit += *digit == '.';
		value += (uint64_t)(*digit++ - '0');
	}
	if (value > (uint64_t)INT64_MAX + parts.negative)
		return false;
	*into = parts.negative ? -(int64_t)(value - 1) - 1 : (int64_t)value;
	return true;
}

bool
number_is_integer(struct slice text)
{
	struct parts parts = take_apart(text);

	if (parts.count == 0)
		return true;
	if (!exponent_fits(&parts))
		return !parts.exponent_negative;
	return magnitude(&parts) >= (int64_t)parts.count;
}

size_t
number_digits(struct slice text)
{
	struct parts parts = take_apart(text);

	if (parts.count == 0)
		return 1;
	if (!exponent_fits(&parts))
		return SIZE_MAX;
	int64_t before = magnitude(&parts);
	if (before <= 0)
		return 1 + (size_t)-before + parts.written;
	return (size_t)before > parts.written ? (size_t)before : parts.written;
}
