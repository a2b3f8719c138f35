#include "json/value.h"

#include <check.h>
#include <stdio.h>

#include "base/buffer.h"
#include "walking.h"

/* A line, a path, and the value there; NULL: it is missing. */
static const struct field_row {
	const char *line;
	const char *path;
	const char *value;
} field_rows[] = {
	{ "{\"a\":1}", "a", "1" },
	{ "{\"a\":1}", "b", NULL },
	{ "{\"a\":1}", "", "{\"a\":1}" },
	{ " { \"a\" : 1 } \r", "", "{ \"a\" : 1 }" },
	{ "{\"a\" : -1.5e3 , \"b\":1}", "a", "-1.5e3" },
	{ "{\"a\":\"x\\\"y\",\"b\":1}", "a", "\"x\\\"y\"" },
	{ "{\"a\":\"\"}", "a", "\"\"" },
	{ "{\"a\":true}", "a", "true" },
	{ "{\"a\":false }", "a", "false" },
	{ "{\"a\":null\t}", "a", "null" },
	{ "{\"a\":{\"b\": [1, {}] } }", "a", "{\"b\": [1, {}] }" },
	{ "{\"a\":[[], 1 ],\"b\":2}", "a", "[[], 1 ]" },
	{ "{\"a\":{},\"b\":2}", "a", "{}" },
	{ "{\"a\":[],\"b\":2}", "a", "[]" },
	{ "{\"\":1}", "/", "1" },

	/* paths */
	{ "{\"a\":{\"b\":1}}", "a.b", "1" },
	{ "{\"a\":{\"b\":{\"c\":[2]}}}", "a.b.c", "[2]" },
	{ "{\"b\":1,\"a\":{\"a\":2}}", "b", "1" },
	{ "{\"a\":{\"b\":1}}", "b", NULL },
	{ "{\"a\":1}", "a.b", NULL },
	{ "{\"a\":\"b\"}", "a.b", NULL },
	{ "{\"a\":{}}", "a.b", NULL },
	{ "{\"a.b\":1}", "a\\.b", "1" },
	{ "{\"a/b\":{\"~\":1}}", "/a~1b/~0", "1" },

	/* elements of arrays */
	{ "{\"a\":[1,2,3]}", "a.0", "1" },
	{ "{\"a\":[1,2,3]}", "a.2", "3" },
	{ "{\"a\":[1,2,3]}", "a.3", NULL },
	{ "{\"a\":[]}", "a.0", NULL },
	{ "{\"a\":[1,2]}", "a.00", NULL },
	{ "{\"a\":[1,2]}", "a.-1", NULL },
	{ "{\"a\":[1,2]}", "a.18446744073709551616", NULL },
	{ "{\"a\":{\"0\":1,\"00\":2}}", "a.0", "1" },
	{ "{\"a\":{\"0\":1,\"00\":2}}", "a.00", "2" },
	{ "{\"a\":[[1,2],[3,{\"b\":4}]]}", "a.1.1.b", "4" },
	{ "{\"a\":[0,1,2,3,4,5,6,7,8,9,10,11]}", "a.11", "11" },

	/* names are compared by value */
	{ "{\"\\u0061\":1}", "a", "1" },
	{ "{\"\\u0061\":{\"\\u0062\":1}}", "a.b", "1" },
	{ "{\"a\\\"b\":1}", "a\"b", "1" },
	{ "{\"a\\\\b\":1}", "/a\\b", "1" },
	{ "{\"a\\b\":1}", "/a\\b", NULL },
	{ "{\"a\\b\":1,\"c\":2}", "c", "2" },
	{ "{\"\xc3\xa9\":1}", "\xc3\xa9", "1" },
	{ "{\"\\u00e9\":1}", "\xc3\xa9", "1" },
	{ "{\"\\ud83d\\ude00\":1}", "\xf0\x9f\x98\x80", "1" },
	{ "{\"A\":1,\"aa\":2}", "a", NULL },

	/* the last one counts */
	{ "{\"a\":1,\"a\":2}", "a", "2" },
	{ "{\"a\":1,\"b\":3,\"\\u0061\":2}", "a", "2" },
	{ "{\"a\":{\"b\":1},\"a\":{}}", "a.b", NULL },
	{ "{\"a\":{\"b\":1},\"a\":5}", "a.b", NULL },
	{ "{\"a\":{\"b\":1},\"a\":{\"b\":2}}", "a.b", "2" },
	{ "{\"a\":5,\"a\":{\"b\":2}}", "a.b", "2" },
	{ "{\"a\":{\"b\":{\"c\":1}},\"a\":{\"b\":2}}", "a.b.c", NULL },
	{ "{\"a\":{\"b\":{\"c\":1}},\"a\":[]}", "a.b.c", NULL },
	{ "{\"a\":[1,2],\"a\":[3]}", "a.1", NULL },
	{ "{\"a\":[1],\"a\":{\"0\":2}}", "a.0", "2" },
};

START_TEST(a_wanted_value_is_found_as_it_stands)
{
	const struct field_row *row = &field_rows[_i];
	int slot = want(row->path);

	ck_assert_int_eq(slot, 0);
	ck_assert_uint_eq(json_plan_len(plan), 1);
	start(slice_of(row->line), 0);
	expect_record(row->line);
	expect_field(slot, row->value);
}
END_TEST

/* All paths at once, each line behind the others. */
START_TEST(slots_do_not_disturb_each_other)
{
	enum { ROWS = sizeof(field_rows) / sizeof(field_rows[0]) };
	int slots[ROWS];
	struct buffer block = BUFFER_INIT;

	for (size_t i = 0; i < ROWS; i++) {
		slots[i] = want(field_rows[i].path);
		buffer_put(&block, slice_of(field_rows[i].line));
		buffer_put_byte(&block, '\n');
	}
	ck_assert_uint_lt(json_plan_len(plan), ROWS);
	start(buffer_slice(&block), 0);
	for (size_t i = 0; i < ROWS; i++) {
		expect_record(field_rows[i].line);
		expect_field(slots[i], field_rows[i].value);
	}
	expect_end();
	buffer_free(&block);
}
END_TEST

START_TEST(a_path_and_its_beginning_may_both_be_wanted)
{
	int inner = want("a.b");
	int outer = want("a");
	int all = want("");

	ck_assert_int_eq(want("a.b"), inner);
	start(SLICE("{\"a\":{\"b\":[1]}}\n{\"a\":[]}\n{}\n"), 0);
	expect_record("{\"a\":{\"b\":[1]}}");
	expect_field(inner, "[1]");
	expect_field(outer, "{\"b\":[1]}");
	expect_field(all, "{\"a\":{\"b\":[1]}}");
	expect_record("{\"a\":[]}");
	expect_field(inner, NULL);
	expect_field(outer, "[]");
	expect_record("{}");
	expect_field(inner, NULL);
	expect_field(outer, NULL);
	expect_field(all, "{}");
}
END_TEST

START_TEST(many_names_of_one_object_may_be_wanted)
{
	struct buffer line = BUFFER_INIT;
	int slots[500];

	buffer_put_byte(&line, '{');
	for (int i = 999; i >= 0; i--) {
		buffer_put(&line, SLICE("\"n"));
		buffer_put_int(&line, i);
		buffer_put(&line, SLICE("\":"));
		buffer_put_int(&line, i);
		buffer_put_byte(&line, i > 0 ? ',' : '}');
	}
	for (int i = 0; i < 500; i++) {
		char name[16];

		(void)snprintf(name, sizeof(name), "n%d", 2 * i);
		slots[i] = want(name);
	}
	start(buffer_slice(&line), 0);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
	for (int i = 0; i < 500; i++) {
		char value[16];

		(void)snprintf(value, sizeof(value), "%d", 2 * i);
		expect_field(slots[i], value);
	}
	buffer_free(&line);
}
END_TEST

START_TEST(any_value_has_fields_too)
{
	int first = want("0");
	int all = want("");

	start(SLICE("[7,8]\n\"x\"\n12"), JSON_WALK_ANY);
	expect_record("[7,8]");
	expect_field(first, "7");
	expect_field(all, "[7,8]");
	expect_record("\"x\"");
	expect_field(first, NULL);
	expect_field(all, "\"x\"");
	expect_record("12");
	expect_field(all, "12");
}
END_TEST

/* "a\\b" with the escapes taken away reads as "a\b" does with them. */
START_TEST(a_guessed_name_is_not_mistaken_for_an_escape)
{
	int slot = want("/a\\b");

	start(SLICE("{\"a\\\\b\":1}\n{\"a\\b\":2}\n{\"a\\u005cb\":3}\n"), 0);
	expect_record("{\"a\\\\b\":1}");
	expect_field(slot, "1");
	expect_record("{\"a\\b\":2}");
	expect_field(slot, NULL);
	expect_record("{\"a\\u005cb\":3}");
	expect_field(slot, "3");
}
END_TEST

START_TEST(members_are_found_in_any_order)
{
	int a = want("a"), b = want("b"), longer = want("a longer name, too");
	int timestamp = want("Timestamp");

	start(SLICE("{\"a\":1,\"x\":0,\"b\":2}\n"
		    "{\"b\":3,\"a\":4}\n"
		    "{\"a longer name, too\":5,\"b\":6}\n"
		    "{\"a longer_name, too\":7,\"a longer name, two\":8}\n"
		    "{\"Timestamp\":9}\n{\"Timestamq\":9}\n"),
	    0);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
	expect_field(a, "1");
	expect_field(b, "2");
	expect_field(longer, NULL);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
	expect_field(a, "4");
	expect_field(b, "3");
	expect_field(longer, NULL);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
	expect_field(a, NULL);
	expect_field(b, "6");
	expect_field(longer, "5");
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
	expect_field(longer, NULL);
	expect_record("{\"Timestamp\":9}");
	expect_field(timestamp, "9");
	expect_record("{\"Timestamq\":9}");
	expect_field(timestamp, NULL);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("value");
	TCase *tcase = tcase_create("value");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, a_wanted_value_is_found_as_it_stands, 0,
	    sizeof(field_rows) / sizeof(field_rows[0]));
	tcase_add_test(tcase, slots_do_not_disturb_each_other);
	tcase_add_test(tcase, a_path_and_its_beginning_may_both_be_wanted);
	tcase_add_test(tcase, many_names_of_one_object_may_be_wanted);
	tcase_add_test(tcase, any_value_has_fields_too);
	tcase_add_test(tcase, a_guessed_name_is_not_mistaken_for_an_escape);
	tcase_add_test(tcase, members_are_found_in_any_order);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
