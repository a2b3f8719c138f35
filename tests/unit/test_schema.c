#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "schema/schema.h"
#include "schema_cases.h"

static struct err err;

static struct schema *
compile(const char *text, unsigned flags)
{
	err = (struct err)ERR_INIT;
	return schema_compile(slice_of(text), "s.json", flags, &err);
}

/* What the check says: "", or REASON PATH: MESSAGE, a '~' before a warning. */
static void
check_record(struct schema_check *check, const char *document, char *said,
    size_t size)
{
	struct json_record record;

	struct json_walk *walk = json_walk_new(NULL, JSON_WALK_ANY, &err);
	ck_assert_ptr_nonnull(walk);
	ck_assert_int_eq(json_walk_start(walk, slice_of(document), &err), 0);
	ck_assert_msg(json_walk_next(walk, &record, &err) == 1, "%s: %s",
	    document, err.text);
	int got = schema_check(check, &record, &err);

	said[0] = '\0';
	if (got != 0) {
		ck_assert_int_eq(err.kind, ERR_DATA);
		ck_assert_uint_eq(err.column, 1);
		(void)snprintf(said, size, "%s%s %s: %s", got > 0 ? "~" : "",
		    err.reason, err.path, err.text);
	}
	json_walk_free(walk);
}

static void
expect(const char *text, unsigned flags, const char *document,
    const char *expected)
{
	char said[800];

	struct schema *schema = compile(text, flags);
	ck_assert_msg(schema != NULL, "%s: %s", text, err.text);
	struct schema_check *check = schema_check_new(schema, &err);
	ck_assert_ptr_nonnull(check);
	check_record(check, document, said, sizeof(said));
	ck_assert_msg(strcmp(said, expected) == 0,
	    "%s\nof %s\nsays     %s\nexpected %s", text, document, said,
	    expected);
	schema_check_free(check);
	schema_free(schema);
}

START_TEST(a_record_fits_or_the_first_failure_is_told)
{
	expect(schema_cases[_i].schema, 0, schema_cases[_i].document,
	    schema_cases[_i].expected);
}
END_TEST

START_TEST(formats_say_nothing_where_they_are_not_asserted)
{
	expect("{\"format\":\"longitude\"}", SCHEMA_NO_FORMAT, "181", "");
	expect("{\"format\":\"date-time\"}", SCHEMA_NO_FORMAT, "\"x\"", "");
}
END_TEST

static void
repeat(struct buffer *out, const char *text, int times)
{
	while (times-- > 0)
		buffer_put(out, slice_of(text));
}

START_TEST(a_record_may_nest_as_deep_as_any)
{
	struct buffer document = BUFFER_INIT;

	repeat(&document, "{\"a\":", JSON_DEPTH_MAX - 1);
	buffer_put(&document, SLICE("{}"));
	repeat(&document, "}", JSON_DEPTH_MAX - 1);
	buffer_put_byte(&document, '\0');
	expect("{\"required\":[],\"properties\":{\"a\":{\"$ref\":\"#\"}}}", 0,
	    document.bytes, "");
	buffer_free(&document);
}
END_TEST

/* Each step is a jump: they take no stack, in the record's depth times. */
START_TEST(references_may_be_a_long_chain)
{
	enum { LINKS = 5000 };
	struct buffer schema = BUFFER_INIT;

	buffer_put(&schema, SLICE("{\"$ref\":\"#/$defs/0\",\"$defs\":{"));
	for (int i = 0; i < LINKS; i++) {
		char link[64];
		int len = snprintf(link, sizeof(link),
		    "\"%d\":{\"$ref\":\"#/$defs/%d\"},", i, i + 1);

		buffer_put(&schema, (struct slice){ link, (size_t)len });
	}
	buffer_put(&schema, SLICE("\"5000\":{\"items\":{\"$ref\":\"#\"},"));
	buffer_put(&schema, SLICE("\"type\":\"array\"}}}"));
	buffer_put_byte(&schema, '\0');
	expect(schema.bytes, 0, "[[[[[[[[]]]]]]]]", "");
	expect(schema.bytes, 0, "[[1]]",
	    "type /0/0: '/0/0' is a number, not an array");
	buffer_free(&schema);
}
END_TEST

START_TEST(any_number_of_members_may_be_required)
{
	struct buffer schema = BUFFER_INIT;
	struct buffer document = BUFFER_INIT;

	buffer_put(&schema, SLICE("{\"required\":["));
	buffer_put(&document, SLICE("{"));
	for (unsigned i = 0; i < (unsigned)_i; i++) {
		struct buffer *outs[] = { &schema, &document };

		for (size_t j = 0; j < 2; j++) {
			buffer_put_byte(outs[j], '"');
			buffer_put_uint(outs[j], i);
			buffer_put(outs[j],
			    j == 0 ? SLICE("\",") : SLICE("\":1,"));
		}
	}
	buffer_put(&schema, SLICE("\"last\"]}"));
	buffer_put_byte(&schema, '\0');
	size_t len = document.len;

	buffer_put(&document, SLICE("\"last\":{}}"));
	buffer_put_byte(&document, '\0');
	expect(schema.bytes, 0, document.bytes, "");
	document.len = len;
	buffer_put(&document, SLICE("\"lost\":{}}"));
	buffer_put_byte(&document, '\0');
	expect(schema.bytes, 0, document.bytes,
	    "required /last: '/last' is missing");
	buffer_free(&schema);
	buffer_free(&document);
}
END_TEST

START_TEST(a_check_is_used_for_many_records)
{
	char said[800];

	struct schema *schema = compile(
	    "{\"properties\":{\"a\":{\"const\":1}},\"required\":[\"a\"]}", 0);
	struct schema_check *check = schema_check_new(schema, &err);
	ck_assert_ptr_nonnull(check);

	check_record(check, "{\"a\":2,\"a\":2}", said, sizeof(said));
	ck_assert_str_eq(said, "const /a: '/a' is 2, not 1");
	check_record(check, "{\"a\":1}", said, sizeof(said));
	ck_assert_str_eq(said, "");
	check_record(check, "{\"b\":1}", said, sizeof(said));
	ck_assert_str_eq(said, "required /a: '/a' is missing");
	check_record(check, "{\"a\":2,\"a\":1,\"x\":[1,2,3,4]}", said,
	    sizeof(said));
	ck_assert_str_eq(said, "");
	schema_check_free(check);
	schema_free(schema);
}
END_TEST

START_TEST(nothing_is_freed_as_well_as_something)
{
	schema_free(NULL);
	schema_check_free(NULL);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("schema");
	TCase *tcase = tcase_create("schema");

	tcase_add_loop_test(tcase, a_record_fits_or_the_first_failure_is_told,
	    0, sizeof(schema_cases) / sizeof(*schema_cases));
	tcase_add_test(tcase, formats_say_nothing_where_they_are_not_asserted);
	tcase_add_test(tcase, a_record_may_nest_as_deep_as_any);
	tcase_add_test(tcase, references_may_be_a_long_chain);
	tcase_add_loop_test(tcase, any_number_of_members_may_be_required, 62,
	    66);
	tcase_add_test(tcase, a_check_is_used_for_many_records);
	tcase_add_test(tcase, nothing_is_freed_as_well_as_something);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
