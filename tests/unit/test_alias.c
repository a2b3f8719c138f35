#include <check.h>
#include <stdlib.h>

#include "gen/alias.h"

enum { LEN_MAX = 300 };

static struct arena arena;
static struct alias alias;

static void
setup(void)
{
	arena_init(&arena, 1 << 26);
}

static void
teardown(void)
{
	arena_free(&arena);
}

static void
build(const uint64_t *weights, size_t len)
{
	struct err err = ERR_INIT;

	ck_assert_int_eq(alias_init(&alias, weights, len, &arena, &err), 0);
}

/*
 * The table says which shares are drawn: of each entry its own part, and what
 * the others leave to it.  Compare that with the weights.
 */
static void
expect_shares(const uint64_t *weights, size_t len)
{
	static double drawn[LEN_MAX];
	double total = 0;

	for (size_t i = 0; i < len; i++) {
		drawn[i] = 0;
		total += (double)weights[i];
	}
	for (size_t i = 0; i < len; i++) {
		double own = (double)alias.entries[i].share / 4294967296.0;

		drawn[i] += own / (double)len;
		drawn[alias.entries[i].other] += (1 - own) / (double)len;
	}
	for (size_t i = 0; i < len; i++)
		ck_assert_double_eq_tol(drawn[i], (double)weights[i] / total,
		    1e-9);
}

START_TEST(shares_are_those_of_the_weights)
{
	static const uint64_t rows[][5] = {
		{ 1, 1, 1, 1, 1 },
		{ 5, 4, 3, 2, 1 },
		{ 0, 0, 1, 0, 0 },
		{ 1, 1000000, 1, 1, 1 },
		{ ALIAS_WEIGHT_MAX, ALIAS_WEIGHT_MAX, 1, 0, ALIAS_WEIGHT_MAX },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		build(rows[i], 5);
		expect_shares(rows[i], 5);
	}
}
END_TEST

START_TEST(random_weights_have_their_shares_too)
{
	static uint64_t weights[LEN_MAX];
	struct random random;

	random_init(&random, (uint64_t)_i, 0);
	size_t len = 1 + (size_t)random_below(&random, LEN_MAX);
	for (size_t i = 0; i < len; i++)
		weights[i] = random_below(&random, ALIAS_WEIGHT_MAX) >>
		    random_below(&random, 43);
	weights[0]++;
	build(weights, len);
	expect_shares(weights, len);
}
END_TEST

START_TEST(draws_follow_the_table)
{
	enum { DRAWS = 60000 };
	static const uint64_t weights[] = { 1, 2, 3, 0 };
	int counts[4] = { 0 };
	struct random random;

	build(weights, 4);
	random_init(&random, 1, 0);
	for (int i = 0; i < DRAWS; i++)
		counts[alias_draw(&alias, &random)]++;
	/* A fixed seed, and more than four standard deviations. */
	for (int i = 0; i < 4; i++)
		ck_assert_int_le(abs(counts[i] - (int)weights[i] * DRAWS / 6),
		    500);
	ck_assert_int_eq(counts[3], 0);
}
END_TEST

START_TEST(a_single_weight_is_always_drawn)
{
	const uint64_t weight = 7;
	struct random random;

	build(&weight, 1);
	random_init(&random, 1, 0);
	for (int i = 0; i < 1000; i++)
		ck_assert_uint_eq(alias_draw(&alias, &random), 0);
}
END_TEST

START_TEST(without_weights_all_are_alike)
{
	int counts[3] = { 0 };
	struct random random;

	alias_init_even(&alias, 3);
	random_init(&random, 1, 0);
	for (int i = 0; i < 30000; i++)
		counts[alias_draw(&alias, &random)]++;
	for (int i = 0; i < 3; i++)
		ck_assert_int_lt(abs(counts[i] - 10000), 400);
}
END_TEST

START_TEST(the_memory_limit_is_an_error)
{
	static const uint64_t weights[1000] = { 1 };
	struct err err = ERR_INIT;
	struct arena small;

	arena_init(&small, 100);
	ck_assert_int_eq(alias_init(&alias, weights, 1000, &small, &err), -1);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	arena_free(&small);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("alias");
	TCase *tcase = tcase_create("alias");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, shares_are_those_of_the_weights);
	tcase_add_loop_test(tcase, random_weights_have_their_shares_too, 0,
	    100);
	tcase_add_test(tcase, draws_follow_the_table);
	tcase_add_test(tcase, a_single_weight_is_always_drawn);
	tcase_add_test(tcase, without_weights_all_are_alike);
	tcase_add_test(tcase, the_memory_limit_is_an_error);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
