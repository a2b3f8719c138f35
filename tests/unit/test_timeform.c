#include <check.h>

#include "base/random.h"
#include "base/time.h"
#include "base/timepattern.h"
#include "gen/model.h"
#include "gen/timeform.h"

static void
expect(const char *name, int digits, int64_t ns, const char *text)
{
	struct timeform form;
	char written[256];

	ck_assert_msg(timeform_init(&form, slice_of(name), digits), "%s", name);
	char *end = timeform_put(&form, ns, written);

	ck_assert_uint_le((size_t)(end - written), timeform_max(&form));
	*end = '\0';
	ck_assert_str_eq(written, text);
}

/* 2024-02-29 13:04:05.678901234, a Thursday, the 60th day of the year. */
static const int64_t leap = INT64_C(1709211845678901234);

START_TEST(numbers_are_rounded_down)
{
	expect("unix", 0, leap, "1709211845");
	expect("unix", 3, leap, "1709211845.678");
	expect("ms", 0, leap, "1709211845678");
	expect("us", 0, leap, "1709211845678901");
	expect("ns", 0, leap, "1709211845678901234");
	expect("unix", 0, -1, "-1");
	expect("unix", 9, -1, "-0.000000001");
	expect("unix", 0, -1000000000, "-1");
	expect("ms", 0, -1, "-1");
	expect("ms", 0, 0, "0");
}
END_TEST

START_TEST(texts_have_the_digits_asked_for)
{
	expect("rfc3339", 0, leap, "2024-02-29T13:04:05Z");
	expect("rfc3339", 3, leap, "2024-02-29T13:04:05.678Z");
	expect("sql", 0, leap, "2024-02-29 13:04:05");
	expect("sql", 6, leap, "2024-02-29 13:04:05.678901");
	expect("rfc3339", 9, -1, "1969-12-31T23:59:59.999999999Z");
}
END_TEST

START_TEST(letters_have_the_meaning_of_strptime)
{
	expect("%Y %y %m %d %e %j", 0, leap, "2024 24 02 29 29 060");
	expect("%H %I %p %M %S %f", 9, leap, "13 01 PM 04 05 678901234");
	expect("%b %B %a %A", 0, leap, "Feb February Thu Thursday");
	expect("%z %Z %F %T %R %%", 0, leap,
	    "+0000 UTC 2024-02-29 13:04:05 13:04 %");
	expect("%e.%I%p", 0, 0, " 1.12AM");
	expect("%A", 0, -86400 * TIME_SECOND, "Wednesday");
	expect("%A", 0, -7 * 86400 * TIME_SECOND, "Thursday");
}
END_TEST

START_TEST(other_names_and_letters_are_refused)
{
	static const char *const names[] = { "", "noon", "UNIX", "%", "%Y-%",
		"%Q", "%s" };
	struct timeform form;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		ck_assert(!timeform_init(&form, slice_of(names[i]), 0));
}
END_TEST

/* Against the one that reads times: the same again, to the last digit. */
START_TEST(what_is_written_is_read_back)
{
	static const char *const patterns[] = { "%F %T.%f",
		"%d.%m.%Y %H:%M:%S,%f", "%A, %d %B %Y %I:%M:%S %p %f %Z",
		"%Y/%j %R:%S.%f" };
	struct random random;

	random_init(&random, (uint64_t)_i, 0);
	const uint64_t most = MODEL_TIME_MAX;
	int64_t ns = (int64_t)(random_below(&random, 2 * most) - most);

	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		struct slice pattern = slice_of(patterns[i]);
		struct timeform form;
		char written[256];
		int64_t read;

		ck_assert(timeform_init(&form, pattern, 9));
		size_t len = (size_t)(timeform_put(&form, ns, written) -
		    written);
		ck_assert_msg(timepattern_parse((struct slice){ written, len },
				  pattern, &read),
		    "%.*s", (int)len, written);
		ck_assert_int_eq(read, ns);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("timeform");
	TCase *tcase = tcase_create("timeform");

	tcase_add_test(tcase, numbers_are_rounded_down);
	tcase_add_test(tcase, texts_have_the_digits_asked_for);
	tcase_add_test(tcase, letters_have_the_meaning_of_strptime);
	tcase_add_test(tcase, other_names_and_letters_are_refused);
	tcase_add_loop_test(tcase, what_is_written_is_read_back, 0, 500);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
