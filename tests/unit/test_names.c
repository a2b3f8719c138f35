#include <check.h>

#include "base/buffer.h"
#include "json/walk.h"

static struct err err;

/* What json_check_names() says of a line that is valid. */
static int
check(struct slice line)
{
	struct json_walk *walk = json_walk_new(NULL, JSON_WALK_ANY, &err);
	struct json_record record;

	ck_assert_ptr_nonnull(walk);
	ck_assert_int_eq(json_walk_start(walk, line, &err), 0);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
	int result = json_check_names(&record, &err);
	json_walk_free(walk);
	return result;
}

static const struct row {
	const char *line;
	const char *path; /* of the second member; NULL: all is well */
	size_t column;    /* of its name */
} rows[] = {
	{ "{}", NULL, 0 },
	{ "{\"a\":1}", NULL, 0 },
	{ "\"a\"", NULL, 0 },
	{ "[\"a\",\"a\",1,1]", NULL, 0 },
	{ "{\"a\":\"a\",\"b\":\"a\"}", NULL, 0 },
	{ "{\"a\":{\"a\":[{\"a\":1},{\"a\":1}]}}", NULL, 0 },
	{ "{\"a\":1,\"A\":1,\"aa\":1,\"\":1}", NULL, 0 },
	{ "{\"a\":1,\"a\":1}", "/a", 8 },
	{ " { \"a\" : 1 , \"a\" : 1 } ", "/a", 14 },
	{ "{\"\":1,\"\":1}", "/", 7 },
	{ "{\"a\":1,\"b\":1,\"a\":1}", "/a", 14 },
	{ "{\"a\":1,\"\\u0061\":1}", "/a", 8 },
	{ "{\"\\u00e9\":1,\"\xc3\xa9\":1}", "/\xc3\xa9", 13 },
	{ "{\"\\\"\":1,\"\\u0022\":1}", "/\"", 9 },
	{ "{\"a/b~\":1,\"a\\/b~\":1}", "/a~1b~0", 11 },
	{ "{\"a\":{\"b\":1,\"b\":2},\"c\":1}", "/a/b", 13 },
	{ "{\"x\":1,\"a\":[0,{\"b\":1,\"b\":2}]}", "/a/1/b", 22 },
	{ "[[],[1,[{\"b\":1},{\"c\":[],\"c\":[]}]]]", "/1/1/1/c", 25 },
	{ "{\"a\":[1,2],\"b\":{},\"a\":0}", "/a", 19 },
	{ "{\"a\":{\"x\":1},\"a\":{\"x\":1}}", "/a", 14 },
};

START_TEST(each_line_is_judged)
{
	const struct row *row = &rows[_i];
	int result = check(slice_of(row->line));

	ck_assert_int_eq(result, row->path == NULL ? 0 : -1);
	if (result == 0)
		return;
	ck_assert_int_eq(err.kind, ERR_DATA);
	ck_assert_str_eq(err.reason, "duplicate-name");
	ck_assert_str_eq(err.path, row->path);
	ck_assert_uint_eq(err.column, row->column);
	ck_assert_str_eq(err.text,
	    "the object has a member of this name already");
}
END_TEST

/* {"n0":{},"n1":{}…}: names that differ; returns where the last one begins. */
static size_t
put_members(struct buffer *line, int members)
{
	size_t last = 0;

	buffer_put_byte(line, '{');
	for (int i = 0; i < members; i++) {
		if (i > 0)
			buffer_put_byte(line, ',');
		last = line->len;
		buffer_put(line, SLICE("\"n"));
		buffer_put_int(line, i);
		buffer_put(line, SLICE("\":{}"));
	}
	return last;
}

START_TEST(objects_of_each_size_are_checked)
{
	struct buffer line = BUFFER_INIT;

	for (int members = 1; members < 300; members++) {
		buffer_clear(&line);
		(void)put_members(&line, members);
		size_t end = line.len;

		buffer_put_byte(&line, '}');
		ck_assert_int_eq(check(buffer_slice(&line)), 0);
		line.len = end;
		buffer_put(&line, SLICE(",\"n0\":0}"));
		ck_assert_int_eq(check(buffer_slice(&line)), -1);
		ck_assert_str_eq(err.path, "/n0");
		ck_assert_uint_eq(err.column, end + 2);
	}
	buffer_free(&line);
}
END_TEST

START_TEST(the_first_one_is_told_in_a_large_object_too)
{
	struct buffer line = BUFFER_INIT;
	size_t last = put_members(&line, 50);

	buffer_put(&line, SLICE(",\"n49\":1,\"a\":1,\"a\":1,\"n49\":1}"));
	ck_assert_int_eq(check(buffer_slice(&line)), -1);
	ck_assert_str_eq(err.path, "/n49");
	ck_assert_uint_eq(err.column, last + strlen("\"n49\":{},") + 1);
	buffer_free(&line);
}
END_TEST

/* Pairs alone would take a day. */
START_TEST(a_million_members_take_no_time)
{
	struct buffer line = BUFFER_INIT;

	(void)put_members(&line, 1000000);
	buffer_put_byte(&line, '}');
	ck_assert_int_eq(check(buffer_slice(&line)), 0);
	buffer_free(&line);
}
END_TEST

START_TEST(names_are_checked_at_any_depth)
{
	struct buffer line = BUFFER_INIT;

	for (int i = 1; i < JSON_DEPTH_MAX; i++)
		buffer_put(&line, SLICE("{\"a\":"));
	buffer_put(&line, SLICE("{\"b\":1,\"b\":1}"));
	for (int i = 1; i < JSON_DEPTH_MAX; i++)
		buffer_put_byte(&line, '}');
	ck_assert_int_eq(check(buffer_slice(&line)), -1);
	ck_assert_uint_eq(err.column, 5 * (JSON_DEPTH_MAX - 1) + 8);
	ck_assert_uint_eq(strlen(err.path), ERR_PATH_MAX - 1);
	buffer_free(&line);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("names");
	TCase *tcase = tcase_create("names");

	tcase_add_loop_test(tcase, each_line_is_judged, 0,
	    sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, objects_of_each_size_are_checked);
	tcase_add_test(tcase, the_first_one_is_told_in_a_large_object_too);
	tcase_add_test(tcase, a_million_members_take_no_time);
	tcase_add_test(tcase, names_are_checked_at_any_depth);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
