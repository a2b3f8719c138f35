#include "event/row.h"

#include <check.h>

static struct row row;

static void
setup(void)
{
	row = (struct row)ROW_INIT;
}

static void
teardown(void)
{
	row_free(&row);
}

static void
expect(const char *text)
{
	ck_assert(slice_equal(row_end(&row), slice_of(text)));
}

START_TEST(a_row_may_be_empty)
{
	row_start(&row);
	expect("{}");
}
END_TEST

START_TEST(members_stand_in_order_without_blanks)
{
	row_start(&row);
	row_value(&row, "a", SLICE("[1, 2]"));
	row_uint(&row, "b", 7);
	row_time(&row, "c", 0, TIME_STYLE_RFC3339);
	row_time(&row, "d", -1, TIME_STYLE_MS);
	expect(
	    "{\"a\":[1, 2],\"b\":7,\"c\":\"1970-01-01T00:00:00Z\",\"d\":-1}");
}
END_TEST

START_TEST(a_missing_value_is_null)
{
	row_start(&row);
	row_value(&row, "a", (struct slice){ NULL, 0 });
	expect("{\"a\":null}");
}
END_TEST

START_TEST(names_are_escaped)
{
	row_start(&row);
	row_uint(&row, "a\"\\\n\xc3\xa9", 1);
	row_uint(&row, "", 2);
	expect("{\"a\\\"\\\\\\n\xc3\xa9\":1,\"\":2}");
}
END_TEST

START_TEST(a_value_can_be_put_into_the_buffer)
{
	row_start(&row);
	row_name(&row, "a");
	buffer_put(&row.bytes, SLICE("true"));
	expect("{\"a\":true}");
}
END_TEST

START_TEST(members_of_an_object_are_taken_over)
{
	row_start(&row);
	row_uint(&row, "n", 1);
	row_members(&row, SLICE("{ \"a\": 1, \"b\":{} }"));
	row_members(&row, SLICE("{ \t}"));
	row_uint(&row, "m", 2);
	expect("{\"n\":1,\"a\": 1, \"b\":{},\"m\":2}");
}
END_TEST

START_TEST(a_row_begins_anew)
{
	row_start(&row);
	row_uint(&row, "a", 1);
	(void)row_end(&row);
	row_start(&row);
	row_uint(&row, "b", 2);
	expect("{\"b\":2}");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("row");
	TCase *tcase = tcase_create("row");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_row_may_be_empty);
	tcase_add_test(tcase, members_stand_in_order_without_blanks);
	tcase_add_test(tcase, a_missing_value_is_null);
	tcase_add_test(tcase, names_are_escaped);
	tcase_add_test(tcase, a_value_can_be_put_into_the_buffer);
	tcase_add_test(tcase, members_of_an_object_are_taken_over);
	tcase_add_test(tcase, a_row_begins_anew);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
