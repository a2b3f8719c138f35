#include <check.h>

#include "../model/json_model.h"
#include "base/random.h"
#include "json/walk.h"

/*
 * Random names that are wanted, or nearly so, of few children and of many: the
 * walk finds in each line what the plain model finds.
 */

static const char *const texts[] = { "", "a", "b", "ab", "aaaaaaa", "aaaaaaaa",
	"aaaaaaab", "aaaaaaaaa", "aaaaaaaaab", "aaaaaaaaaa", "baaaaaaaaaaaaaaa",
	"aaaaaaaabaaaaaaa", "aaaaaaaaaaaaaaab", "aaaaaaaaaaaaaaaaa",
	"aaaaaaaabaaaaaaab", "a.a", "a.b", "b.a", "b.aaaaaaaa",
	"b.aaaaaaaaaaaaaaab", "b.aaaaaaaaaaaaaaaab", "b.aaaaaaaaaaaaaaaaab",
	"/b/", "ab.aaaaaaab" };

enum { PATHS = sizeof(texts) / sizeof(texts[0]) };

static struct random numbers;
static struct json_path paths[PATHS];
static struct json_plan *plan;
static struct json_walk *walk;
static struct err err;

static void
setup(void)
{
	random_init(&numbers, 1, 0);
	plan = json_plan_new(&err);
	ck_assert_ptr_nonnull(plan);
	for (int i = 0; i < PATHS; i++) {
		ck_assert_int_eq(json_path_parse(&paths[i], slice_of(texts[i]),
				     &err),
		    0);
		ck_assert_int_eq(json_plan_add(plan, &paths[i], &err), i);
	}
	walk = json_walk_new(plan, 0, &err);
	ck_assert_ptr_nonnull(walk);
}

static void
teardown(void)
{
	json_walk_free(walk);
	json_plan_free(plan);
	for (int i = 0; i < PATHS; i++)
		json_path_free(&paths[i]);
}

static size_t
below(size_t bound)
{
	return (size_t)random_below(&numbers, bound);
}

/* Short, or about as long as one or two words; seldom with escapes. */
static void
put_name(struct buffer *out, bool escapes)
{
	size_t len = below(2) == 0 ? below(4) : 6 + below(13);

	buffer_put_byte(out, '"');
	for (size_t i = 0; i < len; i++) {
		bool is_b = below(len) == 0;

		if (escapes && below(2 * len) == 0)
			buffer_put(out,
			    is_b ? SLICE("\\u0062") : SLICE("\\u0061"));
		else
			buffer_put_byte(out, is_b ? 'b' : 'a');
	}
	buffer_put_byte(out, '"');
}

static void
put_object(struct buffer *out, bool escapes, int depth)
{
	buffer_put_byte(out, '{');
	for (size_t left = below(8); left > 0; left--) {
		put_name(out, escapes);
		buffer_put_byte(out, ':');
		if (depth > 1 && below(3) == 0)
			put_object(out, escapes, depth - 1);
		else
			buffer_put_uint(out, below(1000));
		if (left > 1)
			buffer_put_byte(out, ',');
	}
	buffer_put_byte(out, '}');
}

static void
expect_fields(const struct json_record *record)
{
	for (int i = 0; i < PATHS; i++) {
		struct slice model = model_find(record->text, &paths[i]);

		ck_assert_msg(record->fields[i].ptr == model.ptr &&
			record->fields[i].len == model.len,
		    "'%s' in %.*s", texts[i], (int)record->text.len,
		    record->text.ptr);
	}
}

START_TEST(members_are_found_by_all_of_their_names)
{
	struct json_record record;
	struct buffer block = BUFFER_INIT;

	for (int round = 0; round < 2000; round++) {
		size_t lines = 1 + below(20);

		buffer_clear(&block);
		for (size_t i = 0; i < lines; i++) {
			put_object(&block, round % 2 == 1, 3);
			buffer_put_byte(&block, '\n');
		}
		ck_assert_int_eq(json_walk_start(walk, buffer_slice(&block),
				     &err),
		    0);
		for (size_t i = 0; i < lines; i++) {
			ck_assert_int_eq(json_walk_next(walk, &record, &err),
			    1);
			expect_fields(&record);
		}
		ck_assert_int_eq(json_walk_next(walk, &record, &err), 0);
	}
	buffer_free(&block);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("members");
	TCase *tcase = tcase_create("members");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, members_are_found_by_all_of_their_names);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
