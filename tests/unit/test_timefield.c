#include "event/timefield.h"

#include <check.h>

#include "one_record.h"

#define S TIME_SECOND

static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	one_setup();
}

static const struct {
	const char *spec, *text;
	int64_t ns;
} good[] = {
	{ "t", "{\"t\":1640652643}", 1640652643 * S },
	{ "t", "{\"t\":\"1640652643.5\"}", 1640652643 * S + S / 2 },
	{ "t", "{\"t\":1640652643123}", 1640652643 * S + 123000000 },
	{ "t", "{\"t\":\"2021-12-28T00:50:43Z\"}", 1640652643 * S },
	{ "t", "{\"t\":\"2021-12-28 00:50:43.000001\"}",
	    1640652643 * S + 1000 },
	{ "a.t", "{\"a\":{\"t\":7}}", 7 * S },
	{ "/a/t", "{\"a\":{\"t\":7}}", 7 * S },
	{ "t:ms", "{\"t\":7}", 7 * S / 1000 },
	{ "t:us", "{\"t\":\"7\"}", 7000 },
	{ "t:ns", "{\"t\":7}", 7 },
	{ "t:rfc3339", "{\"t\":\"2021-12-28T01:50:43+01:00\"}",
	    1640652643 * S },
	{ "t:%Y/%m/%d %H:%M", "{\"t\":\"2001/01/10 23:05\"}", 979167900 * S },
	{ "t:%Y/%m/%d %H:%M", "{\"t\":\"2001\\/01\\/10 23:05\"}",
	    979167900 * S },
	{ "t:%Y%m%d", "{\"t\":20211228}", 1640649600 * S },
	{ "a\\:t:ms", "{\"a:t\":7}", 7 * S / 1000 },
	/* The units by magnitude, at their borders. */
	{ "t", "{\"t\":0}", 0 },
	{ "t", "{\"t\":-1}", -S },
	{ "t", "{\"t\":99999999}", 99999999 * S },
	{ "t", "{\"t\":100000000}", 100000000 * S },
	{ "t", "{\"t\":9223372036}", 9223372036 * S },
	{ "t", "{\"t\":100000000000}", 100000000 * S },
	{ "t", "{\"t\":9223372036854}", 9223372036854 * (S / 1000) },
	{ "t", "{\"t\":100000000000000}", 100000000 * S },
	{ "t", "{\"t\":9223372036854775}", 9223372036854775 * 1000 },
	{ "t", "{\"t\":100000000000000000}", 100000000 * S },
	{ "t", "{\"t\":999999999999999999}", 999999999999999999 },
	{ "t", "{\"t\":9223372036854775807}", INT64_MAX },
	{ "t", "{\"t\":\"0000001640652643\"}", 1640652643 * S },
};

START_TEST(the_time_of_a_record_is_found)
{
	struct timefield field;
	int64_t ns = -1;

	ck_assert_int_eq(timefield_init(&field, good[_i].spec, one_plan, &err),
	    0);
	ck_assert_msg(timefield_get(&field, one_record(good[_i].text), &ns,
			  &err) == 0,
	    "%s", err.text);
	ck_assert_int_eq(ns, good[_i].ns);
	timefield_free(&field);
}
END_TEST

static const struct {
	const char *spec, *text, *reason;
	size_t column;
} bad[] = {
	{ "t", "{}", "missing", 1 },
	{ "t", "{\"t\":null}", "time", 6 },
	{ "t", "{\"t\":true}", "time", 6 },
	{ "t", "{\"t\":[1]}", "time", 6 },
	{ "t", "{\"t\":\"\"}", "time", 6 },
	{ "t", "{\"t\":\"1e9\"}", "time", 6 },
	{ "t", "{\"t\":\"tomorrow\"}", "time", 6 },
	{ "t", "{\"t\":1e30}", "time", 6 },
	{ "t", "{\"t\":9223372037}", "time", 6 },
	{ "t", "{\"t\":99999999999}", "time", 6 },
	{ "t", "{\"t\":9223372036855}", "time", 6 },
	{ "t", "{\"t\":9223372036854776}", "time", 6 },
	{ "t", "{\"t\":9223372036854775808}", "time", 6 },
	{ "t:unix", "{\"t\":\"2021-12-28T00:50:43Z\"}", "time", 6 },
	{ "t:rfc3339", "{\"t\":1640652643}", "time", 6 },
	{ "t:%Y", "{\"t\":\"21\\u0030\"}", "time", 6 },
};

START_TEST(what_has_no_time_is_rejected)
{
	struct timefield field;
	int64_t ns = -1;

	ck_assert_int_eq(timefield_init(&field, bad[_i].spec, one_plan, &err),
	    0);
	ck_assert_int_eq(timefield_get(&field, one_record(bad[_i].text), &ns,
			     &err),
	    -1);
	ck_assert_int_eq(err.kind, ERR_DATA);
	ck_assert_str_eq(err.reason, bad[_i].reason);
	ck_assert_str_eq(err.path, "/t");
	ck_assert_uint_eq(err.column, bad[_i].column);
	timefield_free(&field);
}
END_TEST

static const struct {
	const char *spec, *message;
} wrong[] = {
	{ "", "-t: a path is missing" },
	{ ":ms", "-t: a path is missing" },
	{ "t:",
	    "-t: '' is no time format (unix, ms, us, ns, rfc3339 or a "
	    "pattern such as '%Y-%m-%d')" },
	{ "t:s",
	    "-t: 's' is no time format (unix, ms, us, ns, rfc3339 or a "
	    "pattern such as '%Y-%m-%d')" },
	{ "t:%Q",
	    "-t: '%Q' has a letter that is not known (see evrecords(7))" },
};

START_TEST(what_is_no_time_field_is_refused)
{
	struct timefield field;

	ck_assert_int_eq(timefield_init(&field, wrong[_i].spec, one_plan, &err),
	    -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, wrong[_i].message);
}
END_TEST

static const struct {
	const char *style;
	int64_t ns;
	const char *written;
} styles[] = {
	{ "rfc3339", 1640652643 * S, "\"2021-12-28T00:50:43Z\"" },
	{ "unix", 1640652643 * S + 5, "1640652643" },
	{ "unix", -1, "-1" },
	{ "ms", 1640652643 * S + 1999999, "1640652643001" },
	{ "ms", -1000000, "-1" },
};

START_TEST(a_time_is_written_in_the_style_asked_for)
{
	struct buffer text = BUFFER_INIT;
	enum time_style style;

	ck_assert_int_eq(time_style_parse(styles[_i].style, &style, &err), 0);
	time_style_put(style, styles[_i].ns, &text);
	ck_assert(
	    slice_equal(buffer_slice(&text), slice_of(styles[_i].written)));
	buffer_free(&text);
}
END_TEST

START_TEST(another_style_is_refused)
{
	enum time_style style;

	ck_assert_int_eq(time_style_parse("iso", &style, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text,
	    "--time-format: 'iso' is none of rfc3339, unix and ms");
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *suite = suite_create("timefield");
	TCase *tcase = tcase_create("timefield");

	tcase_add_checked_fixture(tcase, setup, one_teardown);
	tcase_add_loop_test(tcase, the_time_of_a_record_is_found, 0,
	    ROWS(good));
	tcase_add_loop_test(tcase, what_has_no_time_is_rejected, 0, ROWS(bad));
	tcase_add_loop_test(tcase, what_is_no_time_field_is_refused, 0,
	    ROWS(wrong));
	tcase_add_loop_test(tcase, a_time_is_written_in_the_style_asked_for, 0,
	    ROWS(styles));
	tcase_add_test(tcase, another_style_is_refused);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
