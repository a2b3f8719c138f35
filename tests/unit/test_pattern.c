#include <check.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "schema/pattern.h"

static struct err err;

struct row {
	const char *pattern, *text;
	bool found;
};

static const struct row rows[] = {
	{ "", "", true },
	{ "", "a", true },
	{ "b", "abc", true },
	{ "^b", "abc", false },
	{ "^a$", "a", true },
	{ "^a$", "a\n", false },
	{ "^a", "x\na", false },
	{ "^.$", "\xF0\x9F\x92\xA9", true },
	{ "^..$", "\xF0\x9F\x92\xA9", false },
	{ "a.b", "a\nb", false },
	{ "a.b", "a\rb", false },
	{ "^\\d+$", "0123456789", true },
	{ "^\\d$", "\xDB\xB1", false },
	{ "^\\w$", "\xC3\xA9", false },
	{ "^\\u00e9$", "\xC3\xA9", true },
	{ "^\\u{1f4a9}$", "\xF0\x9F\x92\xA9", true },
	{ "^[\\u00e0-\\u00ff]$", "\xC3\xA9", true },
	{ "^\\p{Lu}$", "\xC3\x89", true },
	{ "[]", "a", false },
	{ "^[^]$", "a", true },
	{ "^\\/$", "/", true },
	{ "(a)|b\\1", "b", true },
	{ "^(?=.*1)(?!.*2)", "01", true },
	{ "^(?=.*1)(?!.*2)", "012", false },
};

START_TEST(a_text_is_matched_as_ecmascript_does)
{
	const struct row *row = &rows[_i];

	struct pattern *pattern = pattern_new(slice_of(row->pattern), &err);
	ck_assert_msg(pattern != NULL, "%s: %s", row->pattern, err.text);
	ck_assert_msg(pattern_find(pattern, slice_of(row->text), &err) ==
		row->found,
	    "%s in %s", row->pattern, row->text);
	pattern_free(pattern);
}
END_TEST

START_TEST(a_wrong_expression_is_refused_with_the_byte)
{
	ck_assert_ptr_null(pattern_new(SLICE("ab(c"), &err));
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text,
	    "the regular expression is wrong at its byte 5: missing closing "
	    "parenthesis");
	ck_assert_ptr_null(pattern_new(SLICE("\\C"), &err));
	ck_assert_int_eq(err.kind, ERR_USAGE);
}
END_TEST

START_TEST(backtracking_without_end_is_given_up)
{
	static const char *const patterns[] = { "^(a+)+$", "^(a|aa)+$",
		"^(.*a){20}$" };
	struct buffer text = BUFFER_INIT;

	for (int i = 0; i < 60; i++)
		buffer_put_byte(&text, 'a');
	buffer_put_byte(&text, '!');
	struct pattern *pattern = pattern_new(slice_of(patterns[_i]), &err);
	ck_assert_ptr_nonnull(pattern);
	ck_assert_int_eq(pattern_find(pattern, buffer_slice(&text), &err), -1);
	ck_assert_int_eq(err.kind, ERR_DATA);
	ck_assert_str_eq(err.reason, "pattern");
	/* It can still be used. */
	ck_assert_int_eq(pattern_find(pattern, SLICE("!"), &err), 0);
	pattern_free(pattern);
	buffer_free(&text);
}
END_TEST

START_TEST(a_text_may_be_long)
{
	enum { LEN = 1 << 20 };
	struct buffer text = BUFFER_INIT;

	char *bytes = buffer_reserve(&text, LEN);
	ck_assert_ptr_nonnull(bytes);
	memset(bytes, 'a', LEN);
	text.len = LEN;
	struct pattern *pattern = pattern_new(SLICE("^[a-z]*$"), &err);
	ck_assert_ptr_nonnull(pattern);
	ck_assert_int_eq(pattern_find(pattern, buffer_slice(&text), &err), 1);
	pattern_free(pattern);
	buffer_free(&text);
}
END_TEST

START_TEST(none_is_freed_as_well)
{
	pattern_free(NULL);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("pattern");
	TCase *tcase = tcase_create("pattern");

	tcase_add_loop_test(tcase, a_text_is_matched_as_ecmascript_does, 0,
	    sizeof(rows) / sizeof(*rows));
	tcase_add_test(tcase, a_wrong_expression_is_refused_with_the_byte);
	tcase_add_loop_test(tcase, backtracking_without_end_is_given_up, 0, 3);
	tcase_add_test(tcase, a_text_may_be_long);
	tcase_add_test(tcase, none_is_freed_as_well);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
