#include "json/shape.h"

#include <check.h>

#include "base/buffer.h"
#include "json/index.h"

/* A line that is learnt, and another that has its shape, or has not. */
static const struct row {
	const char *learnt;
	const char *line;
	bool is_alike;
} rows[] = {
	{ "{\"a\":1}", "{\"a\":1}", true },
	{ "{\"a\":1}", "{\"a\":1234567890123456}", true },
	{ "{\"a\":1}", "{\"a\":12345678901234567}", true },
	{ "{\"a\":1}", "{\"a\":0}", true },
	{ "{\"a\":1}", "{\"a\":01}", false },
	{ "{\"a\":1}", "{\"a\":00}", false },
	{ "{\"a\":1}", "{\"a\":1:}", false },
	{ "{\"a\":1}", "{\"a\":1x}", false },
	{ "{\"a\":1}", "{\"a\":x}", false },
	{ "{\"a\":1}", "{\"a\":123456789012345/}", false },
	{ "{\"a\":1}", "{\"a\":1234567890123456x}", false },
	{ "{\"a\":1}", "{\"a\":-1.5e3}", true },
	{ "{\"a\":1}", "{\"a\":true}", true },
	{ "{\"a\":1}", "{\"a\":tru}", false },
	{ "{\"a\":null}", "{\"a\":false}", true },
	{ "{\"a\":null}", "{\"a\":7}", true },
	{ "{\"a\":null}", "{\"a\":07}", false },
	{ "{\"a\":1}", "{\"a\":\"x\"}", false },
	{ "{\"a\":1}", "{\"a\":[]}", false },
	{ "{\"a\":1}", "{\"a\":}", false },
	{ "{\"a\":1}", "{\"b\":1}", false },
	{ "{\"a\":1}", "{\"a\":1 }", false },
	{ "{\"a\":1}", "{\"a\":1}\r", false },
	{ "{\"a\":1}", "{\"a\":1}}", false },
	{ "{\"a\":1}", "{\"a\":1,\"b\":2}", false },
	{ "{\"a\":1}", "{}", false },
	/* Blanks in front of a line or of a number change nothing. */
	{ "{\"a\":1}", " {\"a\":1}", true },
	{ "{\"a\":1}", "{\"a\": 1}", true },
	{ "{ \"a\" : 1 }\r", "{ \"a\" : 22 }\r", true },
	{ "{ \"a\" : 1 }\r", "{ \"a\" : 22  }\r", false },
	{ "{\"a\":\"\"}", "{\"a\":\"\\\"\\u00e9,:{}\"}", true },
	{ "{\"a\":\"x\"}", "{\"a\":\"\",\"a\":\"\"}", false },
	{ "[\"\",1,\"x\"]", "[\"y\",0,\"\"]", true },
	{ "[\"\",1,\"x\"]", "[\"y\",\"0\",\"\"]", false },
	{ "1", "-0", true },
	{ "\"\"", "\"x\"", true },
	/* Of 32 bytes up to the number, of 33, and of 65 between two. */
	{ "{\"abcdefghijklmnopqrstuvwxyzabc\":1}",
	    "{\"abcdefghijklmnopqrstuvwxyzabd\":1}", false },
	{ "{\"abcdefghijklmnopqrstuvwxyzabcd\":1}",
	    "{\"abcdefghijklmnopqrstuvwxyzabcd\":2}", true },
	{ "{\"abcdefghijklmnopqrstuvwxyzabcd\":1}",
	    "{\"abcdefghijklmnopqrstuvwxyzabcd\" 1}", false },
	{ "[1,{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},"
	  "1]",
	    "[7,{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},"
	    "7]",
	    true },
	{ "[1,{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},"
	  "1]",
	    "[7,{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},[],"
	    "7]",
	    false },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]), LINES_MAX = 70 };

static struct json_index tokens_of;
static struct json_shape shape;
static struct buffer block;
static struct err err;

static void
setup(void)
{
	tokens_of = (struct json_index)JSON_INDEX_INIT;
	block = (struct buffer)BUFFER_INIT;
}

static void
teardown(void)
{
	json_index_free(&tokens_of);
	buffer_free(&block);
}

static void
add(const char *line)
{
	buffer_put(&block, slice_of(line));
	buffer_put_byte(&block, '\n');
}

/* The lines of the block; those in front of the limit may be compared. */
static struct json_shape_lines
lines_of(size_t limit)
{
	ck_assert_int_eq(json_index_block(&tokens_of, buffer_slice(&block),
			     &err),
	    0);
	return (struct json_shape_lines){
		.base = block.bytes,
		.tokens = tokens_of.tokens,
		.tokens_len = tokens_of.len,
		.limit = limit,
	};
}

static bool
learn(const char *line)
{
	buffer_clear(&block);
	add(line);
	struct json_shape_lines lines = lines_of(0);
	return json_shape_learn(&shape, &lines, NULL, 0);
}

/* What each kernel that can run here says of the block. */
static void
expect_alike(size_t limit, size_t expected)
{
	/* The bytes that the shape reaches for. */
	size_t len = block.len;
	for (size_t i = 0; i < shape.reach; i++)
		buffer_put_byte(&block, ' ');
	block.len = len;
	struct json_shape_lines lines = lines_of(limit);

	ck_assert_uint_eq(json_shape_match_plain(&shape, &lines), expected);
	if (json_index_use(&tokens_of, "avx2", &err) == 0)
		ck_assert_uint_eq(json_shape_match_avx2(&shape, &lines),
		    expected);
}

START_TEST(a_line_has_a_shape_where_only_scalars_differ)
{
	const struct row *row = &rows[_i];

	ck_assert(learn(row->learnt));
	buffer_clear(&block);
	add(row->line);
	expect_alike(block.len, row->is_alike);
}
END_TEST

START_TEST(lines_are_counted_up_to_the_first_that_is_not_alike)
{
	ck_assert(learn("{\"a\":1}"));
	for (size_t other = 0; other <= LINES_MAX; other++) {
		buffer_clear(&block);
		for (size_t i = 0; i < LINES_MAX; i++)
			add(i == other ? "{\"b\":1}" : "{\"a\":12}");
		expect_alike(block.len, other);
	}
}
END_TEST

START_TEST(lines_that_do_not_end_in_front_of_the_limit_are_not_compared)
{
	ck_assert(learn("[1]"));
	buffer_clear(&block);
	for (int i = 0; i < 40; i++)
		add("[2]");
	for (size_t limit = 0; limit <= block.len; limit++)
		expect_alike(limit, limit / 4);
}
END_TEST

/* "[1,1,...]" */
static bool
learn_list(size_t len, const char *element)
{
	struct buffer line = BUFFER_INIT;

	buffer_put_byte(&line, '[');
	for (size_t i = 0; i < len; i++) {
		buffer_put(&line, slice_of(i > 0 ? "," : ""));
		buffer_put(&line, slice_of(element));
	}
	buffer_put(&line, SLICE("]\0"));
	bool is_learnt = learn(line.bytes);
	buffer_free(&line);
	return is_learnt;
}

START_TEST(a_shape_has_limits)
{
	ck_assert(learn_list(JSON_SHAPE_PIECES_MAX - 1, "1"));
	ck_assert(!learn_list(JSON_SHAPE_PIECES_MAX, "1"));
	ck_assert_uint_eq(shape.tokens_len, 0);
	/* "[]," are three tokens, and the list has two more with its LF. */
	ck_assert(learn_list((JSON_SHAPE_TOKENS_MAX - 2) / 3, "[]"));
	ck_assert(!learn_list((JSON_SHAPE_TOKENS_MAX - 2) / 3 + 1, "[]"));
	/* Blanks behind a number are as many as tokens before at most. */
	ck_assert(learn("[1 ,2]"));
	ck_assert(!learn("[1   ,2]"));
}
END_TEST

START_TEST(more_slots_than_a_shape_has_are_refused)
{
	static struct slice fields[JSON_SHAPE_SLOTS_MAX + 1];

	buffer_clear(&block);
	add("{}");
	struct json_shape_lines lines = lines_of(0);
	ck_assert(
	    json_shape_learn(&shape, &lines, fields, JSON_SHAPE_SLOTS_MAX));
	ck_assert(!json_shape_learn(&shape, &lines, fields,
	    JSON_SHAPE_SLOTS_MAX + 1));
}
END_TEST

START_TEST(fields_stand_at_the_same_tokens)
{
	static const char *const values[] = { "7", "12 ", "\"x\"", "[1]",
		"{}" };
	static const char *const others[] = { "123", "-1.5 ", "\"\"", "[-20]",
		"{}" };
	struct slice fields[6] = { { NULL, 0 } };

	add("[7,12 ,\"x\",[1],{}]");
	for (int i = 0; i < 5; i++) {
		struct slice value = slice_of(values[i]);

		fields[i] = (struct slice){ strstr(block.bytes, values[i]),
			value.len - (i == 1) };
	}
	struct json_shape_lines lines = lines_of(0);
	ck_assert(json_shape_learn(&shape, &lines, fields, 6));
	buffer_clear(&block);
	add("[123,-1.5 ,\"\",[-20],{}]");
	expect_alike(block.len, 1);
	json_shape_fill(&shape, block.bytes, tokens_of.tokens, fields);
	for (int i = 0; i < 5; i++)
		ck_assert(slice_equal(fields[i],
		    (struct slice){ others[i], strlen(others[i]) - (i == 1) }));
	ck_assert_ptr_null(fields[5].ptr);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("shape");
	TCase *tcase = tcase_create("shape");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, a_line_has_a_shape_where_only_scalars_differ,
	    0, ROWS);
	tcase_add_test(tcase,
	    lines_are_counted_up_to_the_first_that_is_not_alike);
	tcase_add_test(tcase,
	    lines_that_do_not_end_in_front_of_the_limit_are_not_compared);
	tcase_add_test(tcase, a_shape_has_limits);
	tcase_add_test(tcase, more_slots_than_a_shape_has_are_refused);
	tcase_add_test(tcase, fields_stand_at_the_same_tokens);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
