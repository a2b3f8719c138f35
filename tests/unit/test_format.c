#include <check.h>
#include <stdlib.h>

#include "schema/format.h"

struct row {
	const char *format, *text;
	bool fits;
};

static const struct row rows[] = {
	{ "longitude", "-180", true },
	{ "longitude", "180.0", true },
	{ "longitude", "0", true },
	{ "longitude", "180.0000000000000000000001", false },
	{ "longitude", "-1.8001e2", false },
	{ "latitude", "90", true },
	{ "latitude", "-90", true },
	{ "latitude", "90.1", false },
	{ "latitude", "-91", false },
	{ "iso-3166-1-alpha-2", "AD", true },
	{ "iso-3166-1-alpha-2", "de", true },
	{ "iso-3166-1-alpha-2", "ES", true },
	{ "iso-3166-1-alpha-2", "zw", true },
	{ "iso-3166-1-alpha-2", "AA", false },
	{ "iso-3166-1-alpha-2", "EN", false },
	{ "iso-3166-1-alpha-2", "UK", false },
	{ "iso-3166-1-alpha-2", "ZZ", false },
	{ "iso-3166-1-alpha-2", "", false },
	{ "iso-3166-1-alpha-2", "D", false },
	{ "iso-3166-1-alpha-2", "DEU", false },
	{ "iso-3166-1-alpha-2", "\xC3\xA9", false },
	{ "unix-time", "0", true },
	{ "unix-time", "1640652643", true },
	{ "unix-time", "1640652643.25", true },
	{ "unix-time", "-1", true },
	{ "unix-time", "9223372036", true },
	{ "unix-time", "9223372037", false },
	{ "unix-time", "1640652643000", false },
	{ "unix-time", "yesterday", false },
	{ "unix-time", "", false },
	{ "unix-time-ms", "1640652643000", true },
	{ "unix-time-ms", "9223372036854", true },
	{ "unix-time-ms", "9223372036855", false },
	{ "unix-time-ms", "9223372036855000", false },
	{ "unix-time-us", "1640652643000000", true },
	{ "unix-time-us", "9223372036854775808", false },
	{ "unix-time-ns", "9223372036854775807", true },
	{ "unix-time-ns", "9223372036854775808", false },
};

START_TEST(a_text_fits_its_format_or_not)
{
	const struct row *row = &rows[_i];
	const struct format *format = format_find(slice_of(row->format));

	ck_assert_ptr_nonnull(format);
	ck_assert_msg(format->fits(slice_of(row->text)) == row->fits,
	    "%s as %s", row->text, row->format);
}
END_TEST

START_TEST(there_are_249_countries)
{
	const struct format *format = format_find(SLICE("iso-3166-1-alpha-2"));
	int countries = 0;

	for (char first = 'A'; first <= 'Z'; first++) {
		for (char second = 'A'; second <= 'Z'; second++) {
			const char code[2] = { first, second };

			countries += format->fits((struct slice){ code, 2 });
		}
	}
	ck_assert_int_eq(countries, 249);
}
END_TEST

START_TEST(a_format_speaks_of_some_types_only)
{
	ck_assert_uint_eq(format_find(SLICE("latitude"))->types,
	    1u << JSON_NUMBER);
	ck_assert_uint_eq(format_find(SLICE("unix-time"))->types,
	    1u << JSON_NUMBER | 1u << JSON_STRING);
	ck_assert_uint_eq(format_find(SLICE("iso-3166-1-alpha-2"))->types,
	    1u << JSON_STRING);
}
END_TEST

START_TEST(formats_of_the_drafts_are_known_to_be_missing)
{
	ck_assert(format_is_later(SLICE("date-time")));
	ck_assert(format_is_later(SLICE("uuid")));
	ck_assert(!format_is_later(SLICE("longitude")));
	ck_assert(!format_is_later(SLICE("my-own")));
	ck_assert_ptr_null(format_find(SLICE("my-own")));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("format");
	TCase *tcase = tcase_create("format");

	tcase_add_loop_test(tcase, a_text_fits_its_format_or_not, 0,
	    sizeof(rows) / sizeof(*rows));
	tcase_add_test(tcase, there_are_249_countries);
	tcase_add_test(tcase, a_format_speaks_of_some_types_only);
	tcase_add_test(tcase, formats_of_the_drafts_are_known_to_be_missing);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
