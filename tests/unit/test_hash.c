#include "base/hash.h"

#include <check.h>

static struct hash hash, other;
static struct err err;

static void
setup(void)
{
	ck_assert_int_eq(hash_init(&hash, &err), 0);
	ck_assert_int_eq(hash_init(&other, &err), 0);
}

START_TEST(the_same_bytes_have_the_same_hash)
{
	char bytes[] = "https://example.org/";

	ck_assert_uint_eq(hash_bytes(&hash, slice_of(bytes)),
	    hash_bytes(&hash, SLICE("https://example.org/")));
	ck_assert_uint_eq(hash_bytes(&hash, SLICE("")),
	    hash_bytes(&hash, (struct slice){ NULL, 0 }));
}
END_TEST

/* 64 bits: that two of a few are alike is no chance that ever comes. */
START_TEST(other_bytes_and_other_secrets_have_others)
{
	ck_assert_uint_ne(hash_bytes(&hash, SLICE("a")),
	    hash_bytes(&hash, SLICE("b")));
	ck_assert_uint_ne(hash_bytes(&hash, SLICE("")),
	    hash_bytes(&hash, SLICE("\0")));
	ck_assert_uint_ne(hash_bytes(&hash, SLICE("a")),
	    hash_bytes(&other, SLICE("a")));
}
END_TEST

START_TEST(the_long_one_has_its_secret_too)
{
	struct hash128 a = hash_bytes128(&hash, SLICE("a"));
	struct hash128 again = hash_bytes128(&hash, SLICE("a"));
	struct hash128 b = hash_bytes128(&hash, SLICE("b"));
	struct hash128 else_where = hash_bytes128(&other, SLICE("a"));

	ck_assert(a.low == again.low && a.high == again.high);
	ck_assert(a.low != b.low && a.high != b.high);
	ck_assert(a.low != else_where.low && a.high != else_where.high);
}
END_TEST

/* "abc" without a seed, as xxHash 0.8 gives it (xxhsum -H128). */
START_TEST(the_fixed_one_is_the_same_for_all_time)
{
	struct hash128 got = hash_fixed128(SLICE("abc"), 0);

	ck_assert_uint_eq(got.high, UINT64_C(0x06b05ab6733a6185));
	ck_assert_uint_eq(got.low, UINT64_C(0x78af5f94892f3950));
	struct hash128 seeded = hash_fixed128(SLICE("abc"), 1);
	ck_assert(seeded.low != got.low && seeded.high != got.high);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("hash");
	TCase *tcase = tcase_create("hash");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_test(tcase, the_same_bytes_have_the_same_hash);
	tcase_add_test(tcase, other_bytes_and_other_secrets_have_others);
	tcase_add_test(tcase, the_long_one_has_its_secret_too);
	tcase_add_test(tcase, the_fixed_one_is_the_same_for_all_time);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
