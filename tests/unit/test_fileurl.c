#include <check.h>

#include "gen/fileurl.h"

static struct buffer path;

static void
teardown(void)
{
	buffer_free(&path);
}

START_TEST(a_file_url_names_a_path)
{
	static const struct {
		const char *url, *path;
	} rows[] = {
		{ "file:///a/b", "/a/b" },
		{ "file:/a", "/a" },
		{ "file://localhost/a", "/a" },
		{ "FILE:///a", "/a" },
		{ "file:a/b", "a/b" },
		{ "file:../a", "../a" },
		{ "file:///a%20b%2Fc%c3%BC", "/a b/c\303\274" },
		{ "file:///%25", "/%" },
		{ "file:///a?b#c", "/a?b#c" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct slice url = slice_of(rows[i].url);

		buffer_clear(&path);
		ck_assert(fileurl_is(url));
		ck_assert_msg(fileurl_path(url, &path), "%s", rows[i].url);
		ck_assert(
		    slice_equal(buffer_slice(&path), slice_of(rows[i].path)));
	}
}
END_TEST

START_TEST(others_name_none)
{
	static const char *const rows[] = { "file:", "file://", "file://a",
		"file://a/b", "file://localhost", "file://localhosta/b",
		"file:///%", "file:///%2", "file:///%2g", "file:///%g2",
		"file:///%00", "file", "fil:///a", "/a", "" };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_msg(!fileurl_path(slice_of(rows[i]), &path), "%s",
		    rows[i]);
	ck_assert(!fileurl_is(SLICE("fil:///a")));
	ck_assert(!fileurl_is(SLICE("")));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("fileurl");
	TCase *tcase = tcase_create("fileurl");

	tcase_add_checked_fixture(tcase, NULL, teardown);
	tcase_add_test(tcase, a_file_url_names_a_path);
	tcase_add_test(tcase, others_name_none);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
