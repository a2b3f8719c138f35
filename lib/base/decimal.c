#include "base/decimal.h"

#include <assert.h>
#include <gmp.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/digits.h"
#include "base/number.h"

__extension__ typedef __int128 wide_int;
__extension__ typedef unsigned __int128 wide_uint;

/*
 * The value when 128 bits do not hold it, at the scale of its decimal.  GMP
 * ends the process when memory is short; what it takes is bounded by
 * DECIMAL_DIGITS_MAX.
 */
struct decimal_wide {
	mpz_t units;
};

enum {
	SMALL_DIGITS = 18, /* of a summand; int64 holds them */
	SMALL_SHIFT = 19,  /* 10^(18 + 19) fits into 127 bits */
	WIDE_DIGITS = 39,  /* 2^127 has so many */
};

/* A summand that needs no GMP: units / 10^scale. */
struct small {
	int64_t units;
	int scale;
};

/* e or E, a sign, at most two digits: more is for the long way. */
static bool
take_exponent(struct slice text, size_t at, int *exponent)
{
	bool negative = text.ptr[at + 1] == '-';
	int value = 0;

	at += ascii_is_digit(text.ptr[at + 1]) ? 1 : 2;
	if (text.len - at > 2)
		return false;
	for (; at < text.len; at++)
		value = 10 * value + (text.ptr[at] - '0');
	*exponent = negative ? -value : value;
	return true;
}

/* Most are plain digits: returns true when that was added. */
static inline bool
add_digits(struct decimal *sum, struct slice number)
{
	wide_int units;
	uint64_t value;

	if (sum->scale != 0 || !digits_value(number, &value) ||
	    __builtin_add_overflow(sum->units, (wide_int)value, &units))
		return false;
	sum->units = units;
	return true;
}

/* Returns false for a number that needs the long way. */
static bool
parse_small(struct slice text, struct small *small)
{
	const bool negative = text.ptr[0] == '-';
	int64_t units = 0;
	int exponent = 0;
	int scale = 0;
	int digits = 0;
	bool seen_point = false;
	size_t at = negative;

	for (; at < text.len; at++) {
		char byte = text.ptr[at];

		if (ascii_is_digit(byte)) {
			if (++digits > SMALL_DIGITS)
				return false;
			units = 10 * units + (byte - '0');
			scale += seen_point;
		} else if (byte == '.') {
			seen_point = true;
		} else {
			break;
		}
	}
	if (at < text.len && !take_exponent(text, at, &exponent))
		return false;
	small->units = negative ? -units : units;
	small->scale = units == 0 ? 0 : scale - exponent;
	return true;
}

static wide_int
power_of_ten(int exponent)
{
	wide_int power = 1;

	assert(exponent < WIDE_DIGITS);
	while (exponent-- > 0)
		power *= 10;
	return power;
}

/* Returns false, and nothing has changed, where 128 bits are not enough. */
static bool
add_small(struct decimal *sum, const struct small *small)
{
	const wide_int most = (wide_int)(~(wide_uint)0 >> 1);
	wide_int units = sum->units;
	wide_int added = small->units;
	int scale = sum->scale;

	if (small->scale > scale) {
		int shift = small->scale - scale;

		if (shift >= WIDE_DIGITS)
			return false;
		wide_int power = power_of_ten(shift);
		if (units > most / power || units < -(most / power))
			return false;
		units *= power;
		scale = small->scale;
	} else if (small->scale < scale) {
		if (scale - small->scale > SMALL_SHIFT)
			return false;
		added *= power_of_ten(scale - small->scale);
	}
	if (__builtin_add_overflow(units, added, &units))
		return false;
	sum->units = units;
	sum->scale = scale;
	return true;
}

static void
set_wide(mpz_t into, wide_int value)
{
	wide_uint magnitude = value < 0 ? 0 - (wide_uint)value
					: (wide_uint)value;
	const uint64_t words[] = { (uint64_t)magnitude,
		(uint64_t)(magnitude >> 64) };

	mpz_import(into, 2, -1, sizeof(words[0]), 0, 0, words);
	if (value < 0)
		mpz_neg(into, into);
}

/* The value of a sum, narrow or wide, at its scale; into is initialised. */
static void
get_units(const struct decimal *sum, mpz_t into)
{
	if (sum->wide != NULL)
		mpz_set(into, sum->wide->units);
	else
		set_wide(into, sum->units);
}

static void
multiply_by_power(mpz_t number, unsigned long exponent)
{
	mpz_t power;

	mpz_init(power);
	mpz_ui_pow_ui(power, 10, exponent);
	mpz_mul(number, number, power);
	mpz_clear(power);
}

/* Widen the sum if that is still to be done. */
static int
widen(struct decimal *sum, struct err *err)
{
	if (sum->wide != NULL)
		return 0;
	sum->wide = malloc(sizeof(*sum->wide));
	if (sum->wide == NULL)
		return err_set_errno(err, "cannot take memory");
	mpz_init(sum->wide->units);
	set_wide(sum->wide->units, sum->units);
	return 0;
}

/* Add number / 10^scale to a wide sum; a negative scale is allowed. */
static void
add_wide(struct decimal *sum, mpz_t number, int scale)
{
	if (scale > sum->scale) {
		multiply_by_power(sum->wide->units,
		    (unsigned long)(scale - sum->scale));
		sum->scale = scale;
	} else if (scale < sum->scale) {
		multiply_by_power(number, (unsigned long)(sum->scale - scale));
	}
	mpz_add(sum->wide->units, sum->wide->units, number);
}

/* A number of any form, of at most DECIMAL_DIGITS_MAX digits. */
static int
add_long(struct decimal *sum, struct slice number, struct err *err)
{
	struct buffer text = BUFFER_INIT;
	int result = -1;
	int exponent = 0;

	/* DIGITS or DIGITSeEXPONENT */
	number_put_canonical(number, &text);
	buffer_put_byte(&text, '\0');
	if (buffer_check(&text, err) < 0 || widen(sum, err) < 0)
		goto out;
	char *mark = strchr(text.bytes, 'e');
	if (mark != NULL) {
		*mark = '\0';
		exponent = (int)strtol(mark + 1, NULL, 10);
	}
	mpz_t added;
	result = mpz_init_set_str(added, text.bytes, 10);
	assert(result == 0);
	add_wide(sum, added, -exponent);
	mpz_clear(added);
out:
	buffer_free(&text);
	return result;
}

/* Is it written without an exponent? */
static bool
is_plain(struct slice number)
{
	for (size_t i = 0; i < number.len; i++)
		if ((number.ptr[i] | 0x20) == 'e')
			return false;
	return true;
}

bool
decimal_takes_long(struct slice number)
{
	return (number.len <= DECIMAL_DIGITS_MAX && is_plain(number)) ||
	    number_digits(number) <= DECIMAL_DIGITS_MAX;
}

int
decimal_add_long(struct decimal *sum, struct slice number, struct err *err)
{
	struct small small;

	if (sum->wide == NULL) {
		if (add_digits(sum, number))
			return 0;
		if (parse_small(number, &small) && add_small(sum, &small))
			return 0;
	}
	if (number_digits(number) > DECIMAL_DIGITS_MAX)
		return err_data(err, "number", 1,
		    "number of more than %d digits", DECIMAL_DIGITS_MAX);
	return add_long(sum, number, err);
}

/* Append digits / 10^scale without zeros that say nothing. */
static void
put_plain(struct slice digits, int scale, bool negative, struct buffer *out)
{
	while (
	    scale > 0 && digits.len > 0 && digits.ptr[digits.len - 1] == '0') {
		digits.len--;
		scale--;
	}
	size_t behind = scale > 0 ? (size_t)scale : 0;
	size_t before = digits.len > behind ? digits.len - behind : 0;

	if (negative)
		buffer_put_byte(out, '-');
	if (before == 0)
		buffer_put_byte(out, '0');
	buffer_put(out, (struct slice){ digits.ptr, before });
	if (behind == 0)
		return;
	buffer_put_byte(out, '.');
	for (size_t i = digits.len; i < behind; i++)
		buffer_put_byte(out, '0');
	buffer_put(out,
	    (struct slice){ digits.ptr + before, digits.len - before });
}

static void
put_narrow(wide_int units, int scale, struct buffer *out)
{
	wide_uint left = units < 0 ? 0 - (wide_uint)units : (wide_uint)units;
	char digits[WIDE_DIGITS];
	size_t at = sizeof(digits);

	if (units == 0)
		scale = 0;
	while (left > UINT64_MAX) {
		digits[--at] = (char)('0' + (int)(left % 10));
		left /= 10;
	}
	for (uint64_t rest = (uint64_t)left; rest > 0; rest /= 10)
		digits[--at] = (char)('0' + (int)(rest % 10));
	put_plain((struct slice){ digits + at, sizeof(digits) - at }, scale,
	    units < 0, out);
}

static void
put_gmp(const mpz_t units, int scale, struct buffer *out)
{
	struct buffer text = BUFFER_INIT;
	const int sign = mpz_sgn(units);
	/* a sign, a NUL */
	char *digits = buffer_reserve(&text, mpz_sizeinbase(units, 10) + 2);

	if (digits == NULL) {
		out->failed = true;
		return;
	}
	(void)mpz_get_str(digits, 10, units);
	digits += sign < 0;
	if (sign == 0)
		scale = 0;
	put_plain(slice_of(digits), scale, sign < 0, out);
	buffer_free(&text);
}

void
decimal_put(const struct decimal *sum, struct buffer *out)
{
	if (sum->wide == NULL)
		put_narrow(sum->units, sum->scale, out);
	else
		put_gmp(sum->wide->units, sum->scale, out);
}

/*
 * Append sum / count with so many digits behind the point, cut or rounded half
 * to even.
 */
static void
put_quotient(const struct decimal *sum, uint64_t count, int digits,
    bool is_rounded, struct buffer *out)
{
	mpz_t quotient, rest, divisor;

	assert(count > 0);
	assert(digits >= 0);
	mpz_inits(quotient, rest, divisor, NULL);
	get_units(sum, rest);
	multiply_by_power(rest, (unsigned long)digits);
	set_wide(divisor, (wide_int)count);
	multiply_by_power(divisor, (unsigned long)sum->scale);

	mpz_tdiv_qr(quotient, rest, rest, divisor);
	if (is_rounded) {
		const bool negative = mpz_sgn(rest) < 0;

		mpz_mul_2exp(rest, rest, 1);
		int half = mpz_cmpabs(rest, divisor);
		if (half > 0 || (half == 0 && mpz_odd_p(quotient))) {
			if (negative)
				mpz_sub_ui(quotient, quotient, 1);
			else
				mpz_add_ui(quotient, quotient, 1);
		}
	}
	put_gmp(quotient, digits, out);
	mpz_clears(quotient, rest, divisor, NULL);
}

void
decimal_put_average(const struct decimal *sum, uint64_t count,
    struct buffer *out)
{
	put_quotient(sum, count, DECIMAL_AVERAGE_DIGITS, true, out);
}

void
decimal_put_average_cut(const struct decimal *sum, uint64_t count, int digits,
    struct buffer *out)
{
	assert(digits <= DECIMAL_DIGITS_MAX);
	put_quotient(sum, count, digits, false, out);
}

void
decimal_free(struct decimal *sum)
{
	if (sum->wide != NULL) {
		mpz_clear(sum->wide->units);
		free(sum->wide);
	}
	*sum = (struct decimal)DECIMAL_INIT;
}
