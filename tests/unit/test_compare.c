#include "json/compare.h"

#include <check.h>

/* In rising order; those with one number are alike. */
static const struct {
	const char *value;
	int place;
} values[] = {
	{ "null", 0 },
	{ "false", 1 },
	{ "true", 2 },
	{ "-1e400", 3 },
	{ "-0", 4 },
	{ "0.00", 4 },
	{ "9", 5 },
	{ "10", 6 },
	{ "1e1", 6 },
	{ "\"\"", 7 },
	{ "\"!\"", 8 },
	{ "\"\\\"\"", 9 },
	{ "\"A\"", 10 },
	{ "\"\\u0041\"", 10 },
	{ "\"A \"", 11 },
	{ "\"\\u0041 \"", 11 },
	{ "\"a\"", 12 },
	{ "\"\u00E9\"", 13 },
	{ "\"\uFF21\"", 14 },
	{ "\"\\ud83d\\ude00\"", 15 }, /* above it, though not in UTF-16 */
	{ "[1]", 16 },
	{ "{}", 17 },
};

enum { VALUES = sizeof(values) / sizeof(values[0]) };

static int
sign(int number)
{
	return (number > 0) - (number < 0);
}

START_TEST(values_have_an_order)
{
	for (int i = 0; i < VALUES; i++) {
		int order = json_value_compare(slice_of(values[_i].value),
		    slice_of(values[i].value));

		ck_assert_int_eq(sign(order),
		    sign(values[_i].place - values[i].place));
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("compare");
	TCase *tcase = tcase_create("compare");

	tcase_add_loop_test(tcase, values_have_an_order, 0, VALUES);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
