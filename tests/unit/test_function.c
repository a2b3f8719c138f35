#include "agg/function.h"

#include <check.h>

#include "event/timefield.h"
#include "one_record.h"

static struct err err;
static struct arena arena;
static struct texts texts;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	arena_init(&arena, 1 << 20);
	texts_init(&texts, &arena);
	one_setup();
}

static void
teardown(void)
{
	arena_free(&arena);
	one_teardown();
}

static const struct {
	const char *spec, *name, *kind;
} names[] = {
	{ "count", "count", "count" },
	{ "count:a.b", "count_b", "count" },
	{ "n=count", "n", "count" },
	{ "sum:a", "sum_a", "sum" },
	{ "a\\=b=sum:a", "a=b", "sum" },
	{ "avg:a:2", "avg_a", "avg" },
	{ "last:a\\:b:5", "last_a:b", "last" },
	{ "first:/a/b~1c", "first_b/c", "first" },
	{ "argmax:a:b", "argmax_a", "argmax" },
};

START_TEST(a_function_has_a_name)
{
	struct function function;

	ck_assert_int_eq(function_init(&function, names[_i].spec, one_plan,
			     &err),
	    0);
	ck_assert_str_eq(function.name, names[_i].name);
	ck_assert_str_eq(function.kind->name, names[_i].kind);
	function_free(&function);
}
END_TEST

/*
 * Records, each of the time t, and what a function says after each: a result,
 * "=" where it has not changed, "!reason" where it rejects the record.
 */
static const struct {
	const char *spec;
	const char *steps[8][2];
} runs[] = {
	{ "count", { { "{\"t\":1}", "1" }, { "{\"t\":1}", "2" } } },
	{ "count:a",
	    { { "{\"t\":1}", "=" }, { "{\"t\":1,\"a\":null}", "=" },
		{ "{\"t\":1,\"a\":[]}", "1" } } },
	{ "sum:a",
	    { { "{\"t\":1,\"a\":0.1}", "0.1" },
		{ "{\"t\":1,\"a\":0.2}", "0.3" },
		{ "{\"t\":1,\"a\":0.0e1}", "=" },
		{ "{\"t\":1,\"a\":\"1\"}", "!type" },
		{ "{\"t\":1,\"a\":1e400}", "!number" } } },
	{ "avg:a",
	    { { "{\"t\":1}", "=" }, { "{\"t\":1,\"a\":1}", "1" },
		{ "{\"t\":1,\"a\":1.0}", "=" },
		{ "{\"t\":1,\"a\":2}", "1.333333333333333" } } },
	{ "avg:a:0",
	    { { "{\"t\":1,\"a\":1}", "1" }, { "{\"t\":1,\"a\":2}", "=" },
		{ "{\"t\":1,\"a\":3}", "2" } } },
	{ "min:a",
	    { { "{\"t\":1,\"a\":2}", "2" }, { "{\"t\":1,\"a\":2.0}", "=" },
		{ "{\"t\":1,\"a\":1.9}", "1.9" },
		{ "{\"t\":1,\"a\":\"\"}", "!type" },
		{ "{\"t\":1,\"a\":{}}", "!type" } } },
	{ "max:a",
	    { { "{\"t\":1,\"a\":\"b\"}", "\"b\"" },
		{ "{\"t\":1,\"a\":\"\\u0061\"}", "=" },
		{ "{\"t\":1,\"a\":\"\\u0062\\u0062\"}", "\"\\u0062\\u0062\"" },
		{ "{\"t\":1,\"a\":9}", "!type" } } },
	{ "argmin:a:b",
	    { { "{\"t\":1,\"a\":1}", "=" }, { "{\"t\":1,\"b\":1}", "=" },
		{ "{\"t\":1,\"a\":\"x\",\"b\":2}", "\"x\"" },
		{ "{\"t\":1,\"a\":\"y\",\"b\":2}", "=" },
		{ "{\"t\":1,\"a\":\"x\",\"b\":1}", "=" },
		{ "{\"t\":1,\"a\":\"y\",\"b\":1}", "=" },
		{ "{\"t\":1,\"a\":\"z\",\"b\":0}", "\"z\"" },
		{ "{\"t\":1,\"a\":1,\"b\":true}", "!type" } } },
	{ "first:a",
	    { { "{\"t\":5,\"a\":1}", "1" }, { "{\"t\":5,\"a\":2}", "=" },
		{ "{\"t\":4,\"a\":3}", "3" }, { "{\"t\":6,\"a\":4}", "=" } } },
	{ "last:a",
	    { { "{\"t\":5,\"a\":1}", "1" }, { "{\"t\":5,\"a\":2}", "=" },
		{ "{\"t\":4,\"a\":3}", "=" }, { "{\"t\":6,\"a\":4}", "4" } } },
	{ "last:a:2",
	    { { "{\"t\":5,\"a\":1}", "[1]" }, { "{\"t\":5,\"a\":2}", "[1,2]" },
		{ "{\"t\":5,\"a\":3}", "=" }, { "{\"t\":6,\"a\":4}", "[4,1]" },
		{ "{\"t\":5,\"a\":5}", "=" }, { "{\"t\":6}", "=" } } },
	{ "first:a:3",
	    { { "{\"t\":5,\"a\":1}", "[1]" }, { "{\"t\":4,\"a\":2}", "[2,1]" },
		{ "{\"t\":5,\"a\":3}", "[2,1,3]" },
		{ "{\"t\":4,\"a\":4}", "[2,4,1]" },
		{ "{\"t\":4,\"a\":1}", "=" } } }, /* another 1 */
};

START_TEST(a_function_says_what_it_has_seen)
{
	struct function function;
	struct timefield time;
	struct buffer text = BUFFER_INIT;
	_Alignas(16) char state[256] = { 0 };

	ck_assert_int_eq(function_init(&function, runs[_i].spec, one_plan,
			     &err),
	    0);
	ck_assert_int_eq(timefield_init(&time, "t:ns", one_plan, &err), 0);
	ck_assert_uint_le(function.kind->size, sizeof(state));
	for (int i = 0; i < 8 && runs[_i].steps[i][0] != NULL; i++) {
		const struct json_record *record = one_record(
		    runs[_i].steps[i][0]);
		const char *want = runs[_i].steps[i][1];
		struct function_input input = { record->fields, 0, true, &arena,
			&texts };

		ck_assert_int_eq(timefield_get(&time, record, &input.time,
				     &err),
		    0);
		if (want[0] == '!') {
			ck_assert_int_eq(function.kind->check(&function, state,
					     record, &err),
			    -1);
			ck_assert_str_eq(err.reason, want + 1);
			continue;
		}
		int changed = function.kind->apply(&function, state, &input,
		    &err);
		ck_assert_msg(changed == (want[0] != '='), "step %d", i);
		if (want[0] == '=')
			continue;
		buffer_clear(&text);
		function.kind->put(&function, state, &text);
		ck_assert_msg(slice_equal(buffer_slice(&text), slice_of(want)),
		    "step %d: %.*s", i, (int)text.len, text.bytes);
	}
	if (function.kind->free != NULL)
		function.kind->free(state);
	buffer_free(&text);
	timefield_free(&time);
	function_free(&function);
}
END_TEST

START_TEST(a_long_list_keeps_the_newest)
{
	struct function function;
	struct buffer text = BUFFER_INIT;
	_Alignas(16) char state[64] = { 0 };

	ck_assert_int_eq(function_init(&function, "last:a:100", one_plan, &err),
	    0);
	for (int i = 0; i < 1000; i++) {
		struct function_input input = { NULL, i, true, &arena, &texts };

		buffer_clear(&text);
		buffer_put(&text, SLICE("{\"a\":"));
		buffer_put_int(&text, i);
		buffer_put(&text, (struct slice){ "}", 2 });
		input.fields = one_record(text.bytes)->fields;
		ck_assert_int_eq(function.kind->apply(&function, state, &input,
				     &err),
		    1);
	}
	buffer_clear(&text);
	function.kind->put(&function, state, &text);
	ck_assert_uint_eq(text.len, 401); /* 100 times three digits */
	ck_assert_int_eq(memcmp(text.bytes, "[999,998,", 9), 0);
	ck_assert_int_eq(memcmp(text.bytes + 393, "901,900]", 8), 0);
	ck_assert_uint_le(arena.used, 64 * 1024);
	buffer_free(&text);
	function_free(&function);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *suite = suite_create("function");
	TCase *tcase = tcase_create("function");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, a_function_has_a_name, 0, ROWS(names));
	tcase_add_loop_test(tcase, a_function_says_what_it_has_seen, 0,
	    ROWS(runs));
	tcase_add_test(tcase, a_long_list_keeps_the_newest);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
