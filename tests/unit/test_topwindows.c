#include <check.h>

#include "agg/topwindows.h"
#include "base/random.h"

static struct top_windows windows;
static struct err err;

static void
setup(void)
{
	struct top_rules rules = {
		.kind = TOP_COUNTS,
		.number = 1,
		.memory_max = TOP_MEMORY_MAX,
	};

	err = (struct err)ERR_INIT;
	top_windows_init(&windows, &rules);
}

static void
teardown(void)
{
	top_windows_free(&windows);
}

static struct top_window *
take(int64_t start, int64_t end, int expected)
{
	struct top_window *window = NULL;

	ck_assert_int_eq(top_windows_take(&windows, start, end, &window, &err),
	    expected);
	ck_assert_ptr_nonnull(window);
	return window;
}

START_TEST(none_is_open_at_first)
{
	ck_assert_uint_eq(top_windows_len(&windows), 0);
	ck_assert_ptr_null(top_windows_at(&windows, 0));
	ck_assert_uint_eq(top_windows_keys(&windows), 0);
}
END_TEST

START_TEST(a_window_is_new_once)
{
	struct top_window *window = take(0, 10, 1);

	ck_assert_ptr_eq(take(0, 10, 0), window);
	ck_assert_ptr_ne(take(5, 10, 1), window);
	ck_assert_ptr_eq(take(0, 10, 0), window);
	ck_assert_uint_eq(top_windows_len(&windows), 2);
}
END_TEST

START_TEST(they_stand_in_order_of_end_then_start)
{
	struct top_window *late = take(0, 30, 1);
	struct top_window *second = take(10, 20, 1);
	struct top_window *first = take(0, 20, 1);

	ck_assert_ptr_eq(top_windows_at(&windows, 0), first);
	ck_assert_ptr_eq(top_windows_at(&windows, 1), second);
	ck_assert_ptr_eq(top_windows_at(&windows, 2), late);
	ck_assert_ptr_null(top_windows_at(&windows, 3));
}
END_TEST

START_TEST(a_window_that_was_dropped_begins_anew)
{
	(void)take(0, 10, 1);
	top_windows_drop(&windows);
	ck_assert_uint_eq(top_windows_len(&windows), 0);
	(void)take(0, 10, 1);
}
END_TEST

START_TEST(a_window_without_bounds_shows_none)
{
	struct top_window *window = take(0, 10, 1);

	ck_assert_ptr_null(top_window_head(window).start.ptr);
	buffer_put(&window->end, SLICE("10"));
	ck_assert_ptr_null(top_window_head(window).start.ptr);
	ck_assert(slice_equal(top_window_head(window).end, SLICE("10")));
}
END_TEST

/* Against the obvious model: which of a hundred ends are open. */
START_TEST(they_agree_with_a_simple_model)
{
	enum { ENDS = 100, STEPS = 5000 };
	bool open[ENDS] = { false };
	struct random random;
	size_t len = 0;

	random_init(&random, (uint64_t)_i, 0);
	for (int step = 0; step < STEPS; step++) {
		size_t end = (size_t)random_below(&random, ENDS);
		size_t first = 0;

		(void)take(0, (int64_t)end, !open[end]);
		len += !open[end];
		open[end] = true;
		while (!open[first])
			first++;
		ck_assert_int_eq(top_windows_at(&windows, 0)->end_ns,
		    (int64_t)first);
		if (random_below(&random, 2) == 0) {
			top_windows_drop(&windows);
			open[first] = false;
			len--;
		}
		ck_assert_uint_eq(top_windows_len(&windows), len);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("topwindows");
	TCase *tcase = tcase_create("topwindows");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, none_is_open_at_first);
	tcase_add_test(tcase, a_window_is_new_once);
	tcase_add_test(tcase, they_stand_in_order_of_end_then_start);
	tcase_add_test(tcase, a_window_that_was_dropped_begins_anew);
	tcase_add_test(tcase, a_window_without_bounds_shows_none);
	tcase_add_loop_test(tcase, they_agree_with_a_simple_model, 1, 4);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
