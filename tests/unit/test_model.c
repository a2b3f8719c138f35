#include <check.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "gen/lists.h"
#include "gen/model.h"

/* 2024-01-01T00:00:00Z */
#define START INT64_C(1704067200000000000)

static struct conf conf;
static struct model *model;
static char *line;
static struct err err;

static void
teardown(void)
{
	model_free(model);
	free(line);
	model = NULL;
	line = NULL;
}

/* The model m of this text.  Returns whether there is no mistake in it. */
static bool
read_model(const char *text)
{
	teardown();
	err = (struct err)ERR_INIT;
	ck_assert_int_ge(conf_parse(&conf, slice_of(text), "m.yml", &err), 0);
	model = model_new(&conf, SLICE("m"), &err);
	conf_free(&conf);
	if (model == NULL)
		return false;
	line = malloc(model_line_max(model));
	ck_assert_ptr_nonnull(line);
	return true;
}

/* A model whose records are {"a":...}, made by this generator. */
static void
make(const char *generator)
{
	char text[1024];

	snprintf(text, sizeof(text), "models: {m: {record: {a: %s}}}",
	    generator);
	ck_assert_msg(read_model(text), "%s: %s", generator, err.text);
}

static struct slice
record(uint64_t number)
{
	const struct model_record which = { 1, number,
		START + (int64_t)number * 1000000000 };
	char *end = model_put(model, &which, line);

	ck_assert((size_t)(end - line) < model_line_max(model));
	*end = '\0';
	return (struct slice){ line, (size_t)(end - line) };
}

/* What {"a":...} holds; a string without its quotes. */
static const char *
value(uint64_t number)
{
	struct slice whole = record(number);
	size_t skip = strlen("{\"a\":");

	ck_assert_int_eq(line[whole.len - 1], '}');
	line[whole.len - 1] = '\0';
	if (line[skip] == '"') {
		line[whole.len - 2] = '\0';
		skip++;
	}
	return line + skip;
}

START_TEST(records_are_written_like_this)
{
	static const struct {
		const char *model, *record;
	} rows[] = {
		{ "record: {}", "{}" },
		{ "record: {a: \"b\", c: 1.50, d: null, e: true, f: ~}",
		    "{\"a\":\"b\",\"c\":1.50,\"d\":null,\"e\":true,\"f\":"
		    "null}" },
		{ "record: {a: 'x\"/é'}", "{\"a\":\"x\\\"/é\"}" },
		{ "style: {slash: escaped}, record: {a/b: 'c/d'}",
		    "{\"a\\/b\":\"c\\/d\"}" },
		{ "style: {after_colon: ' ', after_comma: \"\\t\", "
		  "line_end: ' '}, record: {a: 1, b: {array: 2, length: 2}}",
		    "{\"a\": 1,\t\"b\": [2,\t2]} " },
		{ "record: {a: {object: {}}, b: {object: {c: {object: {d: "
		  "1}}}}}",
		    "{\"a\":{},\"b\":{\"c\":{\"d\":1}}}" },
		{ "record: {a: {array: {array: 1, length: 2}, length: 2}}",
		    "{\"a\":[[1,1],[1,1]]}" },
		{ "record: {a: {array: 1, length: 0}}", "{\"a\":[]}" },
		{ "record: {a: {optional: 1, probability: 0}, "
		  "b: {optional: 2, probability: 1}, c: 3}",
		    "{\"b\":2,\"c\":3}" },
		{ "record: {a: {int: 7}, b: {decimal: -0.5, digits: 3}, "
		  "c: {choice: [\"x\"]}, d: {bool: 100%}}",
		    "{\"a\":7,\"b\":-0.500,\"c\":\"x\",\"d\":true}" },
		{ "let: {x: \"Ab-c d\"}, record: {a: {ref: x}, "
		  "b: {ref: x, as: lower}, c: {ref: x, as: slug}, "
		  "d: {ref: c, as: title}, e: {template: '<{x}>'}}",
		    "{\"a\":\"Ab-c d\",\"b\":\"ab-c d\",\"c\":\"ab-c-d\","
		    "\"d\":\"Ab C D\",\"e\":\"<Ab-c d>\"}" },
		{ "let: {n: 5}, record: {a: {ref: n, as: text}, "
		  "b: {template: '{n}{n}'}}",
		    "{\"a\":\"5\",\"b\":\"55\"}" },
		{ "record: {a: 1, b: {object: {a: 2, c: {ref: a}}}, "
		  "d: {ref: a}, e: {ref: b.a}, f: {ref: b}}",
		    "{\"a\":1,\"b\":{\"a\":2,\"c\":2},\"d\":1,\"e\":2,"
		    "\"f\":{\"a\":2,\"c\":2}}" },
		{ "record: {a: {optional: \"x\", probability: 0}, b: {ref: a}}",
		    "{\"b\":null}" },
		{ "record: {a: {time: rfc3339}, b: {time: ms, back: 1s}, "
		  "c: {time: unix, ahead: 1h}, d: {time: '%d/%m', late: 0, "
		  "late_by: 1s}}",
		    "{\"a\":\"2024-01-01T00:00:00Z\",\"b\":1704067199000,"
		    "\"c\":1704070800,\"d\":\"01/01\"}" },
		{ "record: {a: {sentence: 1, end: '!'}, b: {url: \"http://x\", "
		  "pages: 1}}",
		    "{\"a\":\"Pilot!\",\"b\":\"http://x/\"}" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char text[1024];

		snprintf(text, sizeof(text), "models: {m: {%s}}",
		    rows[i].model);
		ck_assert_msg(read_model(text), "%s: %s", rows[i].model,
		    err.text);
		record(0);
		ck_assert_str_eq(line, rows[i].record);
	}
}
END_TEST

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

START_TEST(a_pool_has_so_many_values)
{
	char pool[3][9];
	size_t len = 0;

	make("{hex: 8, pool: 3}");
	for (uint64_t k = 0; k < 200; k++) {
		const char *text = value(k);
		size_t i = 0;

		while (i < len && strcmp(pool[i], text) != 0)
			i++;
		ck_assert_uint_lt(i, 3);
		if (i == len)
			snprintf(pool[len++], sizeof(pool[0]), "%s", text);
	}
	ck_assert_uint_eq(len, 3);
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

START_TEST(members_of_a_city_can_be_called_alone)
{
	char text[64];

	ck_assert(read_model("models: {m: {let: {p: city}, record: {"
			     "a: {template: '{p.lat} {p.lon}'}, "
			     "b: {ref: p.country}}}}"));
	record(0);
	for (const struct list_city *city = list_cities; city->name != NULL;
	     city++) {
		snprintf(text, sizeof(text), "{\"a\":\"%s %s\",\"b\":\"%s\"}",
		    city->lat, city->lon, city->country);
		if (strcmp(text, line) == 0)
			return;
	}
	ck_abort_msg("no city for %s", line);
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

/* Whichever of the members are there, commas stand between them only. */
START_TEST(optional_members_leave_no_commas)
{
	static const char *const shapes[] = { "{}", "{\"a\":1}", "{\"b\":2}",
		"{\"c\":3}", "{\"a\":1, \"b\":2}", "{\"a\":1, \"c\":3}",
		"{\"b\":2, \"c\":3}", "{\"a\":1, \"b\":2, \"c\":3}" };
	int counts[8] = { 0 };

	ck_assert(read_model("models: {m: {style: {after_comma: ' '}, record: {"
			     "a: {optional: 1}, b: {optional: 2}, "
			     "c: {optional: 3}}}}"));
	for (uint64_t k = 0; k < 8000; k++) {
		size_t i = 0;

		record(k);
		while (strcmp(shapes[i], line) != 0)
			ck_assert_msg(++i < 8, "%s", line);
		counts[i]++;
	}
	for (int i = 0; i < 8; i++)
		ck_assert_int_lt(abs(counts[i] - 1000), 125);
}
END_TEST

START_TEST(references_see_the_element_at_hand)
{
	ck_assert(read_model(
	    "models: {m: {record: {a: {array: {object: {x: word, y: {ref: x}, "
	    "z: {template: '{x}'}}}, length: [1, 4]}, b: {ref: a.x}}}}"));
	for (uint64_t k = 0; k < 100; k++) {
		record(k);
		char last[80] = "";

		for (char *at = strstr(line, "{\"x\":"); at != NULL;
		     at = strstr(at + 1, "{\"x\":")) {
			char x[64], y[64], z[64];

			ck_assert_int_eq(sscanf(at,
					     "{\"x\":\"%63[a-z]\",\"y\":\"%63["
					     "a-z]\","
					     "\"z\":\"%63[a-z]\"",
					     x, y, z),
			    3);
			ck_assert_str_eq(x, y);
			ck_assert_str_eq(x, z);
			snprintf(last, sizeof(last), "\"b\":\"%s\"}", x);
		}
		ck_assert_ptr_nonnull(strstr(line, last));
	}
}
END_TEST

START_TEST(arrays_nest_up_to_their_limit)
{
	make("{array: {array: {array: {array: {array: {array: {array: "
	     "{array: 1, length: 1}, length: 1}, length: 1}, length: 1}, "
	     "length: 1}, length: 1}, length: 1}, length: 1}");
	ck_assert_str_eq(value(0), "[[[[[[[[1]]]]]]]]");
	ck_assert(!read_model(
	    "models: {m: {record: {a: {array: {array: {array: {array: {array: "
	    "{array: {array: {array: {array: 1, length: 1}, length: 1}, "
	    "length: 1}, length: 1}, length: 1}, length: 1}, length: 1}, "
	    "length: 1}, length: 1}}}}"));
	ck_assert_str_eq(err.text, "arrays nest deeper than 8 levels");
}
END_TEST

START_TEST(a_line_that_could_be_too_long_is_refused)
{
	ck_assert(!read_model("models: {m: {record: {a: {array: {array: "
			      "{hex: 4096}, length: 100}, length: 100}}}}"));
	ck_assert_str_eq(err.text,
	    "a line of this model may be longer than 16777216 bytes");
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_uint_eq(err.line, 1);
}
END_TEST

START_TEST(a_rate_is_read)
{
	ck_assert(read_model("models: {m: {rate: 2.5, record: {}}}"));
	ck_assert_int_eq(model_rate(model), 2500000);
	ck_assert(read_model("models: {m: {record: {}}}"));
	ck_assert_int_eq(model_rate(model), 0);
	ck_assert(!read_model("models: {m: {rate: 0, record: {}}}"));
	ck_assert_str_eq(err.text, "a rate is above 0 and up to 1000000000");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("model");
	TCase *tcase = tcase_create("model");

	tcase_add_checked_fixture(tcase, NULL, teardown);
	tcase_add_test(tcase, records_are_written_like_this);
	tcase_add_test(tcase, numbers_stay_in_their_range);
	tcase_add_test(tcase, an_integer_may_have_all_64_bits);
	tcase_add_test(tcase, a_decimal_has_all_its_digits);
	tcase_add_test(tcase, a_sequence_counts_records);
	tcase_add_test(tcase, weights_decide_how_often);
	tcase_add_test(tcase, hexadecimal_digits_are_as_many_as_wanted);
	tcase_add_test(tcase, a_pool_has_so_many_values);
	tcase_add_test(tcase, a_uuid_has_its_version_and_variant);
	tcase_add_test(tcase, a_city_is_where_it_is);
	tcase_add_test(tcase, members_of_a_city_can_be_called_alone);
	tcase_add_test(tcase, all_countries_come);
	tcase_add_test(tcase, no_two_pages_of_a_site_are_the_same);
	tcase_add_test(tcase, optional_members_leave_no_commas);
	tcase_add_test(tcase, references_see_the_element_at_hand);
	tcase_add_test(tcase, arrays_nest_up_to_their_limit);
	tcase_add_test(tcase, a_line_that_could_be_too_long_is_refused);
	tcase_add_test(tcase, a_rate_is_read);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
