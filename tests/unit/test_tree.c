#include "json/tree.h"

#include <check.h>
#include <stdlib.h>

#include "json_cases.h"
#include "json/walk.h"

static struct arena arena;
static struct err err;

static void
setup(void)
{
	arena_init(&arena, (size_t)64 << 20);
}

static void
teardown(void)
{
	arena_free(&arena);
}

/* Parsed from bytes that are gone afterwards. */
static const struct json_node *
parse(struct slice text)
{
	const struct json_node *root = NULL;
	char *bytes = malloc(text.len + 1);

	ck_assert_ptr_nonnull(bytes);
	memcpy(bytes, text.ptr, text.len);
	int result = json_tree_parse((struct slice){ bytes, text.len },
	    "f.json", &arena, &root, &err);
	free(bytes);
	ck_assert_int_eq(result, root == NULL ? -1 : 0);
	return root;
}

START_TEST(each_case_is_judged_as_by_the_plain_checker)
{
	const struct json_case *row = &json_cases[_i];
	const struct json_node *root = parse(row->text);

	/* The only good one with two members of a name. */
	if (slice_equal(row->text, SLICE("{\"a\":1,\"a\":2}"))) {
		ck_assert_ptr_null(root);
		return;
	}
	ck_assert_msg((root != NULL) == (row->column == 0), "%s: %s",
	    row->text.ptr, err.text);
	if (root != NULL)
		return;
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.file, "f.json");
	ck_assert_uint_eq(err.line, 1);
	ck_assert_uint_eq(err.column, row->column);
	ck_assert(strncmp(err.text, row->expected, strlen(row->expected)) == 0);
}
END_TEST

static void
expect_node(const struct json_node *node, enum json_type type, const char *text,
    size_t line, size_t column)
{
	ck_assert_ptr_nonnull(node);
	ck_assert_int_eq(node->type, type);
	ck_assert_msg(slice_equal(node->text, slice_of(text)), "got %.*s",
	    (int)node->text.len, node->text.ptr);
	ck_assert_uint_eq(node->line, line);
	ck_assert_uint_eq(node->column, column);
}

START_TEST(a_tree_has_all_that_the_document_has)
{
	const struct json_node *root = parse(
	    SLICE("\n{ \"a\" : [ 1.50 , \"x\\u0061\\n\" , true,null,false ],\n"
		  "\t\"b\\\"\" :{},\r\n \"c\": -0 }\n"));

	ck_assert_ptr_nonnull(root);
	ck_assert_int_eq(root->type, JSON_OBJECT);
	ck_assert_uint_eq(root->len, 3);
	ck_assert_uint_eq(root->line, 2);
	ck_assert_uint_eq(root->column, 1);
	ck_assert_ptr_null(root->next);
	ck_assert_uint_eq(root->name.len, 0);

	const struct json_node *a = root->first;
	expect_node(a, JSON_ARRAY,
	    "[ 1.50 , \"x\\u0061\\n\" , true,null,false ]", 2, 9);
	ck_assert(slice_equal(a->name, SLICE("a")));
	ck_assert_uint_eq(a->len, 5);
	const struct json_node *element = a->first;
	expect_node(element, JSON_NUMBER, "1.50", 2, 11);
	ck_assert_uint_eq(element->name.len, 0);
	expect_node(element = element->next, JSON_STRING, "xa\n", 2, 18);
	expect_node(element = element->next, JSON_BOOL, "true", 2, 32);
	expect_node(element = element->next, JSON_NULL, "null", 2, 37);
	expect_node(element = element->next, JSON_BOOL, "false", 2, 42);
	ck_assert_ptr_null(element->next);

	const struct json_node *b = a->next;
	expect_node(b, JSON_OBJECT, "{}", 3, 9);
	ck_assert(slice_equal(b->name, SLICE("b\"")));
	ck_assert_uint_eq(b->len, 0);
	ck_assert_ptr_null(b->first);
	expect_node(b->next, JSON_NUMBER, "-0", 4, 7);
	ck_assert_ptr_null(b->next->next);
}
END_TEST

/* Each node's bytes in the document, as they stand there. */
START_TEST(offsets_are_exact)
{
	static const char
	    text[] = " [\"\\\\\\\"\" , {\"k\":\"\xc3\xa9\" },[ ], 12 "
		     ",\"\"] ";
	static const char *const values[] = { "\"\\\\\\\"\"",
		"{\"k\":\"\xc3\xa9\" }", "[ ]", "12", "\"\"" };
	const struct json_node *root = parse(slice_of(text));
	size_t i = 0;

	ck_assert_ptr_nonnull(root);
	ck_assert_uint_eq(root->offset, 1);
	ck_assert_uint_eq(root->end, sizeof(text) - 2);
	for (const struct json_node *node = root->first; node != NULL;
	     node = node->next, i++)
		ck_assert(slice_equal((struct slice){ text + node->offset,
					  node->end - node->offset },
		    slice_of(values[i])));
	ck_assert_uint_eq(i, 5);
}
END_TEST

START_TEST(a_scalar_is_a_document)
{
	expect_node(parse(SLICE("12")), JSON_NUMBER, "12", 1, 1);
	expect_node(parse(SLICE(" 1e5 ")), JSON_NUMBER, "1e5", 1, 2);
	expect_node(parse(SLICE("\n\"a\"\n")), JSON_STRING, "a", 2, 1);
	expect_node(parse(SLICE("true")), JSON_BOOL, "true", 1, 1);
}
END_TEST

START_TEST(numbers_stay_as_they_are_written)
{
	static const char *const numbers[] = { "-9223372036854775808",
		"18446744073709551616", "1E400", "-0.0",
		"0.1000000000000000055511151231257827" };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		expect_node(parse(slice_of(numbers[i])), JSON_NUMBER,
		    numbers[i], 1, 1);
}
END_TEST

START_TEST(an_error_has_its_line_and_column)
{
	ck_assert_ptr_null(parse(SLICE("{\n  \"a\": 1,\n  \"b\" 2\n}\n")));
	ck_assert_uint_eq(err.line, 3);
	ck_assert_uint_eq(err.column, 7);
	ck_assert_str_eq(err.text, "expected ':', found '2'");
}
END_TEST

START_TEST(two_members_of_one_name_are_refused)
{
	static const struct {
		const char *text;
		size_t line, column; /* of the second name; 0: all is well */
	} rows[] = {
		{ "{\"a\":1,\"a\":2}", 1, 8 },
		{ "{\"a\":1,\n \"\\u0061\":2}", 2, 2 },
		{ "{\"b\":1,\"a\":1,\"c\":1,\"a\":2,\"b\":3}", 1, 20 },
		{ "[{\"x\":{\"\":1,\"\":2}}]", 1, 13 },
		{ "{\"a\":{\"b\":1},\"b\":{\"a\":1}}", 0, 0 },
		{ "[{\"a\":1},{\"a\":1}]", 0, 0 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct json_node *root = parse(slice_of(rows[i].text));

		ck_assert((root != NULL) == (rows[i].line == 0));
		if (root != NULL)
			continue;
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_uint_eq(err.line, rows[i].line);
		ck_assert_uint_eq(err.column, rows[i].column);
		ck_assert_str_eq(err.text,
		    "the object has a member of this name already");
	}
}
END_TEST

START_TEST(nesting_has_a_limit)
{
	static char bytes[2 * (JSON_DEPTH_MAX + 1)];

	memset(bytes, '[', JSON_DEPTH_MAX);
	memset(bytes + JSON_DEPTH_MAX, ']', JSON_DEPTH_MAX);
	ck_assert_ptr_nonnull(
	    parse((struct slice){ bytes, 2 * (size_t)JSON_DEPTH_MAX }));
	memset(bytes, '[', JSON_DEPTH_MAX + 1);
	memset(bytes + JSON_DEPTH_MAX + 1, ']', JSON_DEPTH_MAX + 1);
	ck_assert_ptr_null(parse((struct slice){ bytes, sizeof(bytes) }));
	ck_assert_int_eq(err.kind, ERR_USAGE);
}
END_TEST

START_TEST(memory_has_a_limit)
{
	const struct json_node *root = NULL;

	arena_free(&arena);
	arena_init(&arena, 64);
	ck_assert_int_eq(json_tree_parse(SLICE("[1]"), "f", &arena, &root,
			     &err),
	    -1);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
}
END_TEST

START_TEST(a_member_is_found_by_its_name)
{
	const struct json_node *root = parse(
	    SLICE("{\"a\":1,\"\\u0062\":2,\"\":3}"));

	expect_node(json_tree_get(root, SLICE("a")), JSON_NUMBER, "1", 1, 6);
	expect_node(json_tree_get(root, SLICE("b")), JSON_NUMBER, "2", 1, 17);
	expect_node(json_tree_get(root, SLICE("")), JSON_NUMBER, "3", 1, 22);
	ck_assert_ptr_null(json_tree_get(root, SLICE("c")));
}
END_TEST

/* Values of one group are equal, values of two are not. */
static const struct {
	const char *text;
	int group;
} values[] = {
	{ "null", 0 },
	{ "true", 1 },
	{ "false", 2 },
	{ "1", 3 },
	{ "1.0", 3 },
	{ "10e-1", 3 },
	{ "\"1\"", 4 },
	{ "\"\\u0031\"", 4 },
	{ "[]", 5 },
	{ "{}", 6 },
	{ "[1,2]", 7 },
	{ "[1.0 , 2]", 7 },
	{ "[2,1]", 8 },
	{ "[1,2,3]", 9 },
	{ "{\"a\":1,\"b\":[2]}", 10 },
	{ "{\"b\":[2.0],\"a\":1}", 10 },
	{ "{\"a\":1,\"c\":[2]}", 11 },
	{ "{\"a\":1}", 12 },
	{ "{\"a\":null}", 13 },
	{ "0", 14 },
	{ "-0", 14 },
	{ "\"\"", 15 },
};

START_TEST(values_are_compared_as_json_does)
{
	const size_t len = sizeof(values) / sizeof(values[0]);
	const struct json_node *one = parse(slice_of(values[_i].text));

	for (size_t i = 0; i < len; i++) {
		const struct json_node *other = parse(slice_of(values[i].text));

		ck_assert_msg(json_tree_equal(one, other) ==
			(values[_i].group == values[i].group),
		    "%s %s", values[_i].text, values[i].text);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("tree");
	TCase *tcase = tcase_create("tree");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, each_case_is_judged_as_by_the_plain_checker,
	    0, JSON_CASES_LEN);
	tcase_add_test(tcase, a_tree_has_all_that_the_document_has);
	tcase_add_test(tcase, offsets_are_exact);
	tcase_add_test(tcase, a_scalar_is_a_document);
	tcase_add_test(tcase, numbers_stay_as_they_are_written);
	tcase_add_test(tcase, an_error_has_its_line_and_column);
	tcase_add_test(tcase, two_members_of_one_name_are_refused);
	tcase_add_test(tcase, nesting_has_a_limit);
	tcase_add_test(tcase, memory_has_a_limit);
	tcase_add_test(tcase, a_member_is_found_by_its_name);
	tcase_add_loop_test(tcase, values_are_compared_as_json_does, 0,
	    sizeof(values) / sizeof(values[0]));
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
