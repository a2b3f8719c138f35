#include "json/index.h"

#include <check.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "json_cases.h"

static struct json_index tokens_of;

static void
setup(void)
{
	tokens_of = (struct json_index)JSON_INDEX_INIT;
}

static void
teardown(void)
{
	json_index_free(&tokens_of);
}

/* A block, and below each byte a '^' where a token is; the last for its end. */
static const struct row {
	const char *block;
	const char *marks;
	int bad; /* how many of its lines have a bad string */
} rows[] = {
	{ "", "", 0 },
	{ "\n", "^", 0 },
	{ " ", " ^", 0 },
	{ "\n\n", "^^", 0 },
	{ "{}\n", "^^^", 0 },
	{ "{}", "^^^", 0 },
	{ " { \"a\" : 12 , \"b\" : [ true ] } \r\n",
	    " ^ ^ ^ ^ ^  ^ ^ ^ ^ ^ ^    ^ ^  ^", 0 },
	{ "{\"a\":1,\"b\":\"x\"}\n{\"c\":-1.5e3}\n",
	    "^^ ^^^^^ ^^^ ^^^^^ ^^^     ^^", 0 },
	{ "[nul,1x\"y\"z{]\n", "^^  ^^ ^ ^^^^^", 0 },
	{ "[\"a,b:{}[]\"]\n", "^^        ^^^", 0 },
	{ "[\"\\\"\",\"\\\\\"]\n", "^^  ^^^  ^^^", 0 },
	/* The LF ends a string that is not closed, and all is well again. */
	{ "[\"a,b\n[\"c\"]\n", "^^   ^^^ ^^^", 1 },
	{ "[\"a\\\n[\"c\"]\n", "^^  ^^^ ^^^", 1 },
	{ "[\"a", "^^ ^", 1 },
	{ "[\"a\\", "^^  ^", 1 },
	/* A bad escape takes the next byte along as a good one does. */
	{ "[\"\\u12\"]\n[\"\\x\"]\n", "^^    ^^^^^  ^^^", 2 },
	/* Outside of strings a backslash hides a quote, and nothing else. */
	{ "[\\\"a,\\\\\"b\"]\n", "^^  ^^ ^ ^^^", 0 },
	{ "\\{\\\n\\", "^^^^^^", 0 },
	{ "[\"a\tb\"]\n[\"\xff\"]\n[\"\xc3\xa9\"]\n", "^^   ^^^^^ ^^^^^  ^^^",
	    2 },
};

START_TEST(tokens_stand_where_something_begins)
{
	const struct row *row = &rows[_i];
	struct slice block = slice_of(row->block);
	struct err err = ERR_INIT;
	char marks[64];

	ck_assert_int_eq(json_index_block(&tokens_of, block, &err), 0);
	memset(marks, ' ', sizeof(marks));
	for (size_t i = 0; i < tokens_of.len; i++) {
		ck_assert_uint_le(tokens_of.tokens[i], block.len);
		marks[tokens_of.tokens[i]] = '^';
	}
	marks[strlen(row->marks)] = '\0';
	ck_assert_str_eq(marks, row->marks);
	ck_assert_uint_eq(tokens_of.bad_len, (size_t)row->bad);
}
END_TEST

START_TEST(tokens_rise)
{
	struct buffer block = BUFFER_INIT;
	struct err err = ERR_INIT;

	for (int i = 0; i < JSON_CASES_LEN; i++) {
		buffer_put(&block, json_cases[i].text);
		buffer_put_byte(&block, '\n');
	}
	ck_assert_int_eq(json_index_block(&tokens_of, buffer_slice(&block),
			     &err),
	    0);
	for (size_t i = 1; i < tokens_of.len; i++)
		ck_assert(tokens_of.tokens[i - 1] < tokens_of.tokens[i]);
	for (size_t i = 1; i < tokens_of.bad_len; i++)
		ck_assert(tokens_of.bad[i - 1] < tokens_of.bad[i]);
	buffer_free(&block);
}
END_TEST

START_TEST(a_bad_string_makes_its_line_bad)
{
	const struct json_case *row = &json_cases[_i];
	struct buffer block = BUFFER_INIT;
	struct err err = ERR_INIT;

	buffer_put(&block, SLICE("[\"\xc3\xa9\"]\n"));
	size_t start = block.len;
	buffer_put(&block, row->text);
	size_t end = block.len;
	buffer_put(&block, SLICE("\n[\"\\u00e9\"]\n"));
	ck_assert_int_eq(json_index_block(&tokens_of, buffer_slice(&block),
			     &err),
	    0);
	ck_assert_uint_le(tokens_of.bad_len, row->column == 0 ? 0 : 1);
	if (tokens_of.bad_len > 0) {
		ck_assert_uint_ge(tokens_of.bad[0], start);
		ck_assert_uint_le(tokens_of.bad[0], end);
	}
	buffer_free(&block);
}
END_TEST

START_TEST(a_line_has_one_entry_however_bad_it_is)
{
	struct err err = ERR_INIT;

	ck_assert_int_eq(json_index_block(&tokens_of,
			     SLICE("[\"\xff\xff\t\",\"\\x\"]\n[\"\x01\"\x02"),
			     &err),
	    0);
	ck_assert_uint_eq(tokens_of.bad_len, 2);
}
END_TEST

START_TEST(a_block_is_not_indexed_together_with_the_one_before)
{
	struct err err = ERR_INIT;

	ck_assert_int_eq(json_index_block(&tokens_of, SLICE("[\"a"), &err), 0);
	ck_assert_int_eq(json_index_block(&tokens_of, SLICE("[1]\n"), &err), 0);
	ck_assert_uint_eq(tokens_of.len, 4);
	ck_assert_uint_eq(tokens_of.bad_len, 0);
}
END_TEST

START_TEST(what_a_long_record_took_is_given_back)
{
	struct err err = ERR_INIT;
	size_t len = (size_t)4 << 20;
	char *bytes = malloc(len);

	ck_assert_ptr_nonnull(bytes);
	memset(bytes, '[', len);
	ck_assert_int_eq(json_index_block(&tokens_of,
			     (struct slice){ bytes, len }, &err),
	    0);
	free(bytes);
	ck_assert_uint_eq(tokens_of.len, len + 1);
	ck_assert_int_eq(json_index_block(&tokens_of, SLICE("[1]\n"), &err), 0);
	ck_assert_uint_lt(tokens_of.size, 1 << 20);
}
END_TEST

START_TEST(a_block_has_a_longest_length)
{
	struct err err = ERR_INIT;
	struct slice block = { "", (size_t)JSON_BLOCK_MAX + 1 };

	ck_assert_int_eq(json_index_block(&tokens_of, block, &err), -1);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("index");
	TCase *tcase = tcase_create("index");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, tokens_stand_where_something_begins, 0,
	    sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, tokens_rise);
	tcase_add_loop_test(tcase, a_bad_string_makes_its_line_bad, 0,
	    JSON_CASES_LEN);
	tcase_add_test(tcase, a_line_has_one_entry_however_bad_it_is);
	tcase_add_test(tcase,
	    a_block_is_not_indexed_together_with_the_one_before);
	tcase_add_test(tcase, what_a_long_record_took_is_given_back);
	tcase_add_test(tcase, a_block_has_a_longest_length);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
