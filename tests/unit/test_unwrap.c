#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "json/unwrap.h"

/*
 * What comes out, a line for each: LINE@OFFSET and the text of an element, or
 * LINE:COLUMN, the reason, the message and the text of what is bad.
 */
static void
put_result(struct buffer *out, int got, const struct unwrap_element *element,
    const struct err *err)
{
	char place[400];
	int len = got > 0
	    ? snprintf(place, sizeof(place), "%" PRIu64 "@%" PRIu64 " ",
		  element->line, element->offset)
	    : snprintf(place, sizeof(place),
		  "%" PRIu64 ":%zu %s: %s: ", element->line, err->column,
		  err->reason, err->text);

	buffer_put(out, (struct slice){ place, (size_t)len });
	buffer_put(out, element->text);
	buffer_put_byte(out, '\n');
}

/* Feed the text in pieces of so many bytes. */
static void
run(const struct json_path *path, struct slice text, size_t piece,
    size_t element_max, struct buffer *out)
{
	struct unwrap_element element;
	struct err err = ERR_INIT;
	int got;

	struct unwrap *unwrap = unwrap_new(path, element_max, &err);
	ck_assert_ptr_nonnull(unwrap);
	while (text.len > 0) {
		struct slice bytes = { text.ptr,
			text.len < piece ? text.len : piece };

		text.ptr += bytes.len;
		text.len -= bytes.len;
		while ((got = unwrap_next(unwrap, &bytes, &element, &err)) != 0)
			put_result(out, got, &element, &err);
	}
	while ((got = unwrap_end(unwrap, &element, &err)) != 0)
		put_result(out, got, &element, &err);
	buffer_put_byte(out, '\0');
	ck_assert_int_eq(buffer_check(out, &err), 0);
	unwrap_free(unwrap);
}

struct row {
	const char *path; /* NULL: none */
	const char *text, *expected;
};

static void
expect(const struct row *row, size_t piece, size_t element_max)
{
	struct buffer out = BUFFER_INIT;
	struct err err = ERR_INIT;
	struct json_path path;

	if (row->path != NULL)
		ck_assert_int_eq(json_path_parse(&path, slice_of(row->path),
				     &err),
		    0);
	run(row->path == NULL ? NULL : &path, slice_of(row->text), piece,
	    element_max, &out);
	ck_assert_msg(strcmp(out.bytes, row->expected) == 0,
	    "%s in pieces of %zu\n%sinstead of\n%s", row->text, piece,
	    out.bytes, row->expected);
	if (row->path != NULL)
		json_path_free(&path);
	buffer_free(&out);
}

static const struct row values[] = {
	{ NULL, "", "" },
	{ NULL, " \r\n\t", "" },
	{ NULL, "{}", "1@0 {}\n" },
	{ NULL, "{\n  \"a\": [1, 2],\n  \"b\": \"x y\"\n}\n",
	    "1@0 {\"a\":[1,2],\"b\":\"x y\"}\n" },
	{ NULL, "{}{}\n{}", "1@0 {}\n1@2 {}\n2@5 {}\n" },
	{ NULL, "1 true\"a\"null", "1@0 1\n1@2 true\n1@6 \"a\"\n1@9 null\n" },
	{ NULL, "\xEF\xBB\xBF{}", "1@3 {}\n" },
	{ NULL, "\xEF\xBB\xBF 1", "1@4 1\n" },
	{ NULL, "{\"\\\"}\\\\\":\"]\\u0041\"}",
	    "1@0 {\"\\\"}\\\\\":\"]\\u0041\"}\n" },
};

static const struct row arrays[] = {
	{ NULL, "[]", "" },
	{ NULL, "[\n]\n", "" },
	{ NULL, "[{}]", "1@1 {}\n" },
	{ NULL, "[\n  {\n    \"a\": 1\n  },\n  {}\n]\n",
	    "2@4 {\"a\":1}\n5@24 {}\n" },
	{ NULL, "[1,\"a\",[2,[]],null]",
	    "1@1 1\n1@3 \"a\"\n1@7 [2,[]]\n1@14 null\n" },
	{ NULL, "[{}] {} [1]", "1@1 {}\n1@5 {}\n1@9 1\n" },
};

static const struct row paths[] = {
	{ "f", "{\"a\":[1],\"f\":[{\"b\": 2}, 3],\"c\":{}}",
	    "1@14 {\"b\":2}\n1@24 3\n" },
	{ "a.b", "{\"b\":[1],\"a\":{\"a\":[2],\"b\":[3]}}", "1@27 3\n" },
	{ "/1/a", "[{\"a\":[1]},{\"a\":[2]},{\"a\":[3]}]", "1@17 2\n" },
	{ "0", "[[1,2],[3]]", "1@2 1\n1@4 2\n" },
	{ "f", "{\"\\u0066\":[1]}{\"f\":[2]}", "1@11 1\n1@20 2\n" },
	{ "f", "{\"f\":[]}", "" },
	{ "", "[1]", "1@1 1\n" },
	{ "f", "\xEF\xBB\xBF{\"f\":[1]}", "1@9 1\n" },
};

static const struct row refused[] = {
	{ "f", "{}\n[]\n1",
	    "1:1 missing: the document that begins here has no array at '/f': "
	    "\n"
	    "2:1 missing: the document that begins here has no array at '/f': "
	    "\n"
	    "3:1 missing: the document that begins here has no array at '/f': "
	    "\n" },
	{ "f", "{\"f\":{\"g\":1}}\n{\"f\":[2]}",
	    "1:1 type: the document that begins here has no array at '/f': \n"
	    "2@20 2\n" },
	{ "f", "{\"a\":tru,\"f\":[1]}",
	    "1:4 json: expected true, found the end: tru\n1@14 1\n" },
	{ "f", "{\"a\\x\":1,\"f\":[1]}",
	    "1:4 json: expected an escape, found 'x': \"a\\x\"\n1@14 1\n" },
};

static const struct row mistakes[] = {
	{ NULL, "[1,,2]", "1@1 1\n1:4 json: expected a value: \n1@4 2\n" },
	{ NULL, "[1,]", "1@1 1\n1:4 json: expected a value: \n" },
	{ NULL, "[{}\n {}]",
	    "1@1 {}\n2:2 json: expected ',' or ']': \n2@5 {}\n" },
	{ NULL, "[tr ue,1]",
	    "1@1 tr\n1:5 json: expected ',' or ']': \n1@4 ue\n1@7 1\n" },
	{ NULL, "[{\"a\":tr ue}]", "1@1 {\"a\":tr ue}\n" },
	{ NULL, "{\"a\":1\n2}", "1@0 {\"a\":1 2}\n" },
};

#define LOST "; the rest of the input is set aside: "

static const struct row losses[] = {
	{ NULL, "{\"a\":1},\n{\"b\":2},\n",
	    "1@0 {\"a\":1}\n1:8 json: expected a value: ,\n\n"
	    "2@9 {\"b\":2}\n2:8 json: expected a value: ,\n\n" },
	{ NULL, "{\"a\":1\n{\"b\":2}\n",
	    "2:1 json: expected ',' or the end of the value: {\"a\":1\n"
	    "2@7 {\"b\":2}\n" },
	{ NULL, "{\"a\":\"x\n{\"b\":2}\n",
	    "1:8 json: expected the end of the string: {\"a\":\"x\n\n"
	    "2@8 {\"b\":2}\n" },
	{ NULL, "{\"a\":[1}\n x\n[2]",
	    "1:8 json: expected ']': {\"a\":[1}\n x\n\n3@13 2\n" },
	{ NULL, "[1,{\"a\":[2}]\n{}\n",
	    "1@1 1\n1:11 json: expected ']'" LOST "{\"a\":[2}]\n{}\n\n" },
	{ NULL, "[1}\n{}\n",
	    "1@1 1\n1:3 json: expected ',' or ']'" LOST "}\n{}\n\n" },
	{ "f", "{\"f\" 1}", "1:6 json: expected ':'" LOST "1}\n" },
	{ "f", "{,}", "1:2 json: expected a name or '}'" LOST ",}\n" },
	{ "f", "{\"f\":}", "1:6 json: expected a value" LOST "}\n" },
	{ NULL, "[{\"a\":",
	    "1:7 json: expected more, the input ends inside of a value: "
	    "{\"a\":\n" },
	{ NULL, "[1\n",
	    "1@1 1\n"
	    "2:1 json: expected more, the input ends inside of a value: \n" },
	{ NULL, "\"a",
	    "1:3 json: expected more, the input ends inside of a value: "
	    "\"a\n" },
};

static void
expect_all(const struct row *rows, size_t len, size_t piece)
{
	for (size_t i = 0; i < len; i++)
		expect(&rows[i], piece, 1 << 20);
}

#define EXPECT_ALL(rows)                                                       \
	expect_all(rows, sizeof(rows) / sizeof(*(rows)), (size_t)_i)

START_TEST(values_on_many_lines_leave_on_one)
{
	EXPECT_ALL(values);
}
END_TEST

START_TEST(an_array_is_as_good_as_its_elements)
{
	EXPECT_ALL(arrays);
}
END_TEST

START_TEST(a_path_leads_to_the_array_of_a_document)
{
	EXPECT_ALL(paths);
}
END_TEST

START_TEST(a_document_without_the_array_is_told)
{
	EXPECT_ALL(refused);
}
END_TEST

START_TEST(behind_a_missing_comma_or_value_it_goes_on)
{
	EXPECT_ALL(mistakes);
}
END_TEST

START_TEST(what_has_no_end_is_set_aside_whole)
{
	EXPECT_ALL(losses);
}
END_TEST

START_TEST(an_element_may_have_the_longest_length_and_no_more)
{
	const struct row fits = { NULL, "[ [1, 2], 3]", "1@2 [1,2]\n1@10 3\n" };
	const struct row longer = { NULL, "[[1, 23], 3]",
		"1:6 too-long: the record is longer than 5 bytes: [1,23\n"
		"1@10 3\n" };

	expect(&fits, (size_t)_i, 5);
	expect(&longer, (size_t)_i, 5);
}
END_TEST

/* Found by fuzzing: it was taken for the beginning, and never ended. */
START_TEST(a_nul_is_a_byte_like_others)
{
	struct buffer out = BUFFER_INIT;

	run(NULL, SLICE("\0 {}"), (size_t)_i, 99, &out);
	ck_assert(slice_equal(buffer_slice(&out), SLICE("1@0 \0\n1@2 {}\n\0")));
	buffer_free(&out);
}
END_TEST

START_TEST(nesting_as_deep_as_it_likes_has_an_end)
{
	enum { DEPTH = 100000 };
	struct buffer text = BUFFER_INIT;
	struct buffer out = BUFFER_INIT;

	buffer_put(&text, SLICE("[{\"a\":"));
	for (int i = 0; i < DEPTH; i++)
		buffer_put_byte(&text, '[');
	for (int i = 0; i < DEPTH; i++)
		buffer_put_byte(&text, ']');
	buffer_put(&text, SLICE("},1]"));
	run(NULL, buffer_slice(&text), (size_t)_i, 1 << 20, &out);
	ck_assert_uint_eq(out.len,
	    strlen("1@1 {\"a\":}\n1@200009 1\n") + 1 + (size_t)2 * DEPTH);
	ck_assert_str_eq(out.bytes + out.len - strlen("\n1@200009 1\n") - 1,
	    "\n1@200008 1\n");
	buffer_free(&text);
	buffer_free(&out);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("unwrap");
	TCase *tcase = tcase_create("unwrap");

	/* The loop is over the length of the pieces. */
	tcase_add_loop_test(tcase, values_on_many_lines_leave_on_one, 1, 20);
	tcase_add_loop_test(tcase, an_array_is_as_good_as_its_elements, 1, 20);
	tcase_add_loop_test(tcase, a_path_leads_to_the_array_of_a_document, 1,
	    20);
	tcase_add_loop_test(tcase, a_document_without_the_array_is_told, 1, 20);
	tcase_add_loop_test(tcase, behind_a_missing_comma_or_value_it_goes_on,
	    1, 20);
	tcase_add_loop_test(tcase, what_has_no_end_is_set_aside_whole, 1, 20);
	tcase_add_loop_test(tcase,
	    an_element_may_have_the_longest_length_and_no_more, 1, 20);
	tcase_add_loop_test(tcase, a_nul_is_a_byte_like_others, 1, 5);
	tcase_add_loop_test(tcase, nesting_as_deep_as_it_likes_has_an_end, 1,
	    3);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
