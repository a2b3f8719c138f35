#include "agg/texts.h"

#include <check.h>
#include <stdio.h>

#include "base/random.h"

enum { ARENA_MAX = 16 << 20 };

static struct arena arena;
static struct texts texts;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	arena_init(&arena, ARENA_MAX);
	texts_init(&texts, &arena);
}

static void
teardown(void)
{
	arena_free(&arena);
}

static struct text *
take(struct slice value)
{
	struct text *text = texts_take(&texts, value, &err);

	ck_assert_ptr_nonnull(text);
	ck_assert(slice_equal(text_value(text), value));
	return text;
}

START_TEST(no_text_has_no_value)
{
	ck_assert_ptr_null(text_value(NULL).ptr);
	texts_give(&texts, NULL);
}
END_TEST

START_TEST(the_value_is_copied)
{
	char value[] = "before";
	struct text *text = take(slice_of(value));

	memcpy(value, "after!", sizeof(value));
	ck_assert(slice_equal(text_value(text), SLICE("before")));
}
END_TEST

START_TEST(a_value_that_comes_again_is_shared)
{
	struct text *first = take(SLICE("\"/chairs\""));
	struct text *other = take(SLICE("\"/tables\""));

	ck_assert_ptr_ne(first, other);
	ck_assert_ptr_eq(take(SLICE("\"/chairs\"")), first);
	texts_give(&texts, first);
	texts_give(&texts, first);
	ck_assert_ptr_eq(take(SLICE("\"/chairs\"")), first);
}
END_TEST

/* Whatever its length, and whichever of its bytes is another one. */
START_TEST(equal_values_are_shared_and_no_others)
{
	char value[TEXTS_SHARED_MAX];

	memset(value, '7', sizeof(value));
	for (size_t len = 1; len <= sizeof(value); len++) {
		struct slice number = { value, len };

		teardown();
		setup();
		struct text *text = take(number);

		ck_assert_ptr_eq(take(number), text);
		for (size_t at = 0; at < len; at++) {
			value[at] = '8';
			ck_assert_ptr_ne(take(number), text);
			value[at] = '7';
		}
	}
}
END_TEST

START_TEST(only_short_values_are_shared)
{
	static char value[TEXTS_SHARED_MAX + 1];

	memset(value, '7', sizeof(value));
	for (size_t len = TEXTS_SHARED_MAX; len <= sizeof(value); len++) {
		struct slice number = { value, len };

		ck_assert_int_eq(take(number) == take(number),
		    len == TEXTS_SHARED_MAX);
	}
}
END_TEST

START_TEST(what_is_given_back_is_used_again)
{
	static char value[20000];

	/* Lengths at both ends of each size of memory. */
	for (size_t len = TEXTS_SHARED_MAX + 1; len < sizeof(value); len++) {
		struct slice longer = { value, len };
		struct text *text = take(longer);

		texts_give(&texts, text);
		ck_assert_ptr_eq(take(longer), text);
		texts_give(&texts, text);
	}
	ck_assert_uint_le(arena.used, 7 * sizeof(value));
}
END_TEST

START_TEST(values_that_never_repeat_take_bounded_memory)
{
	enum { HELD = 100 };
	struct text *held[HELD] = { NULL };
	char value[64];

	for (int i = 0; i < 100000; i++) {
		struct text **text = &held[i % HELD];

		texts_give(&texts, *text);
		(void)snprintf(value, sizeof(value), "%d%0*d", i, 1 + i % 50,
		    0);
		*text = take(slice_of(value));
	}
	ck_assert_uint_le(arena.used, 256 << 10);
}
END_TEST

START_TEST(without_memory_it_fails)
{
	static char value[ARENA_MAX];
	struct slice longer = { value, sizeof(value) };

	ck_assert_ptr_null(texts_take(&texts, longer, &err));
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	take(SLICE("1"));
}
END_TEST

/* The value of this number, of a length that depends on it. */
static struct slice
make(char *into, size_t size, uint64_t number)
{
	int len = snprintf(into, size, "%d.%0*d", (int)number,
	    (int)(number % 7 * (number % 41)) + 1, 0);

	return (struct slice){ into, (size_t)len };
}

/* So many different values are drawn by each test of the loop below. */
static const uint64_t kinds[] = { 1, 10, 500, 5000, 20000, 1000000 };

/* Each holder has the value that it was given last, whatever others did. */
START_TEST(holders_keep_their_values)
{
	enum { HOLDERS = 3000, STEPS = 60000 };
	static struct text *held[HOLDERS];
	static uint64_t numbers[HOLDERS];
	struct random dice;
	char value[512];

	memset(held, 0, sizeof(held));
	random_init(&dice, (uint64_t)_i, 0);
	for (int i = 0; i < STEPS; i++) {
		size_t at = (size_t)random_below(&dice, HOLDERS);

		if (held[at] != NULL)
			ck_assert(slice_equal(text_value(held[at]),
			    make(value, sizeof(value), numbers[at])));
		texts_give(&texts, held[at]);
		numbers[at] = random_below(&dice, kinds[_i]);
		held[at] = take(make(value, sizeof(value), numbers[at]));
	}
	for (size_t at = 0; at < HOLDERS; at++)
		if (held[at] != NULL)
			ck_assert(slice_equal(text_value(held[at]),
			    make(value, sizeof(value), numbers[at])));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("texts");
	TCase *tcase = tcase_create("texts");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, no_text_has_no_value);
	tcase_add_test(tcase, the_value_is_copied);
	tcase_add_test(tcase, a_value_that_comes_again_is_shared);
	tcase_add_test(tcase, equal_values_are_shared_and_no_others);
	tcase_add_test(tcase, only_short_values_are_shared);
	tcase_add_test(tcase, what_is_given_back_is_used_again);
	tcase_add_test(tcase, values_that_never_repeat_take_bounded_memory);
	tcase_add_test(tcase, without_memory_it_fails);
	tcase_add_loop_test(tcase, holders_keep_their_values, 0,
	    sizeof(kinds) / sizeof(kinds[0]));
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
