#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "gen/sitemap.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define XMLNS "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
#define LOC(url) "<url><loc>" url "</loc></url>"

static struct sitemap *map;
static struct err err;

static void
teardown(void)
{
	sitemap_free(map);
	map = NULL;
}

/* Feed it in pieces of so many bytes; returns what the last call did. */
static int
feed(struct slice text, size_t piece)
{
	int result;

	teardown();
	err = (struct err)ERR_INIT;
	map = sitemap_new("s.xml", &err);
	ck_assert_ptr_nonnull(map);
	do {
		size_t len = text.len < piece ? text.len : piece;

		result = sitemap_feed(map, (struct slice){ text.ptr, len },
		    len == text.len, &err);
		text.ptr += len;
		text.len -= len;
	} while (result == 0 && text.len > 0);
	return result;
}

static const struct sitemap_list *
read_list(const char *text)
{
	ck_assert_msg(feed(slice_of(text), strlen(text) + 1) == 0, "%s: %s",
	    text, err.text);
	return sitemap_list(map);
}

static void
check_urls(const char *text, const char *urls)
{
	struct slice got = buffer_slice(&read_list(text)->urls);

	ck_assert_msg(slice_equal(got, slice_of(urls)), "%s: %.*s", text,
	    (int)got.len, got.ptr);
}

START_TEST(urls_come_out_in_their_order)
{
	static const struct {
		const char *text, *urls;
	} rows[] = {
		{ HEAD "<urlset " XMLNS ">" LOC("http://a/")
			LOC("http://b/") "</urlset>",
		    "http://a/\nhttp://b/\n" },
		{ "<urlset>" LOC("http://a/") "</urlset>", "http://a/\n" },
		{ "\xEF\xBB\xBF<urlset>" LOC("http://a/") "</urlset>",
		    "http://a/\n" },
		{ "<s:urlset xmlns:s=\"http://www.sitemaps.org/schemas/"
		  "sitemap/0.9\"><s:url><s:loc>http://a/</s:loc></s:url>"
		  "</s:urlset>",
		    "http://a/\n" },
		{ "<urlset/>", "" },
		{ "<urlset>" LOC("\n\t http://a/ \r\n") "</urlset>",
		    "http://a/\n" },
		{ "<urlset>" LOC("http://a/?b&amp;c&#x3D;d&#58;e") "</urlset>",
		    "http://a/?b&c=d:e\n" },
		{ "<urlset>" LOC("<![CDATA[http://a/?b&c]]>") "</urlset>",
		    "http://a/?b&c\n" },
		{ "<urlset>" LOC("http:<!-- - -->//<?x y?>a/") "</urlset>",
		    "http://a/\n" },
		{ "<urlset>" LOC("http://a/ü") "</urlset>", "http://a/ü\n" },
		{ "<urlset>text<url>text<lastmod>2024-01-01</lastmod>"
		  "<loc>http://a/</loc><priority>1</priority></url></urlset>",
		    "http://a/\n" },
		{ "<urlset><url><loc>http://a/<x>b<loc>c</loc></x></loc></url>"
		  "</urlset>",
		    "http://a/\n" },
		{ "<urlset><other><loc>http://a/</loc></other>"
		  "<loc>http://b/</loc><sitemap><loc>http://c/</loc></sitemap>"
		  "</urlset>",
		    "" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		check_urls(rows[i].text, rows[i].urls);
		ck_assert_int_eq(sitemap_list(map)->kind, SITEMAP_PAGES);
		ck_assert_uint_eq(sitemap_list(map)->bad, 0);
	}
}
END_TEST

START_TEST(elements_of_other_namespaces_are_passed_over)
{
	check_urls("<urlset " XMLNS " xmlns:i=\"http://i.example/1\"><url>"
		   "<i:image><i:loc>http://i/</i:loc></i:image>"
		   "<i:loc>http://j/</i:loc><loc>http://a/</loc></url>"
		   "<i:url><loc>http://k/</loc></i:url>"
		   "<url xmlns=\"\"><loc>http://l/</loc></url></urlset>",
	    "http://a/\n");
	check_urls("<urlset xmlns:s=\"http://www.sitemaps.org/schemas/sitemap/"
		   "0.9\"><s:url><s:loc>http://k/</s:loc></s:url>"
		   "<url><loc>http://a/</loc></url></urlset>",
	    "http://a/\n");
}
END_TEST

START_TEST(an_index_names_sitemaps)
{
	const struct sitemap_list *list = read_list(HEAD
	    "<sitemapindex " XMLNS "><sitemap><loc>http://a/1.xml.gz</loc>"
	    "<lastmod>2024-01-01</lastmod></sitemap><url><loc>http://b/</loc>"
	    "</url></sitemapindex>");

	ck_assert_int_eq(list->kind, SITEMAP_SITEMAPS);
	ck_assert_uint_eq(list->len, 1);
	ck_assert(slice_equal(buffer_slice(&list->urls),
	    SLICE("http://a/1.xml.gz\n")));
}
END_TEST

/* The second URL is found wherever the pieces end. */
START_TEST(any_pieces_give_the_same)
{
	static const char text[] = HEAD
	    "<urlset " XMLNS
	    ">\n" LOC("http://a/ü?b&amp;c") "\n  <url>\n "
					    "<loc>no</loc></url>" LOC(
						" <![CDATA[http://b/"
						"]]>\n") "\n</"
							 "urlset>\n";
	struct slice whole = { text, sizeof(text) - 1 };

	for (size_t piece = 1; piece <= whole.len; piece++) {
		ck_assert_int_eq(feed(whole, piece), 0);
		const struct sitemap_list *list = sitemap_list(map);

		ck_assert(slice_equal(buffer_slice(&list->urls),
		    SLICE("http://a/ü?b&c\nhttp://b/\n")));
		ck_assert_uint_eq(list->len, 2);
		ck_assert_uint_eq(list->bad, 1);
		ck_assert_uint_eq(list->first.line, 5);
		ck_assert_uint_eq(list->first.column, 2);
		ck_assert_str_eq(list->first.text,
		    "'no' is no http or https URL");
	}
}
END_TEST

START_TEST(places_without_a_url_are_counted)
{
	const struct sitemap_list *list = read_list(
	    "<urlset>\n" LOC("ftp://a/") LOC("http://b/") "<url/>" LOC(
		"http://c d/") "<url><loc>http://e/</loc><loc>http://f/</loc>"
			       "</url></urlset>");

	ck_assert_uint_eq(list->len, 1);
	ck_assert_uint_eq(list->bad, 4);
	ck_assert_str_eq(list->first.file, "s.xml");
	ck_assert_uint_eq(list->first.line, 2);
	ck_assert_uint_eq(list->first.column, 6);
	ck_assert_str_eq(list->first.text,
	    "'ftp://a/' is no http or https URL");
}
END_TEST

START_TEST(what_is_wrong_is_told_with_its_place)
{
	static const struct {
		const char *text;
		size_t line, column;
		const char *why;
	} rows[] = {
		{ "", 1, 1, "no element found" },
		{ "<urlset>", 1, 9, "no element found" },
		{ "<urlset>\n<url></urlset>", 2, 8, "mismatched tag" },
		{ "<urlset/>x", 1, 10, "junk after document element" },
		{ "no XML", 1, 1, "syntax error" },
		{ "<urlset>" LOC("http://\xFF/") "</urlset>", 1, 26,
		    "not well-formed (invalid token)" },
		{ "<urlset>" LOC("http://\xED\xA0\x80/") "</urlset>", 1, 26,
		    "not well-formed (invalid token)" },
		/* The declaration does not make it other than UTF-8. */
		{ "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><urlset>"
		  "\xE9</urlset>",
		    1, 52, "not well-formed (invalid token)" },
		{ "<urlset><s:url/></urlset>", 1, 9, "unbound prefix" },
		{ "<urlset>&unknown;</urlset>", 1, 9, "undefined entity" },
		/* expat tells it at its end. */
		{ "<!DOCTYPE html><html/>", 1, 15,
		    "a DOCTYPE is refused: a sitemap has none" },
		{ HEAD "<!DOCTYPE urlset SYSTEM \"file:///etc/passwd\">"
		       "<urlset/>",
		    2, 45, "a DOCTYPE is refused: a sitemap has none" },
		{ "<html><body/></html>", 1, 1,
		    "this is no sitemap: its root is neither 'urlset' nor "
		    "'sitemapindex' of the namespace "
		    "http://www.sitemaps.org/schemas/sitemap/0.9" },
		{ "<urlset xmlns=\"http://other.example/\"/>", 1, 1,
		    "this is no sitemap: its root is neither 'urlset' nor "
		    "'sitemapindex' of the namespace "
		    "http://www.sitemaps.org/schemas/sitemap/0.9" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct slice text = slice_of(rows[i].text);

		for (size_t piece = 1; piece <= text.len + 1; piece++) {
			ck_assert_int_eq(feed(text, piece), -1);
			ck_assert_int_eq(err.kind, ERR_USAGE);
			ck_assert_str_eq(err.file, "s.xml");
			ck_assert_str_eq(err.text, rows[i].why);
			ck_assert_msg(err.line == rows[i].line &&
				err.column == rows[i].column,
			    "%s: %zu:%zu", rows[i].text, err.line, err.column);
		}
	}
}
END_TEST

/* Ten of ten of ... would be 10^9 laughs; not one of them is read. */
START_TEST(entities_are_never_expanded)
{
	static struct buffer text;

	buffer_put(&text, SLICE(HEAD "<!DOCTYPE urlset [<!ENTITY l0 \"lol\">"));
	for (char i = '1'; i <= '9'; i++) {
		buffer_put(&text, SLICE("<!ENTITY l"));
		buffer_put_byte(&text, i);
		buffer_put(&text, SLICE(" \""));
		for (int k = 0; k < 10; k++) {
			buffer_put(&text, SLICE("&l"));
			buffer_put_byte(&text, (char)(i - 1));
			buffer_put_byte(&text, ';');
		}
		buffer_put(&text, SLICE("\">"));
	}
	buffer_put(&text, SLICE("]><urlset>" LOC("&l9;") "</urlset>"));
	ck_assert_int_eq(feed(buffer_slice(&text), text.len), -1);
	ck_assert_uint_eq(err.line, 2);
	ck_assert_str_eq(err.text, "a DOCTYPE is refused: a sitemap has none");
	buffer_free(&text);
}
END_TEST

START_TEST(elements_nest_up_to_a_limit)
{
	for (int deep = SITEMAP_DEPTH_MAX; deep <= SITEMAP_DEPTH_MAX + 1;
	     deep++) {
		struct buffer text = BUFFER_INIT;

		buffer_put(&text, SLICE("<urlset>"));
		for (int i = 1; i < deep; i++)
			buffer_put(&text, SLICE("<a>"));
		for (int i = 1; i < deep; i++)
			buffer_put(&text, SLICE("</a>"));
		buffer_put(&text, SLICE("</urlset>"));
		ck_assert_int_eq(feed(buffer_slice(&text), text.len),
		    deep > SITEMAP_DEPTH_MAX ? -1 : 0);
		buffer_free(&text);
	}
	ck_assert_str_eq(err.text, "elements nest too deep");
}
END_TEST

START_TEST(urls_are_as_many_as_the_protocol_allows)
{
	struct buffer text = BUFFER_INIT;

	buffer_put(&text, SLICE("<urlset>"));
	for (int i = 0; i < SITEMAP_URLS_MAX - 1; i++)
		buffer_put(&text, SLICE(LOC("http://a/")));
	buffer_put(&text, SLICE("<url/>"));
	size_t len = text.len;
	buffer_put(&text, SLICE("</urlset>"));
	ck_assert_int_eq(feed(buffer_slice(&text), text.len), 0);
	ck_assert_uint_eq(sitemap_list(map)->len, SITEMAP_URLS_MAX - 1);

	text.len = len;
	buffer_put(&text, SLICE("<url/></urlset>"));
	ck_assert_int_eq(feed(buffer_slice(&text), text.len), -1);
	ck_assert_str_eq(err.text, "a sitemap has 50,000 URLs at most");
	buffer_free(&text);
}
END_TEST

START_TEST(bytes_are_as_many_as_the_protocol_allows)
{
	static char blanks[1 << 20];

	memset(blanks, ' ', sizeof(blanks));
	map = sitemap_new("s.xml", &err);
	ck_assert_int_eq(sitemap_feed(map, SLICE("<urlset>"), false, &err), 0);
	size_t left = SITEMAP_BYTES_MAX - strlen("<urlset></urlset>");
	while (left > 0) {
		size_t len = left < sizeof(blanks) ? left : sizeof(blanks);

		ck_assert_int_eq(sitemap_feed(map,
				     (struct slice){ blanks, len }, false,
				     &err),
		    0);
		left -= len;
	}
	ck_assert_int_eq(sitemap_feed(map, SLICE("</urlset>"), false, &err), 0);
	ck_assert_int_eq(sitemap_feed(map, SLICE(" "), true, &err), -1);
	ck_assert_str_eq(err.text, "'s.xml' is longer than 52428800 bytes");
}
END_TEST

/* However long it is, no more of it is kept than shows that it is too long. */
START_TEST(a_long_text_is_no_url)
{
	enum { LONG = 1 << 20 };
	struct buffer text = BUFFER_INIT;

	buffer_put(&text, SLICE("<urlset><url><loc>http://a/"));
	char *to = buffer_reserve(&text, LONG);
	ck_assert_ptr_nonnull(to);
	memset(to, 'a', LONG);
	text.len += LONG;
	buffer_put(&text, SLICE("</loc></url>" LOC("http://b/") "</urlset>"));
	ck_assert_int_eq(feed(buffer_slice(&text), 4096), 0);
	ck_assert_uint_eq(sitemap_list(map)->bad, 1);
	ck_assert_uint_eq(sitemap_list(map)->len, 1);
	buffer_free(&text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("sitemap");
	TCase *tcase = tcase_create("sitemap");

	tcase_add_checked_fixture(tcase, NULL, teardown);
	tcase_add_test(tcase, urls_come_out_in_their_order);
	tcase_add_test(tcase, elements_of_other_namespaces_are_passed_over);
	tcase_add_test(tcase, an_index_names_sitemaps);
	tcase_add_test(tcase, any_pieces_give_the_same);
	tcase_add_test(tcase, places_without_a_url_are_counted);
	tcase_add_test(tcase, what_is_wrong_is_told_with_its_place);
	tcase_add_test(tcase, entities_are_never_expanded);
	tcase_add_test(tcase, elements_nest_up_to_a_limit);
	tcase_add_test(tcase, urls_are_as_many_as_the_protocol_allows);
	tcase_add_test(tcase, bytes_are_as_many_as_the_protocol_allows);
	tcase_add_test(tcase, a_long_text_is_no_url);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
