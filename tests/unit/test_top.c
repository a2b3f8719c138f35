#include <check.h>
#include <stdio.h>

#include "agg/top.h"
#include "base/random.h"

static struct top_rules rules;
static struct top *top;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	rules = (struct top_rules){
		.kind = TOP_COUNTS,
		.number = 3,
		.labels_len = 1,
		.memory_max = 1 << 22,
	};
	top = NULL;
}

static void
teardown(void)
{
	top_free(top);
}

static void
start(void)
{
	top = top_new(&rules, &err);
	ck_assert_ptr_nonnull(top);
}

/* A key is its own label; the number is what a record shows. */
static int
add(const char *group, const char *key, const char *number)
{
	struct slice label = slice_of(key);
	struct slice cell = slice_of(number);
	struct top_input input = {
		.group = slice_of(group),
		.key = label,
		.once = cell,
		.labels = &label,
		.cells = &cell,
	};

	return top_add(top, &input, &err);
}

/* The best of this group are these keys, each followed by a blank. */
static void
expect(struct top_group *group, const char *keys)
{
	char found[256] = "";
	size_t len;
	struct top_item *const *best = top_best(top, group, &len, &err);

	ck_assert_ptr_nonnull(best);
	for (size_t i = 0; i < len; i++) {
		struct slice label = best[i]->labels.at[0];

		strncat(found, label.ptr, label.len);
		strcat(found, " ");
	}
	ck_assert_str_eq(found, keys);
}

START_TEST(an_empty_ranking_has_no_groups)
{
	start();
	ck_assert_ptr_null(top_first_group(top));
	ck_assert_uint_eq(top_len(top), 0);
}
END_TEST

START_TEST(the_best_are_listed_again_and_again)
{
	start();
	add("", "a", "");
	add("", "b", "");
	add("", "c", "");
	add("", "d", "");
	expect(top_first_group(top), "a b c ");
	add("", "d", "");
	expect(top_first_group(top), "d a b ");
	expect(top_first_group(top), "d a b ");
	ck_assert_ptr_null(top_next_group(top_first_group(top)));
	ck_assert_uint_eq(top_len(top), 4);
}
END_TEST

START_TEST(groups_stand_in_the_order_in_which_they_came)
{
	start();
	add("y", "y1", "");
	add("x", "x1", "");
	add("y", "y2", "");
	struct top_group *first = top_first_group(top);
	expect(first, "y1 y2 ");
	expect(top_next_group(first), "x1 ");
	ck_assert_ptr_null(top_next_group(top_next_group(first)));
}
END_TEST

START_TEST(labels_and_cells_are_copied)
{
	char key[] = "before";
	char number[] = "12";
	size_t len;

	rules.kind = TOP_NUMBERS;
	rules.cells_len = 1;
	start();
	add("", key, number);
	memcpy(key, "after!", sizeof(key));
	memcpy(number, "99", sizeof(number));
	struct top_item *const *best = top_best(top, top_first_group(top), &len,
	    &err);
	ck_assert_uint_eq(len, 1);
	ck_assert(slice_equal(best[0]->labels.at[0], SLICE("before")));
	ck_assert(slice_equal(best[0]->latest->cells.at[0], SLICE("12")));
}
END_TEST

START_TEST(a_change_is_told_where_it_shows)
{
	rules.live = true;
	rules.number = 2;
	start();
	ck_assert_int_eq(add("", "a", ""), 1);
	ck_assert_int_eq(add("", "b", ""), 1);
	ck_assert_int_eq(add("", "b", ""), 1);
	expect(top_first_group(top), "b a ");
	/* c is behind a, then passes it. */
	ck_assert_int_eq(add("", "c", ""), 0);
	ck_assert_int_eq(add("", "c", ""), 1);
	expect(top_first_group(top), "b c ");
	ck_assert_int_eq(add("", "d", ""), 0);
	ck_assert_int_eq(add("", "c", ""), 1);
	/* What was told stays told until it is listed. */
	ck_assert_int_eq(add("", "d", ""), 1);
	expect(top_first_group(top), "c b ");
	/* d ties with b and came later; a ties with both and came first. */
	ck_assert_int_eq(add("", "e", ""), 0);
	ck_assert_int_eq(add("", "a", ""), 1);
	expect(top_first_group(top), "c a ");
}
END_TEST

START_TEST(what_is_taken_back_is_not_listed)
{
	rules.once = true;
	rules.cells_len = 1;
	start();
	add("", "a", "id1");
	add("", "b", "id2");
	add("", "b", "id1");
	expect(top_first_group(top), "b ");
	add("", "a", "id3");
	add("", "a", "id2");
	expect(top_first_group(top), "a b ");
	ck_assert_uint_eq(top_len(top), 2);
}
END_TEST

/* Rising numbers: each record is better than all before. */
START_TEST(records_take_memory_for_the_best_alone)
{
	enum { RECORDS = 300000 };
	char number[16];

	rules.kind = TOP_RECORDS;
	rules.cells_len = 1;
	rules.memory_max = 1 << 17;
	start();
	for (int i = 1; i <= RECORDS; i++) {
		(void)snprintf(number, sizeof(number), "%d", i);
		ck_assert_int_eq(add("", number, number), 1);
	}
	ck_assert_int_eq(add("", "1", "1"), 0);
	expect(top_first_group(top), "300000 299999 299998 ");
}
END_TEST

START_TEST(values_that_grow_and_shrink_reuse_their_memory)
{
	enum { CHANGES = 100000, DIGITS_MAX = 1000 };
	char number[DIGITS_MAX + 1];
	struct random random;

	rules.kind = TOP_NUMBERS;
	rules.cells_len = 1;
	rules.memory_max = 1 << 17;
	start();
	random_init(&random, 1, 0);
	for (int i = 0; i < CHANGES; i++) {
		size_t len = (size_t)random_below(&random, DIGITS_MAX) + 1;

		memset(number, '7', len);
		number[len] = '\0';
		ck_assert_int_eq(add("", i % 2 == 0 ? "a" : "b", number), 1);
	}
}
END_TEST

START_TEST(the_memory_limit_is_an_error)
{
	char key[16];
	int keys = 0;

	start();
	for (; keys < 1000000; keys++) {
		(void)snprintf(key, sizeof(key), "%d", keys);
		if (add("", key, "") < 0)
			break;
	}
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	ck_assert_int_gt(keys, 10000);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("top");
	TCase *tcase = tcase_create("top");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, an_empty_ranking_has_no_groups);
	tcase_add_test(tcase, the_best_are_listed_again_and_again);
	tcase_add_test(tcase, groups_stand_in_the_order_in_which_they_came);
	tcase_add_test(tcase, labels_and_cells_are_copied);
	tcase_add_test(tcase, a_change_is_told_where_it_shows);
	tcase_add_test(tcase, what_is_taken_back_is_not_listed);
	tcase_add_test(tcase, records_take_memory_for_the_best_alone);
	tcase_add_test(tcase, values_that_grow_and_shrink_reuse_their_memory);
	tcase_add_test(tcase, the_memory_limit_is_an_error);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
