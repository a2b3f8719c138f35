#include <check.h>

#include "event/emit.h"

static struct emit emit;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
}

static const struct {
	const char *text;
	bool has_window;
	enum emit_kind kind;
	int64_t every_ns;
} good[] = {
	{ NULL, true, EMIT_CLOSE, 0 },
	{ NULL, false, EMIT_END, 0 },
	{ "close", true, EMIT_CLOSE, 0 },
	{ "change", true, EMIT_CHANGE, 0 },
	{ "change", false, EMIT_CHANGE, 0 },
	{ "end", true, EMIT_END, 0 },
	{ "every:1s", false, EMIT_EVERY, 1000000000 },
	{ "every:1ms", true, EMIT_EVERY, 1000000 },
};

START_TEST(it_is_read_and_has_a_default)
{
	ck_assert_int_eq(emit_parse(&emit, good[_i].text, good[_i].has_window,
			     &err),
	    0);
	ck_assert_int_eq(emit.kind, good[_i].kind);
	ck_assert_int_eq(emit.every_ns, good[_i].every_ns);
}
END_TEST

static const struct {
	const char *text, *message;
} bad[] = {
	{ "", "-e: '' is none of close, change, every:D and end" },
	{ "every", "-e: 'every' is none of close, change, every:D and end" },
	{ "every:", "-e: '' is no span of at least 1ms (such as every:1s)" },
	{ "every:0s",
	    "-e: '0s' is no span of at least 1ms (such as every:1s)" },
	{ "every:999us",
	    "-e: '999us' is no span of at least 1ms (such as every:1s)" },
	{ "close", "-e close needs a window (-w)" },
};

START_TEST(what_is_no_emission_is_refused)
{
	ck_assert_int_eq(emit_parse(&emit, bad[_i].text, false, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, bad[_i].message);
}
END_TEST

START_TEST(it_is_due_on_the_grid_of_the_first_record)
{
	emit = (struct emit){ .kind = EMIT_EVERY, .every_ns = 10 };
	emit_start(&emit, 100);
	ck_assert(!emit_due(&emit, 109));
	ck_assert(emit_due(&emit, 110));
	ck_assert(!emit_due(&emit, 110));
	ck_assert(emit_due(&emit, 120));
}
END_TEST

START_TEST(those_that_were_missed_are_left_out)
{
	emit = (struct emit){ .kind = EMIT_EVERY, .every_ns = 10 };
	emit_start(&emit, 100);
	ck_assert(emit_due(&emit, 145));
	ck_assert_int_eq(emit.next_ns, 150);
}
END_TEST

START_TEST(a_span_beyond_the_end_of_time_is_never_due)
{
	emit = (struct emit){ .kind = EMIT_EVERY, .every_ns = INT64_MAX };
	emit_start(&emit, 100);
	ck_assert(!emit_due(&emit, INT64_MAX - 1));
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *suite = suite_create("emit");
	TCase *tcase = tcase_create("emit");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_loop_test(tcase, it_is_read_and_has_a_default, 0, ROWS(good));
	tcase_add_loop_test(tcase, what_is_no_emission_is_refused, 0,
	    ROWS(bad));
	tcase_add_test(tcase, it_is_due_on_the_grid_of_the_first_record);
	tcase_add_test(tcase, those_that_were_missed_are_left_out);
	tcase_add_test(tcase, a_span_beyond_the_end_of_time_is_never_due);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
