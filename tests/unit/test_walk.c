#include "json/walk.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "json_cases.h"
#include "walking.h"

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

START_TEST(a_backslash_anywhere_in_a_record_is_told)
{
	start(SLICE("{\"a\":{\"b\":\"c\\n\"}}\n"), 0);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
	ck_assert(!record.is_plain);
	start(SLICE("{\"a\":{\"b\":\"c\"}}\n"), 0);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
	ck_assert(record.is_plain);
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

START_TEST(lines_that_are_known_may_be_taken_at_once)
{
	struct slice lines;

	start(SLICE("\n{\"a\":1}\n{\"a\":2}\n{\"a\":33}\n{\"a\":4}\n{}\n"
		    "                                                    "),
	    0);
	ck_assert_uint_eq(json_walk_take(walk, SIZE_MAX, &lines), 0);
	expect_record("{\"a\":1}");
	ck_assert_uint_eq(json_walk_take(walk, SIZE_MAX, &lines), 0);
	expect_record("{\"a\":2}");
	ck_assert_uint_eq(json_walk_take(walk, 16, &lines), 0);
	ck_assert_uint_eq(json_walk_take(walk, 17, &lines), 2);
	ck_assert(slice_equal(lines, SLICE("{\"a\":33}\n{\"a\":4}\n")));
	expect_record("{}");
	ck_assert_uint_eq(record.line, 5);
	expect_end();
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
	tcase_add_test(tcase, a_backslash_anywhere_in_a_record_is_told);
	tcase_add_test(tcase, one_bad_line_never_costs_its_neighbours);
	tcase_add_test(tcase, a_record_is_an_object_unless_any_value_may_be);
	tcase_add_loop_test(tcase, nesting_has_a_limit, 0, 4);
	tcase_add_test(tcase, a_record_can_be_walked_again);
	tcase_add_test(tcase, without_a_plan_only_the_grammar_is_checked);
	tcase_add_test(tcase, a_walk_goes_on_with_the_next_block);
	tcase_add_test(tcase, a_long_block_is_walked_to_its_end);
	tcase_add_test(tcase, lines_that_are_known_may_be_taken_at_once);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
