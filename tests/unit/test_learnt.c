#include "json/learnt.h"

#include <check.h>
#include <string.h>

#include "json/index.h"

/* Enough lines for an account that is full. */
enum { MANY = 1000 };

static struct json_learnt learnt;
static struct err err;

static void
setup(void)
{
	ck_assert_int_eq(json_learnt_init(&learnt, &err), 0);
}

static void
teardown(void)
{
	json_learnt_free(&learnt);
}

/* A kernel that takes lines for alike as often as a test says. */
static size_t alike;

static size_t
match(const struct json_shape *shape, const struct json_shape_lines *lines)
{
	(void)shape;
	(void)lines;
	return alike;
}

/* The line "1", a million of them for all that find() can know. */
static const uint32_t tokens[] = { 0, 1 };
static const struct json_shape_lines line = { "1\n", tokens, 2, SIZE_MAX };

static size_t
find(size_t lines)
{
	alike = lines;
	return json_learnt_find(&learnt, match, &line, MANY);
}

/* Lines that are left alone until one may be learnt, which is. */
static unsigned
wait_and_learn(void)
{
	unsigned pause = 0;

	while (json_learnt_rests(&learnt))
		pause++;
	ck_assert_uint_eq(find(1), 0);
	json_learnt_add(&learnt, &line, NULL, 0);
	return pause;
}

START_TEST(the_first_line_is_learnt_at_once)
{
	ck_assert(!json_learnt_rests(&learnt));
	ck_assert_uint_eq(wait_and_learn(), 0);
	ck_assert_uint_eq(find(3), 3);
}
END_TEST

START_TEST(pauses_grow_where_no_line_is_alike)
{
	unsigned expected = 0;

	for (int i = 0; i < 20; i++) {
		ck_assert_uint_eq(wait_and_learn(), expected);
		ck_assert_uint_eq(find(0), 0);
		expected = 2 * expected + 1;
		if (i == 0)
			expected = 0; /* the first pause has no line */
		if (expected > JSON_LEARNT_PAUSE_MAX)
			expected = JSON_LEARNT_PAUSE_MAX;
	}
}
END_TEST

START_TEST(lines_that_are_alike_pay_for_some_that_are_not)
{
	wait_and_learn();
	ck_assert_uint_eq(find(MANY), MANY);
	for (int i = 0; i < 5; i++)
		ck_assert_uint_eq(find(0), 0);
	ck_assert_uint_eq(find(2), 2);
}
END_TEST

START_TEST(a_line_that_may_not_be_compared_costs_nothing)
{
	struct json_shape_lines bad = line;

	wait_and_learn();
	bad.limit = 1; /* where its LF is */
	alike = 0;
	for (int i = 0; i < MANY; i++)
		ck_assert_uint_eq(json_learnt_find(&learnt, match, &bad, MANY),
		    0);
	ck_assert_uint_eq(json_learnt_find(&learnt, match, &line, 2), 0);
	ck_assert_uint_eq(find(2), 2);
}
END_TEST

START_TEST(a_stream_that_settles_is_known_without_a_pause)
{
	for (int i = 0; i < 20; i++) {
		wait_and_learn();
		find(0);
	}
	ck_assert_uint_eq(wait_and_learn(), JSON_LEARNT_PAUSE_MAX);
	find(MANY);
	while (find(0) == 0 && learnt.shape->tokens_len > 0)
		;
	ck_assert_uint_eq(wait_and_learn(), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("learnt");
	TCase *tcase = tcase_create("learnt");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, the_first_line_is_learnt_at_once);
	tcase_add_test(tcase, pauses_grow_where_no_line_is_alike);
	tcase_add_test(tcase, lines_that_are_alike_pay_for_some_that_are_not);
	tcase_add_test(tcase, a_line_that_may_not_be_compared_costs_nothing);
	tcase_add_test(tcase, a_stream_that_settles_is_known_without_a_pause);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
