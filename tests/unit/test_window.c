#include <check.h>
#include <stdlib.h>

#include "event/window.h"

static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
}

static const struct {
	const char *text;
	int64_t size_s, offset_s;
} good[] = {
	{ "tumbling:1m", 60, 0 },
	{ "tumbling:1h30m", 5400, 0 },
	{ "tumbling:1d+6h", 86400, 21600 },
	{ "tumbling:1d+30h", 86400, 21600 },
};

START_TEST(a_window_is_read)
{
	struct window window;

	ck_assert_int_eq(window_parse(&window, good[_i].text, &err), 0);
	ck_assert_int_eq(window.kind, WINDOW_TUMBLING);
	ck_assert_int_eq(window.size_ns, good[_i].size_s * 1000000000);
	ck_assert_int_eq(window.offset_ns, good[_i].offset_s * 1000000000);
}
END_TEST

static const struct {
	const char *text, *message;
} bad[] = {
	{ "", "-w: '' is no window (such as tumbling:1m)" },
	{ "tumble:1m", "-w: 'tumble:1m' is no window (such as tumbling:1m)" },
	{ "tumbling", "-w: '' is no size of a window (such as 1m or 1h30m)" },
	{ "tumbling:0s",
	    "-w: '0s' is no size of a window (such as 1m or 1h30m)" },
	{ "tumbling:60",
	    "-w: '60' is no size of a window (such as 1m or 1h30m)" },
	{ "tumbling:60000d",
	    "-w: '60000d' is no size of a window (such as 1m or 1h30m)" },
	{ "tumbling:1d+", "-w: '' is no offset of a window (such as 6h)" },
	{ "tumbling:1d-6h",
	    "-w: '1d-6h' is no size of a window (such as 1m or 1h30m)" },
	{ "hopping:5m:1m", "-w hopping is not built yet" },
	{ "day:Europe/Madrid", "-w day is not built yet" },
};

START_TEST(what_is_no_window_is_refused)
{
	struct window window;

	ck_assert_int_eq(window_parse(&window, bad[_i].text, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, bad[_i].message);
}
END_TEST

static const struct {
	int64_t size, offset, time, start;
} starts[] = {
	{ 10, 0, 0, 0 },
	{ 10, 0, 9, 0 },
	{ 10, 0, 10, 10 },
	{ 10, 0, -1, -10 },
	{ 10, 0, -10, -10 },
	{ 10, 3, 2, -7 },
	{ 10, 3, 3, 3 },
	{ 10, 9, -1, -1 },
	{ 10, 9, -2, -11 },
	{ WINDOW_SIZE_MAX_NS, WINDOW_SIZE_MAX_NS - 1, -1, -1 },
	{ WINDOW_SIZE_MAX_NS, WINDOW_SIZE_MAX_NS - 1, -2,
	    -1 - WINDOW_SIZE_MAX_NS },
	{ 1, 0, INT64_MAX - 1, INT64_MAX - 1 },
	{ 1, 0, INT64_MIN + 1, INT64_MIN + 1 },
};

START_TEST(a_time_is_in_the_window_that_begins_before_it)
{
	struct window window = { WINDOW_TUMBLING, starts[_i].size,
		starts[_i].offset };
	int64_t start = 0;

	ck_assert(window_start(&window, starts[_i].time, &start));
	ck_assert_int_eq(start, starts[_i].start);
}
END_TEST

START_TEST(a_window_beyond_the_range_of_times_is_none)
{
	struct window window = { WINDOW_TUMBLING, 1000, 0 };
	int64_t start = 0;

	ck_assert(!window_start(&window, INT64_MAX, &start));
	ck_assert(!window_start(&window, INT64_MIN + 1, &start));
}
END_TEST

/* Against the definition: aligned to the offset, and time is inside. */
START_TEST(starts_are_aligned_and_hold_their_time)
{
	srand((unsigned)_i);
	for (int i = 0; i < 10000; i++) {
		int64_t size = rand() % 1000 + 1;
		struct window window = { WINDOW_TUMBLING, size, rand() % size };
		int64_t time = rand() % 100000 - 50000;
		int64_t start = 0;

		ck_assert(window_start(&window, time, &start));
		ck_assert_int_le(start, time);
		ck_assert_int_gt(start + size, time);
		ck_assert_int_eq((start - window.offset_ns) % size, 0);
	}
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *suite = suite_create("window");
	TCase *tcase = tcase_create("window");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_loop_test(tcase, a_window_is_read, 0, ROWS(good));
	tcase_add_loop_test(tcase, what_is_no_window_is_refused, 0, ROWS(bad));
	tcase_add_loop_test(tcase,
	    a_time_is_in_the_window_that_begins_before_it, 0, ROWS(starts));
	tcase_add_test(tcase, a_window_beyond_the_range_of_times_is_none);
	tcase_add_loop_test(tcase, starts_are_aligned_and_hold_their_time, 1,
	    3);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
