#include "gen/lists.h"
#include "model_maker.h"

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

	tcase_add_checked_fixture(tcase, NULL, free_model);
	tcase_add_test(tcase, records_are_written_like_this);
	tcase_add_test(tcase, members_of_a_city_can_be_called_alone);
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
