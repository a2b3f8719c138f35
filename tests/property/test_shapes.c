#include <check.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/random.h"
#include "json/walk.h"

/*
 * Streams of lines that have one shape, or nearly: the walk that learns shapes
 * finds in them what the one finds that walks each line.
 */

static const char *const texts[] = { "a", "b.c", "b", "a.1", "b.0.a", "",
	"\xc3\xa9", "c" };
static const char *const kernels[] = { "plain", "avx2", "avx512" };

enum {
	PATHS = sizeof(texts) / sizeof(texts[0]),
	KERNELS = sizeof(kernels) / sizeof(kernels[0]),
	EACH_ONCE = 40, /* lines that are enough to be known again */
};

static struct random numbers;
static struct json_plan *plan;
static struct json_walk *walks[KERNELS][2]; /* without and with the plan */
static struct json_walk *models[2];
static struct err err;

static void
setup(void)
{
	random_init(&numbers, 1, 0);
	plan = json_plan_new(&err);
	ck_assert_ptr_nonnull(plan);
	for (int i = 0; i < PATHS; i++) {
		struct json_path path;

		ck_assert_int_eq(json_path_parse(&path, slice_of(texts[i]),
				     &err),
		    0);
		ck_assert_int_eq(json_plan_add(plan, &path, &err), i);
		json_path_free(&path);
	}
	for (int fields = 0; fields < 2; fields++) {
		const struct json_plan *wanted = fields == 0 ? NULL : plan;

		models[fields] = json_walk_new(wanted, JSON_WALK_EACH, &err);
		ck_assert_ptr_nonnull(models[fields]);
		for (int i = 0; i < KERNELS; i++) {
			struct json_walk *walk = json_walk_new(wanted, 0, &err);

			ck_assert_ptr_nonnull(walk);
			walks[i][fields] = walk;
			if (json_walk_use(walk, kernels[i], &err) < 0) {
				json_walk_free(walk);
				walks[i][fields] = NULL;
			}
		}
	}
}

static void
teardown(void)
{
	for (int fields = 0; fields < 2; fields++) {
		json_walk_free(models[fields]);
		for (int i = 0; i < KERNELS; i++)
			json_walk_free(walks[i][fields]);
	}
	json_plan_free(plan);
}

static size_t
below(size_t bound)
{
	return (size_t)random_below(&numbers, bound);
}

static bool
same_slice(struct slice a, struct slice b)
{
	return a.ptr == b.ptr && a.len == b.len;
}

/* What the record has otherwise than the model, or NULL. */
static const char *
difference(const struct json_record *record, const struct json_record *model,
    int fields)
{
	if (record->tokens_len != model->tokens_len)
		return "the number of tokens";
	for (size_t i = 0; i < model->tokens_len; i++) {
		if (record->base + record->tokens[i] !=
		    model->base + model->tokens[i])
			return "a token";
	}
	for (int i = 0; i < fields * PATHS; i++) {
		if (!same_slice(record->fields[i], model->fields[i]))
			return "a field";
	}
	return NULL;
}

/* The same for what both walks say of their next line. */
static const char *
next_difference(struct json_walk *walk, struct json_walk *model, int fields,
    int *got)
{
	struct json_record record, expected;
	struct err why = ERR_INIT;

	*got = json_walk_next(walk, &record, &err);
	if (json_walk_next(model, &expected, &why) != *got)
		return "the result";
	if (record.line != expected.line)
		return "the line's number";
	if (*got == 0)
		return NULL;
	if (!same_slice(record.text, expected.text) ||
	    record.has_newline != expected.has_newline)
		return "the text";
	if (*got > 0)
		return difference(&record, &expected, fields);
	if (strcmp(err.reason, why.reason) != 0 || err.column != why.column)
		return "the error";
	return NULL;
}

/*
 * The walk takes the lines that it knows at once.  What it takes otherwise than
 * the model, or NULL.
 */
static const char *
taken_difference(struct json_walk *walk, struct json_walk *model)
{
	struct slice lines;
	struct json_record expected;
	size_t len = json_walk_take(walk, 1 + below(10000), &lines);

	for (; len > 0; len--) {
		if (json_walk_next(model, &expected, &err) <= 0)
			return "a line that is not good";
		if (lines.ptr != expected.text.ptr ||
		    lines.len <= expected.text.len)
			return "a line's place";
		lines.ptr += expected.text.len + 1;
		lines.len -= expected.text.len + 1;
		if (len == 1 && lines.len > 0)
			return "the bytes behind";
	}
	return NULL;
}

/* Both walks find the same in all lines of the block. */
static void
expect_same(struct json_walk *walk, struct json_walk *model, struct slice block,
    int fields)
{
	const char *found = NULL;
	int got = 1;

	ck_assert_int_eq(json_walk_start(walk, block, &err), 0);
	ck_assert_int_eq(json_walk_start(model, block, &err), 0);
	while (got != 0 && found == NULL) {
		found = next_difference(walk, model, fields, &got);
		if (got > 0 && found == NULL && below(16) == 0)
			found = taken_difference(walk, model);
	}
	ck_assert_msg(found == NULL, "%s in\n%.*s", found, (int)block.len,
	    block.ptr);
}

/* All walks, on bytes that have nothing behind them. */
static void
expect_same_by_all(struct slice block)
{
	char *bytes = malloc(block.len);

	ck_assert_ptr_nonnull(bytes);
	memcpy(bytes, block.ptr, block.len);
	for (int fields = 0; fields < 2; fields++) {
		for (int i = 0; i < KERNELS; i++) {
			if (walks[i][fields] != NULL)
				expect_same(walks[i][fields], models[fields],
				    (struct slice){ bytes, block.len }, fields);
		}
	}
	free(bytes);
}

/*
 * Append a pattern's line: for '#' comes a whole number, for '~' some number or
 * word, for '$' what stands in a string.
 */
static void
put_line(struct buffer *out, const char *pattern)
{
	static const char *const scalars[] = { "0", "-0", "-73.98", "true",
		"false", "null", "1e5", "1.5E-10", "12345678901234567890",
		"7" };
	static const char *const strings[] = { "", "x", "shop", "\\\"", "\\\\",
		"https:\\/\\/", "\xc3\xa9", "\\u00e9", ",:{}[]",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
	static const uint64_t tens[] = { 1, 10, 1000, 100000000, 10000000000,
		10000000000000000, UINT64_MAX };

	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '#')
			buffer_put_uint(out,
			    random_below(&numbers,
				tens[below(sizeof(tens) / sizeof(tens[0]))]));
		else if (*pattern == '~')
			buffer_put(out, slice_of(scalars[below(10)]));
		else if (*pattern == '$')
			buffer_put(out, slice_of(strings[below(10)]));
		else
			buffer_put_byte(out, *pattern);
	}
}

static const char *const patterns[] = {
	"{\"Id\": #, \"Url\": \"$\", \"Timestamp\": #} \n",
	"{\"a\":#,\"b\":{\"c\":~,\"x\":\"$\"},\"c\":\"$\"}\n",
	" \t{ \"b\" : [ { \"a\" : # } , ~ ] , \"a\" : [ \"$\" , # ] }\r\n",
	"{\"a\":#,\"a\":#,\"\\u0061\":~,\"\xc3\xa9\":\"$\",\"\\u00e9\":#}\n",
	"{\"a name of more than the thirty-two bytes of a piece\":#,"
	"\"another one that is long enough to be put in three pieces, "
	"and not in two\" : \"$\",\"\":~}\n",
	"{\"a\":[],\"b\":[[{}]],\"c\":{}}\n",
};

enum { PATTERNS = sizeof(patterns) / sizeof(patterns[0]) };

/* One line among many of one pattern, of which one byte is another. */
static void
expect_same_with(const char *pattern, size_t at, char byte)
{
	struct buffer block = BUFFER_INIT;
	size_t before = EACH_ONCE + below(60);

	for (size_t i = 0; i < before; i++)
		put_line(&block, pattern);
	size_t start = block.len;
	put_line(&block, pattern);
	block.bytes[start + at % (block.len - start)] = byte;
	for (size_t after = below(4); after > 0; after--)
		put_line(&block, pattern);
	if (below(4) == 0)
		block.len--; /* the last LF is missing */
	expect_same_by_all(buffer_slice(&block));
	buffer_free(&block);
}

START_TEST(any_byte_of_a_line_may_be_another)
{
	static const char bytes[] = "{}[]:,\"\\ 0-.1eu\x80\xc3\t\r\n\x01";
	const char *pattern = patterns[_i];

	for (size_t at = 0; at < strlen(pattern); at++) {
		for (size_t i = 0; i < sizeof(bytes); i++)
			expect_same_with(pattern, at, bytes[i]);
	}
}
END_TEST

/* Leave a byte out, put one in, or cut the line. */
static void
damage(struct buffer *block, size_t start)
{
	static const char bytes[] = "{}[]:,\"\\ 0-.1e\x80\r\n";
	size_t at = start + below(block->len - start);
	size_t behind = block->len - at - 1;

	switch (below(3)) {
	case 0:
		memmove(block->bytes + at, block->bytes + at + 1, behind);
		block->len--;
		return;
	case 1:
		buffer_put_byte(block, '\n');
		memmove(block->bytes + at + 1, block->bytes + at, behind + 1);
		block->bytes[at] = bytes[below(sizeof(bytes) - 1)];
		return;
	default:
		block->len = at;
		buffer_put_byte(block, '\n');
	}
}

/* Patterns take turns, blank and broken lines come between them. */
START_TEST(streams_of_some_shapes_are_walked_as_each_line_is)
{
	struct buffer block = BUFFER_INIT;

	for (int round = 0; round < 60; round++) {
		size_t turn = 1 + below(200);
		size_t seldom = 1 + below(200);
		const char *pattern = patterns[0];

		buffer_clear(&block);
		for (size_t lines = 1000; lines > 0; lines--) {
			size_t start = block.len;

			if (below(turn) == 0)
				pattern = patterns[below(PATTERNS)];
			if (below(seldom) == 0)
				buffer_put(&block, SLICE(" \r\n"));
			put_line(&block, pattern);
			if (below(seldom) == 0)
				damage(&block, start);
		}
		expect_same_by_all(buffer_slice(&block));
	}
	buffer_free(&block);
}
END_TEST

/* Blocks end anywhere, and each line stands at each offset. */
START_TEST(blocks_may_be_cut_at_any_byte)
{
	struct buffer block = BUFFER_INIT;

	for (size_t i = 0; i < PATTERNS; i++) {
		buffer_clear(&block);
		for (size_t offset = below(64); offset > 0; offset--)
			buffer_put_byte(&block, ' ');
		buffer_put_byte(&block, '\n');
		for (int lines = 0; lines < 8; lines++)
			put_line(&block, patterns[i]);
		for (size_t len = 1; len <= block.len; len++)
			expect_same_by_all((struct slice){ block.bytes, len });
	}
	buffer_free(&block);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("shapes");
	TCase *tcase = tcase_create("shapes");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, any_byte_of_a_line_may_be_another, 0,
	    PATTERNS);
	tcase_add_test(tcase,
	    streams_of_some_shapes_are_walked_as_each_line_is);
	tcase_add_test(tcase, blocks_may_be_cut_at_any_byte);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
