#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"

static struct buffer text;

static void
setup(void)
{
	text = (struct buffer)BUFFER_INIT;
}

static void
teardown(void)
{
	buffer_free(&text);
}

static int
compare(const char *a, const char *b)
{
	return number_compare(slice_of(a), slice_of(b));
}

static const struct {
	const char *less, *more;
} ordered[] = {
	{ "1", "2" },
	{ "-2", "-1" },
	{ "-1", "0" },
	{ "-1", "1" },
	{ "0", "0.001" },
	{ "9", "10" },
	{ "1.9", "1.10e1" },
	{ "0.99", "1" },
	{ "9007199254740992", "9007199254740993" },
	{ "18446744073709551615", "18446744073709551616" },
	{ "1e400", "1e401" },
	{ "1e-401", "1e-400" },
	{ "-1e401", "-1e400" },
	{ "99e99999999999999999999", "1e100000000000000000002" },
	{ "1e-100000000000000000000", "1e-99999999999999999999" },
	{ "-1e99999999999999999999", "1e-99999999999999999999" },
	{ "1e-99999999999999999999", "1e99999999999999999999" },
	{ "0.1", "0.11" },
};

START_TEST(the_smaller_value_comes_first)
{
	const char *less = ordered[_i].less;
	const char *more = ordered[_i].more;

	ck_assert_int_lt(compare(less, more), 0);
	ck_assert_int_gt(compare(more, less), 0);
	ck_assert_int_eq(compare(less, less), 0);
	ck_assert_int_eq(compare(more, more), 0);
}
END_TEST

static const struct {
	const char *a, *b, *canonical;
} equal[] = {
	{ "0", "-0", "0" },
	{ "0.00", "-0e999", "0" },
	{ "0e99999999999999999999", "0", "0" },
	{ "1", "1.0", "1" },
	{ "1", "10e-1", "1" },
	{ "-1", "-0.1E+1", "-1" },
	{ "1500", "1.5e3", "1500" },
	{ "1.5", "15e-1", "15e-1" },
	{ "0.0015", "1.50e-0003", "15e-4" },
	{ "1e2", "1e+2", "100" },
	{ "1e39", "1000000000000000000000000000000000000000",
	    "1000000000000000000000000000000000000000" },
	{ "1e40", "10000000000000000000000000000000000000000", "1e40" },
	{ "1e99999999999999999999", "10e99999999999999999998",
	    "1e99999999999999999999" },
	{ "99e99999999999999999999", "9.9e100000000000000000000",
	    "99e99999999999999999999" },
	{ "0.1e100000000000000000000", "1e99999999999999999999",
	    "1e99999999999999999999" },
	{ "12.3e-99999999999999999999", "123e-100000000000000000000",
	    "123e-100000000000000000000" },
	{ "10e-100000000000000000000", "1e-99999999999999999999",
	    "1e-99999999999999999999" },
};

START_TEST(equal_values_have_one_canonical_text)
{
	struct slice canonical = slice_of(equal[_i].canonical);

	ck_assert_int_eq(compare(equal[_i].a, equal[_i].b), 0);
	ck_assert_int_eq(compare(equal[_i].b, equal[_i].a), 0);
	number_put_canonical(slice_of(equal[_i].a), &text);
	ck_assert(slice_equal(buffer_slice(&text), canonical));
	buffer_clear(&text);
	number_put_canonical(slice_of(equal[_i].b), &text);
	ck_assert(slice_equal(buffer_slice(&text), canonical));
}
END_TEST

static const struct {
	const char *text;
	bool is_integer, fits;
	int64_t value;
} integers[] = {
	{ "0", true, true, 0 },
	{ "-0.0", true, true, 0 },
	{ "12", true, true, 12 },
	{ "-12.00", true, true, -12 },
	{ "1e3", true, true, 1000 },
	{ "1.25e2", true, true, 125 },
	{ "1.25e1", false, false, 0 },
	{ "0.5", false, false, 0 },
	{ "9223372036854775807", true, true, INT64_MAX },
	{ "9223372036854775808", true, false, 0 },
	{ "-9223372036854775808", true, true, INT64_MIN },
	{ "-9223372036854775809", true, false, 0 },
	{ "-922337203685477580.8e1", true, true, INT64_MIN },
	{ "1000000000000000000", true, true, 1000000000000000000 },
	{ "1e18", true, true, 1000000000000000000 },
	{ "1e19", true, false, 0 },
	{ "1e99999999999999999999", true, false, 0 },
	{ "1e-99999999999999999999", false, false, 0 },
	{ "0e-99999999999999999999", true, true, 0 },
};

START_TEST(integers_are_told_by_value)
{
	struct slice number = slice_of(integers[_i].text);
	int64_t value = 0;

	ck_assert_int_eq(number_is_integer(number), integers[_i].is_integer);
	ck_assert_int_eq(number_to_int64(number, &value), integers[_i].fits);
	ck_assert_int_eq(value, integers[_i].value);
}
END_TEST

static const struct {
	const char *text;
	size_t digits;
} lengths[] = {
	{ "0", 1 },
	{ "-0.000", 1 },
	{ "0e400", 1 },
	{ "7", 1 },
	{ "-1.50", 3 },
	{ "0.05", 3 },
	{ "1e399", 400 },
	{ "1e400", 401 },
	{ "1e-399", 400 },
	{ "1e-400", 401 },
	{ "1.50e1", 3 },
	{ "1.50e4", 5 },
	{ "1e99999999999999999999", SIZE_MAX },
	{ "1e-99999999999999999999", SIZE_MAX },
};

START_TEST(digits_are_those_of_the_plain_notation)
{
	ck_assert_uint_eq(number_digits(slice_of(lengths[_i].text)),
	    lengths[_i].digits);
}
END_TEST

static long long
power_of_ten(int exponent)
{
	long long power = 1;

	while (exponent-- > 0)
		power *= 10;
	return power;
}

/* A value in units of 10^-10, and one of the many ways to write it. */
static long long
random_number(char *into, size_t size)
{
	int places = rand() % 7;
	int shift = rand() % 9 - 4;
	long long units = rand() % 2000 - 1000;
	char point[16] = "";
	char exponent[16] = "";

	if (places > 0)
		snprintf(point, sizeof(point), ".%0*lld", places,
		    llabs(units) % power_of_ten(places));
	if (shift != 0)
		snprintf(exponent, sizeof(exponent),
		    rand() % 2 ? "e%+d" : "E%d", shift);
	snprintf(into, size, "%s%lld%s%s", units < 0 ? "-" : "",
	    llabs(units) / power_of_ten(places), point, exponent);
	return units * power_of_ten(10 - places + shift);
}

START_TEST(order_and_canonical_text_agree_with_a_simple_model)
{
	struct buffer other = BUFFER_INIT;

	srand((unsigned)_i);
	for (int round = 0; round < 20000; round++) {
		char a[64], b[64];
		long long of_a = random_number(a, sizeof(a));
		long long of_b = random_number(b, sizeof(b));

		ck_assert_int_eq(compare(a, b), (of_a > of_b) - (of_a < of_b));
		buffer_clear(&text);
		buffer_clear(&other);
		number_put_canonical(slice_of(a), &text);
		number_put_canonical(slice_of(b), &other);
		ck_assert_int_eq(slice_equal(buffer_slice(&text),
				     buffer_slice(&other)),
		    of_a == of_b);
	}
	buffer_free(&other);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *suite = suite_create("number");
	TCase *tcase = tcase_create("number");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, the_smaller_value_comes_first, 0,
	    ROWS(ordered));
	tcase_add_loop_test(tcase, equal_values_have_one_canonical_text, 0,
	    ROWS(equal));
	tcase_add_loop_test(tcase, integers_are_told_by_value, 0,
	    ROWS(integers));
	tcase_add_loop_test(tcase, digits_are_those_of_the_plain_notation, 0,
	    ROWS(lengths));
	tcase_add_loop_test(tcase,
	    order_and_canonical_text_agree_with_a_simple_model, 1, 4);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
