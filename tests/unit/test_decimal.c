#include <check.h>
#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/decimal.h"

static struct decimal sum;
static struct buffer text;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	sum = (struct decimal)DECIMAL_INIT;
	text = (struct buffer)BUFFER_INIT;
}

static void
teardown(void)
{
	decimal_free(&sum);
	buffer_free(&text);
}

static void
add(const char *number)
{
	ck_assert(decimal_takes(slice_of(number)));
	ck_assert_int_eq(decimal_add(&sum, slice_of(number), &err), 0);
}

static const char *
written(void)
{
	buffer_clear(&text);
	decimal_put(&sum, &text);
	buffer_put_byte(&text, '\0');
	return text.bytes;
}

static const struct {
	const char *a, *b, *sum;
} sums[] = {
	{ "0", "-0", "0" },
	{ "0.1", "0.2", "0.3" },
	{ "1.50", "1.50", "3" },
	{ "1e3", "1", "1001" },
	{ "-0.5", "0.25", "-0.25" },
	{ "-1.5", "1.5", "0" },
	{ "5", "-0.0", "5" },
	{ "0e99", "1", "1" },
	{ "0.000e-99", "1", "1" },
	{ "1E-2", "1e+2", "100.01" },
	{ "9223372036854775807", "1", "9223372036854775808" },
	{ "-9223372036854775808", "-1", "-9223372036854775809" },
	{ "999999999999999999", "1", "1000000000000000000" },
	{ "1000000000000000000", "99999999", "1000000000099999999" },
	{ "12345678", "-12345679", "-1" },
	{ "0.1", "123456789", "123456789.1" },
	{ "170141183460469231731687303715884105727", "999999999999999999",
	    "170141183460469231732687303715884105726" },
	{ "18446744073709551615", "18446744073709551615",
	    "36893488147419103230" },
	{ "170141183460469231731687303715884105727", "1",
	    "170141183460469231731687303715884105728" },
	{ "1e38", "1e38", "200000000000000000000000000000000000000" },
	{ "-1e38", "-1e38", "-200000000000000000000000000000000000000" },
	{ "1e20", "1e-20", "100000000000000000000.00000000000000000001" },
	{ "0.5e-38", "0.5e-38", "0.00000000000000000000000000000000000001" },
	{ "1e-39", "0", "0.000000000000000000000000000000000000001" },
	{ "1e40", "-1e40", "0" },
	{ "123456789012345678901234567890.5", "0.5",
	    "123456789012345678901234567891" },
};

START_TEST(a_sum_is_exact_in_either_order)
{
	add(sums[_i].a);
	add(sums[_i].b);
	ck_assert_str_eq(written(), sums[_i].sum);
	decimal_free(&sum);
	add(sums[_i].b);
	add(sums[_i].a);
	ck_assert_str_eq(written(), sums[_i].sum);
}
END_TEST

START_TEST(a_new_sum_is_zero)
{
	ck_assert_str_eq(written(), "0");
}
END_TEST

START_TEST(four_hundred_digits_are_taken)
{
	add("1e399");
	add("1e-399");
	add("-1e399");
	buffer_clear(&text);
	decimal_put(&sum, &text);
	ck_assert_uint_eq(text.len, 401); /* 0. and 399 digits */
	ck_assert_int_eq(text.bytes[400], '1');
}
END_TEST

static const char *const too_long[] = { "1e400", "-1e400", "1e-400",
	"1.5e99999999999999999999", "1e-99999999999999999999" };

START_TEST(more_digits_are_refused_and_change_nothing)
{
	add("2.5");
	ck_assert(!decimal_takes(slice_of(too_long[_i])));
	ck_assert_int_eq(decimal_add(&sum, slice_of(too_long[_i]), &err), -1);
	ck_assert_int_eq(err.kind, ERR_DATA);
	ck_assert_str_eq(err.reason, "number");
	ck_assert_str_eq(written(), "2.5");
}
END_TEST

static const struct {
	const char *sum;
	uint64_t count;
	const char *average;
} averages[] = {
	{ "0", 3, "0" },
	{ "1", 2, "0.5" },
	{ "6", 3, "2" },
	{ "1", 3, "0.333333333333333" },
	{ "2", 3, "0.666666666666667" },
	{ "-2", 3, "-0.666666666666667" },
	{ "1e-15", 2, "0" },
	{ "3e-15", 2, "0.000000000000002" },
	{ "5e-15", 2, "0.000000000000002" },
	{ "-5e-15", 2, "-0.000000000000002" },
	{ "-1e-15", 2, "0" },
	{ "1e300", 1, NULL },
	{ "1", UINT64_MAX, "0" },
};

START_TEST(an_average_is_rounded_half_to_even)
{
	add(averages[_i].sum);
	decimal_put_average(&sum, averages[_i].count, &text);
	if (averages[_i].average == NULL)
		ck_assert_uint_eq(text.len, 301);
	else
		ck_assert(slice_equal(buffer_slice(&text),
		    slice_of(averages[_i].average)));
}
END_TEST

static const struct {
	const char *sum;
	uint64_t count;
	int digits;
	const char *average;
} cuts[] = {
	{ "20", 3, 0, "6" },
	{ "-20", 3, 0, "-6" },
	{ "20", 3, 2, "6.66" },
	{ "-20", 3, 2, "-6.66" },
	{ "21", 2, 2, "10.5" },
	{ "-1", 3, 0, "0" },
	{ "1", 3, 20, "0.33333333333333333333" },
};

START_TEST(an_average_of_so_many_digits_is_cut)
{
	add(cuts[_i].sum);
	decimal_put_average_cut(&sum, cuts[_i].count, cuts[_i].digits, &text);
	ck_assert(slice_equal(buffer_slice(&text), slice_of(cuts[_i].average)));
}
END_TEST

/* The value of a text in plain notation, or with an exponent. */
static void
set_model(mpq_t into, const char *number)
{
	char digits[512];
	size_t len = 0;
	long exponent = 0;
	bool seen_point = false;
	mpz_t power;

	for (; *number != '\0' && *number != 'e'; number++) {
		if (*number == '.') {
			seen_point = true;
			continue;
		}
		digits[len++] = *number;
		exponent -= seen_point;
	}
	digits[len] = '\0';
	if (*number == 'e')
		exponent += strtol(number + 1, NULL, 10);
	mpq_set_str(into, digits, 10);
	mpz_init(power);
	mpz_ui_pow_ui(power, 10, (unsigned long)labs(exponent));
	if (exponent >= 0)
		mpz_mul(mpq_numref(into), mpq_numref(into), power);
	else
		mpz_set(mpq_denref(into), power);
	mpq_canonicalize(into);
	mpz_clear(power);
}

/* Numbers of all sizes, mostly small ones. */
static void
random_number(char *into, size_t size)
{
	static const int lengths[] = { 1, 2, 3, 5, 9, 17, 18, 19, 40 };
	static const int exponents[] = { 1, 1, 1, 5, 20, 30, 150 };
	int len = lengths[rand() % 9];
	int exponent = exponents[rand() % 7];
	int point = rand() % 50;
	size_t at = 0;

	if (rand() % 2)
		into[at++] = '-';
	for (int i = 0; i < len; i++) {
		into[at++] = (char)('0' +
		    (i == 0 ? 1 + rand() % 9 : rand() % 10));
		if (i == point && i + 1 < len)
			into[at++] = '.';
	}
	snprintf(into + at, size - at, "e%d",
	    rand() % (2 * exponent) - exponent);
}

START_TEST(sums_agree_with_rational_numbers)
{
	mpq_t model, number;
	char digits[128];

	srand((unsigned)_i);
	mpq_inits(model, number, NULL);
	for (int i = 0; i < 3000; i++) {
		if (rand() % 100 == 0) {
			decimal_free(&sum);
			mpq_set_ui(model, 0, 1);
		}
		random_number(digits, sizeof(digits));
		set_model(number, digits);
		mpq_add(model, model, number);
		add(digits);
		const char *plain = written();
		set_model(number, plain);
		ck_assert_int_eq(mpq_cmp(model, number), 0);
		ck_assert_ptr_null(strpbrk(plain, "e+"));
		ck_assert_str_ne(plain, "-0");
		if (strchr(plain, '.') != NULL)
			ck_assert_int_ne(plain[strlen(plain) - 1], '0');
	}
	mpq_clears(model, number, NULL);
}
END_TEST

/* No number of 15 digits is nearer to the quotient. */
START_TEST(averages_agree_with_rational_numbers)
{
	mpq_t model, average, half;
	char digits[128];

	srand((unsigned)_i);
	mpq_inits(model, average, half, NULL);
	set_model(half, "5e-16");
	for (int i = 0; i < 3000; i++) {
		uint64_t count = (uint64_t)(1 + rand() % 1000);

		random_number(digits, sizeof(digits));
		add(digits);
		set_model(model, written());
		mpq_set_ui(average, 1, count);
		mpq_mul(model, model, average);
		buffer_clear(&text);
		decimal_put_average(&sum, count, &text);
		buffer_put_byte(&text, '\0');
		set_model(average, text.bytes);
		mpq_sub(average, average, model);
		mpq_abs(average, average);
		ck_assert_int_le(mpq_cmp(average, half), 0);
	}
	mpq_clears(model, average, half, NULL);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *suite = suite_create("decimal");
	TCase *tcase = tcase_create("decimal");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_new_sum_is_zero);
	tcase_add_loop_test(tcase, a_sum_is_exact_in_either_order, 0,
	    ROWS(sums));
	tcase_add_test(tcase, four_hundred_digits_are_taken);
	tcase_add_loop_test(tcase, more_digits_are_refused_and_change_nothing,
	    0, ROWS(too_long));
	tcase_add_loop_test(tcase, an_average_is_rounded_half_to_even, 0,
	    ROWS(averages));
	tcase_add_loop_test(tcase, an_average_of_so_many_digits_is_cut, 0,
	    ROWS(cuts));
	tcase_add_loop_test(tcase, sums_agree_with_rational_numbers, 1, 4);
	tcase_add_loop_test(tcase, averages_agree_with_rational_numbers, 1, 3);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
