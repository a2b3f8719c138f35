#include "es/index.h"

#include <check.h>
#include <string.h>

#include "one_record.h"

static struct es_index names;
static struct timefield at;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	one_setup();
	ck_assert_int_eq(timefield_init(&at, "t", one_plan, &err), 0);
}

static void
teardown(void)
{
	es_index_free(&names);
	timefield_free(&at);
	one_teardown();
}

static const struct {
	const char *pattern;
	const char *line;
	const char *name; /* NULL: the record is rejected */
} rows[] = {
	{ "visits", "{}", "\"visits\"" },
	{ "a.b-c_1", "{}", "\"a.b-c_1\"" },
	{ ".hidden", "{}", "\".hidden\"" },
	{ "\xc3\xa9t\xc3\xa9", "{}", "\"\xc3\xa9t\xc3\xa9\"" },
	{ "{a}", "{\"a\":\"x\"}", "\"x\"" },
	{ "{a}", "{\"a\":7}", "\"7\"" },
	{ "{a}", "{\"a\":\"X\"}", NULL },
	{ "{a}", "{\"a\":\"x y\"}", NULL },
	{ "{a}", "{\"a\":\"x\\u0000\"}", NULL },
	{ "{a}", "{\"a\":\"\"}", NULL },
	{ "{a}", "{\"a\":\"..\"}", NULL },
	{ "{a}", "{\"a\":\"-x\"}", NULL },
	{ "{a}", "{\"a\":null}", NULL },
	{ "{a}", "{\"a\":true}", NULL },
	{ "{a}", "{}", NULL },
	{ "v-{a.b}-{c}", "{\"a\":{\"b\":\"x\"},\"c\":\"y\"}", "\"v-x-y\"" },
	{ "v-{time:%Y.%m.%d}", "{\"t\":1640652643}", "\"v-2021.12.28\"" },
	{ "{time:%Y}{a}", "{\"t\":\"2020-01-01T00:00:00Z\",\"a\":\"x\"}",
	    "\"2020x\"" },
	{ "v-{time:%Y}", "{\"t\":\"x\"}", NULL },
	{ "v-{time:%Y}", "{}", NULL },
	{ "{time}", "{\"time\":\"x\"}", "\"x\"" },
	{ "{time:%B}", "{\"t\":0}", NULL },
};

START_TEST(a_record_goes_to_an_index)
{
	struct slice name;

	ck_assert_int_eq(es_index_init(&names, rows[_i].pattern, &at, one_plan,
			     &err),
	    0);
	int got = es_index_of(&names, one_record(rows[_i].line), &name, &err);
	ck_assert_msg(got == (rows[_i].name == NULL ? -1 : 0), "%s", err.text);
	if (got < 0)
		ck_assert_int_eq(err.kind, ERR_DATA);
	else
		ck_assert(slice_equal(name, slice_of(rows[_i].name)));
}
END_TEST

static const char *const bad[] = { "", "Visits", "_a", "-a", "+a", ".", "..",
	"a b", "a/b", "a\\\\b", "a*", "a?", "a\"", "a<", "a>", "a|", "a,b",
	"a#", "a:b", "a\tb", "\xff", "{", "{a", "{}", "{a..b}", "{time:}",
	"{time:x}", "{time:%Q}" };

START_TEST(a_pattern_that_gives_no_name_is_refused)
{
	ck_assert_msg(es_index_init(&names, bad[_i], &at, one_plan, &err) == -1,
	    "%s", bad[_i]);
	ck_assert_int_eq(err.kind, ERR_USAGE);
}
END_TEST

START_TEST(a_time_in_it_needs_the_time)
{
	ck_assert_int_eq(es_index_init(&names, "v-{time:%Y}", NULL, one_plan,
			     &err),
	    -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
}
END_TEST

START_TEST(a_name_has_a_longest)
{
	char name[ES_INDEX_MAX + 2];

	memset(name, 'a', sizeof(name));
	name[ES_INDEX_MAX] = '\0';
	ck_assert_int_eq(es_index_init(&names, name, NULL, one_plan, &err), 0);
	es_index_free(&names);
	name[ES_INDEX_MAX] = 'a';
	name[ES_INDEX_MAX + 1] = '\0';
	ck_assert_int_eq(es_index_init(&names, name, NULL, one_plan, &err), -1);
}
END_TEST

START_TEST(a_pattern_has_so_many_parts_and_no_more)
{
	char pattern[4 * (ES_INDEX_PARTS_MAX + 1) + 1] = "";

	for (int i = 0; i < ES_INDEX_PARTS_MAX; i++)
		strcat(pattern, "{a}");
	ck_assert_int_eq(es_index_init(&names, pattern, NULL, one_plan, &err),
	    0);
	es_index_free(&names);
	strcat(pattern, "x");
	ck_assert_int_eq(es_index_init(&names, pattern, NULL, one_plan, &err),
	    -1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("es_index");
	TCase *tcase = tcase_create("es_index");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, a_record_goes_to_an_index, 0,
	    sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(tcase, a_pattern_that_gives_no_name_is_refused, 0,
	    sizeof(bad) / sizeof(bad[0]));
	tcase_add_test(tcase, a_time_in_it_needs_the_time);
	tcase_add_test(tcase, a_name_has_a_longest);
	tcase_add_test(tcase, a_pattern_has_so_many_parts_and_no_more);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
