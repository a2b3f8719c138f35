#include <check.h>

#include "agg/topspans.h"

static struct json_plan *plan;
static struct json_walk *walk;
static struct top_spans spans;
static struct column column; /* t: of the time */
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	plan = json_plan_new(&err);
	ck_assert_ptr_nonnull(plan);
	walk = NULL;
	ck_assert_int_eq(column_init(&column, SLICE("t"), "-t", plan, &err), 0);
}

static void
teardown(void)
{
	column_free(&column);
	top_spans_free(&spans);
	json_walk_free(walk);
	json_plan_free(plan);
}

static void
start(const char *window, int64_t lag_ns)
{
	ck_assert_int_eq(top_spans_init(&spans, window, lag_ns, plan, &err), 0);
	spans.time = &column;
	walk = json_walk_new(plan, 0, &err);
	ck_assert_ptr_nonnull(walk);
}

/* The span of this record, which is taken in where it is open. */
static int
take(const char *text, int64_t time_ns, struct top_span *span)
{
	struct json_record record;

	ck_assert_int_eq(json_walk_start(walk, slice_of(text), &err), 0);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
	int got = top_spans_of(&spans, &record, time_ns, span, &err);
	if (got > 0)
		top_spans_see(&spans, span, time_ns);
	return got;
}

static int
take_time(int64_t time_ns)
{
	struct top_span span;

	return take("{}", time_ns, &span);
}

START_TEST(a_window_closes_when_time_reaches_its_end)
{
	start("tumbling:10ns", 0);
	ck_assert_int_eq(take_time(0), 1);
	ck_assert_int_eq(take_time(9), 1);
	ck_assert(!top_spans_is_closed(&spans, 10));
	ck_assert_int_eq(take_time(10), 1);
	ck_assert(top_spans_is_closed(&spans, 10));
	ck_assert_int_eq(take_time(9), 0);
	ck_assert_int_eq(take_time(10), 1);
}
END_TEST

START_TEST(a_lag_keeps_it_open)
{
	start("tumbling:10ns", 5);
	ck_assert_int_eq(take_time(14), 1);
	ck_assert_int_eq(take_time(9), 1);
	ck_assert_int_eq(take_time(15), 1);
	ck_assert_int_eq(take_time(9), 0);
}
END_TEST

START_TEST(bounds_are_written_in_the_style_asked_for)
{
	struct buffer from = BUFFER_INIT;
	struct buffer to = BUFFER_INIT;
	struct top_span span;

	start("tumbling:1m+10s", 0);
	ck_assert_int_eq(take("{}", 0, &span), 1);
	top_spans_put(&spans, &span, TIME_STYLE_UNIX, &from, &to);
	ck_assert(slice_equal(buffer_slice(&from), SLICE("-50")));
	ck_assert(slice_equal(buffer_slice(&to), SLICE("10")));
	buffer_free(&from);
	buffer_free(&to);
}
END_TEST

START_TEST(a_window_beyond_the_range_of_times_is_a_reject)
{
	struct top_span span;

	start("tumbling:1d", 0);
	ck_assert_int_eq(take("{\"t\":0}", INT64_MAX, &span), -1);
	ck_assert_int_eq(err.kind, ERR_DATA);
	ck_assert_str_eq(err.reason, "time");
	ck_assert_str_eq(err.path, "/t");
	ck_assert_uint_eq(err.column, 6);
}
END_TEST

static int
take_row(const char *text, struct top_span *span)
{
	return take(text, TIME_NONE, span);
}

START_TEST(a_carried_window_closes_when_a_later_end_comes)
{
	struct top_span span;

	start(NULL, 0);
	ck_assert_int_eq(take_row("{\"window_end\":60}", &span), 1);
	ck_assert(!top_spans_is_closed(&spans, 60 * TIME_SECOND));
	ck_assert_int_eq(take_row("{\"window_end\":120}", &span), 1);
	ck_assert(top_spans_is_closed(&spans, 60 * TIME_SECOND));
	ck_assert_int_eq(take_row("{\"window_end\":60}", &span), 0);
	ck_assert_int_eq(take_row("{\"window_end\":120}", &span), 1);
}
END_TEST

START_TEST(carried_bounds_keep_their_bytes)
{
	const char *text = "{\"window_end\":\"1970-01-01 00:01:00\","
			   "\"window_start\":3e1}";
	struct buffer from = BUFFER_INIT;
	struct buffer to = BUFFER_INIT;
	struct top_span span;

	start(NULL, 0);
	ck_assert_int_eq(take_row(text, &span), 1);
	ck_assert_int_eq(span.start_ns, 30 * TIME_SECOND);
	ck_assert_int_eq(span.end_ns, 60 * TIME_SECOND);
	top_spans_put(&spans, &span, TIME_STYLE_UNIX, &from, &to);
	ck_assert(slice_equal(buffer_slice(&from), SLICE("3e1")));
	ck_assert(
	    slice_equal(buffer_slice(&to), SLICE("\"1970-01-01 00:01:00\"")));
	buffer_free(&from);
	buffer_free(&to);
}
END_TEST

START_TEST(a_row_without_an_end_is_of_all_time)
{
	struct top_span span;

	start(NULL, 0);
	ck_assert_int_eq(take_row("{\"window_end\":60}", &span), 1);
	ck_assert_int_eq(take_row("{\"window_start\":0}", &span), 1);
	ck_assert_int_eq(span.end_ns, INT64_MAX);
	ck_assert_ptr_null(span.start.ptr);
	ck_assert_int_eq(take_row("{\"window_end\":null}", &span), 1);
	ck_assert_int_eq(span.end_ns, INT64_MAX);
	ck_assert_int_eq(take_row("{\"window_end\":60}", &span), 1);
}
END_TEST

START_TEST(a_bound_that_is_no_time_is_a_reject)
{
	struct top_span span;

	start(NULL, 0);
	ck_assert_int_eq(take_row("{\"window_end\":[60]}", &span), -1);
	ck_assert_str_eq(err.reason, "time");
	ck_assert_str_eq(err.path, "/window_end");
	ck_assert_int_eq(take_row("{\"window_end\":60,\"window_start\":\"\"}",
			     &span),
	    -1);
	ck_assert_str_eq(err.path, "/window_start");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("topspans");
	TCase *tcase = tcase_create("topspans");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_window_closes_when_time_reaches_its_end);
	tcase_add_test(tcase, a_lag_keeps_it_open);
	tcase_add_test(tcase, bounds_are_written_in_the_style_asked_for);
	tcase_add_test(tcase, a_window_beyond_the_range_of_times_is_a_reject);
	tcase_add_test(tcase, a_carried_window_closes_when_a_later_end_comes);
	tcase_add_test(tcase, carried_bounds_keep_their_bytes);
	tcase_add_test(tcase, a_row_without_an_end_is_of_all_time);
	tcase_add_test(tcase, a_bound_that_is_no_time_is_a_reject);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
