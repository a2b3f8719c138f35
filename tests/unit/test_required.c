#include <check.h>
#include <stdlib.h>

#include "event/required.h"

static struct required required;
static struct json_plan *plan;
static struct err err;

static void
setup(void)
{
	required = (struct required){ .len = 0 };
	plan = json_plan_new(&err);
	ck_assert_ptr_nonnull(plan);
}

static void
teardown(void)
{
	required_free(&required);
	json_plan_free(plan);
}

static int
check_line(const char *line)
{
	struct json_record record;

	struct json_walk *walk = json_walk_new(plan, 0, &err);
	ck_assert_ptr_nonnull(walk);
	ck_assert_int_eq(json_walk_start(walk, slice_of(line), &err), 0);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
	int got = required_check(&required, &record, &err);

	json_walk_free(walk);
	return got;
}

static void
expect_missing(const char *line, size_t column, const char *path,
    const char *text)
{
	ck_assert_int_eq(check_line(line), -1);
	ck_assert_int_eq(err.kind, ERR_DATA);
	ck_assert_str_eq(err.reason, "missing");
	ck_assert_uint_eq(err.column, column);
	ck_assert_str_eq(err.path, path);
	ck_assert_str_eq(err.text, text);
}

START_TEST(without_paths_nothing_is_missing)
{
	ck_assert_int_eq(check_line("{}"), 0);
}
END_TEST

START_TEST(members_must_be_there_and_not_null)
{
	ck_assert_int_eq(required_add(&required, "a", plan, &err), 0);
	ck_assert_int_eq(required_add(&required, "b.0.c", plan, &err), 0);
	ck_assert_int_eq(check_line("{\"a\":false,\"b\":[{\"c\":\"\"}]}"), 0);
	expect_missing("{\"b\":[{\"c\":1}]}", 1, "/a", "'/a' is missing");
	expect_missing("{\"a\":0,\"b\":[]}", 1, "/b/0/c",
	    "'/b/0/c' is missing");
	expect_missing(" {\"a\": null}", 8, "/a", "'/a' is null");
	expect_missing("{\"a\":1,\"a\":null}", 12, "/a", "'/a' is null");
}
END_TEST

START_TEST(a_path_that_is_none_is_refused_and_changes_nothing)
{
	ck_assert_int_eq(required_add(&required, "a..b", plan, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_uint_eq(required.len, 0);
}
END_TEST

START_TEST(there_are_so_many_and_not_one_more)
{
	for (int i = 0; i < REQUIRED_MAX; i++)
		ck_assert_int_eq(required_add(&required, "a", plan, &err), 0);
	ck_assert_int_eq(required_add(&required, "a", plan, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_uint_eq(required.len, REQUIRED_MAX);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("required");
	TCase *tcase = tcase_create("required");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, without_paths_nothing_is_missing);
	tcase_add_test(tcase, members_must_be_there_and_not_null);
	tcase_add_test(tcase,
	    a_path_that_is_none_is_refused_and_changes_nothing);
	tcase_add_test(tcase, there_are_so_many_and_not_one_more);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
