#include <limits.h>

#include "gen/lists.h"
#include "model_maker.h"

/* Both ends of each range come, and nothing outside; times are rounded down. */
START_TEST(numbers_stay_in_their_range)
{
	static const struct {
		const char *generator;
		long low, high;
	} rows[] = {
		{ "{int: [-2, 2]}", -2, 2 },
		{ "{int: [7, 9]}", 7, 9 },
		{ "{zipf: 5, from: 3}", 3, 7 },
		{ "{zipf: 3, exponent: 0}", 0, 2 },
		{ "{choice: [4, {int: [5, 6]}]}", 4, 6 },
		{ "{time: unix, back: [1s, 3s]}", -3, -2 },
		{ "{time: unix, ahead: [1s, 3s]}", 1, 2 },
		{ "{time: unix, late: 50%, late_by: 2s}", -2, 0 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		long low = LONG_MAX, high = LONG_MIN;
		bool is_time = strstr(rows[i].generator, "time") != NULL;

		make(rows[i].generator);
		for (uint64_t k = 0; k < 1000; k++) {
			long number = strtol(value(k), NULL, 10);

			if (is_time)
				number -= 1704067200 + (long)k;
			low = number < low ? number : low;
			high = number > high ? number : high;
		}
		ck_assert_int_eq(low, rows[i].low);
		ck_assert_int_eq(high, rows[i].high);
	}
}
END_TEST

START_TEST(an_integer_may_have_all_64_bits)
{
	bool negative = false, positive = false;

	make("{int: [-9223372036854775808, 9223372036854775807]}");
	for (uint64_t k = 0; k < 100; k++) {
		long long number = strtoll(value(k), NULL, 10);

		negative |= number < -(1LL << 62);
		positive |= number > 1LL << 62;
	}
	ck_assert(negative);
	ck_assert(positive);
}
END_TEST

START_TEST(a_decimal_has_all_its_digits)
{
	bool seen[11] = { false };

	make("{decimal: [-0.05, 0.05], digits: 2}");
	for (uint64_t k = 0; k < 500; k++) {
		const char *text = value(k);

		ck_assert_uint_eq(strlen(strchr(text, '.')), 3);
		seen[5 +
		    strtol(strchr(text, '.') + 1, NULL, 10) *
			(text[0] == '-' ? -1 : 1)] = true;
	}
	for (int i = 0; i < 11; i++)
		ck_assert(seen[i]);
}
END_TEST

START_TEST(a_sequence_counts_records)
{
	make("{sequence: 100, step: -3}");
	ck_assert_str_eq(value(0), "100");
	ck_assert_str_eq(value(1), "97");
	ck_assert_str_eq(value(40), "-20");
	make("sequence");
	ck_assert_str_eq(value(7), "7");
}
END_TEST

START_TEST(weights_decide_how_often)
{
	int counts[3] = { 0 };

	make("{choice: {x: 5, y: 0, z: 15}}");
	for (uint64_t k = 0; k < 20000; k++)
		counts[value(k)[0] - 'x']++;
	ck_assert_int_lt(abs(counts[0] - 5000), 250);
	ck_assert_int_eq(counts[1], 0);

	/* The same as a list, with generators in it. */
	memset(counts, 0, sizeof(counts));
	make(
	    "{choice: [\"x\", \"y\", {template: \"z\"}], weights: [5, 0, 15]}");
	for (uint64_t k = 0; k < 20000; k++)
		counts[value(k)[0] - 'x']++;
	ck_assert_int_lt(abs(counts[0] - 5000), 250);
	ck_assert_int_eq(counts[1], 0);
}
END_TEST

START_TEST(hexadecimal_digits_are_as_many_as_wanted)
{
	static const size_t lens[] = { 1, 16, 17, 32, 4096 };
	char generator[32];

	for (size_t i = 0; i < sizeof(lens) / sizeof(lens[0]); i++) {
		snprintf(generator, sizeof(generator), "{hex: %zu}", lens[i]);
		make(generator);
		const char *text = value(0);
		ck_assert_uint_eq(strlen(text), lens[i]);
		ck_assert_uint_eq(strspn(text, "0123456789abcdef"), lens[i]);
	}
}
END_TEST

START_TEST(a_uuid_has_its_version_and_variant)
{
	for (int version = 4; version <= 7; version += 3) {
		make(version == 4 ? "uuid" : "{uuid: 7}");
		for (uint64_t k = 0; k < 50; k++) {
			const char *text = value(k);

			ck_assert_uint_eq(strlen(text), 36);
			ck_assert_int_eq(text[14], '0' + version);
			ck_assert_ptr_nonnull(strchr("89ab", text[19]));
			for (size_t i = 8; i <= 23; i += 5)
				ck_assert_int_eq(text[i], '-');
			ck_assert_uint_eq(strspn(text, "0123456789abcdef-"),
			    36);
		}
	}
	/* 1704067201000 ms */
	ck_assert(strncmp(value(1), "018cc251-f7e8-7", 15) == 0);
}
END_TEST

START_TEST(a_city_is_where_it_is)
{
	char expected[128];

	make("city");
	for (uint64_t k = 0; k < 200; k++) {
		const char *text = value(k);
		bool found = false;

		for (const struct list_city *city = list_cities;
		     city->name != NULL; city++) {
			snprintf(expected, sizeof(expected),
			    "{\"name\":\"%s\",\"country\":\"%s\",\"lat\":%s,"
			    "\"lon\":%s}",
			    city->name, city->country, city->lat, city->lon);
			found |= strcmp(text, expected) == 0;
		}
		ck_assert_msg(found, "%s", text);
	}
}
END_TEST

START_TEST(all_countries_come)
{
	bool seen[26][26] = { { false } };
	int len = 0;

	make("country");
	for (uint64_t k = 0; k < 5000; k++) {
		const char *text = value(k);

		ck_assert_uint_eq(strlen(text), 2);
		bool *one = &seen[text[0] - 'A'][text[1] - 'A'];
		len += !*one;
		*one = true;
	}
	ck_assert_int_eq(len, 249);
	make("{country: lower}");
	ck_assert_int_ge(value(0)[0], 'a');
}
END_TEST

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

START_TEST(no_two_pages_of_a_site_are_the_same)
{
	enum { PAGES = 5000, DRAWS = 100000 };
	static char *urls[DRAWS];
	size_t len = 1;

	make("{url: \"http://x/\", pages: 5000}");
	for (uint64_t k = 0; k < DRAWS; k++) {
		const char *text = value(k);
		size_t size = strlen(text) + 1;

		urls[k] = malloc(size);
		ck_assert_ptr_nonnull(urls[k]);
		memcpy(urls[k], text, size);
	}
	qsort(urls, DRAWS, sizeof(urls[0]), compare);
	for (size_t k = 1; k < DRAWS; k++)
		len += strcmp(urls[k - 1], urls[k]) != 0;
	ck_assert_uint_eq(len, PAGES);
	for (size_t k = 0; k < DRAWS; k++)
		free(urls[k]);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("generators");
	TCase *tcase = tcase_create("generators");

	tcase_add_checked_fixture(tcase, NULL, free_model);
	tcase_add_test(tcase, numbers_stay_in_their_range);
	tcase_add_test(tcase, an_integer_may_have_all_64_bits);
	tcase_add_test(tcase, a_decimal_has_all_its_digits);
	tcase_add_test(tcase, a_sequence_counts_records);
	tcase_add_test(tcase, weights_decide_how_often);
	tcase_add_test(tcase, hexadecimal_digits_are_as_many_as_wanted);
	tcase_add_test(tcase, a_uuid_has_its_version_and_variant);
	tcase_add_test(tcase, a_city_is_where_it_is);
	tcase_add_test(tcase, all_countries_come);
	tcase_add_test(tcase, no_two_pages_of_a_site_are_the_same);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
