#include "es/bulk.h"

#include <check.h>
#include <stdio.h>

static struct es_bulk bulk, other;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	bulk = other = (struct es_bulk){ .next = NULL };
}

static void
teardown(void)
{
	es_bulk_free(&bulk);
	es_bulk_free(&other);
}

static void
add(enum es_op op, const char *id, const char *line)
{
	const struct es_doc doc = {
		.op = op,
		.index = SLICE("\"i\""),
		.id = slice_of(id),
		.version = ES_NO_VERSION,
		.line = slice_of(line),
		.place = { "f", 7, 9 },
	};
	size_t before = es_bulk_bytes(&bulk);

	ck_assert_int_eq(es_bulk_add(&bulk, &doc, &err), 0);
	ck_assert_uint_le(es_bulk_bytes(&bulk) - before, es_bulk_room(&doc));
}

static void
expect_body(const struct es_bulk *of, const char *body)
{
	ck_assert_msg(slice_equal(buffer_slice(&of->body), slice_of(body)),
	    "got %.*s", (int)of->body.len, of->body.bytes);
}

static void
expect_action(const struct es_bulk *of, size_t at, const char *id,
    const char *line)
{
	const struct es_action *action = &of->actions[at];

	ck_assert_uint_lt(at, of->len);
	ck_assert(slice_equal(es_bulk_id(of, action), slice_of(id)));
	ck_assert(slice_equal(es_bulk_line(of, action), slice_of(line)));
	ck_assert_uint_eq(action->place.line, 7);
}

START_TEST(each_operation_has_its_form)
{
	add(ES_INDEX, "\"1\"", "{\"a\":1}");
	add(ES_CREATE, "\"2\"", "{ }");
	add(ES_UPDATE, "\"3\"", "{\"b\":2} ");
	add(ES_DELETE, "\"4\"", "{\"c\":3}");
	expect_body(&bulk,
	    "{\"index\":{\"_index\":\"i\",\"_id\":\"1\"}}\n{\"a\":1}\n"
	    "{\"create\":{\"_index\":\"i\",\"_id\":\"2\"}}\n{ }\n"
	    "{\"update\":{\"_index\":\"i\",\"_id\":\"3\"}}\n"
	    "{\"doc\":{\"b\":2} ,\"doc_as_upsert\":true}\n"
	    "{\"delete\":{\"_index\":\"i\",\"_id\":\"4\"}}\n");
	expect_action(&bulk, 0, "\"1\"", "{\"a\":1}");
	expect_action(&bulk, 1, "\"2\"", "{ }");
	expect_action(&bulk, 2, "\"3\"", "{\"b\":2} ");
	expect_action(&bulk, 3, "\"4\"", "{\"c\":3}");
}
END_TEST

START_TEST(a_version_is_external)
{
	const struct es_doc doc = {
		.op = ES_DELETE,
		.index = SLICE("\"i\""),
		.id = SLICE("\"1\""),
		.version = INT64_MAX,
		.line = SLICE("{}"),
	};

	ck_assert_int_eq(es_bulk_add(&bulk, &doc, &err), 0);
	expect_body(&bulk,
	    "{\"delete\":{\"_index\":\"i\",\"_id\":\"1\","
	    "\"version\":9223372036854775807,"
	    "\"version_type\":\"external_gte\"}}\n");
	ck_assert_uint_le(es_bulk_bytes(&bulk), es_bulk_room(&doc));
}
END_TEST

START_TEST(operations_have_names)
{
	enum es_op op;

	for (int i = ES_INDEX; i <= ES_DELETE; i++) {
		ck_assert_int_eq(es_op_parse(es_op_name((enum es_op)i), &op,
				     &err),
		    0);
		ck_assert_int_eq((int)op, i);
	}
	ck_assert_int_eq(es_op_parse("Index", &op, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
}
END_TEST

static const enum es_op ops[] = { ES_INDEX, ES_CREATE, ES_UPDATE, ES_DELETE };

/* Of six, number i is done where bit i of the mask is set. */
START_TEST(what_is_done_goes_and_the_rest_moves_up)
{
	static const char *const ids[] = { "\"0\"", "\"1\"", "\"2\"", "\"3\"",
		"\"4\"", "\"5\"" };
	static const char *const lines[] = { "{\"n\":0}", "{}", "{\"n\": 2}",
		"{\"n\":33333333}", "{ }", "{\"n\":5}" };

	for (unsigned mask = 0; mask < 64; mask++) {
		size_t at = 0;

		es_bulk_clear(&bulk);
		for (int i = 0; i < 6; i++)
			add(ops[_i], ids[i], lines[i]);
		for (unsigned i = 0; i < 6; i++)
			if ((mask >> i & 1) != 0)
				es_bulk_set_done(&bulk, &bulk.actions[i]);
		es_bulk_drop_done(&bulk);
		for (unsigned i = 0; i < 6; i++)
			if ((mask >> i & 1) == 0)
				expect_action(&bulk, at++, ids[i], lines[i]);
		ck_assert_uint_eq(bulk.len, at);
		ck_assert_uint_eq(bulk.done_len, 0);
		if (at == 0)
			ck_assert_uint_eq(es_bulk_bytes(&bulk), 0);
	}
}
END_TEST

START_TEST(actions_move_to_another_bulk)
{
	static const char *const ids[] = { "\"0\"", "\"1\"", "\"2\"", "\"3\"" };
	static const char *const lines[] = { "{}", "{\"n\":1}", "{\"n\": 2}",
		"{ }" };

	for (size_t first = 0; first <= 4; first++) {
		es_bulk_clear(&bulk);
		es_bulk_clear(&other);
		add(ops[_i], "\"x\"", "{\"x\":1}");
		ck_assert_int_eq(es_bulk_move(&other, &bulk, 0, &err), 0);
		for (int i = 0; i < 4; i++)
			add(ops[_i], ids[i], lines[i]);
		size_t bytes = es_bulk_bytes(&bulk) + es_bulk_bytes(&other);
		ck_assert_int_eq(es_bulk_move(&other, &bulk, first, &err), 0);
		ck_assert_uint_eq(bytes,
		    es_bulk_bytes(&bulk) + es_bulk_bytes(&other));
		ck_assert_uint_eq(bulk.len, first);
		ck_assert_uint_eq(other.len, 1 + 4 - first);
		expect_action(&other, 0, "\"x\"", "{\"x\":1}");
		for (size_t i = 0; i < 4; i++)
			if (i < first)
				expect_action(&bulk, i, ids[i], lines[i]);
			else
				expect_action(&other, 1 + i - first, ids[i],
				    lines[i]);
	}
}
END_TEST

START_TEST(many_actions_move_at_once)
{
	char id[16];

	for (int i = 0; i < 1000; i++) {
		(void)snprintf(id, sizeof(id), "\"%d\"", i);
		add(ES_INDEX, id, "{}");
	}
	ck_assert_int_eq(es_bulk_move(&other, &bulk, 1, &err), 0);
	ck_assert_uint_eq(other.len, 999);
	expect_action(&other, 998, "\"999\"", "{}");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("es_bulk");
	TCase *tcase = tcase_create("es_bulk");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, each_operation_has_its_form);
	tcase_add_test(tcase, a_version_is_external);
	tcase_add_test(tcase, operations_have_names);
	tcase_add_loop_test(tcase, what_is_done_goes_and_the_rest_moves_up, 0,
	    sizeof(ops) / sizeof(ops[0]));
	tcase_add_loop_test(tcase, actions_move_to_another_bulk, 0,
	    sizeof(ops) / sizeof(ops[0]));
	tcase_add_test(tcase, many_actions_move_at_once);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
