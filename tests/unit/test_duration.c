#include <check.h>

#include "base/duration.h"

static const struct {
	const char *text;
	int64_t ns;
	const char *written;
} good[] = {
	{ "0s", 0, "0s" },
	{ "500ms", 500000000, "500ms" },
	{ "90s", 90000000000, "1m30s" },
	{ "1m", 60000000000, "1m" },
	{ "1h30m", 5400000000000, "1h30m" },
	{ "7d", 604800000000000, "7d" },
	{ "1d2h3m4s5ms6us7ns", 93784005006007, "1d2h3m4s5ms6us7ns" },
	{ "007s", 7000000000, "7s" },
	{ "1500us", 1500000, "1ms500us" },
	{ "9223372036854775807ns", INT64_MAX,
	    "106751d23h47m16s854ms775us807ns" },
};

START_TEST(a_duration_is_read_and_written)
{
	struct buffer text = BUFFER_INIT;
	int64_t ns = -1;

	ck_assert(duration_parse(slice_of(good[_i].text), &ns));
	ck_assert_int_eq(ns, good[_i].ns);
	duration_put(ns, &text);
	ck_assert(slice_equal(buffer_slice(&text), slice_of(good[_i].written)));
	buffer_free(&text);
}
END_TEST

static const char *bad[] = { "", "1", "s", "-1s", "+1s", "1.5s", "1 s", "1S",
	"1w", "1s ", "1s1", "1s1s", "1m1h", "1ms1s", "1min", "s1",
	"9223372036854775808ns", "106752d", "9999999999999999999999d",
	"106751d24h" };

START_TEST(what_is_no_duration_is_refused)
{
	int64_t ns = -1;

	ck_assert_msg(!duration_parse(slice_of(bad[_i]), &ns), "%s", bad[_i]);
	ck_assert_int_eq(ns, -1);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *suite = suite_create("duration");
	TCase *tcase = tcase_create("duration");

	tcase_add_loop_test(tcase, a_duration_is_read_and_written, 0,
	    ROWS(good));
	tcase_add_loop_test(tcase, what_is_no_duration_is_refused, 0,
	    ROWS(bad));
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
