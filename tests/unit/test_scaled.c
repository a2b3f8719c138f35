#include <check.h>

#include "gen/rate.h"
#include "gen/scaled.h"

START_TEST(decimals_become_integers_of_their_last_digit)
{
	static const struct {
		const char *text;
		int digits;
		int64_t value;
	} rows[] = {
		{ "0", 0, 0 },
		{ "-0", 2, 0 },
		{ "7", 3, 7000 },
		{ "1.5", 3, 1500 },
		{ "-1.25", 2, -125 },
		{ "007", 0, 7 },
		{ "0.000001", 6, 1 },
		{ "9223372036854775807", 0, INT64_MAX },
		{ "-9223372036854775808", 0, INT64_MIN },
		{ "9.223372036854775807", 18, INT64_MAX },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t value;

		ck_assert_msg(scaled_parse(slice_of(rows[i].text),
				  rows[i].digits, &value),
		    "%s", rows[i].text);
		ck_assert_int_eq(value, rows[i].value);
	}
}
END_TEST

START_TEST(what_is_no_decimal_or_too_long_is_refused)
{
	static const struct {
		const char *text;
		int digits;
	} rows[] = {
		{ "", 2 },
		{ "-", 2 },
		{ ".5", 2 },
		{ "5.", 2 },
		{ "1.234", 2 },
		{ "1.0", 0 },
		{ "1e3", 2 },
		{ "+1", 2 },
		{ " 1", 2 },
		{ "1 ", 2 },
		{ "0x1", 2 },
		{ "9223372036854775808", 0 },
		{ "-9223372036854775809", 0 },
		{ "10", 18 },
		{ "99999999999999999999", 0 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t value = 42;

		ck_assert_msg(!scaled_parse(slice_of(rows[i].text),
				  rows[i].digits, &value),
		    "%s", rows[i].text);
		ck_assert_int_eq(value, 42);
	}
}
END_TEST

START_TEST(shares_are_parts_or_percent)
{
	static const struct {
		const char *text;
		int64_t billionths; /* -1: none */
	} rows[] = {
		{ "0", 0 },
		{ "1", 1000000000 },
		{ "0.05", 50000000 },
		{ "5%", 50000000 },
		{ "100%", 1000000000 },
		{ "0.0000001%", 1 },
		{ "0.000000001", 1 },
		{ "1.000000001", -1 },
		{ "100.1%", -1 },
		{ "-1%", -1 },
		{ "%", -1 },
		{ "", -1 },
		{ "0.0000000001", -1 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t share = -1;
		bool got = share_parse(slice_of(rows[i].text), &share);

		ck_assert_int_eq(got, rows[i].billionths >= 0);
		ck_assert_int_eq(share, rows[i].billionths);
	}
}
END_TEST

START_TEST(rates_are_above_zero_and_up_to_their_limit)
{
	int64_t rate = 42;

	ck_assert(!rate_parse(SLICE("0"), &rate));
	ck_assert(!rate_parse(SLICE("-1"), &rate));
	ck_assert(!rate_parse(SLICE("1000000000.000001"), &rate));
	ck_assert(!rate_parse(SLICE("0.0000001"), &rate));
	ck_assert_int_eq(rate, 42);
	ck_assert(rate_parse(SLICE("0.000001"), &rate));
	ck_assert_int_eq(rate, 1);
	ck_assert(rate_parse(SLICE("1000000000"), &rate));
	ck_assert_int_eq(rate, INT64_C(1000000000) * RATE_UNIT);
}
END_TEST

START_TEST(records_are_due_without_a_drift)
{
	static const struct {
		int64_t rate;
		uint64_t number;
		int64_t due;
	} rows[] = {
		{ 1000000, 0, 0 },
		{ 1000000, 1, 1000000000 },
		{ 1000000000, 1, 1000000 },
		{ 1000000000, UINT64_C(1) << 40, (INT64_C(1) << 40) * 1000000 },
		{ 3000000, 1, 333333333 },
		{ 3000000, 2, 666666666 },
		{ 3000000, 3, 1000000000 },
		{ 3000000, 3000000000, 1000000000 * INT64_C(1000000000) },
		{ 500000, 3, 6000000000 },
		{ 1, 1, 1000000000000000 },
		{ 1, 9223, INT64_C(9223000000000000000) },
		{ 1, 9224, INT64_MAX },
		{ 1000000, UINT64_MAX, INT64_MAX },
		{ INT64_C(1000000000) * RATE_UNIT, UINT64_C(1) << 33,
		    INT64_C(1) << 33 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_int_eq(rate_due(rows[i].rate, rows[i].number),
		    rows[i].due);
}
END_TEST

/* The count of a span is the number of the first record due at its end. */
START_TEST(counts_and_due_times_agree)
{
	static const int64_t rates[] = { 1, 333333, 500000, 1000000, 7000000,
		1000000000, 1234567891 };

	for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); i++) {
		for (uint64_t number = 0; number < 2000; number += 13) {
			int64_t due = rate_due(rates[i], number);

			ck_assert_uint_eq(rate_count(rates[i], due), number);
			ck_assert_uint_eq(rate_count(rates[i], due + 1),
			    number + 1);
		}
	}
}
END_TEST

START_TEST(counts_that_do_not_fit_are_the_highest)
{
	ck_assert_uint_eq(rate_count(1000000, INT64_MAX), 9223372037);
	ck_assert_uint_eq(rate_count(INT64_C(1000000000) * RATE_UNIT,
			      INT64_MAX),
	    INT64_MAX);
	ck_assert_uint_eq(rate_count(INT64_MAX, INT64_MAX), UINT64_MAX);
	ck_assert_uint_eq(rate_count(1000000, 0), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("scaled");
	TCase *tcase = tcase_create("scaled");

	tcase_add_test(tcase, decimals_become_integers_of_their_last_digit);
	tcase_add_test(tcase, what_is_no_decimal_or_too_long_is_refused);
	tcase_add_test(tcase, shares_are_parts_or_percent);
	suite_add_tcase(suite, tcase);
	tcase = tcase_create("rate");
	tcase_add_test(tcase, rates_are_above_zero_and_up_to_their_limit);
	tcase_add_test(tcase, records_are_due_without_a_drift);
	tcase_add_test(tcase, counts_and_due_times_agree);
	tcase_add_test(tcase, counts_that_do_not_fit_are_the_highest);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
