#include "es/queue.h"

#include <check.h>
#include <stdio.h>

static struct es_sink sink;
static struct err err;

static void
setup(void)
{
	const struct es_sink_settings settings = {
		.requests_max = 1,
		.bytes_max = ES_BULK_BYTES_MIN,
	};
	static const struct es_sink_owner owner = { .self = NULL };

	err = (struct err)ERR_INIT;
	ck_assert_int_eq(es_sink_init(&sink, &settings, &owner, &err), 0);
}

static void
teardown(void)
{
	es_sink_free(&sink);
}

/* A bulk of so many records that was sent before. */
static struct es_bulk *
make_bulk(size_t len, unsigned tries, int64_t due_ns)
{
	const struct es_doc doc = {
		.op = ES_INDEX,
		.index = SLICE("\"i\""),
		.id = SLICE("\"1\""),
		.version = ES_NO_VERSION,
		.line = SLICE("{}"),
	};
	struct es_bulk *bulk = es_queue_take(&sink, &err);

	ck_assert_ptr_nonnull(bulk);
	for (size_t i = 0; i < len; i++)
		ck_assert_int_eq(es_bulk_add(bulk, &doc, &err), 0);
	bulk->tries = tries;
	bulk->due_ns = due_ns;
	return bulk;
}

START_TEST(the_one_that_is_due_first_is_taken)
{
	struct es_bulk *late = make_bulk(1, 0, 30);
	struct es_bulk *first = make_bulk(1, 0, 10);
	struct es_bulk *second = make_bulk(1, 0, 10);

	ck_assert_int_eq(es_queue_due_ns(&sink), INT64_MAX);
	ck_assert_ptr_null(es_queue_take_due(&sink, 100));
	es_queue_put(&sink, late);
	es_queue_put(&sink, first);
	es_queue_put(&sink, second);
	ck_assert_int_eq(es_queue_due_ns(&sink), 10);
	ck_assert_ptr_null(es_queue_take_due(&sink, 9));
	ck_assert_ptr_eq(es_queue_take_due(&sink, 10), first);
	ck_assert_ptr_eq(es_queue_take_due(&sink, 29), second);
	ck_assert_ptr_null(es_queue_take_due(&sink, 29));
	ck_assert_ptr_eq(es_queue_take_due(&sink, 30), late);
	es_queue_give_back(&sink, late);
	es_queue_give_back(&sink, first);
	es_queue_give_back(&sink, second);
}
END_TEST

START_TEST(what_is_sent_again_joins_what_waits)
{
	struct es_bulk *bulk = make_bulk(3, 2, 10);

	es_queue_put(&sink, bulk);
	ck_assert_int_eq(es_queue_join(&sink, make_bulk(2, 1, 20), &err), 0);
	ck_assert_ptr_null(es_queue_take_due(&sink, 19));
	ck_assert_ptr_eq(es_queue_take_due(&sink, 20), bulk);
	ck_assert_uint_eq(bulk->len, 5);
	ck_assert_uint_eq(bulk->tries, 2);
	ck_assert_ptr_null(sink.waiting);
	es_queue_give_back(&sink, bulk);
}
END_TEST

START_TEST(it_joins_neither_new_ones_nor_suspects_nor_full_ones)
{
	struct es_bulk *new = make_bulk(1, 0, 0);
	struct es_bulk *suspect = make_bulk(1, 1, 0);
	struct es_bulk *full = make_bulk(ES_BULK_BYTES_MIN / es_bulk_bytes(new),
	    1, 0);

	suspect->is_alone = true;
	es_queue_put(&sink, new);
	es_queue_put(&sink, suspect);
	es_queue_put(&sink, full);
	ck_assert_int_eq(es_queue_join(&sink, make_bulk(1, 1, 0), &err), 0);
	size_t len = 0;
	for (const struct es_bulk *at = sink.waiting; at != NULL; at = at->next)
		len++;
	ck_assert_uint_eq(len, 4);
}
END_TEST

/* Add record number n of the key to the sink. */
static void
add(int key, int n)
{
	char id[16], line[64];

	(void)snprintf(id, sizeof(id), "\"%d\"", key);
	(void)snprintf(line, sizeof(line), "{\"n\":%d,\"x\":\"%030d\"}", n, 0);
	const struct es_doc doc = {
		.op = ES_INDEX,
		.index = SLICE("\"i\""),
		.id = slice_of(id),
		.version = ES_NO_VERSION,
		.line = slice_of(line),
	};

	ck_assert_int_eq(es_sink_add(&sink, &doc, &err), 0);
}

START_TEST(a_bulk_is_never_longer_than_it_may_be)
{
	for (int i = 0; i < 1000; i++)
		add(i, i);
	size_t len = sink.open->len;
	for (const struct es_bulk *at = sink.waiting; at != NULL;
	     at = at->next) {
		ck_assert_uint_le(es_bulk_bytes(at), ES_BULK_BYTES_MIN);
		ck_assert_uint_gt(es_bulk_bytes(at), ES_BULK_BYTES_MIN - 256);
		len += at->len;
	}
	ck_assert_uint_eq(len, 1000);
}
END_TEST

START_TEST(the_room_of_what_was_replaced_is_used_again)
{
	for (int i = 0; i < 10000; i++)
		add(i % 10, i);
	ck_assert_ptr_null(sink.waiting);
	ck_assert_uint_le(es_bulk_bytes(sink.open), ES_BULK_BYTES_MIN);
	ck_assert_uint_eq(sink.figures.replaced, 9990);
	es_queue_seal(&sink);
	struct es_bulk *bulk = es_queue_take_due(&sink, 0);
	ck_assert_ptr_nonnull(bulk);
	ck_assert_uint_eq(bulk->len, 10);
	/* The newest of each, in the order in which they came. */
	for (int i = 0; i < 10; i++) {
		struct slice line = es_bulk_line(bulk, &bulk->actions[i]);
		char want[64];

		(void)snprintf(want, sizeof(want), "{\"n\":%d,\"x\":\"%030d\"}",
		    9990 + i, 0);
		ck_assert(slice_equal(line, slice_of(want)));
	}
	es_queue_give_back(&sink, bulk);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("es_queue");
	TCase *tcase = tcase_create("es_queue");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, the_one_that_is_due_first_is_taken);
	tcase_add_test(tcase, what_is_sent_again_joins_what_waits);
	tcase_add_test(tcase,
	    it_joins_neither_new_ones_nor_suspects_nor_full_ones);
	tcase_add_test(tcase, a_bulk_is_never_longer_than_it_may_be);
	tcase_add_test(tcase, the_room_of_what_was_replaced_is_used_again);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
