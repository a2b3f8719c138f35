#include "event/key.h"

#include <check.h>

#include "one_record.h"

static struct columns columns;
static struct buffer scratch, other;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	columns.len = 0;
	scratch = (struct buffer)BUFFER_INIT;
	other = (struct buffer)BUFFER_INIT;
	one_setup();
}

static void
teardown(void)
{
	columns_free(&columns);
	buffer_free(&scratch);
	buffer_free(&other);
	one_teardown();
}

static void
want(const char *list)
{
	ck_assert_int_eq(columns_add(&columns, list, "-k", one_plan, &err), 0);
}

/* Is the key of a the key of b? */
static bool
is_same(const char *a, const char *b)
{
	struct slice key;

	ck_assert_int_eq(key_of(&columns, one_record(a), &scratch, &key, &err),
	    0);
	buffer_clear(&other);
	buffer_put(&other, key);
	ck_assert_int_eq(key_of(&columns, one_record(b), &scratch, &key, &err),
	    0);
	return slice_equal(buffer_slice(&other), key);
}

static const struct {
	const char *a, *b;
	bool same;
} pairs[] = {
	{ "{\"k\":\"a\"}", "{\"k\" : \"\\u0061\"}", true },
	{ "{\"k\":\"a\"}", "{\"k\":\"b\"}", false },
	{ "{\"k\":\"/\"}", "{\"k\":\"\\/\"}", true },
	{ "{\"k\":\"\\\"\"}", "{\"k\":\"\\u0022\"}", true },
	{ "{\"k\":\"\\\\\"}", "{\"k\":\"\\u005c\"}", true },
	{ "{\"k\":\"\xc3\xa9\"}", "{\"k\":\"\\u00e9\"}", true },
	{ "{\"k\":\"\xf0\x9f\x98\x80\"}", "{\"k\":\"\\ud83d\\ude00\"}", true },
	{ "{\"k\":1}", "{\"k\":1.0}", true },
	{ "{\"k\":1}", "{\"k\":10e-1}", true },
	{ "{\"k\":0}", "{\"k\":-0}", true },
	{ "{\"k\":-7}", "{\"k\":-7.00}", true },
	{ "{\"k\":100}", "{\"k\":1e2}", true },
	{ "{\"k\":10000000000000000000000000000000000000000}", "{\"k\":1e40}",
	    true },
	{ "{\"k\":1000000000000000000000000000000000000000}", "{\"k\":1e39}",
	    true },
	{ "{\"k\":12345678}", "{\"k\":1234567.8e1}", true },
	{ "{\"k\":123456789}", "{\"k\":12345678.9e1}", true },
	{ "{\"k\":0.000001}", "{\"k\":1e-6}", true },
	{ "{\"k\":1}", "{\"k\":\"1\"}", false },
	{ "{\"k\":null}", "{\"k\":null}", true },
	{ "{\"k\":null}", "{\"k\":\"null\"}", false },
	{ "{\"k\":true}", "{\"k\":false}", false },
	{ "{\"k\":\"\"}", "{\"k\":null}", false },
};

START_TEST(keys_are_the_same_for_the_same_values_only)
{
	want("k");
	ck_assert_int_eq(is_same(pairs[_i].a, pairs[_i].b), pairs[_i].same);
}
END_TEST

static const char *const plain[] = { "{\"k\":\"a b\"}", "{\"k\":17}",
	"{\"k\":12345678}", "{\"k\":-17}", "{\"k\":null}", "{\"k\":true}" };

START_TEST(one_plain_value_is_not_copied)
{
	const struct json_record *record;
	struct slice key;

	want("k");
	record = one_record(plain[_i]);
	ck_assert_int_eq(key_of(&columns, record, &scratch, &key, &err), 0);
	ck_assert_ptr_eq(key.ptr, record->fields[columns.at[0].slot].ptr);
}
END_TEST

START_TEST(several_values_are_one_key)
{
	want("a,b");
	ck_assert(
	    is_same("{\"a\":1,\"b\":\"x\"}", "{\"b\":\"\\u0078\",\"a\":1.0}"));
	ck_assert(!is_same("{\"a\":1,\"b\":2}", "{\"a\":2,\"b\":1}"));
	ck_assert(
	    !is_same("{\"a\":\"x\",\"b\":\"\"}", "{\"a\":\"\",\"b\":\"x\"}"));
	ck_assert(!is_same("{\"a\":1,\"b\":11}", "{\"a\":11,\"b\":1}"));
	ck_assert(!is_same("{\"a\":\"x\\\",\\\"y\",\"b\":\"z\"}",
	    "{\"a\":\"x\",\"b\":\"y\\\",\\\"z\"}"));
}
END_TEST

START_TEST(without_columns_all_have_one_key)
{
	ck_assert(is_same("{\"a\":1}", "{\"a\":2}"));
}
END_TEST

static const struct {
	const char *text, *reason, *path;
	size_t column;
} bad[] = {
	{ "{\"a\":1}", "missing", "/b", 1 },
	{ "{\"a\":1,\"b\":[]}", "type", "/b", 12 },
	{ "{\"a\":{},\"b\":1}", "type", "/a", 6 },
};

START_TEST(what_cannot_be_a_key_rejects_the_record)
{
	struct slice key;

	want("a,b");
	ck_assert_int_eq(key_of(&columns, one_record(bad[_i].text), &scratch,
			     &key, &err),
	    -1);
	ck_assert_int_eq(err.kind, ERR_DATA);
	ck_assert_str_eq(err.reason, bad[_i].reason);
	ck_assert_str_eq(err.path, bad[_i].path);
	ck_assert_uint_eq(err.column, bad[_i].column);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *suite = suite_create("key");
	TCase *tcase = tcase_create("key");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, keys_are_the_same_for_the_same_values_only,
	    0, ROWS(pairs));
	tcase_add_loop_test(tcase, one_plain_value_is_not_copied, 0,
	    ROWS(plain));
	tcase_add_test(tcase, several_values_are_one_key);
	tcase_add_test(tcase, without_columns_all_have_one_key);
	tcase_add_loop_test(tcase, what_cannot_be_a_key_rejects_the_record, 0,
	    ROWS(bad));
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
