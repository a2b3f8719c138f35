#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "io/file.h"

static char name[32];
static struct buffer text;
static struct err err;

static void
setup(void)
{
	(void)snprintf(name, sizeof(name), "/tmp/test_file.XXXXXX");
	int fd = mkstemp(name);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, "a\0b\n", 4), 4);
	ck_assert_int_eq(close(fd), 0);
	text = (struct buffer)BUFFER_INIT;
}

static void
teardown(void)
{
	(void)unlink(name);
	buffer_free(&text);
}

START_TEST(all_of_a_file_is_appended)
{
	buffer_put(&text, SLICE("x"));
	ck_assert_int_eq(file_read(name, 4, &text, &err), 0);
	ck_assert(slice_equal(buffer_slice(&text), SLICE("xa\0b\n")));
}
END_TEST

START_TEST(one_that_is_longer_is_refused)
{
	ck_assert_int_eq(file_read(name, 3, &text, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_ptr_nonnull(strstr(err.text, "is longer than 3 bytes"));
}
END_TEST

START_TEST(one_that_is_not_there_is_refused)
{
	ck_assert_int_eq(file_read("/nowhere/at/all", 9, &text, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text,
	    "cannot open '/nowhere/at/all': No such file or directory");
}
END_TEST

START_TEST(one_that_cannot_be_read_is_an_error_of_the_system)
{
	ck_assert_int_eq(file_read("/", 9, &text, &err), -1);
	ck_assert_int_eq(err.kind, ERR_SYSTEM);
	ck_assert_str_eq(err.text, "cannot read '/': Is a directory");
}
END_TEST

START_TEST(a_path_is_seen_from_a_folder)
{
	static const struct {
		const char *file, *name, *path;
	} rows[] = {
		{ "m.yml", "a", "a" },
		{ "m.yml", "b/a", "b/a" },
		{ "d/m.yml", "a", "d/a" },
		{ "d/e/m.yml", "../a", "d/e/../a" },
		{ "/m.yml", "a", "/a" },
		{ "d/m.yml", "/a", "/a" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buffer_clear(&text);
		file_beside(rows[i].file, slice_of(rows[i].name), &text);
		ck_assert_str_eq(text.bytes, rows[i].path);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("file");
	TCase *tcase = tcase_create("file");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, all_of_a_file_is_appended);
	tcase_add_test(tcase, one_that_is_longer_is_refused);
	tcase_add_test(tcase, one_that_is_not_there_is_refused);
	tcase_add_test(tcase,
	    one_that_cannot_be_read_is_an_error_of_the_system);
	tcase_add_test(tcase, a_path_is_seen_from_a_folder);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
