#include <check.h>

#include "base/time.h"
#include "event/watermark.h"

static struct watermark watermark;

/* No lag, no limit, no clock. */
static void
setup(void)
{
	watermark_init(&watermark, 0, -1, -1);
}

START_TEST(before_the_first_record_there_is_none)
{
	ck_assert_int_eq(watermark.time_ns, TIME_NONE);
	ck_assert_int_eq(watermark.highest_ns, TIME_NONE);
}
END_TEST

START_TEST(it_is_the_highest_time_and_never_goes_back)
{
	ck_assert(watermark_see(&watermark, 50, 0));
	ck_assert(watermark_see(&watermark, 70, 0));
	ck_assert(watermark_see(&watermark, 60, 0));
	ck_assert_int_eq(watermark.time_ns, 70);
	ck_assert_int_eq(watermark.highest_ns, 70);
}
END_TEST

START_TEST(the_lag_is_taken_off)
{
	watermark_init(&watermark, 20, -1, -1);
	ck_assert(watermark_see(&watermark, 50, 0));
	ck_assert_int_eq(watermark.time_ns, 30);
	ck_assert_int_eq(watermark.highest_ns, 50);
}
END_TEST

START_TEST(the_ends_of_time_do_not_overflow)
{
	watermark_init(&watermark, 20, 30, -1);
	ck_assert(watermark_see(&watermark, TIME_NONE + 5, 0));
	ck_assert_int_eq(watermark.time_ns, TIME_NONE + 1);
	ck_assert(watermark_see(&watermark, INT64_MAX, INT64_MAX - 10));
	ck_assert_int_eq(watermark.time_ns, INT64_MAX - 20);
}
END_TEST

START_TEST(a_time_too_far_ahead_moves_nothing)
{
	watermark_init(&watermark, 0, 10, -1);
	ck_assert(watermark_see(&watermark, 110, 100));
	ck_assert(!watermark_see(&watermark, 112, 101));
	ck_assert_int_eq(watermark.time_ns, 110);
	ck_assert_int_eq(watermark.heard_ns, 100);
}
END_TEST

START_TEST(silence_moves_it_with_the_clock)
{
	watermark_init(&watermark, 5, -1, 10);
	ck_assert(watermark_see(&watermark, 1000, 100));
	ck_assert(!watermark_idle(&watermark, 109));
	ck_assert_int_eq(watermark.time_ns, 995);
	ck_assert(watermark_idle(&watermark, 110));
	ck_assert_int_eq(watermark.time_ns, 1005);
	ck_assert(watermark_idle(&watermark, 150));
	ck_assert_int_eq(watermark.time_ns, 1045);
	ck_assert(!watermark_idle(&watermark, 140)); /* the clock was set */
	ck_assert_int_eq(watermark.time_ns, 1045);
}
END_TEST

START_TEST(a_record_ends_the_silence)
{
	watermark_init(&watermark, 0, -1, 10);
	ck_assert(watermark_see(&watermark, 1000, 100));
	ck_assert(watermark_see(&watermark, 900, 108));
	ck_assert(!watermark_idle(&watermark, 115));
	ck_assert(watermark_idle(&watermark, 118));
	ck_assert_int_eq(watermark.time_ns, 1010);
}
END_TEST

START_TEST(without_idle_or_a_record_silence_is_nothing)
{
	ck_assert_int_eq(watermark_when(&watermark, 5), INT64_MAX);
	ck_assert(watermark_see(&watermark, 1000, 100));
	ck_assert(!watermark_idle(&watermark, INT64_MAX));
	ck_assert_int_eq(watermark_when(&watermark, 2000), INT64_MAX);
	watermark_init(&watermark, 0, -1, 10);
	ck_assert(!watermark_idle(&watermark, INT64_MAX));
	ck_assert_int_eq(watermark_when(&watermark, 5), INT64_MAX);
}
END_TEST

/* At the time that watermark_when() tells it is there, and not before. */
START_TEST(it_tells_when_silence_will_have_moved_it)
{
	watermark_init(&watermark, 5, -1, 10);
	ck_assert(watermark_see(&watermark, 1000, 100));
	ck_assert_int_eq(watermark_when(&watermark, 990), 110);
	ck_assert_int_eq(watermark_when(&watermark, 1005), 110);
	ck_assert_int_eq(watermark_when(&watermark, 1100), 205);
	(void)watermark_idle(&watermark, 204);
	ck_assert_int_lt(watermark.time_ns, 1100);
	(void)watermark_idle(&watermark, 205);
	ck_assert_int_eq(watermark.time_ns, 1100);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("watermark");
	TCase *tcase = tcase_create("watermark");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_test(tcase, before_the_first_record_there_is_none);
	tcase_add_test(tcase, it_is_the_highest_time_and_never_goes_back);
	tcase_add_test(tcase, the_lag_is_taken_off);
	tcase_add_test(tcase, the_ends_of_time_do_not_overflow);
	tcase_add_test(tcase, a_time_too_far_ahead_moves_nothing);
	tcase_add_test(tcase, silence_moves_it_with_the_clock);
	tcase_add_test(tcase, a_record_ends_the_silence);
	tcase_add_test(tcase, without_idle_or_a_record_silence_is_nothing);
	tcase_add_test(tcase, it_tells_when_silence_will_have_moved_it);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
