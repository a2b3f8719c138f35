#include "es/ident.h"

#include <check.h>
#include <string.h>

#include "one_record.h"

static struct es_ident ident;
static const struct es_place place = { "stdin", 1, 0 };
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	ident = (struct es_ident){ .text = BUFFER_INIT };
	one_setup();
}

static void
teardown(void)
{
	es_ident_free(&ident);
	one_teardown();
}

static const struct {
	const char *paths;
	const char *line;
	const char *id;
} good[] = {
	{ "a", "{\"a\":\"x\"}", "\"x\"" },
	{ "a", "{\"a\":\"\\u0078\\\"\\n\"}", "\"x\\\"\\n\"" },
	{ "a", "{\"a\":3}", "\"3\"" },
	{ "a", "{\"a\":3.0}", "\"3\"" },
	{ "a", "{\"a\":3e2}", "\"300\"" },
	{ "a", "{\"a\":-0}", "\"0\"" },
	{ "a", "{\"a\":12345678901234567890123}",
	    "\"12345678901234567890123\"" },
	{ "a", "{\"a\":1.50}", "\"1.50\"" },
	{ "a", "{\"a\":false}", "\"false\"" },
	{ "a.b", "{\"a\":{\"b\":1}}", "\"1\"" },
	{ "a", "{\"a\":\"x:y\"}", "\"x:y\"" },
	{ "a,b", "{\"a\":\"x\",\"b\":1}", "\"x:1\"" },
	{ "a,b", "{\"a\":\"x:y\",\"b\":1}", "\"x\\\\:y:1\"" },
	{ "a,b", "{\"a\":\"x\",\"b\":\"y:1\"}", "\"x:y\\\\:1\"" },
	{ "a,b", "{\"a\":\"x\\\\\",\"b\":1}", "\"x\\\\\\\\:1\"" },
	{ "a,b", "{\"a\":\"\",\"b\":\"\"}", "\":\"" },
};

START_TEST(an_id_is_made_of_members)
{
	struct slice id;

	ck_assert_int_eq(es_ident_add(&ident, good[_i].paths, one_plan, &err),
	    0);
	ck_assert(!es_ident_is_unique(&ident));
	int got = es_ident_of(&ident, one_record(good[_i].line), &place, &id,
	    &err);
	ck_assert_msg(got == 0, "%s", err.text);
	ck_assert_msg(slice_equal(id, slice_of(good[_i].id)), "got %.*s",
	    (int)id.len, id.ptr);
}
END_TEST

static const struct {
	const char *line;
	const char *reason;
	size_t column;
} bad[] = {
	{ "{}", "missing", 1 },
	{ "{\"a\":\"\"}", "missing", 6 },
	{ "{\"a\":null}", "type", 6 },
	{ "{\"a\":[1]}", "type", 6 },
	{ "{\"a\":{}}", "type", 6 },
};

START_TEST(a_member_that_is_no_id_rejects_the_record)
{
	struct slice id;

	ck_assert_int_eq(es_ident_add(&ident, "a", one_plan, &err), 0);
	ck_assert_int_eq(es_ident_of(&ident, one_record(bad[_i].line), &place,
			     &id, &err),
	    -1);
	ck_assert_int_eq(err.kind, ERR_DATA);
	ck_assert_str_eq(err.reason, bad[_i].reason);
	ck_assert_uint_eq(err.column, bad[_i].column);
}
END_TEST

START_TEST(an_id_has_a_longest)
{
	char line[ES_ID_MAX + 64] = "{\"a\":\"";
	size_t start = strlen(line);
	struct slice id;

	ck_assert_int_eq(es_ident_add(&ident, "a", one_plan, &err), 0);
	memset(line + start, 'x', ES_ID_MAX);
	strcpy(line + start + ES_ID_MAX, "\"}");
	ck_assert_int_eq(es_ident_of(&ident, one_record(line), &place, &id,
			     &err),
	    0);
	strcpy(line + start + ES_ID_MAX, "x\"}");
	ck_assert_int_eq(es_ident_of(&ident, one_record(line), &place, &id,
			     &err),
	    -1);
	ck_assert_str_eq(err.reason, "too-long");
}
END_TEST

/* The _id that a line has by its hash; valid until the next call. */
static const char *
hashed(const char *line, const char *file, uint64_t offset)
{
	static char text[4][64];
	static int at;
	const struct es_place there = { file, 1, offset };
	struct slice id;

	ck_assert_int_eq(es_ident_of(&ident, one_record(line), &there, &id,
			     &err),
	    0);
	at = (at + 1) % 4;
	memcpy(text[at], id.ptr, id.len);
	text[at][id.len] = '\0';
	return text[at];
}

START_TEST(without_members_it_is_of_line_and_place)
{
	ck_assert(es_ident_is_unique(&ident));
	/* For all time: a run of the next release must not double. */
	ck_assert_str_eq(hashed("{}", "stdin", 0),
	    "\"N96HgiMUsDHoEZLd58r9YQ\"");
	ck_assert_str_eq(hashed("{}", "stdin", 0), hashed("{}", "stdin", 0));
	ck_assert_str_ne(hashed("{}", "stdin", 0), hashed("{}", "stdin", 3));
	ck_assert_str_ne(hashed("{}", "stdin", 0), hashed("{}", "a", 0));
	ck_assert_str_ne(hashed("{}", "stdin", 0), hashed("{ }", "stdin", 0));
}
END_TEST

static const struct {
	const char *value;
	bool is_version;
	int64_t version;
} versions[] = {
	{ "0", true, 0 },
	{ "7", true, 7 },
	{ "7.0", true, 7 },
	{ "9223372036854775807", true, INT64_MAX },
	{ "9223372036854775808", false, 0 },
	{ "-1", false, 0 },
	{ "1.5", false, 0 },
	{ "null", false, 0 },
	{ "true", false, 0 },
	{ "[1]", false, 0 },
	{ "\"7\"", true, 7 },
	{ "\"007\"", true, 7 },
	{ "\"0\"", true, 0 },
	{ "\"\"", false, 0 },
	{ "\"-7\"", false, 0 },
	{ "\"7.0\"", false, 0 },
	{ "\"x\"", false, 0 },
};

START_TEST(a_version_is_an_integer)
{
	int64_t version;
	bool got = es_version_parse(slice_of(versions[_i].value), &version);

	ck_assert_int_eq(got, versions[_i].is_version);
	if (got)
		ck_assert_int_eq(version, versions[_i].version);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("es_ident");
	TCase *tcase = tcase_create("es_ident");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, an_id_is_made_of_members, 0,
	    sizeof(good) / sizeof(good[0]));
	tcase_add_loop_test(tcase, a_member_that_is_no_id_rejects_the_record, 0,
	    sizeof(bad) / sizeof(bad[0]));
	tcase_add_test(tcase, an_id_has_a_longest);
	tcase_add_test(tcase, without_members_it_is_of_line_and_place);
	tcase_add_loop_test(tcase, a_version_is_an_integer, 0,
	    sizeof(versions) / sizeof(versions[0]));
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
