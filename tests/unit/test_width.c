#include <check.h>

#include "base/width.h"

static const struct {
	const char *text;
	size_t width;
} rows[] = {
	{ "", 0 }, { "plain", 5 }, { "Zo\u00EB", 3 },
	{ "Zoe\u0308", 3 },                /* the dots are a mark */
	{ "\u6771\u4EAC", 4 },             /* ideographs */
	{ "\uD55C\uAE00", 4 },             /* Hangul */
	{ "\uFF21", 2 },                   /* a full-width A */
	{ "\U0001F600", 2 },               /* a face */
	{ "\U00020000", 2 },               /* an ideograph of plane 2 */
	{ "a\u200Db", 2 },                 /* a joiner */
	{ "\u2764\uFE0F", 1 },             /* a heart, and how to show it */
	{ "\u20AC 5", 3 },                 /* three bytes, one column */
	{ "\u10FF\u1100\u115F\u1160", 6 }, /* where the first block begins */
};

START_TEST(columns_of_a_terminal_are_counted)
{
	ck_assert_uint_eq(width_of(slice_of(rows[_i].text)), rows[_i].width);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("width");
	TCase *tcase = tcase_create("width");

	tcase_add_loop_test(tcase, columns_of_a_terminal_are_counted, 0,
	    sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
