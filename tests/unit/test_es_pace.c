#include "es/pace.h"

#include <check.h>

enum { MIB = 1 << 20, SECOND = 1000000000 };

static struct es_pace pace;

static void
setup(void)
{
	es_pace_init(&pace, 4, 4 * MIB, 1);
}

static void
teardown(void)
{
}

/* So many full bulks that took 100 ms each, from this second on. */
static int64_t
take(int64_t now_ns, int count)
{
	for (int i = 0; i < count; i++) {
		now_ns += SECOND / 10;
		es_pace_taken(&pace, pace.bytes, SECOND / 10, now_ns);
	}
	return now_ns;
}

START_TEST(it_begins_with_one_full_request)
{
	ck_assert_uint_eq(es_pace_requests(&pace), 1);
	ck_assert_uint_eq(pace.bytes, 4 * MIB);
}
END_TEST

START_TEST(requests_rise_step_by_step_to_their_bound)
{
	int64_t now = take(0, 1);

	ck_assert_uint_eq(es_pace_requests(&pace), 2);
	now = take(now, 2);
	ck_assert_uint_eq(es_pace_requests(&pace), 2);
	now = take(now, 1);
	ck_assert_uint_eq(es_pace_requests(&pace), 3);
	(void)take(now, 100);
	ck_assert_uint_eq(es_pace_requests(&pace), 4);
}
END_TEST

START_TEST(a_refusal_halves_them_once_a_round)
{
	int64_t now = take(0, 100);

	es_pace_refused(&pace, now, now + SECOND);
	ck_assert_uint_eq(es_pace_requests(&pace), 2);
	/* Those of the same round were sent before it was known. */
	es_pace_refused(&pace, now + 1, now + SECOND + 1);
	es_pace_refused(&pace, now + SECOND, now + SECOND + 2);
	ck_assert_uint_eq(es_pace_requests(&pace), 2);
	ck_assert_uint_eq(pace.bytes, 4 * MIB);
	es_pace_refused(&pace, now + SECOND + 1, now + 2 * SECOND);
	ck_assert_uint_eq(es_pace_requests(&pace), 1);
}
END_TEST

START_TEST(where_one_is_too_much_bulks_are_halved)
{
	for (int64_t i = 1; i < 20; i++) {
		es_pace_refused(&pace, i * SECOND, i * SECOND + 1);
		ck_assert_uint_eq(es_pace_requests(&pace), 1);
	}
	ck_assert_uint_eq(pace.bytes, ES_BULK_BYTES_MIN);
	(void)take(100 * (int64_t)SECOND, 8);
	ck_assert_uint_eq(pace.bytes, 4 * MIB);
}
END_TEST

START_TEST(a_slow_answer_takes_a_tenth)
{
	int64_t now = take(0, 100);

	ck_assert(pace.requests > 3.9);
	es_pace_taken(&pace, pace.bytes, 2 * (int64_t)SECOND,
	    now + 3 * (int64_t)SECOND);
	ck_assert(pace.requests < 3.7);
	ck_assert_uint_eq(es_pace_requests(&pace), 3);
}
END_TEST

START_TEST(a_small_bulk_says_nothing_of_the_time_it_takes)
{
	int64_t now = take(0, 100);
	double mean = pace.mean;

	es_pace_taken(&pace, 100, 2 * (int64_t)SECOND,
	    now + 3 * (int64_t)SECOND);
	ck_assert(pace.mean == mean);
	ck_assert_uint_eq(es_pace_requests(&pace), 4);
}
END_TEST

START_TEST(what_was_too_large_is_never_tried_again)
{
	es_pace_too_large(&pace, 4 * MIB);
	ck_assert_uint_eq(pace.bytes, 2 * MIB);
	(void)take(0, 100);
	ck_assert_uint_lt(pace.bytes, 4 * MIB);
	ck_assert_uint_gt(pace.bytes, 3 * MIB);
	for (int i = 0; i < 100; i++)
		es_pace_too_large(&pace, pace.bytes);
	ck_assert_uint_eq(pace.bytes, ES_BULK_BYTES_MIN);
}
END_TEST

START_TEST(delays_are_drawn_below_a_bound_that_doubles_to_its_cap)
{
	for (unsigned tries = 1; tries < 40; tries++) {
		int64_t bound = ES_DELAY_FIRST_NS;
		int64_t longest = 0;

		for (unsigned i = 1; i < tries && bound < ES_DELAY_MAX_NS; i++)
			bound *= 2;
		if (bound > ES_DELAY_MAX_NS)
			bound = ES_DELAY_MAX_NS;
		for (int i = 0; i < 1000; i++) {
			int64_t delay = es_pace_delay_ns(&pace, tries, 0);

			ck_assert_int_ge(delay, 0);
			ck_assert_int_le(delay, bound);
			longest = delay > longest ? delay : longest;
		}
		/* Of a thousand one is in the upper half: it is not fixed. */
		ck_assert_int_gt(longest, bound / 2);
	}
}
END_TEST

START_TEST(the_server_is_not_asked_before_it_said)
{
	ck_assert_int_eq(es_pace_delay_ns(&pace, 1, 60 * (int64_t)SECOND),
	    60 * (int64_t)SECOND);
}
END_TEST

START_TEST(the_same_seed_waits_the_same)
{
	struct es_pace other;

	es_pace_init(&other, 4, 4 * MIB, 1);
	for (unsigned i = 1; i < 10; i++)
		ck_assert_int_eq(es_pace_delay_ns(&pace, i, 0),
		    es_pace_delay_ns(&other, i, 0));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("es_pace");
	TCase *tcase = tcase_create("es_pace");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, it_begins_with_one_full_request);
	tcase_add_test(tcase, requests_rise_step_by_step_to_their_bound);
	tcase_add_test(tcase, a_refusal_halves_them_once_a_round);
	tcase_add_test(tcase, where_one_is_too_much_bulks_are_halved);
	tcase_add_test(tcase, a_slow_answer_takes_a_tenth);
	tcase_add_test(tcase, a_small_bulk_says_nothing_of_the_time_it_takes);
	tcase_add_test(tcase, what_was_too_large_is_never_tried_again);
	tcase_add_test(tcase,
	    delays_are_drawn_below_a_bound_that_doubles_to_its_cap);
	tcase_add_test(tcase, the_server_is_not_asked_before_it_said);
	tcase_add_test(tcase, the_same_seed_waits_the_same);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
