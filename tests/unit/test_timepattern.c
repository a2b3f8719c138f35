#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/time.h"
#include "base/timepattern.h"

#define S TIME_SECOND

static const struct {
	const char *pattern, *text;
	int64_t ns;
} good[] = {
	{ "%Y-%m-%d", "2021-12-28", 1640649600 * S },
	{ "%Y/%m/%d %H:%M", "2001/01/10 23:05", 979167900 * S },
	{ "%Y%m%dT%H%M%S", "20211228T005043", 1640652643 * S },
	{ "%F %T.%f", "2021-12-28 00:50:43.25", 1640652643 * S + S / 4 },
	{ "%F%n%R", "2021-12-28\t 00:50", 1640652600 * S },
	{ "%F %R", "2021-12-2800:50", 1640652600 * S },
	{ "%D", "12/28/21", 1640649600 * S },
	{ "%d/%b/%Y:%T %z", "28/Dec/2021:01:50:43 +0100", 1640652643 * S },
	{ "%A, %e %B %Y", "TUESDAY,  3 january 2023", 1672704000 * S },
	{ "%a %h %e %T %Z %Y", "Tue Jan 3 00:00:00 UTC 2023", 1672704000 * S },
	{ "%b", "May", 10368000 * S },
	{ "%I:%M %p", "12:30 am", 1800 * S },
	{ "%I:%M %p", "12:30 PM", 45000 * S },
	{ "%I", "3", 10800 * S },
	{ "%Y-%j", "2024-366", 1735603200 * S },
	{ "%y%m%d", "690101", -31536000 * S },
	{ "%y", "68", 3092601600 * S },
	{ "%s", "1640652643", 1640652643 * S },
	{ "%s", "-1", -S },
	{ "%s.%f", "-0.5", -S / 2 },
	{ "%s.%f", "-1.5", -3 * S / 2 },
	{ "%H%z", "00-00:30", 1800 * S },
	{ "%H%z", "01+01", 0 },
	{ "%H %Z", "00 gmt", 0 },
	{ "%HZ%z", "00Zz", 0 },
	{ "100%% %M", "100% 01", 60 * S },
	{ "%T", "23:59:60", 86400 * S },
	{ "%f", "1234567899", 123456789 },
	{ "", "", 0 },
};

START_TEST(a_text_that_fits_is_a_time)
{
	int64_t ns = -7;

	ck_assert(timepattern_is_valid(slice_of(good[_i].pattern)));
	ck_assert_msg(timepattern_parse(slice_of(good[_i].text),
			  slice_of(good[_i].pattern), &ns),
	    "%s", good[_i].text);
	ck_assert_msg(ns == good[_i].ns, "%s is %lld", good[_i].text,
	    (long long)ns);
}
END_TEST

static const struct {
	const char *pattern, *text;
} bad[] = {
	{ "%Y-%m-%d", "2021-02-29" },
	{ "%Y-%m-%d", "2021-13-01" },
	{ "%Y-%m-%d", "2021-12-28 " },
	{ "%Y-%m-%d", "2021-12" },
	{ "%Y-%m-%d", "" },
	{ "%Y", "1600" },
	{ "%Y-%j", "2023-366" },
	{ "%j", "0" },
	{ "%H", "24" },
	{ "%M", "60" },
	{ "%T", "00:00:60" },
	{ "%S", "61" },
	{ "%I", "0" },
	{ "%I", "13" },
	{ "%b", "Ja" },
	{ "%a", "day" },
	{ "%p", "xm" },
	{ "%z", "0100" },
	{ "%z", "+1" },
	{ "%z", "+01:" },
	{ "%z", "+24" },
	{ "%z", "+0160" },
	{ "%Z", "CET" },
	{ "%f", "" },
	{ "%s", "99999999999999999999" },
	{ "%s", "99999999999999999" },
	{ "%y", "7" },
	{ "%%", "x" },
	{ "", "x" },
};

START_TEST(a_text_that_does_not_fit_is_none)
{
	int64_t ns = -7;

	ck_assert_msg(!timepattern_parse(slice_of(bad[_i].text),
			  slice_of(bad[_i].pattern), &ns),
	    "%s", bad[_i].text);
	ck_assert_int_eq(ns, -7);
}
END_TEST

START_TEST(patterns_with_other_letters_are_not_valid)
{
	ck_assert(!timepattern_is_valid(SLICE("%")));
	ck_assert(!timepattern_is_valid(SLICE("%Y-%")));
	ck_assert(!timepattern_is_valid(SLICE("%q")));
	ck_assert(!timepattern_is_valid(SLICE("%Ey")));
	ck_assert(!timepattern_is_valid(SLICE("%\0")));
}
END_TEST

/* What the C library writes in many patterns is read again. */
START_TEST(it_reads_what_the_c_library_writes)
{
	static const char *patterns[] = { "%F %T", "%D %R:%S", "%s",
		"%Y-%j %I:%M:%S %p", "%a %d %b %Y %H:%M:%S", "%A%t%e%n%B %Y %T",
		"%Y%m%d%H%M%S %z", "%y%m%d %T" };

	/* Through a pointer, for the patterns are no literals. */
	size_t (*const write)(char *, size_t, const char *,
	    const struct tm *) = strftime;

	srand((unsigned)_i);
	for (int i = 0; i < 20000; i++) {
		const char *pattern = patterns[rand() % 8];
		time_t seconds = (time_t)(rand() % 3092601);
		struct tm tm;
		char text[64];
		int64_t ns = 0;

		seconds = seconds * 1000 + rand() % 1000;
		gmtime_r(&seconds, &tm);
		write(text, sizeof(text), pattern, &tm);
		if (strcmp(pattern, "%s") == 0) /* strftime's is local time */
			snprintf(text, sizeof(text), "%lld",
			    (long long)seconds);
		ck_assert_msg(timepattern_parse(slice_of(text),
				  slice_of(pattern), &ns) &&
			ns == seconds * S,
		    "%s %s", pattern, text);
	}
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *suite = suite_create("timepattern");
	TCase *tcase = tcase_create("timepattern");

	tcase_add_loop_test(tcase, a_text_that_fits_is_a_time, 0, ROWS(good));
	tcase_add_loop_test(tcase, a_text_that_does_not_fit_is_none, 0,
	    ROWS(bad));
	tcase_add_test(tcase, patterns_with_other_letters_are_not_valid);
	tcase_add_loop_test(tcase, it_reads_what_the_c_library_writes, 1, 3);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
