#include <check.h>
#include <stdlib.h>

#include "../model/json_model.h"
#include "base/random.h"
#include "json/check.h"
#include "json/walk.h"

/*
 * Random lines, good and bad, always the same ones: the walk judges each as the
 * plain checker does and finds in it what the plain model finds.
 */

static const char *const texts[] = { "a", "b.c", "b", "a.1", "list.0.a", "",
	"\xc3\xa9.a", "c" };

enum { PATHS = sizeof(texts) / sizeof(texts[0]) };

static struct random numbers;
static struct json_path paths[PATHS];
static struct json_plan *plan;
static struct json_walk *walk;
static struct err err;

static void
setup(void)
{
	random_init(&numbers, 1, 0);
	plan = json_plan_new(&err);
	ck_assert_ptr_nonnull(plan);
	for (int i = 0; i < PATHS; i++) {
		ck_assert_int_eq(json_path_parse(&paths[i], slice_of(texts[i]),
				     &err),
		    0);
		ck_assert_int_eq(json_plan_add(plan, &paths[i], &err), i);
	}
	walk = json_walk_new(plan, 0, &err);
	ck_assert_ptr_nonnull(walk);
}

static void
teardown(void)
{
	json_walk_free(walk);
	json_plan_free(plan);
	for (int i = 0; i < PATHS; i++)
		json_path_free(&paths[i]);
}

static size_t
below(size_t bound)
{
	return (size_t)random_below(&numbers, bound);
}

#define PICK(pieces)                                                           \
	slice_of((pieces)[below(sizeof(pieces) / sizeof((pieces)[0]))])

static void
put_blanks(struct buffer *out)
{
	while (below(4) == 0)
		buffer_put_byte(out, " \t\r"[below(3)]);
}

static void
put_scalar(struct buffer *out)
{
	static const char *const scalars[] = { "0", "-0", "7", "1640652643",
		"-73.98", "1e5", "1.5E-10", "12345678901234567890", "true",
		"false", "null", "\"\"" };
	static const char *const pieces[] = { "a", "shop", "https:\\/\\/", "/",
		" ", "\\n", "\\\"", "\\\\", "\\u00e9", "\\ud83d\\ude00",
		"\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", ",", ":", "{",
		"]", "\x7f", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };

	if (below(2) == 0) {
		buffer_put(out, PICK(scalars));
		return;
	}
	buffer_put_byte(out, '"');
	for (size_t left = below(8); left > 0; left--)
		buffer_put(out, PICK(pieces));
	buffer_put_byte(out, '"');
}

static void put_value(struct buffer *out, int depth);

static void
put_container(struct buffer *out, bool is_object, int depth)
{
	static const char *const names[] = { "\"a\"", "\"b\"", "\"c\"",
		"\"list\"", "\"\"", "\"\\u0061\"", "\"\xc3\xa9\"",
		"\"\\u00e9\"", "\"a longer name\"", "\"1\"", "\"a\\\\\"" };

	buffer_put_byte(out, is_object ? '{' : '[');
	for (size_t left = below(6); left > 0; left--) {
		put_blanks(out);
		if (is_object) {
			buffer_put(out, PICK(names));
			put_blanks(out);
			buffer_put_byte(out, ':');
			put_blanks(out);
		}
		put_value(out, depth - 1);
		put_blanks(out);
		if (left > 1)
			buffer_put_byte(out, ',');
	}
	buffer_put_byte(out, is_object ? '}' : ']');
}

static void
put_value(struct buffer *out, int depth)
{
	size_t kind = below(5);

	if (depth > 0 && kind < 3)
		put_container(out, kind < 2, depth);
	else
		put_scalar(out);
}

/* Overwrite, insert or leave out a byte or more. */
static void
damage(struct buffer *line)
{
	static const char bytes[] = "{}[]:,\"\\ 0-.eu\x80\xc3\xff\t\v\x01";
	size_t at = below(line->len);
	char byte = bytes[below(sizeof(bytes) - 1)];

	switch (below(4)) {
	case 0:
		line->bytes[at] = byte;
		return;
	case 1:
		buffer_put_byte(line, byte); /* make room */
		memmove(line->bytes + at + 1, line->bytes + at,
		    line->len - 1 - at);
		line->bytes[at] = byte;
		return;
	case 2:
		memmove(line->bytes + at, line->bytes + at + 1,
		    line->len - 1 - at);
		line->len--;
		return;
	default:
		line->len = at;
	}
}

/* A line, without its LF. */
static void
put_line(struct buffer *out)
{
	struct buffer line = BUFFER_INIT;

	put_blanks(&line);
	if (below(20) > 0)
		put_container(&line, below(20) > 0, 4);
	put_blanks(&line);
	while (line.len > 0 && below(3) == 0)
		damage(&line);
	buffer_put(out, buffer_slice(&line));
	buffer_free(&line);
}

static void
expect_fields(const struct json_record *record)
{
	for (int i = 0; i < PATHS; i++) {
		struct slice model = model_find(record->text, &paths[i]);

		ck_assert_ptr_eq(record->fields[i].ptr, model.ptr);
		ck_assert_uint_eq(record->fields[i].len, model.len);
	}
}

/* The next line of the walk is this one, and is judged and read rightly. */
static void
expect_line(struct slice line)
{
	struct json_record record;
	struct err why = ERR_INIT;

	if (model_trim(line).len == 0)
		return;
	int got = json_walk_next(walk, &record, &err);
	ck_assert_ptr_eq(record.text.ptr, line.ptr);
	ck_assert_uint_eq(record.text.len, line.len);
	if (json_check_object(line, &why) < 0) {
		ck_assert_int_eq(got, -1);
		ck_assert_str_eq(err.reason, why.reason);
		ck_assert_uint_eq(err.column, why.column);
		return;
	}
	ck_assert_int_eq(got, 1);
	expect_fields(&record);
}

/* Vector kernels read 64 bytes at a time, from each of them another line. */
START_TEST(a_line_may_begin_at_any_offset)
{
	struct buffer line = BUFFER_INIT;
	struct buffer block = BUFFER_INIT;

	for (int i = 0; i < 400; i++) {
		buffer_clear(&line);
		put_line(&line);
		for (size_t offset = 1; offset <= 64; offset++) {
			buffer_clear(&block);
			while (block.len < offset - 1)
				buffer_put_byte(&block, ' ');
			buffer_put_byte(&block, '\n');
			buffer_put(&block, buffer_slice(&line));
			ck_assert_int_eq(json_walk_start(walk,
					     buffer_slice(&block), &err),
			    0);
			expect_line(
			    (struct slice){ block.bytes + offset, line.len });
		}
	}
	buffer_free(&line);
	buffer_free(&block);
}
END_TEST

START_TEST(lines_are_the_same_in_any_blocks)
{
	enum { LINES = 3000 };
	static size_t ends[LINES]; /* of the lines, at their LF */
	struct buffer block = BUFFER_INIT;

	for (size_t i = 0; i < LINES; i++) {
		put_line(&block);
		ends[i] = block.len;
		buffer_put_byte(&block, '\n');
	}
	for (int round = 0; round < 20; round++) {
		size_t first = 0, start = 0;

		while (first < LINES) {
			/* All at once, or a few. */
			size_t len = round == 0 ? LINES : 1 + below(200);
			size_t end = first + len < LINES ? first + len : LINES;
			struct slice piece = { block.bytes + start,
				ends[end - 1] + 1 - start };

			ck_assert_int_eq(json_walk_start(walk, piece, &err), 0);
			for (; first < end; first++) {
				expect_line((struct slice){ block.bytes + start,
				    ends[first] - start });
				start = ends[first] + 1;
			}
		}
	}
	buffer_free(&block);
}
END_TEST

/* Objects and arrays in a random order, so many deep. */
static void
put_nested(struct buffer *out, size_t depth)
{
	char closers[JSON_DEPTH_MAX + 1];

	for (size_t i = 0; i < depth; i++) {
		bool is_object = i == 0 || below(2) == 0;

		closers[i] = is_object ? '}' : ']';
		buffer_put(out,
		    !is_object          ? SLICE("[")
			: below(2) == 0 ? SLICE("{\"a\":")
					: SLICE("{\"b\" :"));
	}
	buffer_put_byte(out, '1');
	while (depth > 0)
		buffer_put_byte(out, closers[--depth]);
}

START_TEST(nesting_has_one_limit)
{
	struct json_record record;
	struct buffer block = BUFFER_INIT;

	for (int round = 0; round < 50; round++) {
		buffer_clear(&block);
		put_nested(&block, JSON_DEPTH_MAX);
		buffer_put_byte(&block, '\n');
		put_nested(&block, JSON_DEPTH_MAX + 1);
		buffer_put_byte(&block, '\n');
		ck_assert_int_eq(json_walk_start(walk, buffer_slice(&block),
				     &err),
		    0);
		ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
		expect_fields(&record);
		ck_assert_int_eq(json_walk_next(walk, &record, &err), -1);
		ck_assert_str_eq(err.reason, "depth");
		ck_assert_int_eq(json_walk_next(walk, &record, &err), 0);
	}
	buffer_free(&block);
}
END_TEST

START_TEST(a_line_may_be_very_long)
{
	static const size_t string_len = (size_t)20 << 20;
	struct json_record record;
	struct buffer block = BUFFER_INIT;

	buffer_put(&block, SLICE("{\"a\":\""));
	for (size_t i = 0; i < string_len; i++)
		buffer_put_byte(&block, (char)('a' + i % 26));
	buffer_put(&block, SLICE("\",\"b\":{"));
	for (int i = 0; i < 1000000; i++) {
		buffer_put(&block, SLICE("\"n"));
		buffer_put_int(&block, i);
		buffer_put(&block, SLICE("\":0,"));
	}
	buffer_put(&block, SLICE("\"c\":7}}\n{\"a\":1}\n"));
	ck_assert_int_eq(json_walk_start(walk, buffer_slice(&block), &err), 0);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
	ck_assert_uint_eq(record.fields[0].len, string_len + 2);
	ck_assert(slice_equal(record.fields[1], SLICE("7")));
	ck_assert_int_eq(json_check_names(&record, &err), 0);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
	ck_assert(slice_equal(record.fields[0], SLICE("1")));
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 0);
	buffer_free(&block);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("json");
	TCase *tcase = tcase_create("json");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, a_line_may_begin_at_any_offset);
	tcase_add_test(tcase, lines_are_the_same_in_any_blocks);
	tcase_add_test(tcase, nesting_has_one_limit);
	tcase_add_test(tcase, a_line_may_be_very_long);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
