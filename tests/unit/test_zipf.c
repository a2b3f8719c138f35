#include <check.h>

#include "gen/zipf.h"

START_TEST(rank_one_has_weight_one_whatever_the_exponent)
{
	for (uint32_t i = 0; i <= 10; i++)
		ck_assert_uint_eq(zipf_weight(1, i * ZIPF_UNIT), ZIPF_ONE);
}
END_TEST

START_TEST(exponent_zero_makes_all_alike)
{
	for (uint64_t rank = 1; rank < 100000; rank = rank * 3 + 1)
		ck_assert_uint_eq(zipf_weight(rank, 0), ZIPF_ONE);
}
END_TEST

/* weight * rank^exponent is one again, up to 2^-24 of it and the rounding. */
START_TEST(whole_exponents_are_reciprocals)
{
	for (uint64_t rank = 1; rank < 1000; rank++) {
		uint64_t power = 1;

		for (uint32_t exponent = 1; exponent <= 2; exponent++) {
			power *= rank;
			uint64_t product = power *
			    zipf_weight(rank, exponent * ZIPF_UNIT);
			uint64_t error = product > ZIPF_ONE
			    ? product - ZIPF_ONE
			    : ZIPF_ONE - product;

			ck_assert_uint_le(error, (ZIPF_ONE >> 24) + power);
		}
	}
}
END_TEST

START_TEST(a_square_root_squared_is_the_reciprocal)
{
	for (uint64_t rank = 1; rank < 1000; rank++) {
		uint64_t root = zipf_weight(rank, ZIPF_UNIT / 2) >> 10;
		uint64_t product = root * root * rank;
		uint64_t one = UINT64_C(1) << 60;
		uint64_t error = product > one ? product - one : one - product;

		ck_assert_uint_le(error, one >> 20);
	}
}
END_TEST

START_TEST(later_ranks_weigh_less)
{
	for (uint64_t rank = 1; rank < 5000; rank++)
		ck_assert_uint_gt(zipf_weight(rank, 700000),
		    zipf_weight(rank + 1, 700000));
}
END_TEST

START_TEST(what_is_too_rare_weighs_nothing)
{
	ck_assert_uint_eq(zipf_weight(UINT32_MAX, ZIPF_EXPONENT_MAX), 0);
	ck_assert_uint_eq(zipf_weight(1 << 20, 2 * ZIPF_UNIT), 1);
	ck_assert_uint_eq(zipf_weight(1 << 21, 2 * ZIPF_UNIT), 0);
}
END_TEST

/* Recorded: a weight that moves by one bit moves the bytes of models. */
START_TEST(weights_are_the_same_for_ever)
{
	static const struct {
		uint64_t rank;
		uint32_t exponent;
		uint64_t weight;
	} rows[] = {
		{ 2, 1000000, UINT64_C(549755813888) },
		{ 3, 700000, UINT64_C(509583020063) },
		{ 10, 900000, UINT64_C(138420312888) },
		{ 112, 900000, UINT64_C(15736335501) },
		{ 1000, 700000, UINT64_C(8733731305) },
		{ 1048576, 1100000, UINT64_C(262144) },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_uint_eq(zipf_weight(rows[i].rank, rows[i].exponent),
		    rows[i].weight);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("zipf");
	TCase *tcase = tcase_create("zipf");

	tcase_add_test(tcase, rank_one_has_weight_one_whatever_the_exponent);
	tcase_add_test(tcase, exponent_zero_makes_all_alike);
	tcase_add_test(tcase, whole_exponents_are_reciprocals);
	tcase_add_test(tcase, a_square_root_squared_is_the_reciprocal);
	tcase_add_test(tcase, later_ranks_weigh_less);
	tcase_add_test(tcase, what_is_too_rare_weighs_nothing);
	tcase_add_test(tcase, weights_are_the_same_for_ever);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
