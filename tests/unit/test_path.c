#include "json/path.h"

#include <check.h>
#include <stdio.h>

/* A path, and its steps with a '|' behind each, or what is wrong with it. */
static const struct row {
	const char *text;
	const char *steps;
	const char *pointer; /* NULL: the path is refused, steps say why */
} rows[] = {
	{ "", "", "" },
	{ "a", "a|", "/a" },
	{ "venue.venue_name", "venue|venue_name|", "/venue/venue_name" },
	{ "events.0.name", "events|0|name|", "/events/0/name" },
	{ "a\\.b.c", "a.b|c|", "/a.b/c" },
	{ "a\\\\.b", "a\\|b|", "/a\\/b" },
	{ "a\\:b\\,c\\=d", "a:b,c=d|", "/a:b,c=d" },
	{ "\\/a", "/a|", "/~1a" },
	{ "a/b.c~d", "a/b|c~d|", "/a~1b/c~0d" },
	{ "/", "|", "/" },
	{ "/a", "a|", "/a" },
	{ "/a/b.c", "a|b.c|", "/a/b.c" },
	{ "/a//b/", "a||b||", "/a//b/" },
	{ "/a~1b/c~0d/~01", "a/b|c~d|~1|", "/a~1b/c~0d/~01" },
	{ "/a\\.b", "a\\.b|", "/a\\.b" },
	{ "\xc3\xa9.x", "\xc3\xa9|x|", "/\xc3\xa9/x" },
	{ ".", "bad path '.': a step is empty", NULL },
	{ "a.", "bad path 'a.': a step is empty", NULL },
	{ ".a", "bad path '.a': a step is empty", NULL },
	{ "a..b", "bad path 'a..b': a step is empty", NULL },
	{ "a\\", "bad path 'a\\': nothing behind the last '\\'", NULL },
	{ "/a~", "bad path '/a~': '~' is written '~0' and '/' is '~1'", NULL },
	{ "/a~2", "bad path '/a~2': '~' is written '~0' and '/' is '~1'",
	    NULL },
	{ "a\xff", "bad path 'a\xff': it is not UTF-8", NULL },
};

START_TEST(each_path_has_its_steps)
{
	const struct row *row = &rows[_i];
	struct json_path path;
	struct err err = ERR_INIT;
	struct buffer steps = BUFFER_INIT;
	struct buffer pointer = BUFFER_INIT;
	int result = json_path_parse(&path, slice_of(row->text), &err);

	if (row->pointer == NULL) {
		ck_assert_int_eq(result, -1);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_str_eq(err.text, row->steps);
		return;
	}
	ck_assert_msg(result == 0, "%s: %s", row->text, err.text);
	for (size_t i = 0; i < path.len; i++) {
		buffer_put(&steps, path.steps[i]);
		buffer_put_byte(&steps, '|');
	}
	ck_assert(slice_equal(buffer_slice(&steps), slice_of(row->steps)));
	json_path_put_pointer(&path, &pointer);
	ck_assert(slice_equal(buffer_slice(&pointer), slice_of(row->pointer)));
	buffer_free(&steps);
	buffer_free(&pointer);
	json_path_free(&path);
}
END_TEST

/* "a.a.a…" with so many steps. */
static int
parse_steps(const char *text, size_t steps, struct json_path *path,
    struct err *err)
{
	char bytes[2 * (JSON_PATH_STEPS_MAX + 1)];

	for (size_t i = 0; i < steps; i++)
		memcpy(bytes + 2 * i, text, 2);
	return json_path_parse(path,
	    (struct slice){ bytes + (text[0] == '.'),
		2 * steps - (text[0] == '.') },
	    err);
}

START_TEST(steps_have_a_limit)
{
	static const char *const texts[] = { ".a", "/a" };

	for (int i = 0; i < 2; i++) {
		struct json_path path;
		struct err err = ERR_INIT;

		ck_assert_int_eq(parse_steps(texts[i], JSON_PATH_STEPS_MAX,
				     &path, &err),
		    0);
		ck_assert_uint_eq(path.len, JSON_PATH_STEPS_MAX);
		json_path_free(&path);
		ck_assert_int_eq(parse_steps(texts[i], JSON_PATH_STEPS_MAX + 1,
				     &path, &err),
		    -1);
		ck_assert_ptr_nonnull(strstr(err.text, "more than 64 steps"));
	}
}
END_TEST

START_TEST(the_last_step_names_the_column)
{
	struct json_path path;
	struct err err = ERR_INIT;

	ck_assert_int_eq(json_path_parse(&path, SLICE("origin.country"), &err),
	    0);
	ck_assert(slice_equal(json_path_last(&path), SLICE("country")));
	json_path_free(&path);
	ck_assert_int_eq(json_path_parse(&path, SLICE(""), &err), 0);
	ck_assert(slice_equal(json_path_last(&path), SLICE("")));
	json_path_free(&path);
}
END_TEST

/* A list, cut at ',' into what stands between the brackets. */
static const struct {
	const char *list;
	const char *heads;
} lists[] = {
	{ "a,b", "[a][b]" },
	{ "a", "[a]" },
	{ "", "[]" },
	{ ",", "[][]" },
	{ "a,,b,", "[a][][b][]" },
	{ "a\\,b,c", "[a\\,b][c]" },
	{ "a\\\\,b", "[a\\\\][b]" },
	{ "a\\", "[a\\]" },
};

START_TEST(a_list_is_cut_where_no_backslash_stands)
{
	struct slice rest = slice_of(lists[_i].list);
	struct buffer heads = BUFFER_INIT;
	bool more = true;

	while (more) {
		struct slice head;

		more = path_cut(&rest, ',', &head);
		buffer_put_byte(&heads, '[');
		buffer_put(&heads, head);
		buffer_put_byte(&heads, ']');
	}
	bool same = slice_equal(buffer_slice(&heads),
	    slice_of(lists[_i].heads));
	buffer_free(&heads);
	ck_assert(same);
	ck_assert_uint_eq(rest.len, 0);
}
END_TEST

START_TEST(backslashes_are_taken_away)
{
	struct buffer out = BUFFER_INIT;

	path_unescape(SLICE("a\\.b\\\\c\\,\\d\\"), &out);
	bool same = slice_equal(buffer_slice(&out), SLICE("a.b\\c,d\\"));
	buffer_free(&out);
	ck_assert(same);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("path");
	TCase *tcase = tcase_create("path");

	tcase_add_loop_test(tcase, each_path_has_its_steps, 0,
	    sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, steps_have_a_limit);
	tcase_add_test(tcase, the_last_step_names_the_column);
	tcase_add_loop_test(tcase, a_list_is_cut_where_no_backslash_stands, 0,
	    sizeof(lists) / sizeof(lists[0]));
	tcase_add_test(tcase, backslashes_are_taken_away);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
