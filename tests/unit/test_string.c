#include "json/string.h"

#include <check.h>

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

/* What stands between the quotes, and the text that it means. */
static const struct row {
	struct slice raw;
	struct slice text;
} rows[] = {
#define ROW(raw, text)                                                         \
	{                                                                      \
		{ "" raw, sizeof(raw) - 1 },                                   \
		{                                                              \
			"" text, sizeof(text) - 1                              \
		}                                                              \
	}
	ROW("", ""),
	ROW("a", "a"),
	ROW("\\u0061", "a"),
	ROW("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t"),
	ROW("a\\u0000b", "a\0b"),
	ROW("\\u007f\\u0080\\u07FF\\u0800", "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80"),
	ROW("\\uFFFF\\ud7ff\\ue000", "\xef\xbf\xbf\xed\x9f\xbf\xee\x80\x80"),
	ROW("\\ud800\\udc00", "\xf0\x90\x80\x80"),
	ROW("\\uDBFF\\uDFFF", "\xf4\x8f\xbf\xbf"),
	ROW("\\\\u0061", "\\u0061"),
	ROW("x\\ty\\tz", "x\ty\tz"),
	ROW("\xc3\xa9\\u00e9", "\xc3\xa9\xc3\xa9"),
#undef ROW
};

START_TEST(a_string_means_its_text)
{
	const struct row *row = &rows[_i];

	ck_assert(json_string_is(row->raw, row->text));
	json_string_unescape(row->raw, &buffer);
	ck_assert(slice_equal(buffer_slice(&buffer), row->text));
}
END_TEST

START_TEST(a_string_means_no_other_text)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool same = (int)i == _i ||
		    slice_equal(rows[i].text, rows[_i].text);

		ck_assert(json_string_is(rows[_i].raw, rows[i].text) == same);
	}
	ck_assert(!json_string_is(SLICE("\\u0061b"), SLICE("a")));
	ck_assert(!json_string_is(SLICE("\\u0061"), SLICE("ab")));
	ck_assert(!json_string_is(SLICE("a"), SLICE("A")));
}
END_TEST

START_TEST(a_text_is_written_as_a_string)
{
	json_string_put(&buffer,
	    SLICE("a\"b\\c/d\b\f\n\r\t\x01\x1f\x7f\xc3\xa9\0"));
	ck_assert(slice_equal(buffer_slice(&buffer),
	    SLICE("\"a\\\"b\\\\c/d\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\xc3\xa9"
		  "\\u0000\"")));
	buffer_clear(&buffer);
	json_string_put(&buffer, SLICE(""));
	ck_assert(slice_equal(buffer_slice(&buffer), SLICE("\"\"")));
}
END_TEST

START_TEST(what_is_written_reads_back_the_same)
{
	const struct row *row = &rows[_i];
	struct buffer again = BUFFER_INIT;

	json_string_put(&buffer, row->text);
	json_string_unescape((struct slice){ buffer.bytes + 1, buffer.len - 2 },
	    &again);
	bool same = slice_equal(buffer_slice(&again), row->text);
	buffer_free(&again);
	ck_assert(same);
}
END_TEST

START_TEST(the_type_stands_in_the_first_byte)
{
	static const struct {
		const char *value;
		enum json_type type;
		const char *name;
	} types[] = {
		{ "null", JSON_NULL, "null" },
		{ "true", JSON_BOOL, "boolean" },
		{ "false", JSON_BOOL, "boolean" },
		{ "0", JSON_NUMBER, "number" },
		{ "-1", JSON_NUMBER, "number" },
		{ "9e9", JSON_NUMBER, "number" },
		{ "\"\"", JSON_STRING, "string" },
		{ "[]", JSON_ARRAY, "array" },
		{ "{}", JSON_OBJECT, "object" },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		enum json_type type = json_type_of(slice_of(types[i].value));

		ck_assert_int_eq(type, types[i].type);
		ck_assert_str_eq(json_type_name(type), types[i].name);
	}
}
END_TEST

START_TEST(utf8_is_valid_up_to_the_first_code_point_that_is_not)
{
	static const struct {
		struct slice text;
		size_t len;
	} texts[] = {
		{ { "", 0 }, 0 },
		{ { NULL, 0 }, 0 },
		{ { "a\0b", 3 }, 3 },
		{ { "a\xc3\xa9", 3 }, 3 },
		{ { "a\xc3", 2 }, 1 },
		{ { "\xe2\x82\xac\xe2\x82", 5 }, 3 },
		{ { "\xf0\x9f\x98\x80\x80", 5 }, 4 },
		{ { "ab\xc0\x80", 4 }, 2 },
		{ { "ab\xed\xa0\x80", 5 }, 2 },
		{ { "\xf4\x90\x80\x80", 4 }, 0 },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		ck_assert_uint_eq(utf8_valid_len(texts[i].text), texts[i].len);
}
END_TEST

/* By the definition of UTF-8 rather than by its table of bytes. */
START_TEST(each_code_point_but_surrogates_is_valid)
{
	for (unsigned code = 0; code < 0x120000; code++) {
		unsigned char lead = (unsigned char)(code < 0x80 ? code
			: code < 0x800   ? 0xC0 | code >> 6
			: code < 0x10000 ? 0xE0 | code >> 12
					 : 0xF0 | code >> 18);
		size_t len = 1u + (code >= 0x80) + (code >= 0x800) +
		    (code >= 0x10000);
		char bytes[4] = { (char)lead };
		bool valid = code < 0x110000 &&
		    (code < 0xD800 || code > 0xDFFF);

		for (size_t i = 1; i < len; i++)
			bytes[i] = (char)(0x80 |
			    (code >> (6 * (len - 1 - i)) & 0x3F));
		size_t got = utf8_valid_len((struct slice){ bytes, len });
		ck_assert_msg(got == (valid ? len : 0), "U+%04X", code);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("string");
	TCase *tcase = tcase_create("string");
	const int rows_len = sizeof(rows) / sizeof(rows[0]);

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, a_string_means_its_text, 0, rows_len);
	tcase_add_loop_test(tcase, a_string_means_no_other_text, 0, rows_len);
	tcase_add_test(tcase, a_text_is_written_as_a_string);
	tcase_add_loop_test(tcase, what_is_written_reads_back_the_same, 0,
	    rows_len);
	tcase_add_test(tcase, the_type_stands_in_the_first_byte);
	tcase_add_test(tcase,
	    utf8_is_valid_up_to_the_first_code_point_that_is_not);
	tcase_add_test(tcase, each_code_point_but_surrogates_is_valid);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
