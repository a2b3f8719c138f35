#include "event/canonical.h"

#include <check.h>
#include <stdlib.h>

#include "one_record.h"

static struct buffer of_a, of_b;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	of_a = (struct buffer)BUFFER_INIT;
	of_b = (struct buffer)BUFFER_INIT;
	one_setup();
}

static void
teardown(void)
{
	buffer_free(&of_a);
	buffer_free(&of_b);
	one_teardown();
}

static bool
is_same(const char *a, const char *b)
{
	buffer_clear(&of_a);
	buffer_clear(&of_b);
	ck_assert_int_eq(canonical_put(one_record(a), 0, &of_a, &err), 0);
	ck_assert_int_eq(canonical_put(one_record(b), 0, &of_b, &err), 0);
	return slice_equal(buffer_slice(&of_a), buffer_slice(&of_b));
}

static const struct {
	const char *a, *b;
	bool same;
} pairs[] = {
	{ "{}", " { } ", true },
	{ "{\"a\":[]}", "{\"a\": [ ]}", true },
	{ "{\"a\":[]}", "{\"a\":{}}", false },
	{ "{\"a\":1,\"b\":2}", "{\"b\":2.0, \"a\":1}", true },
	{ "{\"a\":1,\"b\":2}", "{\"a\":2,\"b\":1}", false },
	{ "{\"a\":1}", "{\"a\":7,\"\\u0061\":1}", true },
	{ "{\"a\":1}", "{\"a\":1,\"b\":1}", false },
	{ "{\"a\":[1,2]}", "{\"a\":[2,1]}", false },
	{ "{\"a\":[1,2]}", "{\"a\":[1,2,3]}", false },
	{ "{\"a\":[1,[2]]}", "{\"a\":[[1],2]}", false },
	{ "{\"a\":{\"x\":1},\"b\":{\"y\":2}}",
	    "{\"b\":{\"y\":2},\"a\":{\"x\":1}}", true },
	{ "{\"a\":{\"x\":1,\"y\":2},\"b\":3}",
	    "{\"b\":3,\"a\":{\"y\":2,\"x\":1}}", true },
	{ "{\"a\":[{\"\\u0078\":1,\"\\u0079\":2},{}]}",
	    "{\"a\":[{\"y\":2,\"x\":1},{}]}", true },
	{ "{\"\\u0062\":1,\"c\":2,\"\\u0061\":3}", "{\"a\":3,\"b\":1,\"c\":2}",
	    true },
	{ "{\"a\":\"=\"}", "{\"a\":\"==\"}", false },
	{ "{\"a\":null}", "{}", false },
};

START_TEST(equal_records_have_the_same_form_and_only_these)
{
	ck_assert_int_eq(is_same(pairs[_i].a, pairs[_i].b), pairs[_i].same);
}
END_TEST

START_TEST(a_value_inside_of_a_record_has_the_form_of_its_own)
{
	/* Tokens: { " " : { ... */
	ck_assert_int_eq(canonical_put(one_record("{\"a\":{\"b\":1}}"), 4,
			     &of_a, &err),
	    0);
	ck_assert_int_eq(canonical_put(one_record("{\"b\":1}"), 0, &of_b, &err),
	    0);
	ck_assert(slice_equal(buffer_slice(&of_a), buffer_slice(&of_b)));
}
END_TEST

/* Two records of the same random members, shuffled. */
START_TEST(the_order_of_many_members_does_not_count)
{
	struct buffer a = BUFFER_INIT;
	struct buffer b = BUFFER_INIT;
	int order[200];

	srand((unsigned)_i);
	for (int i = 0; i < 200; i++) {
		int at = rand() % (i + 1);

		order[i] = order[at];
		order[at] = i;
	}
	for (int i = 0; i < 200; i++) {
		buffer_put(&a, i == 0 ? SLICE("{\"n") : SLICE(",\"n"));
		buffer_put_int(&a, i);
		buffer_put(&a, SLICE("\":{\"\\u0062\":2,\"a\":1}"));
		buffer_put(&b,
		    i == 0 ? SLICE("{\"\\u006e") : SLICE(" ,\"\\u006e"));
		buffer_put_int(&b, order[i]);
		buffer_put(&b, SLICE("\":{\"a\":1,\"b\":2}"));
	}
	buffer_put(&a, (struct slice){ "}", 2 });
	buffer_put(&b, (struct slice){ "}", 2 });
	ck_assert(is_same(a.bytes, b.bytes));
	buffer_free(&a);
	buffer_free(&b);
}
END_TEST

START_TEST(the_deepest_record_has_one)
{
	struct buffer text = BUFFER_INIT;

	for (int i = 0; i < JSON_DEPTH_MAX - 1; i++)
		buffer_put(&text, SLICE("{\"a\":"));
	buffer_put(&text, SLICE("{}"));
	for (int i = 0; i < JSON_DEPTH_MAX - 1; i++)
		buffer_put_byte(&text, '}');
	buffer_put_byte(&text, '\0');
	ck_assert(is_same(text.bytes, text.bytes));
	buffer_free(&text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("canonical");
	TCase *tcase = tcase_create("canonical");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase,
	    equal_records_have_the_same_form_and_only_these, 0,
	    sizeof(pairs) / sizeof(pairs[0]));
	tcase_add_test(tcase,
	    a_value_inside_of_a_record_has_the_form_of_its_own);
	tcase_add_loop_test(tcase, the_order_of_many_members_does_not_count, 1,
	    4);
	tcase_add_test(tcase, the_deepest_record_has_one);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
