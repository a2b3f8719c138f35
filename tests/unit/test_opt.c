#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "cli/msg.h"
#include "cli/opt.h"
#include "cli/opt_rows.h"
#include "cli/opt_value.h"

#define SECOND INT64_C(1000000000)

static struct {
	bool lowest;
	uint64_t number;
	uint64_t size;
	int64_t idle;
	const char *by;
	const char *unwrap;
	struct opt_list keys;
} set;

static const struct opt opts[] = {
	{ 'b', "by", "path", "", OPT_TEXT, &set.by, 0, 0, "EV_TEST_BY" },
	{ 0, "idle", "span", "", OPT_DURATION, &set.idle, SECOND, 3600 * SECOND,
	    NULL },
	{ 'k', "key", "path", "", OPT_LIST, &set.keys, 0, 0, "EV_TEST_KEY" },
	{ 'l', "lowest", NULL, "", OPT_FLAG, &set.lowest, 0, 0, NULL },
	{ 'n', "number", "count", "", OPT_UINT, &set.number, 1, 1000, NULL },
	{ 0, "size", "size", "", OPT_SIZE, &set.size, 1, UINT64_MAX, NULL },
	{ 0, "unwrap", "path", "", OPT_SUFFIX, &set.unwrap, 0, 0, NULL },
	{ 0, NULL, NULL, NULL, OPT_FLAG, NULL, 0, 0, NULL },
};

static const struct tool tool = {
	.name = "evtest",
	.summary = "",
	.operands = "",
	.opts = opts,
};

static struct err err;
static struct conf conf;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	set.number = 10;
	set.size = 16 << 20;
	set.idle = -1;
	ck_assert_int_eq(unsetenv("EV_TEST_BY"), 0);
	ck_assert_int_eq(unsetenv("EV_TEST_KEY"), 0);
	ck_assert_int_eq(setenv("EV_CONFIG", "none", 1), 0);
}

static const struct opt *
row(const char *name)
{
	const struct opt *opt = opts;

	while (strcmp(opt->name, name) != 0)
		opt++;
	return opt;
}

enum { WORDS_MAX = 16 };

/* Parse the words behind the name of the tool; the operands are left in it. */
static int
parse(char *words[static WORDS_MAX])
{
	int argc = 0;

	while (words[argc] != NULL)
		argc++;
	return opt_parse(&tool, &conf, argc, words);
}

#define WORDS(...)                                                             \
	(char *[WORDS_MAX])                                                    \
	{                                                                      \
		(char[]){ "evtest" }, __VA_ARGS__                              \
	}

START_TEST(a_value_is_written_as_it_is_read)
{
	static const struct {
		const char *name, *text, *yaml;
	} rows[] = {
		{ "number", "1", "1" },
		{ "number", "1000", "1000" },
		{ "number", "007", "7" },
		{ "size", "1", "1" },
		{ "size", "1023", "1023" },
		{ "size", "1024", "1K" },
		{ "size", "16M", "16M" },
		{ "size", "1025K", "1025K" },
		{ "size", "4096G", "4096G" },
		{ "size", "18446744073709551615", "18446744073709551615" },
		{ "size", "17179869183G", "17179869183G" },
		{ "idle", "90s", "1m30s" },
		{ "idle", "1h", "1h" },
		{ "idle", "60m", "1h" },
		{ "lowest", "true", "true" },
		{ "lowest", "false", "false" },
		{ "by", "Url", "Url" },
		{ "by", "a.b/c_9", "a.b/c_9" },
		{ "by", "", "\"\"" },
		{ "by", "9", "\"9\"" },
		{ "by", "null", "\"null\"" },
		{ "by", "~", "\"~\"" },
		{ "by", "a: b", "\"a: b\"" },
		{ "by", "\"\\\n\x7f", "\"\\\"\\\\\\x0a\\x7f\"" },
		{ "by", "\xC3\xA9", "\"\xC3\xA9\"" },
		{ "by", "\xC2\x85\xC2\x9F\xC2\xA0", "\"\\x85\\x9f\xC2\xA0\"" },
		{ "by", "\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAA",
		    "\"\\L\\P\xE2\x80\xAA\"" },
		{ "unwrap", "", "\"\"" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct opt *opt = row(rows[i].name);
		struct buffer out = BUFFER_INIT;
		union opt_value value;

		ck_assert_int_eq(opt_value_parse(opt, rows[i].text, &value,
				     &err),
		    0);
		ck_assert_int_eq(opt_value_store(opt, &value, &err), 0);
		ck_assert(!opt_value_is_unset(opt));
		opt_value_put(opt, &out);
		buffer_put_byte(&out, '\0');
		ck_assert_str_eq(out.bytes, rows[i].yaml);
		buffer_free(&out);
	}
}
END_TEST

START_TEST(what_is_no_value_is_refused)
{
	static const struct {
		const char *name, *text, *why;
	} rows[] = {
		{ "number", "", "'' is not a number" },
		{ "number", "x", "'x' is not a number" },
		{ "number", "1x", "'1x' is not a number" },
		{ "number", "1K", "'1K' is not a number" },
		{ "number", "-1", "'-1' is not a number" },
		{ "number", "+1", "'+1' is not a number" },
		{ "number", " 1", "' 1' is not a number" },
		{ "number", "1.0", "'1.0' is not a number" },
		{ "number", "0", "0 is not between 1 and 1000" },
		{ "number", "1001", "1001 is not between 1 and 1000" },
		{ "number", "18446744073709551616",
		    "18446744073709551616 is not between 1 and 1000" },
		{ "size", "1T", "'1T' is not a size such as 512K, 16M or 1G" },
		{ "size", "1Kb",
		    "'1Kb' is not a size such as 512K, 16M or 1G" },
		{ "size", "K", "'K' is not a size such as 512K, 16M or 1G" },
		{ "idle", "5",
		    "'5' is not a duration such as 500ms, 90s or 1h30m" },
		{ "idle", "999ms", "999ms is not between 1s and 1h" },
		{ "idle", "3601s", "3601s is not between 1s and 1h" },
		{ "lowest", "yes", "'yes' is neither true nor false" },
		{ "lowest", "", "'' is neither true nor false" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		union opt_value value;

		ck_assert_int_eq(opt_value_parse(row(rows[i].name),
				     rows[i].text, &value, &err),
		    -1);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_str_eq(err.text, rows[i].why);
	}
}
END_TEST

START_TEST(a_number_outside_its_limits_is_not_given)
{
	struct buffer out = BUFFER_INIT;

	ck_assert(opt_value_is_unset(row("idle")));
	ck_assert(opt_value_is_unset(row("by")));
	ck_assert(opt_value_is_unset(row("unwrap")));
	ck_assert(!opt_value_is_unset(row("number")));
	ck_assert(!opt_value_is_unset(row("key")));
	ck_assert(!opt_value_is_unset(row("lowest")));
	opt_value_put(row("idle"), &out);
	ck_assert(slice_equal(buffer_slice(&out), SLICE("null")));
	buffer_free(&out);
}
END_TEST

START_TEST(a_slip_of_the_hand_is_understood)
{
	static const struct {
		const char *name, *meant;
	} rows[] = {
		{ "lowes", "lowest" },
		{ "lowestt", "lowest" },
		{ "lowset", "lowest" },
		{ "lowast", "lowest" },
		{ "num", "number" },
		{ "kee", "key" },
		{ "n", NULL },
		{ "owets", NULL },
		{ "lowestest", NULL },
		{ "numbering", NULL },
		{ "", NULL },
	};
	struct opt_rows all = { .tool = &tool };

	for (const struct opt *opt = opts; opt->name != NULL; opt++)
		all.row[all.len++].opt = opt;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *meant = opt_rows_suggest(&all,
		    slice_of(rows[i].name));

		if (rows[i].meant == NULL)
			ck_assert_ptr_null(meant);
		else
			ck_assert_str_eq(meant, rows[i].meant);
	}
}
END_TEST

START_TEST(options_and_operands_may_be_mixed)
{
	char **words = WORDS((char[]){ "a" }, (char[]){ "-ln5" },
	    (char[]){ "-" }, (char[]){ "--by=x=y" }, (char[]){ "--key" },
	    (char[]){ "-k" }, (char[]){ "--unwrap" }, (char[]){ "b" },
	    (char[]){ "--" }, (char[]){ "-l" });

	ck_assert_int_eq(parse(words), 5);
	ck_assert_str_eq(words[1], "a");
	ck_assert_str_eq(words[2], "-");
	ck_assert_str_eq(words[3], "b");
	ck_assert_str_eq(words[4], "-l");
	ck_assert_ptr_null(words[5]);
	ck_assert(set.lowest);
	ck_assert_uint_eq(set.number, 5);
	ck_assert_str_eq(set.by, "x=y");
	ck_assert_uint_eq(set.keys.len, 1);
	ck_assert_str_eq(set.keys.items[0], "-k");
	ck_assert_str_eq(set.unwrap, "");
	ck_assert_uint_eq(conf.root->len, 0);
	ck_assert_str_eq(conf.file, OPT_NO_FILE);
}
END_TEST

START_TEST(the_environment_stands_behind_the_command_line)
{
	char **words = WORDS((char[]){ "-kc" }, (char[]){ "-kd" });

	ck_assert_int_eq(setenv("EV_TEST_BY", "a", 1), 0);
	ck_assert_int_eq(setenv("EV_TEST_KEY", "b", 1), 0);
	ck_assert_int_eq(parse(words), 1);
	ck_assert_str_eq(set.by, "a");
	ck_assert_uint_eq(set.keys.len, 2);
	ck_assert_str_eq(set.keys.items[0], "c");
	ck_assert_str_eq(set.keys.items[1], "d");
}
END_TEST

START_TEST(an_empty_variable_is_none)
{
	char **words = WORDS(NULL);

	ck_assert_int_eq(setenv("EV_TEST_BY", "", 1), 0);
	ck_assert_int_eq(parse(words), 1);
	ck_assert_ptr_null(set.by);
}
END_TEST

/* What is said before the process ends is for no one's eyes here. */
static void
expect_message(void)
{
	ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr));
}

START_TEST(a_wrong_option_ends_the_process)
{
	expect_message();
	parse(WORDS((char[]){ "-x" }));
}
END_TEST

START_TEST(a_file_that_is_named_must_be_there)
{
	expect_message();
	ck_assert_int_eq(setenv("EV_CONFIG", "/nowhere/at.all", 1), 0);
	parse(WORDS(NULL));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("opt");
	TCase *tcase = tcase_create("opt");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_test(tcase, a_value_is_written_as_it_is_read);
	tcase_add_test(tcase, what_is_no_value_is_refused);
	tcase_add_test(tcase, a_number_outside_its_limits_is_not_given);
	tcase_add_test(tcase, a_slip_of_the_hand_is_understood);
	tcase_add_test(tcase, options_and_operands_may_be_mixed);
	tcase_add_test(tcase, the_environment_stands_behind_the_command_line);
	tcase_add_test(tcase, an_empty_variable_is_none);
	tcase_add_exit_test(tcase, a_wrong_option_ends_the_process, EXIT_USAGE);
	tcase_add_exit_test(tcase, a_file_that_is_named_must_be_there,
	    EXIT_USAGE);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
