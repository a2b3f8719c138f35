#include "base/arena.h"

#include <check.h>
#include <stdint.h>

enum { LIMIT = 1 << 20 };

static struct arena arena;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	arena_init(&arena, LIMIT);
}

static void
teardown(void)
{
	arena_free(&arena);
}

START_TEST(a_new_arena_has_taken_nothing)
{
	ck_assert_uint_eq(arena.used, 0);
}
END_TEST

START_TEST(pieces_do_not_overlap_and_are_aligned)
{
	enum { PIECES = 1000 };
	unsigned char *pieces[PIECES];

	for (size_t i = 0; i < PIECES; i++) {
		pieces[i] = arena_take(&arena, i % 100, &err);
		ck_assert_ptr_nonnull(pieces[i]);
		ck_assert_uint_eq((uintptr_t)pieces[i] % 16, 0);
		memset(pieces[i], (int)(i % 251), i % 100);
	}
	for (size_t i = 0; i < PIECES; i++)
		for (size_t k = 0; k < i % 100; k++)
			ck_assert_uint_eq(pieces[i][k], i % 251);
}
END_TEST

START_TEST(a_small_arena_takes_little_and_a_large_one_not_much_too_much)
{
	size_t wanted = 0;

	ck_assert_ptr_nonnull(arena_take(&arena, 1, &err));
	ck_assert_uint_le(arena.used, 1024);
	for (; wanted < LIMIT / 2; wanted += 256)
		ck_assert_ptr_nonnull(arena_take(&arena, 256, &err));
	ck_assert_uint_le(arena.used, wanted + 66 * 1024);
}
END_TEST

START_TEST(a_copy_is_a_copy)
{
	char bytes[] = "before";
	struct slice copy;

	ck_assert_int_eq(arena_copy(&arena, slice_of(bytes), &copy, &err), 0);
	memcpy(bytes, "after!", sizeof(bytes));
	ck_assert(slice_equal(copy, SLICE("before")));
}
END_TEST

START_TEST(the_limit_is_an_error_and_nothing_is_lost)
{
	char *piece = arena_take(&arena, LIMIT / 2, &err);

	ck_assert_ptr_nonnull(piece);
	ck_assert_ptr_null(arena_take(&arena, LIMIT / 2 + 1, &err));
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	ck_assert_ptr_null(arena_take(&arena, SIZE_MAX, &err));
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	ck_assert_ptr_nonnull(arena_take(&arena, LIMIT / 2, &err));
	memset(piece, 1, LIMIT / 2);
}
END_TEST

START_TEST(a_freed_arena_can_be_used_again)
{
	ck_assert_ptr_nonnull(arena_take(&arena, LIMIT, &err));
	arena_free(&arena);
	ck_assert_uint_eq(arena.used, 0);
	ck_assert_ptr_nonnull(arena_take(&arena, LIMIT, &err));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("arena");
	TCase *tcase = tcase_create("arena");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_new_arena_has_taken_nothing);
	tcase_add_test(tcase, pieces_do_not_overlap_and_are_aligned);
	tcase_add_test(tcase,
	    a_small_arena_takes_little_and_a_large_one_not_much_too_much);
	tcase_add_test(tcase, a_copy_is_a_copy);
	tcase_add_test(tcase, the_limit_is_an_error_and_nothing_is_lost);
	tcase_add_test(tcase, a_freed_arena_can_be_used_again);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
