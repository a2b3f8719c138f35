#include <check.h>
#include <stdlib.h>
#include <time.h>

#include "base/time.h"
#include "base/unixtime.h"

static struct buffer text;

static void
setup(void)
{
	text = (struct buffer)BUFFER_INIT;
}

static void
teardown(void)
{
	buffer_free(&text);
}

static bool
is_day(int64_t days, int64_t year, unsigned month, unsigned day)
{
	int64_t y;
	unsigned m, d;

	time_day(days, &y, &m, &d);
	return y == year && m == month && d == day &&
	    time_days_of(year, month, day) == days &&
	    time_day_exists(year, month, day);
}

/* Every day of 800 years, against counting them one by one. */
START_TEST(days_and_dates_agree_with_counting)
{
	static const unsigned lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30,
		31, 30, 31 };
	int64_t days = -135140; /* 1600-01-01 */
	int wrong = 0;

	for (int64_t year = 1600; year < 2400; year++)
		for (unsigned month = 1; month <= 12; month++) {
			bool leap = year % 4 == 0 &&
			    (year % 100 != 0 || year % 400 == 0);
			unsigned len = lengths[month - 1] +
			    (month == 2 && leap);

			for (unsigned day = 1; day <= len; day++)
				wrong += !is_day(days++, year, month, day);
			wrong += time_day_exists(year, month, len + 1);
		}
	ck_assert_int_eq(wrong, 0);
	ck_assert_int_eq(time_days_of(1970, 1, 1), 0);
}
END_TEST

START_TEST(days_that_do_not_exist_are_told)
{
	ck_assert(!time_day_exists(2024, 0, 1));
	ck_assert(!time_day_exists(2024, 13, 1));
	ck_assert(!time_day_exists(2024, 1, 0));
	ck_assert(!time_day_exists(2024, -1, -1));
	ck_assert(!time_day_exists(2024, 1, INT64_MAX));
}
END_TEST

/* kind: a time_format, TIME_AUTO for unixtime_parse_auto() */
static bool
parse(enum time_format kind, const char *from, int64_t *ns)
{
	struct slice slice = slice_of(from);

	if (kind == TIME_AUTO)
		return unixtime_parse_auto(slice, ns);
	if (kind == TIME_RFC3339)
		return time_parse_rfc3339(slice, ns);
	if (kind == TIME_PATTERN) /* none of its own: SQL's form */
		return time_parse_sql(slice, ns);
	return unixtime_parse(slice, kind, ns);
}

#define S TIME_SECOND

static const struct {
	enum time_format kind;
	const char *text;
	int64_t ns;
} good[] = {
	{ TIME_AUTO, "0", 0 },
	{ TIME_AUTO, "1640652643", 1640652643 * S },
	{ TIME_AUTO, "1640652643.5", 1640652643 * S + S / 2 },
	{ TIME_AUTO, "-1.5", -3 * S / 2 },
	{ TIME_AUTO, "+7", 7 * S },
	{ TIME_AUTO, "007", 7 * S },
	{ TIME_AUTO, "1.640652643e9", 1640652643 * S },
	{ TIME_AUTO, "16406526430E-1", 1640652643 * S },
	{ TIME_AUTO, "0e999999999999", 0 },
	{ TIME_AUTO, "1e-999999999999", 0 },
	{ TIME_AUTO, "100000000000", 100000000 * S },
	{ TIME_AUTO, "1640652643123", 1640652643 * S + 123000000 },
	{ TIME_AUTO, "100000000000000", 100000000 * S },
	{ TIME_AUTO, "1640652643123456", 1640652643 * S + 123456000 },
	{ TIME_AUTO, "1640652643123456.7899", 1640652643 * S + 123456789 },
	{ TIME_AUTO, "100000000000000000", 100000000 * S },
	{ TIME_AUTO, "1640652643123456789", 1640652643 * S + 123456789 },
	{ TIME_AUTO, "9223372036854775807", INT64_MAX },
	{ TIME_AUTO, "-9223372036854775807", -INT64_MAX },
	{ TIME_AUTO, "0.0000000019", 1 },
	{ TIME_UNIX, "5", 5 * S },
	{ TIME_UNIX, "9223372036.854775807999", INT64_MAX },
	{ TIME_MS, "5.5", 5500000 },
	{ TIME_US, "5", 5000 },
	{ TIME_NS, "5.9", 5 },
	{ TIME_RFC3339, "1970-01-01T00:00:00Z", 0 },
	{ TIME_RFC3339, "2021-12-28T00:50:43Z", 1640652643 * S },
	{ TIME_RFC3339, "2262-04-11T23:47:16.854775807Z", INT64_MAX },
	{ TIME_RFC3339, "1677-09-21T00:12:43.145224193Z", -INT64_MAX },
	{ TIME_RFC3339, "2021-12-28t00:50:43z", 1640652643 * S },
	{ TIME_RFC3339, "2021-12-28 01:50:43.25+01:00",
	    1640652643 * S + S / 4 },
	{ TIME_RFC3339, "2021-12-27T18:20:43-06:30", 1640652643 * S },
	{ TIME_RFC3339, "1969-12-31T23:59:59.999999999Z", -1 },
	{ TIME_RFC3339, "1970-01-01T00:00:00.1234567891Z", 123456789 },
	{ TIME_RFC3339, "2016-12-31T23:59:60Z", 1483228800 * S },
	{ TIME_RFC3339, "2016-12-31T16:59:60-07:00", 1483228800 * S },
	{ TIME_RFC3339, "2024-02-29T00:00:00-00:00", 1709164800 * S },
	{ TIME_PATTERN, "2021-12-28 00:50:43", 1640652643 * S },
	{ TIME_PATTERN, "2021-12-28 00:50:43.000001", 1640652643 * S + 1000 },
};

START_TEST(a_time_is_read)
{
	int64_t ns = -7;

	ck_assert_msg(parse(good[_i].kind, good[_i].text, &ns), "%s",
	    good[_i].text);
	ck_assert_msg(ns == good[_i].ns, "%s is %lld", good[_i].text,
	    (long long)ns);
}
END_TEST

static const struct {
	enum time_format kind;
	const char *text;
} bad[] = {
	{ TIME_AUTO, "" },
	{ TIME_AUTO, "-" },
	{ TIME_AUTO, "1." },
	{ TIME_AUTO, ".5" },
	{ TIME_AUTO, "1.5.5" },
	{ TIME_AUTO, "1e" },
	{ TIME_AUTO, "1e+" },
	{ TIME_AUTO, "1e5x" },
	{ TIME_AUTO, "1 " },
	{ TIME_AUTO, "0x10" },
	{ TIME_AUTO, "99999999999" },
	{ TIME_AUTO, "99999999999999" },
	{ TIME_AUTO, "99999999999999999" },
	{ TIME_AUTO, "9223372036854775808" },
	{ TIME_AUTO, "1e20" },
	{ TIME_AUTO, "1e999999999999999999999" },
	{ TIME_UNIX, "9223372037" },
	{ TIME_MS, "-99999999999999" },
	{ TIME_RFC3339, "2021-12-28T00:50:43" },
	{ TIME_RFC3339, "2021-12-28T00:50Z" },
	{ TIME_RFC3339, "2021-12-28T00:50:43.Z" },
	{ TIME_RFC3339, "2021-12-28T00:50:43+0100" },
	{ TIME_RFC3339, "2021-12-28T00:50:43+24:00" },
	{ TIME_RFC3339, "2021-12-28T00:50:43+01:60" },
	{ TIME_RFC3339, "2021-12-28T24:00:00Z" },
	{ TIME_RFC3339, "2021-12-28T00:60:00Z" },
	{ TIME_RFC3339, "2021-12-28T00:00:61Z" },
	{ TIME_RFC3339, "2021-12-28T00:00:60Z" },
	{ TIME_RFC3339, "2021-02-29T00:00:00Z" },
	{ TIME_RFC3339, "2021-00-01T00:00:00Z" },
	{ TIME_RFC3339, "2021-1-01T00:00:00Z" },
	{ TIME_RFC3339, "1600-01-01T00:00:00Z" },
	{ TIME_RFC3339, "2262-04-11T23:47:16.854775808Z" },
	{ TIME_RFC3339, "2262-04-11T23:47:17Z" },
	{ TIME_RFC3339, "1677-09-21T00:12:43.145224192Z" },
	{ TIME_RFC3339, "1677-09-21T00:12:43Z" },
	{ TIME_RFC3339, "9999-12-31T23:59:59Z" },
	{ TIME_RFC3339, "2021-12-28T00:50:43Zz" },
	{ TIME_RFC3339, "" },
	{ TIME_PATTERN, "2021-12-28 00:50:43Z" },
	{ TIME_PATTERN, "2021-12-28T00:50:43" },
	{ TIME_PATTERN, "2021-12-28" },
};

START_TEST(what_is_no_time_is_refused)
{
	int64_t ns = -7;

	ck_assert_msg(!parse(bad[_i].kind, bad[_i].text, &ns), "%s",
	    bad[_i].text);
	ck_assert_int_eq(ns, -7);
}
END_TEST

static const struct {
	int64_t ns;
	const char *text;
} written[] = {
	{ 0, "1970-01-01T00:00:00Z" },
	{ 1640652643 * S, "2021-12-28T00:50:43Z" },
	{ 1640652643 * S + 1000000, "2021-12-28T00:50:43.001Z" },
	{ 1640652643 * S + 120000000, "2021-12-28T00:50:43.120Z" },
	{ 1640652643 * S + 1000, "2021-12-28T00:50:43.000001Z" },
	{ 1640652643 * S + 1, "2021-12-28T00:50:43.000000001Z" },
	{ -1, "1969-12-31T23:59:59.999999999Z" },
	{ -86400 * S, "1969-12-31T00:00:00Z" },
	{ INT64_MAX, "2262-04-11T23:47:16.854775807Z" },
	{ INT64_MIN + 1, "1677-09-21T00:12:43.145224193Z" },
};

/* The first eight digits alike or not, and what then is no time. */
static const char *const neighbours[] = { "0", "1704067", "17040671",
	"170406719", "1704067197", "1704067198", "1704067200", "17040671970",
	"170406719700", "1704067197000", "1704067197999", "1704067197000000",
	"170406719700000000", "1704067197000000000", "9223372036", "9223372037",
	"9223372036854", "9223372036855", "9223372036854775",
	"9223372036854776", "92233720368547758", "922337203685477580",
	"9223372036854775807", "9223372036854775808", "0000000007",
	"0000000070", "00000000000000", "99999999999", "999999999999999999",
	"17040671.7", "170406719.", "1704067197.5", "17040671e2", "170406719e",
	"170406719/", "170406719:", "-1704067197", "+1704067197", "" };

START_TEST(what_came_before_does_not_change_a_time)
{
	for (size_t i = 0; i < sizeof(neighbours) / sizeof(neighbours[0]);
	     i++) {
		const struct slice here = slice_of(neighbours[i]);
		struct unixtime_near near = { .len = 0 };
		int64_t before = -7;
		int64_t ns = -7;
		int64_t alone = -7;

		(void)unixtime_parse_near(&near, slice_of(neighbours[_i]),
		    &before);
		ck_assert_msg(unixtime_parse_near(&near, here, &ns) ==
			unixtime_parse_auto(here, &alone),
		    "%s behind %s", neighbours[i], neighbours[_i]);
		ck_assert_msg(ns == alone, "%s behind %s", neighbours[i],
		    neighbours[_i]);
	}
}
END_TEST

START_TEST(a_time_is_written_with_the_digits_it_needs)
{
	time_put_rfc3339(written[_i].ns, &text);
	ck_assert(slice_equal(buffer_slice(&text), slice_of(written[_i].text)));
}
END_TEST

/* Against the C library, and back again. */
START_TEST(seconds_agree_with_the_c_library)
{
	srand((unsigned)_i);
	for (int i = 0; i < 20000; i++) {
		time_t seconds = (time_t)(rand() % 18446744) * 1000 +
		    rand() % 1000 - 9223372036;
		struct tm tm;
		char expected[32];
		int64_t ns = 0;

		gmtime_r(&seconds, &tm);
		strftime(expected, sizeof(expected), "%Y-%m-%dT%H:%M:%SZ", &tm);
		buffer_clear(&text);
		time_put_rfc3339(seconds * S, &text);
		ck_assert(slice_equal(buffer_slice(&text), slice_of(expected)));
		ck_assert(time_parse_rfc3339(slice_of(expected), &ns));
		ck_assert_int_eq(ns, seconds * S);
	}
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *suite = suite_create("time");
	TCase *tcase = tcase_create("time");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, days_and_dates_agree_with_counting);
	tcase_add_test(tcase, days_that_do_not_exist_are_told);
	tcase_add_loop_test(tcase, a_time_is_read, 0, ROWS(good));
	tcase_add_loop_test(tcase, what_is_no_time_is_refused, 0, ROWS(bad));
	tcase_add_loop_test(tcase, what_came_before_does_not_change_a_time, 0,
	    ROWS(neighbours));
	tcase_add_loop_test(tcase, a_time_is_written_with_the_digits_it_needs,
	    0, ROWS(written));
	tcase_add_loop_test(tcase, seconds_agree_with_the_c_library, 1, 3);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
