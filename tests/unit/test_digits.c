#include <check.h>
#include <stdlib.h>

#include "base/digits.h"

static const struct {
	const char *text;
	uint64_t value;
} numbers[] = {
	{ "0", 0 },
	{ "7", 7 },
	{ "00000000", 0 },
	{ "1234567", 1234567 },
	{ "12345678", 12345678 },
	{ "123456789", 123456789 },
	{ "1704067200", 1704067200 },
	{ "9999999999999999", UINT64_C(9999999999999999) },
	{ "12345678901234567", UINT64_C(12345678901234567) },
	{ "999999999999999999", UINT64_C(999999999999999999) },
};

START_TEST(digits_have_their_value)
{
	uint64_t value = 1;

	ck_assert(digits_value(slice_of(numbers[_i].text), &value));
	ck_assert_uint_eq(value, numbers[_i].value);
}
END_TEST

static const char *const others[] = { "", "-1", "+1", "1.0", "1e3", " 1", "1 ",
	"1000000000000000000", "1234567:", "/2345678", "12345678a" };

START_TEST(other_texts_are_refused)
{
	uint64_t value;

	ck_assert(!digits_value(slice_of(others[_i]), &value));
}
END_TEST

/* One byte of a run of digits is any byte, in each place. */
START_TEST(each_byte_is_looked_at)
{
	const size_t len = (size_t)_i;
	int wrong = 0;

	for (size_t at = 0; at < len; at++)
		for (int byte = 0; byte < 256; byte++) {
			char text[32] = "123456789012345678";
			uint64_t value = 0;

			text[at] = (char)byte;
			bool found = digits_value((struct slice){ text, len },
			    &value);
			text[len] = '\0';
			if (byte < '0' || byte > '9')
				wrong += found;
			else
				wrong += !found ||
				    value != strtoull(text, NULL, 10);
		}
	ck_assert_int_eq(wrong, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("digits");
	TCase *tcase = tcase_create("digits");

	tcase_add_loop_test(tcase, digits_have_their_value, 0,
	    sizeof(numbers) / sizeof(numbers[0]));
	tcase_add_loop_test(tcase, other_texts_are_refused, 0,
	    sizeof(others) / sizeof(others[0]));
	tcase_add_loop_test(tcase, each_byte_is_looked_at, 1,
	    DIGITS_VALUE_MAX + 1);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
