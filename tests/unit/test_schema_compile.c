#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "schema/schema.h"

#define DRAFT_4 "{\"$schema\":\"http://json-schema.org/draft-04/schema#\","
#define DRAFT_7 "{\"$schema\":\"http://json-schema.org/draft-07/schema#\","

struct bad {
	const char *schema, *expected; /* LINE:COLUMN MESSAGE */
};

static const struct bad bads[] = {
	{ "{\n \"type\": \"random_type\"}",
	    "2:10 'type' is 'random_type', which is no type of JSON Schema" },
	{ "{\"type\":[]}",
	    "1:9 'type' must be the name of a type, or a list of them" },
	{ "{\"type\":[\"null\",1]}",
	    "1:17 'type' must be the name of a type, or a list of them" },
	{ "{\"type\":[\"null\",\"null\"]}", "1:17 'type' lists 'null' twice" },
	{ "{\"type\":[\"any\"]}",
	    "1:10 'type' is 'any', which is no type of JSON Schema" },
	{ "{\"minLength\":-1}",
	    "1:14 'minLength' must be an integer from 0 up" },
	{ "{\"maxLength\":1.5}",
	    "1:14 'maxLength' must be an integer from 0 up" },
	{ "{\"minimum\":\"1\"}", "1:12 'minimum' must be a number" },
	{ "{\"exclusiveMinimum\":true}",
	    "1:21 'exclusiveMinimum' must be a number" },
	{ DRAFT_4 "\"exclusiveMinimum\":1}",
	    "1:73 'exclusiveMinimum' must be true or false" },
	{ "{\"enum\":1}", "1:9 'enum' must be an array" },
	{ "{\"pattern\":\"a(\"}",
	    "1:12 'pattern': the regular expression is wrong at its byte 3: "
	    "missing closing parenthesis" },
	{ "{\"pattern\":1}", "1:12 'pattern' must be a string" },
	{ "{\"required\":[\"a\",\"a\"]}", "1:18 'required' lists 'a' twice" },
	{ "{\"required\":true}", "1:13 'required' must be a list of strings" },
	{ "{\"properties\":[]}",
	    "1:15 'properties' must be an object of schemas" },
	{ "{\"properties\":{\"a\":1}}",
	    "1:20 a schema must be an object, true or false" },
	{ DRAFT_4 "\"properties\":{\"a\":true}}",
	    "1:72 a schema must be an object" },
	{ "{\"additionalProperties\":1}",
	    "1:25 'additionalProperties' must be a schema: an object, true or "
	    "false" },
	{ "{\"items\":[{}]}",
	    "1:10 'items' must be a schema: an object, true or false" },
	{ "{\"$defs\":{\"a\":{\"type\":1}}}",
	    "1:23 'type' must be the name of a type, or a list of them" },
	{ "{\"x-ev-severity\":\"info\"}",
	    "1:18 'x-ev-severity' must be \"error\" or \"warning\"" },
	{ "{\"title\":1}", "1:10 'title' must be a string" },
	{ "1", "1:1 a schema must be an object, true or false" },
	{ "{\"a\":1,}", "1:8 expected a string, found '}'" },
	{ "{\"$schema\":\"http://json-schema.org/draft-03/schema#\"}",
	    "1:12 '$schema' is 'http://json-schema.org/draft-03/schema#', "
	    "which is no draft that is known: 2020-12, 2019-09, 7, 6 and 4 "
	    "are" },
	/* Known, and not built yet. */
	{ "{\"anyOf\":[]}", "1:10 'anyOf' is not built yet" },
	{ "{\"properties\":{\"a\":{\"multipleOf\":1}}}",
	    "1:34 'multipleOf' is not built yet" },
	{ "{\"if\":true}", "1:7 'if' is not built yet" },
	{ DRAFT_7 "\"items\":[{}]}",
	    "1:62 'items' with an array is not built yet" },
	{ "{\"format\":\"date-time\"}",
	    "1:11 'format' 'date-time' is not built yet" },
	/* References. */
	{ "{\"$ref\":\"#/$defs/a\"}",
	    "1:9 '$ref' to '#/$defs/a': there is nothing in the document" },
	{ "{\"$ref\":\"#/%zz\"}",
	    "1:9 '$ref' to '#/%zz': there is nothing in the document" },
	{ "{\"$ref\":\"other.json\"}",
	    "1:9 '$ref' to 'other.json' is not built yet, only to '#' and "
	    "'#/...'" },
	{ "{\"$ref\":\"#foo\"}",
	    "1:9 '$ref' to '#foo' is not built yet, only to '#' and '#/...'" },
	{ "{\"$ref\":\"#\"}",
	    "1:9 '$ref' leads back to itself, there is nothing to check" },
	{ "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},"
	  "\"b\":{\"$ref\":\"#/$defs/a\"}}}",
	    "1:42 '$ref' leads back to itself, there is nothing to check" },
	{ "{\"$ref\":\"#/title\",\"title\":\"a\"}",
	    "1:27 a schema must be an object, true or false" },
	{ "{\"items\":{\"$id\":\"http://a/\",\"$ref\":\"#/$defs/a\","
	  "\"$defs\":{\"a\":{}}}}",
	    "1:36 '$ref' below an '$id' is not built yet" },
};

START_TEST(a_schema_that_is_wrong_is_refused_with_its_place)
{
	char said[ERR_TEXT_MAX + 40];
	struct err err = ERR_INIT;

	ck_assert_ptr_null(
	    schema_compile(slice_of(bads[_i].schema), "s.json", 0, &err));
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.file, "s.json");
	(void)snprintf(said, sizeof(said), "%zu:%zu %s", err.line, err.column,
	    err.text);
	ck_assert_msg(strcmp(said, bads[_i].expected) == 0,
	    "%s\nsays     %s\nexpected %s", bads[_i].schema, said,
	    bads[_i].expected);
}
END_TEST

START_TEST(a_schema_that_is_too_long_is_a_limit)
{
	struct err err = ERR_INIT;
	const struct slice text = { NULL, SCHEMA_BYTES_MAX + 1 };

	ck_assert_ptr_null(schema_compile(text, "s.json", 0, &err));
	ck_assert_int_eq(err.kind, ERR_LIMIT);
}
END_TEST

START_TEST(every_draft_is_known_with_and_without_a_fragment)
{
	static const char *const texts[] = {
		"{\"$schema\":\"https://json-schema.org/draft/2020-12/"
		"schema\"}",
		"{\"$schema\":\"https://json-schema.org/draft/2019-09/"
		"schema#\"}",
		"{\"$schema\":\"http://json-schema.org/draft-07/schema\"}",
		"{\"$schema\":\"http://json-schema.org/draft-06/schema#\"}",
		"{\"$schema\":\"http://json-schema.org/draft-04/schema\"}",
	};
	struct err err = ERR_INIT;

	struct schema *schema = schema_compile(slice_of(texts[_i]), "s.json", 0,
	    &err);
	ck_assert_msg(schema != NULL, "%s: %s", texts[_i], err.text);
	schema_free(schema);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("schema_compile");
	TCase *tcase = tcase_create("schema_compile");

	tcase_add_loop_test(tcase,
	    a_schema_that_is_wrong_is_refused_with_its_place, 0,
	    sizeof(bads) / sizeof(*bads));
	tcase_add_test(tcase, a_schema_that_is_too_long_is_a_limit);
	tcase_add_loop_test(tcase,
	    every_draft_is_known_with_and_without_a_fragment, 0, 5);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
