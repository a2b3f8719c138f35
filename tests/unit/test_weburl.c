#include <check.h>

#include "gen/weburl.h"

START_TEST(these_are_urls_of_the_web)
{
	static const char *const rows[] = {
		"http://a",
		"https://a.example/",
		"HTTPS://A.Example/x",
		"http://a_b-c.example:1/",
		"http://a:65535",
		"http://127.0.0.1:8080/a//b",
		"http://[::1]/",
		"http://[2001:db8::7]:80?x",
		"https://a?q=1&r=%20%aF",
		"https://a#top",
		"https://a/b;c=1,2/~d/(e)/f!g*h'i$j+k@l:m/?/?#/?",
		"https://bücher.example/straße",
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_msg(weburl_is_valid(slice_of(rows[i])), "%s",
		    rows[i]);
}
END_TEST

START_TEST(these_are_none)
{
	static const char *const rows[] = {
		"",
		"/",
		"a.example",
		"//a.example/",
		"http:/a",
		"http//a",
		"http://",
		"http:///",
		"http://:80/",
		"http://?a",
		"ftp://a/",
		"file:///a",
		"javascript:alert(1)",
		"httpss://a",
		" http://a",
		"http://a ",
		"http://a/b c",
		"http://a/\t",
		"http://a/\n",
		"http://a/\177",
		"http://a/<b>",
		"http://a/\"",
		"http://a/{b}",
		"http://a/b|c",
		"http://a/b\\c",
		"http://a/b^c`d",
		"http://a/[b]",
		"http://a/#b#c",
		"http://a/%",
		"http://a/%4",
		"http://a/%4g",
		"http://a:",
		"http://a:/",
		"http://a:0/",
		"http://a:65536/",
		"http://a:99999999999999999999/",
		"http://a:1x/",
		"http://me@a/",
		"http://me:secret@a/",
		"http://a%41/",
		"http://[/",
		"http://[]/",
		"http://[::1/",
		"http://[::g]/",
		"http://[::1]x/",
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_msg(!weburl_is_valid(slice_of(rows[i])), "%s",
		    rows[i]);
	ck_assert(!weburl_is_valid((struct slice){ "http://a/\0", 10 }));
	ck_assert(!weburl_is_valid((struct slice){ NULL, 0 }));
}
END_TEST

START_TEST(a_url_has_a_longest_length)
{
	char url[WEBURL_MAX + 2];

	memset(url, 'a', sizeof(url));
	memcpy(url, "http://a/", strlen("http://a/"));
	ck_assert(weburl_is_valid((struct slice){ url, WEBURL_MAX }));
	ck_assert(!weburl_is_valid((struct slice){ url, WEBURL_MAX + 1 }));
}
END_TEST

START_TEST(the_scheme_alone_tells_the_web)
{
	ck_assert(weburl_is_web(SLICE("http://")));
	ck_assert(weburl_is_web(SLICE("HttpS://a b")));
	ck_assert(!weburl_is_web(SLICE("http:/")));
	ck_assert(!weburl_is_web(SLICE("data/http://a")));
	ck_assert(!weburl_is_web(SLICE("")));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("weburl");
	TCase *tcase = tcase_create("weburl");

	tcase_add_test(tcase, these_are_urls_of_the_web);
	tcase_add_test(tcase, these_are_none);
	tcase_add_test(tcase, a_url_has_a_longest_length);
	tcase_add_test(tcase, the_scheme_alone_tells_the_web);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
