#include "base/unixtime.h"

#include <assert.h>

#include "base/ascii.h"
#include "base/digits.h"

enum {
	SECOND_DIGITS = 9, /* of a second that are kept */
	INT64_DIGITS = 18, /* so many always fit */
};

/*
 * A decimal number as 0.DDD * 10^point, DDD having no zero in front and not
 * more digits than can matter.
 */
struct digits {
	bool negative;
	char at[INT64_DIGITS + 1 + SECOND_DIGITS];
	int len;
	int64_t point;
};

/* The exponent at text.ptr[at]; one beyond reason is as good as any such. */
static bool
take_exponent(struct slice text, size_t at, int64_t *exponent)
{
	enum { BEYOND = 1 << 30 };
	bool negative = at < text.len && text.ptr[at] == '-';
	int64_t value = 0;

	if (at < text.len && (text.ptr[at] == '-' || text.ptr[at] == '+'))
		at++;
	if (at == text.len)
		return false;
	for (; at < text.len; at++) {
		if (!ascii_is_digit(text.ptr[at]))
			return false;
		if (value < BEYOND)
			value = 10 * value + (text.ptr[at] - '0');
	}
	*exponent = negative ? -value : value;
	return true;
}

static bool
take_digits(struct slice text, struct digits *digits)
{
	size_t at = 0;
	bool seen_point = false;
	int64_t exponent = 0;

	*digits = (struct digits){ .negative = false };
	if (text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+'))
		digits->negative = text.ptr[at++] == '-';
	if (at == text.len || !ascii_is_digit(text.ptr[at]))
		return false;
	for (; at < text.len; at++) {
		char byte = text.ptr[at];

		if (byte == '.' && !seen_point && at + 1 < text.len &&
		    ascii_is_digit(text.ptr[at + 1])) {
			seen_point = true;
			continue;
		}
		if (!ascii_is_digit(byte))
			break;
		if (digits->len == 0 && byte == '0') {
			digits->point -= seen_point;
			continue;
		}
		digits->point += !seen_point;
		if (digits->len < (int)sizeof(digits->at))
			digits->at[digits->len++] = byte;
	}
	if (at < text.len && (text.ptr[at] | 0x20) != 'e')
		return false;
	if (at < text.len && !take_exponent(text, at + 1, &exponent))
		return false;
	digits->point += exponent;
	return true;
}

/* The value times 10^shift, cut toward zero. */
static bool
scale_digits(const struct digits *digits, int shift, int64_t *value)
{
	int64_t len = digits->point + shift;
	int64_t sum = 0;

	if (digits->len == 0 || len <= 0) {
		*value = 0;
		return true;
	}
	if (len > INT64_DIGITS + 1)
		return false;
	for (int i = 0; i < len; i++) {
		int digit = i < digits->len ? digits->at[i] - '0' : 0;

		if (sum > (INT64_MAX - digit) / 10)
			return false;
		sum = 10 * sum + digit;
	}
	*value = digits->negative ? -sum : sum;
	return true;
}

/* The same of an integer: value times unit. */
static bool
scale_integer(uint64_t value, int64_t unit, int64_t *into)
{
	int64_t ns;

	if (__builtin_mul_overflow((int64_t)value, unit, &ns))
		return false;
	*into = ns;
	return true;
}

/* By magnitude, of a number that is no run of digits or a long one. */
static bool
parse_auto(struct slice text, int64_t *ns)
{
	/* Below 10^n the number has at most n digits before its point. */
	enum { SECONDS = 11, MILLIS = 14, MICROS = 17 };
	struct digits digits;

	if (!take_digits(text, &digits))
		return false;
	if (digits.point <= SECONDS)
		return scale_digits(&digits, 9, ns);
	if (digits.point <= MILLIS)
		return scale_digits(&digits, 6, ns);
	return scale_digits(&digits, digits.point <= MICROS ? 3 : 0, ns);
}

/* What a number of this magnitude counts. */
static int64_t
unit_of(uint64_t value)
{
	const uint64_t seconds = UINT64_C(100000000000);

	return value < seconds          ? TIME_SECOND
	    : value < 1000 * seconds    ? TIME_SECOND / 1000
	    : value < 1000000 * seconds ? 1000
					: 1;
}

bool
unixtime_parse_auto(struct slice text, int64_t *ns)
{
	uint64_t value;

	if (digits_value(text, &value))
		return scale_integer(value, unit_of(value), ns);
	return parse_auto(text, ns);
}

/*
 * Numbers of as many digits have one unit, for its borders are powers of ten;
 * but not those with a zero in front.
 */
bool
unixtime_parse_next(struct unixtime_near *near, struct slice text, int64_t *ns)
{
	uint64_t value;
	uint64_t power = 1;

	near->len = 0;
	if (!unixtime_parse_auto(text, ns))
		return false;
	if (text.len <= UNIXTIME_HEAD || text.ptr[0] == '0' ||
	    !digits_value(text, &value))
		return true;
	for (size_t at = UNIXTIME_HEAD; at < text.len; at++)
		power *= 10;
	const int64_t unit = unit_of(value);
	const int64_t head_ns = (int64_t)(value - value % power) * unit;
	if (head_ns > INT64_MAX - (int64_t)(power - 1) * unit)
		return true; /* not all that begin so are times */
	*near = (struct unixtime_near){ load_word(text.ptr), text.len, head_ns,
		unit };
	return true;
}

bool
unixtime_parse(struct slice text, enum time_format unit, int64_t *ns)
{
	static const struct {
		int64_t ns;
		int shift; /* 10^shift ns */
	} units[] = { [TIME_UNIX] = { TIME_SECOND, 9 },
		[TIME_MS] = { TIME_SECOND / 1000, 6 },
		[TIME_US] = { 1000, 3 },
		[TIME_NS] = { 1, 0 } };
	struct digits digits;
	uint64_t value;

	assert(unit >= TIME_UNIX && unit <= TIME_NS);
	if (digits_value(text, &value))
		return scale_integer(value, units[unit].ns, ns);
	return take_digits(text, &digits) &&
	    scale_digits(&digits, units[unit].shift, ns);
}
