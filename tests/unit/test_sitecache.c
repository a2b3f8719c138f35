#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gen/sitecache.h"

#define NAME SLICE("http://a.example/sitemap.xml")
#define URLS SLICE("http://a.example/\nhttp://a.example/b\n")

static char folder[64];
static char path[128];
static struct buffer lines;
static int64_t time_ns;
static struct err err;

static void
setup(void)
{
	(void)snprintf(folder, sizeof(folder), "/tmp/test_sitecache.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/urls", folder);
	err = (struct err)ERR_INIT;
	lines = (struct buffer)BUFFER_INIT;
}

/* How many files are in the folder. */
static int
count_files(void)
{
	DIR *dir = opendir(folder);
	int count = -2; /* itself and the one above */

	ck_assert_ptr_nonnull(dir);
	while (readdir(dir) != NULL)
		count++;
	(void)closedir(dir);
	return count;
}

static void
teardown(void)
{
	(void)unlink(path);
	ck_assert_int_eq(rmdir(folder), 0);
	buffer_free(&lines);
}

START_TEST(what_is_written_is_read)
{
	struct stat about;

	ck_assert_int_eq(sitecache_write(path, NAME, URLS, &err), 0);
	ck_assert(sitecache_read(path, NAME, &lines, &time_ns));
	ck_assert(slice_equal(buffer_slice(&lines), URLS));
	ck_assert_int_eq(stat(path, &about), 0);
	ck_assert_int_eq(time_ns / 1000000000, about.st_mtim.tv_sec);
	ck_assert_int_eq(count_files(), 1);
}
END_TEST

START_TEST(the_new_one_takes_the_place_of_the_old)
{
	ck_assert_int_eq(sitecache_write(path, NAME, SLICE("x\n"), &err), 0);
	ck_assert_int_eq(sitecache_write(path, NAME, URLS, &err), 0);
	ck_assert(sitecache_read(path, NAME, &lines, &time_ns));
	ck_assert(slice_equal(buffer_slice(&lines), URLS));
	ck_assert_int_eq(count_files(), 1);
}
END_TEST

START_TEST(that_of_another_site_is_none)
{
	ck_assert_int_eq(sitecache_write(path, NAME, URLS, &err), 0);
	ck_assert(!sitecache_read(path, SLICE("http://a.example/"), &lines,
	    &time_ns));
	ck_assert_uint_eq(lines.len, 0);
}
END_TEST

START_TEST(one_that_is_cut_off_is_none)
{
	struct stat about;

	ck_assert_int_eq(sitecache_write(path, NAME, URLS, &err), 0);
	ck_assert_int_eq(stat(path, &about), 0);
	for (off_t len = about.st_size; len-- > 0;) {
		ck_assert_int_eq(truncate(path, len), 0);
		ck_assert(!sitecache_read(path, NAME, &lines, &time_ns));
	}
	ck_assert_uint_eq(lines.len, 0);
}
END_TEST

START_TEST(what_is_no_file_is_not_opened)
{
	ck_assert(!sitecache_read(path, NAME, &lines, &time_ns));
	ck_assert(!sitecache_read(folder, NAME, &lines, &time_ns));
	/* Nobody writes to it: it would be waited for. */
	ck_assert_int_eq(mkfifo(path, S_IRUSR | S_IWUSR), 0);
	ck_assert(!sitecache_read(path, NAME, &lines, &time_ns));
}
END_TEST

START_TEST(where_it_cannot_be_written_nothing_is_left)
{
	char below[160];

	(void)snprintf(below, sizeof(below), "%s/b", path);
	ck_assert_int_eq(sitecache_write(path, NAME, URLS, &err), 0);
	ck_assert_int_eq(sitecache_write(below, NAME, URLS, &err), -1);
	ck_assert_int_eq(err.kind, ERR_SYSTEM);
	ck_assert_ptr_nonnull(strstr(err.text, "cannot keep URLs in '"));
	/* Nothing can be moved onto a folder. */
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(mkdir(path, S_IRWXU), 0);
	ck_assert_int_eq(sitecache_write(path, NAME, URLS, &err), -1);
	ck_assert_int_eq(count_files(), 1);
	ck_assert_int_eq(rmdir(path), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("sitecache");
	TCase *tcase = tcase_create("sitecache");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, what_is_written_is_read);
	tcase_add_test(tcase, the_new_one_takes_the_place_of_the_old);
	tcase_add_test(tcase, that_of_another_site_is_none);
	tcase_add_test(tcase, one_that_is_cut_off_is_none);
	tcase_add_test(tcase, what_is_no_file_is_not_opened);
	tcase_add_test(tcase, where_it_cannot_be_written_nothing_is_left);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
