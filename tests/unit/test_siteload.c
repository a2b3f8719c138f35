#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "gen/alias.h"
#include "gen/siteload.h"
#include "gen/sitemap.h"

#define INDEX_URL "http://a/index"
#define PART_URL "http://a/part"

static struct siteload load;
static struct buffer index_text, part_text, lines;
static struct err err, noticed;
static int asked, notices;

/* A web of two files, the second as often as it is asked for. */
static int
fetch(void *self, const char *url, size_t max, struct buffer *into,
    struct err *why)
{
	ck_assert_ptr_eq(self, &load);
	ck_assert_uint_eq(max, SITEMAP_BYTES_MAX);
	asked++;
	if (strcmp(url, INDEX_URL) == 0)
		buffer_put(into, buffer_slice(&index_text));
	else if (strcmp(url, PART_URL) == 0)
		buffer_put(into, buffer_slice(&part_text));
	else
		return err_set(why, ERR_SYSTEM, "no such file");
	return 0;
}

static void
notice(const struct err *what)
{
	noticed = *what;
	notices++;
}

static void
setup(void)
{
	load = (struct siteload){ .fetch = fetch,
		.self = &load,
		.notice = notice };
	index_text = part_text = lines = (struct buffer)BUFFER_INIT;
	err = (struct err)ERR_INIT;
	asked = notices = 0;
}

static void
teardown(void)
{
	buffer_free(&index_text);
	buffer_free(&part_text);
	buffer_free(&lines);
}

static void
put_index(size_t parts)
{
	buffer_clear(&index_text);
	buffer_put(&index_text, SLICE("<sitemapindex>"));
	for (size_t i = 0; i < parts; i++)
		buffer_put(&index_text,
		    SLICE("<sitemap><loc>" PART_URL "</loc></sitemap>"));
	buffer_put(&index_text, SLICE("</sitemapindex>"));
}

static void
put_part(size_t urls)
{
	buffer_clear(&part_text);
	buffer_put(&part_text, SLICE("<urlset>"));
	for (size_t i = 0; i < urls; i++)
		buffer_put(&part_text,
		    SLICE("<url><loc>http://a/</loc></url>"));
	buffer_put(&part_text, SLICE("</urlset>"));
}

static int
load_index(void)
{
	const struct site site = { .name = slice_of(INDEX_URL), .beside = "" };

	buffer_clear(&lines);
	return siteload_load(&load, &site, &lines, &err);
}

START_TEST(an_index_may_name_so_many_sitemaps)
{
	put_part(1);
	put_index(SITELOAD_FILES_MAX);
	ck_assert_int_eq(load_index(), 0);
	ck_assert_int_eq(asked, 1 + SITELOAD_FILES_MAX);
	ck_assert_uint_eq(lines.len,
	    SITELOAD_FILES_MAX * strlen("http://a/\n"));

	put_index(SITELOAD_FILES_MAX + 1);
	asked = 0;
	ck_assert_int_eq(load_index(), -1);
	ck_assert_int_eq(asked, 1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
}
END_TEST

/* 2^20 are 16 files of 2^16, were these allowed; of 2^15 they are. */
START_TEST(all_of_them_together_may_have_so_many_urls)
{
	enum { URLS = 1 << 15, FILES = ALIAS_MAX / URLS };

	put_part(URLS);
	put_index(FILES);
	ck_assert_int_eq(load_index(), 0);
	ck_assert_uint_eq(lines.len, ALIAS_MAX * strlen("http://a/\n"));
	put_index(FILES + 1);
	ck_assert_int_eq(load_index(), -1);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
}
END_TEST

START_TEST(each_sitemap_has_one_notice)
{
	put_index(3);
	buffer_put(&part_text,
	    SLICE("<urlset><url/><url/><url><loc>http://a/</loc></url>"
		  "</urlset>"));
	ck_assert_int_eq(load_index(), 0);
	ck_assert_int_eq(notices, 3);
	ck_assert_str_eq(noticed.file, PART_URL);
	ck_assert_str_eq(noticed.text,
	    "'' is no http or https URL: it is passed over, as are 1 more");
}
END_TEST

START_TEST(an_index_without_pages_is_an_error)
{
	put_part(0);
	put_index(2);
	ck_assert_int_eq(load_index(), -1);
	ck_assert_str_eq(err.file, INDEX_URL);
	ck_assert_str_eq(err.text, "there is no http or https URL in it");
	put_index(0);
	ck_assert_int_eq(load_index(), -1);
	ck_assert_int_eq(notices, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("siteload");
	TCase *tcase = tcase_create("siteload");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, an_index_may_name_so_many_sitemaps);
	tcase_add_test(tcase, all_of_them_together_may_have_so_many_urls);
	tcase_add_test(tcase, each_sitemap_has_one_notice);
	tcase_add_test(tcase, an_index_without_pages_is_an_error);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
