#include "event/column.h"

#include <check.h>
#include <stdio.h>

#include "one_record.h"

static struct columns columns;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	columns.len = 0;
	one_setup();
}

static void
teardown(void)
{
	columns_free(&columns);
	one_teardown();
}

static void
expect(size_t at, const char *name, const char *last)
{
	ck_assert_uint_lt(at, columns.len);
	ck_assert_str_eq(columns.at[at].name, name);
	ck_assert(
	    slice_equal(json_path_last(&columns.at[at].path), slice_of(last)));
}

START_TEST(a_column_is_named_after_its_path)
{
	ck_assert_int_eq(columns_add(&columns, "origin.country,/a/b~1c,x", "-k",
			     one_plan, &err),
	    0);
	ck_assert_uint_eq(columns.len, 3);
	expect(0, "country", "country");
	expect(1, "b/c", "b/c");
	expect(2, "x", "x");
}
END_TEST

START_TEST(a_column_can_be_given_a_name)
{
	ck_assert_int_eq(columns_add(&columns, "from=origin.country,to=b", "-k",
			     one_plan, &err),
	    0);
	expect(0, "from", "country");
	expect(1, "to", "b");
}
END_TEST

START_TEST(a_backslash_takes_the_next_byte_literally)
{
	ck_assert_int_eq(columns_add(&columns, "a\\,b,c\\=d,e\\=f=g\\.h", "-k",
			     one_plan, &err),
	    0);
	ck_assert_uint_eq(columns.len, 3);
	expect(0, "a,b", "a,b");
	expect(1, "c=d", "c=d");
	expect(2, "e=f", "g.h");
}
END_TEST

static const struct {
	const char *list, *message;
} bad[] = {
	{ "", "-k: a path is missing" },
	{ "a,,b", "-k: a path is missing" },
	{ "a,", "-k: a path is missing" },
	{ "=a", "-k: '=a' has no name" },
	{ "a=", "-k: a path is missing" },
	{ "\xff=a", "-k: a name is no UTF-8" },
	{ "a..b", "-k: bad path 'a..b': a step is empty" },
};

START_TEST(what_is_no_list_of_columns_is_refused)
{
	ck_assert_int_eq(columns_add(&columns, bad[_i].list, "-k", one_plan,
			     &err),
	    -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, bad[_i].message);
}
END_TEST

START_TEST(there_may_be_so_many_columns_and_no_more)
{
	for (int i = 0; i < COLUMNS_MAX; i++)
		ck_assert_int_eq(columns_add(&columns, "a", "-k", one_plan,
				     &err),
		    0);
	ck_assert_int_eq(columns_add(&columns, "a", "-k", one_plan, &err), -1);
	ck_assert_str_eq(err.text, "-k: more than 64 paths");
}
END_TEST

START_TEST(a_name_may_stand_once_in_a_row)
{
	struct names names = { .len = 0 };

	ck_assert_int_eq(names_add(&names, "a", &err), 0);
	ck_assert_int_eq(names_add(&names, "b", &err), 0);
	ck_assert_int_eq(names_add(&names, "a", &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text,
	    "two columns are named 'a': give one another name (NAME=...)");
}
END_TEST

START_TEST(a_value_is_found)
{
	struct slice value;

	columns_add(&columns, "a.b", "-k", one_plan, &err);
	ck_assert_int_eq(column_get(&columns.at[0],
			     one_record(" {\"a\":{\"b\":[1]}}"), &value, &err),
	    0);
	ck_assert(slice_equal(value, SLICE("[1]")));
}
END_TEST

START_TEST(a_missing_value_rejects_the_record)
{
	struct slice value;

	columns_add(&columns, "a.b", "-k", one_plan, &err);
	ck_assert_int_eq(column_get(&columns.at[0],
			     one_record("{\"a\":{\"c\":1}}"), &value, &err),
	    -1);
	ck_assert_int_eq(err.kind, ERR_DATA);
	ck_assert_str_eq(err.reason, "missing");
	ck_assert_str_eq(err.path, "/a/b");
	ck_assert_uint_eq(err.column, 1);
	ck_assert_str_eq(err.text, "'/a/b' is missing");
}
END_TEST

START_TEST(a_bad_value_is_told_with_its_place)
{
	columns_add(&columns, "a", "-k", one_plan, &err);
	ck_assert_int_eq(column_err(&columns.at[0], one_record("{\"a\": true}"),
			     &err, "type", "is no number"),
	    -1);
	ck_assert_str_eq(err.reason, "type");
	ck_assert_str_eq(err.path, "/a");
	ck_assert_uint_eq(err.column, 7);
	ck_assert_str_eq(err.text, "'/a' is no number");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("column");
	TCase *tcase = tcase_create("column");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_column_is_named_after_its_path);
	tcase_add_test(tcase, a_column_can_be_given_a_name);
	tcase_add_test(tcase, a_backslash_takes_the_next_byte_literally);
	tcase_add_loop_test(tcase, what_is_no_list_of_columns_is_refused, 0,
	    sizeof(bad) / sizeof(bad[0]));
	tcase_add_test(tcase, there_may_be_so_many_columns_and_no_more);
	tcase_add_test(tcase, a_name_may_stand_once_in_a_row);
	tcase_add_test(tcase, a_value_is_found);
	tcase_add_test(tcase, a_missing_value_rejects_the_record);
	tcase_add_test(tcase, a_bad_value_is_told_with_its_place);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
