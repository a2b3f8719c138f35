#include "json/check.h"

#include <check.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "json_cases.h"
#include "json/walk.h"

START_TEST(each_case_is_judged)
{
	const struct json_case *row = &json_cases[_i];
	struct err err = ERR_INIT;
	int result = json_check(row->text, &err);

	if (row->column == 0) {
		ck_assert_msg(result == 0, "%s: %s", row->text.ptr, err.text);
		return;
	}
	ck_assert_msg(result == -1, "%s", row->text.ptr);
	ck_assert_int_eq(err.kind, ERR_DATA);
	ck_assert_str_eq(err.reason, row->reason);
	ck_assert_msg(err.column == row->column, "%s: column %zu",
	    row->text.ptr, err.column);
	ck_assert_msg(strncmp(err.text, row->expected, strlen(row->expected)) ==
		0,
	    "%s: %s", row->text.ptr, err.text);
}
END_TEST

START_TEST(nothing_behind_the_text_is_read)
{
	const struct json_case *row = &json_cases[_i];
	struct err err = ERR_INIT;
	char *bytes = malloc(row->text.len + (row->text.len == 0));

	ck_assert_ptr_nonnull(bytes);
	memcpy(bytes, row->text.ptr, row->text.len);
	int result = json_check((struct slice){ bytes, row->text.len }, &err);
	free(bytes);
	ck_assert_int_eq(result, row->column == 0 ? 0 : -1);
}
END_TEST

START_TEST(a_document_may_have_many_lines)
{
	struct err err = ERR_INIT;

	ck_assert_int_eq(json_check(SLICE("\n{\n\"a\"\n:\n[\n1\n]\n}\n"), &err),
	    0);
	ck_assert_int_eq(json_check(SLICE("{\n\"a\n\":1}"), &err), -1);
	ck_assert_uint_eq(err.column, 5);
	ck_assert_str_eq(err.text,
	    "expected the end of the string, found the end of the line");
}
END_TEST

START_TEST(no_text_at_all_is_no_value)
{
	struct err err = ERR_INIT;

	ck_assert_int_eq(json_check((struct slice){ NULL, 0 }, &err), -1);
	ck_assert_uint_eq(err.column, 1);
	ck_assert_int_eq(json_check_object((struct slice){ NULL, 0 }, &err),
	    -1);
	ck_assert_str_eq(err.reason, "json");
}
END_TEST

/* depth brackets, open and closed again. */
static struct slice
nested(char *bytes, char open, char close, size_t depth)
{
	memset(bytes, open, depth);
	memset(bytes + depth, close, depth);
	return (struct slice){ bytes, 2 * depth };
}

START_TEST(nesting_has_a_limit)
{
	static char bytes[2 * JSON_DEPTH_MAX + 8];
	struct err err = ERR_INIT;

	ck_assert_int_eq(json_check(nested(bytes, '[', ']', JSON_DEPTH_MAX),
			     &err),
	    0);
	ck_assert_int_eq(json_check(nested(bytes, '[', ']', JSON_DEPTH_MAX + 1),
			     &err),
	    -1);
	ck_assert_str_eq(err.reason, "depth");
	ck_assert_uint_eq(err.column, JSON_DEPTH_MAX + 1);
	ck_assert_str_eq(err.text,
	    "expected no more than 1024 levels, "
	    "found '['");
}
END_TEST

START_TEST(objects_count_as_levels_too)
{
	struct buffer text = BUFFER_INIT;
	struct err err = ERR_INIT;

	for (int i = 0; i < JSON_DEPTH_MAX / 2; i++)
		buffer_put(&text, SLICE("{\"a\":["));
	size_t inner = text.len;
	for (int i = 0; i < JSON_DEPTH_MAX / 2; i++)
		buffer_put(&text, SLICE("]}"));
	ck_assert_int_eq(json_check(buffer_slice(&text), &err), 0);
	text.len = inner;
	buffer_put(&text, SLICE("{}"));
	ck_assert_int_eq(json_check(buffer_slice(&text), &err), -1);
	ck_assert_str_eq(err.reason, "depth");
	ck_assert_uint_eq(err.column, inner + 1);
	buffer_free(&text);
}
END_TEST

START_TEST(only_an_object_is_an_object)
{
	static const struct {
		const char *text;
		size_t column;
		const char *expected;
	} rows[] = {
		{ "[{}]", 1, "expected an object, found array" },
		{ " \"a\"", 2, "expected an object, found string" },
		{ "  12 ", 3, "expected an object, found number" },
		{ "-1", 1, "expected an object, found number" },
		{ "true", 1, "expected an object, found boolean" },
		{ "\tnull", 2, "expected an object, found null" },
	};
	struct err err = ERR_INIT;

	ck_assert_int_eq(json_check_object(SLICE(" {} "), &err), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ck_assert_int_eq(json_check_object(slice_of(rows[i].text),
				     &err),
		    -1);
		ck_assert_int_eq(err.kind, ERR_DATA);
		ck_assert_str_eq(err.reason, "not-object");
		ck_assert_uint_eq(err.column, rows[i].column);
		ck_assert_str_eq(err.text, rows[i].expected);
	}
}
END_TEST

START_TEST(what_is_no_json_is_not_called_a_wrong_type)
{
	struct err err = ERR_INIT;

	ck_assert_int_eq(json_check_object(SLICE("[1,]"), &err), -1);
	ck_assert_str_eq(err.reason, "json");
	ck_assert_uint_eq(err.column, 4);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("check");
	TCase *tcase = tcase_create("check");

	tcase_add_loop_test(tcase, each_case_is_judged, 0, JSON_CASES_LEN);
	tcase_add_loop_test(tcase, nothing_behind_the_text_is_read, 0,
	    JSON_CASES_LEN);
	tcase_add_test(tcase, a_document_may_have_many_lines);
	tcase_add_test(tcase, no_text_at_all_is_no_value);
	tcase_add_test(tcase, nesting_has_a_limit);
	tcase_add_test(tcase, objects_count_as_levels_too);
	tcase_add_test(tcase, only_an_object_is_an_object);
	tcase_add_test(tcase, what_is_no_json_is_not_called_a_wrong_type);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
