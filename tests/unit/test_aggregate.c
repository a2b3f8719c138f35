#include "agg/aggregate.h"

#include <check.h>
#include <stdio.h>

#include "base/time.h"
#include "one_record.h"

#define S TIME_SECOND

static struct aggregate_rules rules;
static struct timefield timefield;
static struct aggregate *aggregate;
static struct late_window late;
static struct buffer rows;
static struct err err;

static void
take_row(void *to, struct slice row)
{
	buffer_put(to, row);
	buffer_put_byte(to, '\n');
}

/* Count by k without a window, -e change; the tests alter it. */
static void
setup(void)
{
	err = (struct err)ERR_INIT;
	rows = (struct buffer)BUFFER_INIT;
	aggregate = NULL;
	one_setup();
	ck_assert_int_eq(timefield_init(&timefield, "t", one_plan, &err), 0);
	rules = (struct aggregate_rules){
		.style = TIME_STYLE_UNIX,
		.max_ahead_ns = -1,
		.idle_ns = -1,
		.emit = { .kind = EMIT_CHANGE },
		.memory_max = 1 << 24,
		.row = take_row,
		.to = &rows,
	};
	ck_assert_int_eq(columns_add(&rules.groups.keys, "k", "-k", one_plan,
			     &err),
	    0);
	ck_assert_int_eq(group_plan_add(&rules.groups, "count", one_plan, &err),
	    0);
}

static void
teardown(void)
{
	aggregate_free(aggregate);
	group_plan_free(&rules.groups);
	timefield_free(&timefield);
	buffer_free(&rows);
	one_teardown();
}

/* Ten seconds each. */
static void
use_windows(enum emit_kind kind)
{
	rules.time = &timefield;
	rules.window = (struct window){ WINDOW_TUMBLING, 10 * S, 0 };
	rules.emit.kind = kind;
}

/* Records that are read at this wall clock time; what becomes of them. */
static int
add_at(const char *text, int64_t now_ns)
{
	if (aggregate == NULL)
		aggregate = aggregate_new(&rules, &err);
	ck_assert_ptr_nonnull(aggregate);
	return aggregate_add(aggregate, one_record(text), now_ns, &late, &err);
}

static int
add(const char *text)
{
	return add_at(text, 0);
}

/* What came out since the last call. */
static void
expect(const char *text)
{
	ck_assert_msg(slice_equal(buffer_slice(&rows), slice_of(text)),
	    "got %.*s", (int)rows.len, rows.bytes);
	buffer_clear(&rows);
}

START_TEST(a_rejected_record_changes_nothing)
{
	ck_assert_int_eq(group_plan_add(&rules.groups, "sum:n", one_plan, &err),
	    0);
	use_windows(EMIT_CHANGE);
	ck_assert_int_eq(add("{\"k\":1,\"t\":1,\"n\":1}"), 0);
	buffer_clear(&rows);
	ck_assert_int_eq(add("{\"k\":1,\"t\":100,\"n\":\"x\"}"), -1);
	ck_assert_str_eq(err.reason, "type");
	ck_assert_int_eq(add("{\"t\":100,\"n\":1}"), -1);
	ck_assert_str_eq(err.reason, "missing");
	ck_assert_int_eq(add("{\"k\":2,\"t\":100,\"n\":[]}"), -1);
	ck_assert_uint_eq(aggregate_groups(aggregate), 1);
	expect("");
	/* The watermark too is where it was. */
	ck_assert_int_eq(add("{\"k\":1,\"t\":2,\"n\":1}"), 0);
	expect("{\"window_start\":0,\"window_end\":10,\"k\":1,\"count\":2,"
	       "\"sum_n\":2}\n");
}
END_TEST

START_TEST(a_late_record_is_told_with_its_window)
{
	use_windows(EMIT_CLOSE);
	ck_assert_int_eq(add("{\"k\":1,\"t\":9}"), 0);
	ck_assert_int_eq(add("{\"k\":1,\"t\":10}"), 0);
	ck_assert_int_eq(add("{\"k\":1,\"t\":9.5}"), 1);
	ck_assert_int_eq(late.start_ns, 0);
	ck_assert_int_eq(late.end_ns, 10 * S);
	ck_assert_int_eq(late.late_ns, 0);
	ck_assert_int_eq(add("{\"k\":1,\"t\":25}"), 0);
	ck_assert_int_eq(add("{\"k\":1,\"t\":0}"), 1);
	ck_assert_int_eq(late.late_ns, 15 * S);
}
END_TEST

START_TEST(a_late_record_is_late_whatever_its_window_held)
{
	ck_assert_int_eq(group_plan_add(&rules.groups, "max:n", one_plan, &err),
	    0);
	use_windows(EMIT_END);
	ck_assert_int_eq(add("{\"k\":1,\"t\":1,\"n\":1}"), 0);
	ck_assert_int_eq(add("{\"k\":1,\"t\":1,\"n\":\"x\"}"), -1);
	ck_assert_int_eq(add("{\"k\":1,\"t\":10,\"n\":1}"), 0);
	ck_assert_int_eq(add("{\"k\":1,\"t\":1,\"n\":\"x\"}"), 1);
}
END_TEST

START_TEST(without_windows_nothing_is_late)
{
	rules.time = &timefield;
	ck_assert_int_eq(add("{\"k\":1,\"t\":9223372036854775807}"), 0);
	ck_assert_int_eq(add("{\"k\":1,\"t\":1}"), 0);
	expect("{\"k\":1,\"count\":1}\n{\"k\":1,\"count\":2}\n");
}
END_TEST

START_TEST(the_memory_of_a_closed_window_is_given_back)
{
	char text[64];

	use_windows(EMIT_CLOSE);
	rules.memory_max = 1 << 18;
	for (int i = 0; i < 100000; i++) {
		snprintf(text, sizeof(text), "{\"k\":%d,\"t\":%d}", i, i / 10);
		ck_assert_int_eq(add(text), 0);
		ck_assert_uint_le(aggregate_windows(aggregate), 1);
		buffer_clear(&rows);
	}
}
END_TEST

START_TEST(groups_beyond_the_limit_of_memory_are_an_error)
{
	char text[64];
	int result = 0;

	rules.memory_max = 1 << 18;
	for (int i = 0; i < 100000 && result == 0; i++) {
		snprintf(text, sizeof(text), "{\"k\":%d}", i);
		result = add(text);
	}
	ck_assert_int_eq(result, -1);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
}
END_TEST

START_TEST(so_are_windows)
{
	char text[64];
	int result = 0;

	use_windows(EMIT_END);
	rules.memory_max = 1 << 18;
	for (int i = 1; i < 100000 && result == 0; i++) {
		snprintf(text, sizeof(text), "{\"k\":1,\"t\":%d0}", i);
		result = add(text);
	}
	ck_assert_int_eq(result, -1);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
}
END_TEST

START_TEST(a_time_ahead_of_the_clock_changes_nothing)
{
	use_windows(EMIT_CLOSE);
	rules.max_ahead_ns = 5 * S;
	ck_assert_int_eq(add_at("{\"k\":1,\"t\":105}", 100 * S), 0);
	ck_assert_int_eq(add_at("{\"k\":1,\"t\":106}", 100 * S), -1);
	ck_assert_str_eq(err.reason, "future");
	ck_assert_str_eq(err.path, "/t");
	ck_assert_uint_eq(err.column, 12);
	ck_assert_int_eq(add_at("{\"k\":1,\"t\":106}", 101 * S), 0);
}
END_TEST

START_TEST(silence_closes_windows_when_it_is_told_to)
{
	use_windows(EMIT_CLOSE);
	rules.idle_ns = 2 * S;
	ck_assert_int_eq(add_at("{\"k\":1,\"t\":5}", 100 * S), 0);
	ck_assert_int_eq(aggregate_next(aggregate), 105 * S);
	ck_assert_int_eq(aggregate_wake(aggregate, 105 * S - 1, &err), 0);
	expect("");
	ck_assert_int_eq(aggregate_wake(aggregate, 105 * S, &err), 0);
	expect("{\"window_start\":0,\"window_end\":10,\"k\":1,\"count\":1}\n");
	ck_assert_int_eq(aggregate_next(aggregate), INT64_MAX);
	ck_assert_int_eq(add_at("{\"k\":1,\"t\":6}", 106 * S), 1);
}
END_TEST

START_TEST(without_idle_there_is_nothing_to_wait_for)
{
	use_windows(EMIT_CLOSE);
	ck_assert_int_eq(add("{\"k\":1,\"t\":5}"), 0);
	ck_assert_int_eq(aggregate_next(aggregate), INT64_MAX);
}
END_TEST

START_TEST(rows_that_changed_come_out_when_they_are_due)
{
	rules.emit = (struct emit){ .kind = EMIT_EVERY, .every_ns = 10 * S };
	ck_assert_int_eq(add_at("{\"k\":1}", 100 * S), 0);
	ck_assert_int_eq(add_at("{\"k\":2}", 101 * S), 0);
	ck_assert_int_eq(add_at("{\"k\":1}", 102 * S), 0);
	ck_assert_int_eq(aggregate_next(aggregate), 110 * S);
	ck_assert_int_eq(aggregate_wake(aggregate, 109 * S, &err), 0);
	expect("");
	ck_assert_int_eq(aggregate_wake(aggregate, 110 * S, &err), 0);
	expect("{\"k\":2,\"count\":1}\n{\"k\":1,\"count\":2}\n");
	ck_assert_int_eq(aggregate_next(aggregate), INT64_MAX);
	ck_assert_int_eq(add_at("{\"k\":2}", 111 * S), 0);
	ck_assert_int_eq(aggregate_next(aggregate), 120 * S);
	ck_assert_int_eq(aggregate_end(aggregate, &err), 0);
	expect("{\"k\":2,\"count\":2}\n");
}
END_TEST

START_TEST(a_row_that_came_back_to_what_it_was_does_not_come_out)
{
	group_plan_free(&rules.groups);
	ck_assert_int_eq(group_plan_add(&rules.groups, "sum:n", one_plan, &err),
	    0);
	rules.emit = (struct emit){ .kind = EMIT_EVERY, .every_ns = 10 * S };
	ck_assert_int_eq(add_at("{\"n\":1}", 0), 0);
	ck_assert_int_eq(aggregate_wake(aggregate, 10 * S, &err), 0);
	expect("{\"sum_n\":1}\n");
	ck_assert_int_eq(add_at("{\"n\":2}", 11 * S), 0);
	ck_assert_int_eq(add_at("{\"n\":-2}", 12 * S), 0);
	ck_assert_int_eq(aggregate_wake(aggregate, 20 * S, &err), 0);
	expect("");
}
END_TEST

/* More than fit into the queue, with keys whose text is made on the way. */
START_TEST(queued_records_are_applied_in_order)
{
	enum { RECORDS = 100 };
	static char texts[RECORDS][40];

	ck_assert_int_eq(group_plan_add(&rules.groups, "last:n", one_plan,
			     &err),
	    0);
	rules.emit.kind = EMIT_END;
	rules.queue_fields = json_plan_len(one_plan);
	for (int i = 0; i < RECORDS; i++) {
		snprintf(texts[i], sizeof(texts[i]),
		    i % 2 == 0 ? "{\"k\":\"%c\",\"n\":%d}"
			       : "{\"k\":\"\\u00%x\",\"n\":%d}",
		    'a' + i / 2 % 3, i);
		ck_assert_int_eq(add(texts[i]), 0);
	}
	ck_assert_int_eq(add("{\"n\":1}"), -1);
	ck_assert_str_eq(err.reason, "missing");
	ck_assert_int_eq(aggregate_settle(aggregate, &err), 0);
	ck_assert_int_eq(aggregate_settle(aggregate, &err), 0);
	ck_assert_int_eq(aggregate_end(aggregate, &err), 0);
	expect("{\"k\":\"a\",\"count\":34,\"last_n\":97}\n"
	       "{\"k\":\"b\",\"count\":34,\"last_n\":99}\n"
	       "{\"k\":\"c\",\"count\":32,\"last_n\":95}\n");
}
END_TEST

START_TEST(a_time_whose_window_has_no_end_is_rejected)
{
	use_windows(EMIT_CLOSE);
	ck_assert_int_eq(add("{\"k\":1,\"t\":\"2262-04-11T23:47:16Z\"}"), -1);
	ck_assert_str_eq(err.reason, "time");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("aggregate");
	TCase *tcase = tcase_create("aggregate");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_rejected_record_changes_nothing);
	tcase_add_test(tcase, a_late_record_is_told_with_its_window);
	tcase_add_test(tcase, a_late_record_is_late_whatever_its_window_held);
	tcase_add_test(tcase, without_windows_nothing_is_late);
	tcase_add_test(tcase, the_memory_of_a_closed_window_is_given_back);
	tcase_add_test(tcase, groups_beyond_the_limit_of_memory_are_an_error);
	tcase_add_test(tcase, so_are_windows);
	tcase_add_test(tcase, a_time_ahead_of_the_clock_changes_nothing);
	tcase_add_test(tcase, silence_closes_windows_when_it_is_told_to);
	tcase_add_test(tcase, without_idle_there_is_nothing_to_wait_for);
	tcase_add_test(tcase, rows_that_changed_come_out_when_they_are_due);
	tcase_add_test(tcase,
	    a_row_that_came_back_to_what_it_was_does_not_come_out);
	tcase_add_test(tcase, queued_records_are_applied_in_order);
	tcase_add_test(tcase, a_time_whose_window_has_no_end_is_rejected);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
