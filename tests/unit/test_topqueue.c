#include "agg/topqueue.h"

#include <check.h>
#include <stdio.h>

#include "base/random.h"

enum { KEYS = 300 };

static struct top *top, *other;
static struct top_queue queue;
static struct err err;

static void
setup(void)
{
	const struct top_rules rules = {
		.kind = TOP_COUNTS,
		.number = KEYS,
		.labels_len = 1,
		.memory_max = 1 << 20,
	};

	err = (struct err)ERR_INIT;
	queue = (struct top_queue){ .keys_min = 0 };
	top = top_new(&rules, &err);
	other = top_new(&rules, &err);
	ck_assert(top_is_plain(&rules));
}

static void
teardown(void)
{
	top_free(top);
	top_free(other);
}

static void
put(struct top *into, const char *key)
{
	ck_assert_int_eq(top_queue_put(&queue, into, slice_of(key), &err), 0);
}

/* How often a key was counted. */
static uint64_t
count_of(struct top *of, struct slice key)
{
	struct top_group *group = top_first_group(of);
	size_t len = 0;

	if (group == NULL)
		return 0;
	struct top_item *const *best = top_best(of, group, &len, &err);
	for (size_t i = 0; i < len; i++)
		if (slice_equal(best[i]->labels.at[0], key))
			return best[i]->count;
	return 0;
}

START_TEST(what_is_queued_counts_when_it_is_settled)
{
	put(top, "1");
	put(top, "2");
	put(top, "1");
	ck_assert_uint_eq(top_len(top), 0);
	ck_assert_int_eq(top_queue_settle(&queue, &err), 0);
	ck_assert_uint_eq(count_of(top, SLICE("1")), 2);
	ck_assert_uint_eq(count_of(top, SLICE("2")), 1);
	ck_assert_int_eq(top_queue_settle(&queue, &err), 0);
	ck_assert_uint_eq(count_of(top, SLICE("1")), 2);
}
END_TEST

START_TEST(a_full_queue_settles_itself)
{
	for (int i = 0; i < TOP_QUEUE_MAX; i++) {
		ck_assert_uint_eq(top_len(top), 0);
		put(top, "1");
	}
	ck_assert_uint_eq(count_of(top, SLICE("1")), TOP_QUEUE_MAX);
}
END_TEST

START_TEST(another_ranking_settles_the_one_before)
{
	put(top, "1");
	put(other, "1");
	ck_assert_uint_eq(count_of(top, SLICE("1")), 1);
	ck_assert_uint_eq(top_len(other), 0);
}
END_TEST

START_TEST(a_ranking_that_is_full_says_so)
{
	static char key[2 << 20];
	struct slice longer = { key, sizeof(key) };

	ck_assert_int_eq(top_queue_put(&queue, top, longer, &err), 0);
	ck_assert_int_eq(top_queue_settle(&queue, &err), -1);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
}
END_TEST

/* Against an array of counts; the keys are listed as they first came. */
START_TEST(counts_are_those_of_an_array)
{
	static char keys[KEYS][8];
	uint64_t counts[KEYS] = { 0 };
	struct random dice;

	random_init(&dice, (uint64_t)_i, 0);
	queue.keys_min = (size_t)random_below(&dice, 2 * (uint64_t)KEYS);
	for (int i = 0; i < 5000; i++) {
		size_t key = (size_t)random_below(&dice, KEYS);

		(void)snprintf(keys[key], sizeof(keys[key]), "%d", (int)key);
		counts[key]++;
		put(top, keys[key]);
	}
	ck_assert_int_eq(top_queue_settle(&queue, &err), 0);
	for (size_t key = 0; key < KEYS; key++)
		ck_assert_uint_eq(count_of(top, slice_of(keys[key])),
		    counts[key]);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("topqueue");
	TCase *tcase = tcase_create("topqueue");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, what_is_queued_counts_when_it_is_settled);
	tcase_add_test(tcase, a_full_queue_settles_itself);
	tcase_add_test(tcase, another_ranking_settles_the_one_before);
	tcase_add_test(tcase, a_ranking_that_is_full_says_so);
	tcase_add_loop_test(tcase, counts_are_those_of_an_array, 0, 5);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
