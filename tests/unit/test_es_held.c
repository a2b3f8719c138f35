#include "es/held.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

static struct es_held_table table;
static struct es_bulk bulk;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	bulk = (struct es_bulk){ .next = NULL };
	ck_assert_int_eq(es_held_init(&table, &err), 0);
}

static void
teardown(void)
{
	es_bulk_free(&bulk);
	es_held_free(&table);
}

static struct es_held *
put(const char *index, const char *id, int want)
{
	struct es_held *held;

	ck_assert_int_eq(es_held_put(&table, slice_of(index), slice_of(id),
			     &held, &err),
	    want);
	return held;
}

START_TEST(a_document_is_its_index_and_its_id)
{
	struct es_held *held = put("\"a\"", "\"b\"", 1);

	ck_assert_ptr_eq(put("\"a\"", "\"b\"", 0), held);
	ck_assert_ptr_ne(put("\"a\"", "\"c\"", 1), held);
	ck_assert_ptr_ne(put("\"b\"", "\"b\"", 1), held);
	ck_assert_uint_eq(table.len, 3);
}
END_TEST

START_TEST(one_that_was_removed_is_new_again)
{
	struct es_held *held = put("\"a\"", "\"b\"", 1);

	es_held_remove(&table, held);
	ck_assert_uint_eq(table.len, 0);
	/* Its memory is used again. */
	ck_assert_ptr_eq(put("\"x\"", "\"y\"", 1), held);
	ck_assert_ptr_null(held->first);
	(void)put("\"a\"", "\"b\"", 1);
}
END_TEST

START_TEST(many_are_found_again)
{
	enum { COUNT = 10000 };
	struct es_held **all = calloc(COUNT, sizeof(struct es_held *));
	char id[16];

	for (int i = 0; i < COUNT; i++) {
		(void)snprintf(id, sizeof(id), "\"%d\"", i);
		all[i] = put("\"i\"", id, 1);
	}
	for (int i = 0; i < COUNT; i += 2)
		es_held_remove(&table, all[i]);
	for (int i = 0; i < COUNT; i++) {
		(void)snprintf(id, sizeof(id), "\"%d\"", i);
		struct es_held *held = put("\"i\"", id, i % 2 == 0);

		ck_assert(i % 2 == 0 || held == all[i]);
	}
	ck_assert_uint_eq(table.len, COUNT);
	free(all);
}
END_TEST

static void
add(enum es_op op, const char *line)
{
	const struct es_doc doc = {
		.op = op,
		.index = SLICE("\"i\""),
		.id = SLICE("\"1\""),
		.version = ES_NO_VERSION,
		.line = slice_of(line),
	};

	ck_assert_int_eq(es_bulk_add(&bulk, &doc, &err), 0);
}

static void
expect_line(size_t at, const char *line)
{
	ck_assert_uint_lt(at, bulk.len);
	ck_assert(slice_equal(es_bulk_line(&bulk, &bulk.actions[at]),
	    slice_of(line)));
	ck_assert(
	    slice_equal(es_bulk_id(&bulk, &bulk.actions[at]), SLICE("\"1\"")));
}

static const enum es_op ops[] = { ES_INDEX, ES_CREATE, ES_UPDATE, ES_DELETE };

START_TEST(what_is_parked_comes_back_in_its_order)
{
	struct es_held *held = put("\"i\"", "\"1\"", 1);

	add(ops[_i], "{\"n\":0}");
	size_t bytes = es_bulk_bytes(&bulk);
	add(ops[_i], "{\"n\": 1}");
	ck_assert_int_eq(es_held_park(&table, held, &bulk, &err), 0);
	add(ops[_i], "{\"n\":22}");
	ck_assert_int_eq(es_held_park(&table, held, &bulk, &err), 0);
	ck_assert_uint_eq(bulk.len, 1);
	ck_assert_uint_eq(es_bulk_bytes(&bulk), bytes);
	ck_assert_uint_gt(table.parked_bytes, 0);

	ck_assert_int_eq(es_held_unpark(&table, held, &bulk, &err), 0);
	expect_line(0, "{\"n\":0}");
	expect_line(1, "{\"n\": 1}");
	ck_assert_int_eq(es_held_unpark(&table, held, &bulk, &err), 0);
	expect_line(2, "{\"n\":22}");
	ck_assert_ptr_null(held->first);
	ck_assert_ptr_null(held->last);
	ck_assert_uint_eq(table.parked_bytes, 0);
}
END_TEST

START_TEST(what_is_parked_first_can_be_dropped)
{
	struct es_held *held = put("\"i\"", "\"1\"", 1);

	add(ES_INDEX, "{\"n\":0}");
	ck_assert_int_eq(es_held_park(&table, held, &bulk, &err), 0);
	add(ES_INDEX, "{\"n\":1}");
	ck_assert_int_eq(es_held_park(&table, held, &bulk, &err), 0);
	es_held_drop(&table, held);
	ck_assert_int_eq(es_held_unpark(&table, held, &bulk, &err), 0);
	expect_line(0, "{\"n\":1}");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("es_held");
	TCase *tcase = tcase_create("es_held");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_document_is_its_index_and_its_id);
	tcase_add_test(tcase, one_that_was_removed_is_new_again);
	tcase_add_test(tcase, many_are_found_again);
	tcase_add_loop_test(tcase, what_is_parked_comes_back_in_its_order, 0,
	    sizeof(ops) / sizeof(ops[0]));
	tcase_add_test(tcase, what_is_parked_first_can_be_dropped);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
