#include "agg/panes.h"

#include <check.h>
#include <stdlib.h>

#include "agg/pending.h"

enum { MEMORY_MAX = 1 << 24 };

static struct group_plan plan;
static struct panes panes;
static struct err err;

static void
setup(void)
{
	struct json_plan *fields = json_plan_new(&err);

	err = (struct err)ERR_INIT;
	plan = (struct group_plan){ .len = 0 };
	ck_assert_int_eq(group_plan_add(&plan, "count", fields, &err), 0);
	json_plan_free(fields);
	panes_init(&panes, &plan, sizeof(struct pending), MEMORY_MAX);
}

static void
teardown(void)
{
	panes_free(&panes);
	group_plan_free(&plan);
}

static struct pane *
open_pane(int64_t start_ns)
{
	struct pane *pane = panes_open(&panes, start_ns, start_ns + 10, &err);

	ck_assert_ptr_nonnull(pane);
	ck_assert_int_eq(pane->start_ns, start_ns);
	ck_assert_int_eq(pane->end_ns, start_ns + 10);
	return pane;
}

START_TEST(a_pane_is_found_by_its_start)
{
	ck_assert_ptr_null(panes_find(&panes, 0));
	struct pane *pane = open_pane(20);
	ck_assert_ptr_eq(panes_find(&panes, 20), pane);
	ck_assert_ptr_null(panes_find(&panes, 10));
	ck_assert_ptr_null(panes_find(&panes, 30));
	ck_assert_ptr_eq(open_pane(20), pane);
}
END_TEST

/* Against the obvious model: which of all starts are open? */
START_TEST(panes_stand_in_the_order_of_their_starts)
{
	enum { STARTS = 100 };
	bool is_open[STARTS] = { false };

	srand((unsigned)_i);
	for (int i = 0; i < 1000; i++) {
		int start = rand() % STARTS;
		size_t len = 0;

		ck_assert_int_eq(panes_find(&panes, start) != NULL,
		    is_open[start]);
		(void)open_pane(start);
		is_open[start] = true;
		if (rand() % 20 == 0) {
			size_t drop = (size_t)rand() % (panes.len + 1);

			for (size_t k = 0; k < drop; k++)
				is_open[panes.at[k]->start_ns] = false;
			panes_drop(&panes, drop);
		}
		for (int k = 0; k < STARTS; k++)
			if (is_open[k])
				ck_assert_int_eq(panes.at[len++]->start_ns, k);
		ck_assert_uint_eq(panes.len, len);
	}
}
END_TEST

START_TEST(memory_is_counted_and_given_back)
{
	struct pane *pane = open_pane(0);
	struct table_entry *entry;
	size_t before = panes.memory;

	ck_assert_uint_gt(before, 0);
	for (int i = 0; i < 1000; i++)
		ck_assert_int_eq(table_put(pane->groups,
				     (struct slice){ (const char *)&i,
					 sizeof(i) },
				     &entry, &err),
		    1);
	ck_assert_int_eq(panes_charge(&panes, pane, &err), 0);
	ck_assert_uint_gt(panes.memory, before + 1000 * plan.size);
	panes_drop(&panes, 1);
	ck_assert_uint_eq(panes.memory, 0);
}
END_TEST

START_TEST(too_many_panes_are_an_error)
{
	int64_t start = 0;

	panes.memory_max = 1 << 16;
	while (panes_open(&panes, start, start + 1, &err) != NULL)
		ck_assert_int_lt(++start, 1 << 16);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	ck_assert_int_eq((int64_t)panes.len, start);
	ck_assert_uint_le(panes.memory, 1 << 16);
}
END_TEST

/* The list of -e every, against an array of numbers. */
START_TEST(what_is_pending_stands_in_the_order_of_its_last_change)
{
	enum { KEYS = 20 };
	struct pending_list list = { .offset = plan.size };
	struct pane *pane = open_pane(0);
	struct table_entry *entries[KEYS];
	int order[KEYS], len = 0;

	for (int i = 0; i < KEYS; i++)
		ck_assert_int_eq(table_put(pane->groups,
				     (struct slice){ (const char *)&i,
					 sizeof(i) },
				     &entries[i], &err),
		    1);
	srand((unsigned)_i);
	for (int i = 0; i < 2000; i++) {
		int key = rand() % KEYS;
		int kept = 0;

		for (int k = 0; k < len; k++)
			if (order[k] != key)
				order[kept++] = order[k];
		len = kept;
		if (rand() % 3 == 0) {
			pending_remove(&list, entries[key]);
		} else {
			pending_add(&list, pane, entries[key]);
			order[len++] = key;
		}
		struct table_entry *entry = list.first;
		for (int k = 0; k < len; k++) {
			ck_assert_ptr_eq(entry, entries[order[k]]);
			entry = pending_of(&list, entry)->behind;
		}
		ck_assert_ptr_null(entry);
		ck_assert_ptr_eq(list.last,
		    len == 0 ? NULL : entries[order[len - 1]]);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("panes");
	TCase *tcase = tcase_create("panes");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_pane_is_found_by_its_start);
	tcase_add_loop_test(tcase, panes_stand_in_the_order_of_their_starts, 1,
	    3);
	tcase_add_test(tcase, memory_is_counted_and_given_back);
	tcase_add_test(tcase, too_many_panes_are_an_error);
	tcase_add_loop_test(tcase,
	    what_is_pending_stands_in_the_order_of_its_last_change, 1, 3);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
