#include <check.h>
#include <stdlib.h>

#include "base/random.h"

static void
expect(struct random *random, const uint64_t *values, size_t len)
{
	for (size_t i = 0; i < len; i++)
		ck_assert_uint_eq(random_next(random), values[i]);
}

/* The first numbers that the authors' own program gives for this state. */
START_TEST(the_generator_is_xoshiro256_starstar)
{
	struct random random = { { 1, 2, 3, 4 } };
	static const uint64_t values[] = { 11520, 0, 1509978240,
		UINT64_C(1215971899390074240), UINT64_C(1216172134540287360),
		UINT64_C(607988272756665600) };

	expect(&random, values, sizeof(values) / sizeof(values[0]));
}
END_TEST

/* Recorded: the numbers of a seed must never change. */
START_TEST(a_seed_and_a_stream_give_the_same_numbers_for_ever)
{
	static const struct {
		uint64_t seed, stream, values[3];
	} rows[] = {
		{ 1, 0,
		    { UINT64_C(0xa42f370f4f3e6190),
			UINT64_C(0x45e571af977ba0f4),
			UINT64_C(0x9377f4cd1e203441) } },
		{ 1, 1,
		    { UINT64_C(0xc67f6a872f64b6d4),
			UINT64_C(0x974e9949429ab070),
			UINT64_C(0xd4bce1cd5f710a9d) } },
		{ 2, 0,
		    { UINT64_C(0x6dbceba9bae9a9f1),
			UINT64_C(0x4d85fb41630d9a13),
			UINT64_C(0x71bf7a764afd3f85) } },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct random random;

		random_init(&random, rows[i].seed, rows[i].stream);
		expect(&random, rows[i].values, 3);
	}
}
END_TEST

START_TEST(below_a_bound_all_results_are_alike)
{
	enum { BOUND = 7, DRAWS = 70000 };
	static int counts[BOUND];
	struct random random;

	random_init(&random, 1, 0);
	for (int i = 0; i < DRAWS; i++)
		counts[random_below(&random, BOUND)]++;
	for (int i = 0; i < BOUND; i++) {
		ck_assert_int_gt(counts[i], DRAWS / BOUND - 400);
		ck_assert_int_lt(counts[i], DRAWS / BOUND + 400);
	}
}
END_TEST

/*
 * With 3 * 2^62 a plain multiplication would give one third of the results
 * twice as often as the others.
 */
START_TEST(a_bound_near_the_range_has_no_bias_either)
{
	enum { DRAWS = 30000 };
	const uint64_t bound = UINT64_C(3) << 62;
	int counts[3] = { 0 };
	struct random random;

	random_init(&random, 1, 0);
	for (int i = 0; i < DRAWS; i++) {
		uint64_t drawn = random_below(&random, bound);

		ck_assert_uint_lt(drawn, bound);
		counts[drawn % 3]++;
	}
	for (int i = 0; i < 3; i++)
		ck_assert_int_lt(abs(counts[i] - DRAWS / 3), 400);
}
END_TEST

START_TEST(a_bound_of_one_leaves_zero)
{
	struct random random;

	random_init(&random, 1, 0);
	for (int i = 0; i < 100; i++)
		ck_assert_uint_eq(random_below(&random, 1), 0);
}
END_TEST

START_TEST(neighbouring_streams_have_nothing_in_common)
{
	struct random a, b;
	int equal_bits = 0;

	for (uint64_t stream = 0; stream < 1000; stream++) {
		random_init(&a, 1, stream);
		random_init(&b, 1, stream + 1);
		equal_bits += __builtin_popcountll(
		    ~(random_next(&a) ^ random_next(&b)));
	}
	/* Half of 64,000 bits, give or take four standard deviations. */
	ck_assert_int_gt(equal_bits, 31494);
	ck_assert_int_lt(equal_bits, 32506);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("random");
	TCase *tcase = tcase_create("random");

	tcase_add_test(tcase, the_generator_is_xoshiro256_starstar);
	tcase_add_test(tcase,
	    a_seed_and_a_stream_give_the_same_numbers_for_ever);
	tcase_add_test(tcase, below_a_bound_all_results_are_alike);
	tcase_add_test(tcase, a_bound_near_the_range_has_no_bias_either);
	tcase_add_test(tcase, a_bound_of_one_leaves_zero);
	tcase_add_test(tcase, neighbouring_streams_have_nothing_in_common);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
