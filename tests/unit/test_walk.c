#include "json/walk.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "json_cases.h"

static struct json_plan *plan;
static struct json_walk *walk;
static struct json_record record;
static struct err err;

static void
setup(void)
{
	plan = json_plan_new(&err);
	ck_assert_ptr_nonnull(plan);
	walk = NULL;
}

static void
teardown(void)
{
	json_walk_free(walk);
	json_plan_free(plan);
}

/* Want a path; its slot. */
static int
want(const char *text)
{
	struct json_path path;

	ck_assert_int_eq(json_path_parse(&path, slice_of(text), &err), 0);
	int slot = json_plan_add(plan, &path, &err);
	json_path_free(&path);
	return slot;
}

static void
start(struct slice block, unsigned flags)
{
	json_walk_free(walk);
	walk = json_walk_new(plan, flags, &err);
	ck_assert_ptr_nonnull(walk);
	ck_assert_int_eq(json_walk_start(walk, block, &err), 0);
}

static void
expect_record(const char *text)
{
	int got = json_walk_next(walk, &record, &err);

	ck_assert_msg(got == 1, "got %d %s", got, err.text);
	ck_assert_msg(slice_equal(record.text, slice_of(text)), "got %.*s",
	    (int)record.text.len, record.text.ptr);
}

static void
expect_bad(const char *text, const char *reason, size_t column)
{
	ck_assert_int_eq(json_walk_next(walk, &record, &err), -1);
	ck_assert(slice_equal(record.text, slice_of(text)));
	ck_assert_int_eq(err.kind, ERR_DATA);
	ck_assert_str_eq(err.reason, reason);
	ck_assert_uint_eq(err.column, column);
}

static void
expect_end(void)
{
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 0);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 0);
}

/* Each case between two good lines, with its LF and at the end without. */
START_TEST(each_case_is_judged_as_by_the_plain_checker)
{
	const struct json_case *row = &json_cases[_i];
	bool is_blank = slice_equal(row->text, SLICE("")) ||
	    slice_equal(row->text, SLICE(" "));
	struct buffer block = BUFFER_INIT;

	buffer_put(&block, SLICE("{\"a\":\"\xc3\xa9\\n\"}\n"));
	buffer_put(&block, row->text);
	buffer_put(&block, SLICE("\n{\"b\":[]}\n"));
	buffer_put(&block, row->text);
	/* Exactly so many bytes, so that a read behind them is seen. */
	char *bytes = malloc(block.len);
	ck_assert_ptr_nonnull(bytes);
	memcpy(bytes, block.bytes, block.len);
	start((struct slice){ bytes, block.len }, JSON_WALK_ANY);
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
		if (is_blank)
			continue;
		int got = json_walk_next(walk, &record, &err);
		ck_assert_int_eq(got, row->column == 0 ? 1 : -1);
		ck_assert(slice_equal(record.text, row->text));
		ck_assert(record.has_newline == (i == 0));
		ck_assert_uint_eq(record.line, i == 0 ? 1 : 3);
		if (got < 0) {
			ck_assert_str_eq(err.reason, row->reason);
			ck_assert_uint_eq(err.column, row->column);
		}
	}
	expect_end();
	free(bytes);
	buffer_free(&block);
}
END_TEST

START_TEST(blank_lines_are_skipped_and_counted)
{
	start(SLICE("\n{}\r\n \t\r\n\n [] \n{}\n  "), 0);
	expect_record("{}\r");
	ck_assert_uint_eq(record.line, 1);
	ck_assert(record.has_newline);
	expect_bad(" [] ", "not-object", 2);
	ck_assert_uint_eq(record.line, 4);
	expect_record("{}");
	ck_assert_uint_eq(record.line, 5);
	expect_end();
	ck_assert_uint_eq(record.line, 7); /* so many lines in all */
}
END_TEST

START_TEST(a_block_may_be_empty_or_blank)
{
	start(SLICE(""), 0);
	expect_end();
	start(SLICE("\n"), 0);
	expect_end();
	start(SLICE(" \t"), 0);
	expect_end();
}
END_TEST

START_TEST(one_bad_line_never_costs_its_neighbours)
{
	start(SLICE("{\"a\":1}\n{\"a\n{\"a\":2}\n\"\\\n{\"a\":3}\n"
		    "{\"a\":\"\\\"}\n{\"a\":4}\n{]\n{\"a\":5}"),
	    0);
	expect_record("{\"a\":1}");
	expect_bad("{\"a", "json", 4);
	expect_record("{\"a\":2}");
	expect_bad("\"\\", "json", 3);
	expect_record("{\"a\":3}");
	expect_bad("{\"a\":\"\\\"}", "json", 10);
	expect_record("{\"a\":4}");
	expect_bad("{]", "json", 2);
	expect_record("{\"a\":5}");
	ck_assert_uint_eq(record.line, 8);
	ck_assert(!record.has_newline);
	expect_end();
}
END_TEST

START_TEST(a_record_is_an_object_unless_any_value_may_be)
{
	static const char *const values[] = { "[1]", "\"a\"", "12", "-0",
		"true", "false", "null", "[]", "{}" };

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		bool is_object = values[i][0] == '{';

		start(slice_of(values[i]), 0);
		ck_assert_int_eq(json_walk_next(walk, &record, &err),
		    is_object ? 1 : -1);
		if (!is_object)
			ck_assert_str_eq(err.reason, "not-object");
		start(slice_of(values[i]), JSON_WALK_ANY);
		expect_record(values[i]);
	}
	start(SLICE("[1,]\n"), 0);
	expect_bad("[1,]", "json", 4);
}
END_TEST

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

static void
expect_field(int slot, const char *value)
{
	struct slice got = record.fields[slot];

	if (value == NULL)
		ck_assert_ptr_null(got.ptr);
	else
		ck_assert_msg(got.ptr != NULL &&
			slice_equal(got, slice_of(value)),
		    "got %.*s", (int)got.len, got.ptr);
}

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

/* {"a":{"a":…1…}} of so many levels, or the same with arrays. */
static void
put_nested(struct buffer *line, bool arrays, int depth)
{
	for (int i = 0; i < depth; i++)
		buffer_put(line,
		    arrays && i > 0 ? SLICE("[") : SLICE("{\"a\":"));
	buffer_put_byte(line, '1');
	for (int i = depth; i > 0; i--)
		buffer_put_byte(line, arrays && i > 1 ? ']' : '}');
}

START_TEST(nesting_has_a_limit)
{
	/* What is wanted is walked by other functions than what is not. */
	const char *path = _i < 2 ? "b" : "a.a.a.a";
	struct buffer block = BUFFER_INIT;

	(void)want(path);
	put_nested(&block, _i % 2 == 1, JSON_DEPTH_MAX);
	buffer_put_byte(&block, '\n');
	put_nested(&block, _i % 2 == 1, JSON_DEPTH_MAX + 1);
	buffer_put(&block, SLICE("\n{}\n"));
	start(buffer_slice(&block), 0);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), -1);
	ck_assert_str_eq(err.reason, "depth");
	expect_record("{}");
	expect_end();
	buffer_free(&block);
}
END_TEST

START_TEST(a_record_can_be_walked_again)
{
	struct json_record *r = &record;

	start(SLICE("\n {\"a\" : [1, {\"b\":\"x\"}] ,\"c\": 2 }\n"), 0);
	ck_assert_int_eq(json_walk_next(walk, r, &err), 1);
	/* { " " : [ 1 , { " " : " " } ] , " " : 2 } */
	ck_assert_uint_eq(r->tokens_len, 21);
	ck_assert_uint_eq(json_skip(r, 0), 21);
	ck_assert_uint_eq(json_skip(r, 1), 3);
	ck_assert_uint_eq(json_skip(r, 4), 15);
	ck_assert_uint_eq(json_skip(r, 5), 6);
	ck_assert_uint_eq(json_skip(r, 7), 14);
	ck_assert(slice_equal(json_value(r, 0),
	    SLICE("{\"a\" : [1, {\"b\":\"x\"}] ,\"c\": 2 }")));
	ck_assert(slice_equal(json_value(r, 1), SLICE("\"a\"")));
	ck_assert(slice_equal(json_value(r, 4), SLICE("[1, {\"b\":\"x\"}]")));
	ck_assert(slice_equal(json_value(r, 5), SLICE("1")));
	ck_assert(slice_equal(json_value(r, 11), SLICE("\"x\"")));
	ck_assert(slice_equal(json_value(r, 19), SLICE("2")));
}
END_TEST

START_TEST(without_a_plan_only_the_grammar_is_checked)
{
	walk = json_walk_new(NULL, 0, &err);
	ck_assert_int_eq(json_walk_start(walk, SLICE("{\"a\":1}\n{\"a\":}\n"),
			     &err),
	    0);
	expect_record("{\"a\":1}");
	expect_bad("{\"a\":}", "json", 6);
	expect_end();
}
END_TEST

START_TEST(a_walk_goes_on_with_the_next_block)
{
	int slot = want("a");

	start(SLICE("{\"a\":1}\n{\"a\":2}\n"), 0);
	expect_record("{\"a\":1}");
	ck_assert_int_eq(json_walk_start(walk, SLICE("{}\n"), &err), 0);
	expect_record("{}");
	ck_assert_uint_eq(record.line, 0);
	expect_field(slot, NULL);
	expect_end();
}
END_TEST

START_TEST(a_long_block_is_walked_to_its_end)
{
	struct buffer block = BUFFER_INIT;
	int slot = want("n");

	for (int i = 0; i < 20000; i++) {
		buffer_put(&block, SLICE("{\"n\":"));
		buffer_put_int(&block, i);
		buffer_put(&block, i % 7 == 0 ? SLICE("x}\n") : SLICE("}\n"));
	}
	start(buffer_slice(&block), 0);
	for (uint64_t i = 0; i < 20000; i++) {
		int got = json_walk_next(walk, &record, &err);

		ck_assert_int_eq(got, i % 7 == 0 ? -1 : 1);
		ck_assert_uint_eq(record.line, i);
		if (got == 1) {
			char digits[16];
			(void)snprintf(digits, sizeof(digits), "%d", (int)i);
			expect_field(slot, digits);
		}
	}
	expect_end();
	buffer_free(&block);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("walk");
	TCase *tcase = tcase_create("walk");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, each_case_is_judged_as_by_the_plain_checker,
	    0, JSON_CASES_LEN);
	tcase_add_test(tcase, blank_lines_are_skipped_and_counted);
	tcase_add_test(tcase, a_block_may_be_empty_or_blank);
	tcase_add_test(tcase, one_bad_line_never_costs_its_neighbours);
	tcase_add_test(tcase, a_record_is_an_object_unless_any_value_may_be);
	tcase_add_loop_test(tcase, a_wanted_value_is_found_as_it_stands, 0,
	    sizeof(field_rows) / sizeof(field_rows[0]));
	tcase_add_test(tcase, slots_do_not_disturb_each_other);
	tcase_add_test(tcase, a_path_and_its_beginning_may_both_be_wanted);
	tcase_add_test(tcase, many_names_of_one_object_may_be_wanted);
	tcase_add_test(tcase, any_value_has_fields_too);
	tcase_add_loop_test(tcase, nesting_has_a_limit, 0, 4);
	tcase_add_test(tcase, a_record_can_be_walked_again);
	tcase_add_test(tcase, without_a_plan_only_the_grammar_is_checked);
	tcase_add_test(tcase, a_walk_goes_on_with_the_next_block);
	tcase_add_test(tcase, a_long_block_is_walked_to_its_end);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
