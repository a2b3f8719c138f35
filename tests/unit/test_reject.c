#include <check.h>
#include <stdlib.h>

#include "event/reject.h"

static struct buffer buffer;

static void
setup(void)
{
	buffer = (struct buffer)BUFFER_INIT;
}

static void
teardown(void)
{
	buffer_free(&buffer);
}

static void
expect(const char *text)
{
	struct err err = ERR_INIT;

	ck_assert_int_eq(buffer_check(&buffer, &err), 0);
	buffer_put_byte(&buffer, '\0');
	ck_assert_str_eq(buffer.bytes, text);
}

/* A slice as SLICE() makes it, for a table that is constant. */
#define BYTES(literal)                                                         \
	{                                                                      \
		"" literal, sizeof(literal) - 1                                \
	}

static const struct {
	struct slice text;
	const char *escaped;
} escapes[] = {
	{ BYTES(""), "" },
	{ BYTES("plain: d\u00e9j\u00e0 vu \u20ac \U0001F600"),
	    "plain: d\u00e9j\u00e0 vu \u20ac \U0001F600" },
	{ BYTES("a\\b"), "a\\\\b" },
	{ BYTES("a\nb\tc\rd"), "a\\nb\\tc\\x0dd" },
	{ BYTES("\x1b[31mred"), "\\x1b[31mred" },
	{ BYTES("nul \0 in it"), "nul \\x00 in it" },
	{ BYTES("\x7f"), "\\x7f" },
	/* U+009B starts a sequence as ESC [ does; U+00A0 is a blank. */
	{ BYTES("\xc2\x9b\xc2\xa0"), "\\xc2\\x9b\xc2\xa0" },
	{ BYTES("\x9b"), "\\x9b" },
	{ BYTES("\u2027\u2028\u202e\u202f"),
	    "\u2027\\xe2\\x80\\xa8\\xe2\\x80\\xae\u202f" },
	{ BYTES("\u2065\u2066\u2069\u206a\u2228"),
	    "\u2065\\xe2\\x81\\xa6\\xe2\\x81\\xa9\u206a\u2228" },
	{ BYTES("cut \xe2\x82"), "cut \\xe2\\x82" },
	{ BYTES("\xff\xfe both"), "\\xff\\xfe both" },
	{ BYTES("surrogate \xed\xa0\x80."), "surrogate \\xed\\xa0\\x80." },
};

START_TEST(what_a_terminal_would_obey_is_escaped)
{
	escape_put(escapes[_i].text, &buffer);
	expect(escapes[_i].escaped);
}
END_TEST

static struct reject
reject_of(struct slice record, uint64_t length)
{
	return (struct reject){
		.tool = "evvalidate",
		.file = "stdin",
		.line = 12,
		.offset = 3456,
		.record = record,
		.length = length,
	};
}

START_TEST(a_reject_record_says_where_why_and_what)
{
	struct reject reject = reject_of(SLICE("{\"a\":\t1}"), 8);
	struct err err = ERR_INIT;

	err_data(&err, "required", 57, "'venue_name' is missing");
	err_set_path(&err, "/venue/venue_name", 17);
	reject_put(&reject, &err, &buffer);
	expect("{\"tool\":\"evvalidate\",\"file\":\"stdin\",\"line\":12,"
	       "\"column\":57,\"offset\":3456,\"reason\":\"required\","
	       "\"path\":\"/venue/venue_name\","
	       "\"message\":\"'venue_name' is missing\","
	       "\"record\":\"{\\\"a\\\":\\t1}\"}\n");
}
END_TEST

/* What stands behind the message, for a record that is not JSON. */
static void
expect_record(struct slice record, uint64_t length, const char *text)
{
	struct reject reject = reject_of(record, length);
	struct err err = ERR_INIT;

	err_data(&err, "json", 1, "expected '{'");
	reject_put(&reject, &err, &buffer);
	buffer_put_byte(&buffer, '\0');
	const char *at = strstr(buffer.bytes, ",\"message\":\"expected '{'\",");
	ck_assert_ptr_nonnull(at);
	ck_assert_str_eq(at + strlen(",\"message\":\"expected '{'\","), text);
}

static const struct {
	struct slice record;
	uint64_t length;
	const char *text;
} records[] = {
	{ BYTES(""), 0, "\"record\":\"\"}\n" },
	{ BYTES("\xff"), 1, "\"record_base64\":\"/w==\"}\n" },
	{ BYTES("\xff\xfe"), 2, "\"record_base64\":\"//4=\"}\n" },
	{ BYTES("\xff\xfe\xfd"), 3, "\"record_base64\":\"//79\"}\n" },
	{ BYTES("foob\xe1r"), 6, "\"record_base64\":\"Zm9vYuFy\"}\n" },
	{ BYTES("long"), 2000,
	    "\"record\":\"long\",\"length\":2000,"
	    "\"cut\":true}\n" },
	/* Cut inside a character: that is no reason for base64. */
	{ BYTES("ab\xe2\x82"), 9,
	    "\"record\":\"ab\",\"length\":9,\"cut\":true}\n" },
	{ BYTES("\xff"
		"abcd"),
	    9, "\"record_base64\":\"/2FiY2Q=\",\"length\":9,\"cut\":true}\n" },
};

START_TEST(the_record_can_be_had_back)
{
	expect_record(records[_i].record, records[_i].length, records[_i].text);
}
END_TEST

START_TEST(names_that_are_no_utf8_do_not_break_the_json)
{
	struct reject reject = reject_of(SLICE("x"), 1);
	struct err err = ERR_INIT;

	reject.file = "caf\xe9";
	err_data(&err, "json", 1, "bad \xe9");
	reject_put(&reject, &err, &buffer);
	expect("{\"tool\":\"evvalidate\",\"file\":\"caf\\\\xe9\",\"line\":12,"
	       "\"column\":1,\"offset\":3456,\"reason\":\"json\",\"path\":\"\","
	       "\"message\":\"bad \\\\xe9\",\"record\":\"x\"}\n");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("reject");
	TCase *tcase = tcase_create("reject");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, what_a_terminal_would_obey_is_escaped, 0,
	    sizeof(escapes) / sizeof(escapes[0]));
	tcase_add_test(tcase, a_reject_record_says_where_why_and_what);
	tcase_add_loop_test(tcase, the_record_can_be_had_back, 0,
	    sizeof(records) / sizeof(records[0]));
	tcase_add_test(tcase, names_that_are_no_utf8_do_not_break_the_json);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
