#include "agg/kept.h"

#include <check.h>

static struct arena arena;
static struct kept kept;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	kept = (struct kept){ 0 };
	arena_init(&arena, 1 << 20);
}

static void
teardown(void)
{
	arena_free(&arena);
}

static void
set(const char *value)
{
	ck_assert_int_eq(kept_set(&kept, slice_of(value), &arena, &err), 0);
	ck_assert(slice_equal(kept_value(&kept), slice_of(value)));
}

START_TEST(at_first_nothing_is_kept)
{
	ck_assert_ptr_null(kept_value(&kept).ptr);
}
END_TEST

START_TEST(the_value_is_copied)
{
	char value[] = "before";

	set(value);
	memcpy(value, "after!", sizeof(value));
	ck_assert(slice_equal(kept_value(&kept), SLICE("before")));
}
END_TEST

START_TEST(a_value_that_fits_takes_the_place_of_the_one_before)
{
	set("123456");
	const char *bytes = kept.bytes;
	set("1");
	set("654321");
	ck_assert_ptr_eq(kept.bytes, bytes);
	set("12345678901234567");
	ck_assert_ptr_ne(kept.bytes, bytes);
}
END_TEST

START_TEST(growing_values_lose_no_more_than_two_thirds)
{
	static char value[100000];

	for (size_t len = 1; len <= sizeof(value); len++) {
		struct slice longer = { value, len };

		ck_assert_int_eq(kept_set(&kept, longer, &arena, &err), 0);
	}
	ck_assert_uint_le(arena.used, 5 * sizeof(value));
}
END_TEST

START_TEST(without_memory_the_value_stays)
{
	static char value[2 << 20];
	struct slice longer = { value, sizeof(value) };

	set("1");
	ck_assert_int_eq(kept_set(&kept, longer, &arena, &err), -1);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	ck_assert(slice_equal(kept_value(&kept), SLICE("1")));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("kept");
	TCase *tcase = tcase_create("kept");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, at_first_nothing_is_kept);
	tcase_add_test(tcase, the_value_is_copied);
	tcase_add_test(tcase,
	    a_value_that_fits_takes_the_place_of_the_one_before);
	tcase_add_test(tcase, growing_values_lose_no_more_than_two_thirds);
	tcase_add_test(tcase, without_memory_the_value_stays);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
