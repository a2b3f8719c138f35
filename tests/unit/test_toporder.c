#include "agg/toporder.h"

#include <check.h>

static struct top_rules rules;
static struct slice labels[2], numbers[2];
static struct top_record records[2];
static struct top_item items[2];

/* Two items, the first one seen first, both with one record of 7. */
static void
setup(void)
{
	rules = (struct top_rules){ .kind = TOP_COUNTS, .labels_len = 1 };
	for (uint64_t i = 0; i < 2; i++) {
		labels[i] = i == 0 ? SLICE("2") : SLICE("1");
		numbers[i] = SLICE("7");
		records[i] = (struct top_record){ .cells = { &numbers[i], 0 } };
		items[i] = (struct top_item){ .count = 1,
			.seen = i,
			.labels = { &labels[i], 0 },
			.latest = &records[i] };
	}
}

static void
expect_first(size_t first)
{
	ck_assert(top_item_before(&rules, &items[first], &items[1 - first]));
	ck_assert(!top_item_before(&rules, &items[1 - first], &items[first]));
}

START_TEST(the_higher_count_ranks_first_or_the_lower)
{
	items[1].count = 2;
	expect_first(1);
	rules.lowest = true;
	expect_first(0);
}
END_TEST

START_TEST(the_higher_number_ranks_first_or_the_lower)
{
	rules.kind = TOP_NUMBERS;
	numbers[1] = SLICE("7.00000000000000000000000000000000000001");
	expect_first(1);
	rules.lowest = true;
	expect_first(0);
}
END_TEST

START_TEST(of_two_alike_the_rules_say_which_ranks_first)
{
	expect_first(0);
	rules.lowest = true;
	expect_first(0);
	rules.ties = TOP_TIES_LAST;
	expect_first(1);
	rules.ties = TOP_TIES_KEY;
	expect_first(1);
	labels[1] = SLICE("2.0");
	expect_first(0);
}
END_TEST

START_TEST(an_item_without_records_ranks_behind_all)
{
	rules.lowest = true;
	items[0].count = 0;
	items[0].latest = NULL;
	expect_first(1);
	items[1].count = 0;
	expect_first(0);
}
END_TEST

START_TEST(ties_have_names)
{
	enum top_ties ties = TOP_TIES_KEY;
	struct err err = ERR_INIT;

	ck_assert_int_eq(top_ties_parse("first", TOP_COUNTS, &ties, &err), 0);
	ck_assert_int_eq(ties, TOP_TIES_FIRST);
	ck_assert_int_eq(top_ties_parse("last", TOP_RECORDS, &ties, &err), 0);
	ck_assert_int_eq(ties, TOP_TIES_LAST);
	ck_assert_int_eq(top_ties_parse("key", TOP_NUMBERS, &ties, &err), 0);
	ck_assert_int_eq(ties, TOP_TIES_KEY);
	ck_assert_int_eq(top_ties_parse("key", TOP_RECORDS, &ties, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_int_eq(top_ties_parse("", TOP_COUNTS, &ties, &err), -1);
	ck_assert_str_eq(err.text, "--ties: '' is none of first, last and key");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("toporder");
	TCase *tcase = tcase_create("toporder");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_test(tcase, the_higher_count_ranks_first_or_the_lower);
	tcase_add_test(tcase, the_higher_number_ranks_first_or_the_lower);
	tcase_add_test(tcase, of_two_alike_the_rules_say_which_ranks_first);
	tcase_add_test(tcase, an_item_without_records_ranks_behind_all);
	tcase_add_test(tcase, ties_have_names);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
