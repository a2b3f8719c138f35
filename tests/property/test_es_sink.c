/*
 * Records on their way into a cluster that fails at random: whatever it does,
 * each record has one outcome, no document is under way twice at once, and none
 * goes back to an older state.  The network is left out: bulks are taken from
 * the queue and settled by answers that are made here.
 */
#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "es/queue.h"
#include "es/settle.h"

enum {
	KEYS = 12,
	RECORDS = 400,
	FLIGHTS = 4,
};

#define STEP_NS INT64_C(60000000000) /* what waits is due at the next step */

/* What became of record number n, which is also its line. */
enum fate { UNDER_WAY, ARRIVED, REFUSED };

static struct {
	struct random random;
	struct es_sink sink;
	struct es_nodes nodes;
	enum es_op op;
	int64_t now_ns;
	size_t added;
	size_t key_of[RECORDS];
	enum fate fates[RECORDS];
	size_t outcomes;
	/* The cluster: the record each document is, and the last one done. */
	size_t document[KEYS]; /* n + 1, 0: not there */
	size_t last[KEYS];     /* n + 1 of what was applied last */
	bool done[RECORDS];    /* it was applied, perhaps more than once */
} world;

static size_t
number_of(const struct es_action *action)
{
	return (size_t)action->place.line;
}

static bool
one_in(uint64_t count)
{
	return random_below(&world.random, count) == 0;
}

static void
on_arrived(void *self, struct slice index, struct slice id)
{
	(void)self;
	(void)index;
	(void)id;
	world.outcomes++;
}

static void
on_refused(void *self, const struct es_place *place, struct slice line,
    const struct err *err)
{
	char want[64];

	(void)self;
	(void)snprintf(want, sizeof(want), "{\"n\":%" PRIu64 "}", place->line);
	ck_assert(slice_equal(line, slice_of(want)));
	ck_assert_int_eq(err->kind, ERR_DATA);
	ck_assert_int_eq(strncmp(err->reason, "status-4", 8), 0);
	ck_assert_int_eq(world.fates[place->line], UNDER_WAY);
	world.fates[place->line] = REFUSED;
	world.outcomes++;
}

static void
on_trouble(void *self, const char *text)
{
	(void)self;
	ck_assert(text[0] != '\0');
}

static void
add_record(void)
{
	size_t n = world.added++;
	size_t key = random_below(&world.random, KEYS);
	char id[16], line[32];
	struct err err = ERR_INIT;

	world.key_of[n] = key;
	(void)snprintf(id, sizeof(id), "\"%zu\"", key);
	(void)snprintf(line, sizeof(line), "{\"n\":%zu}", n);
	const struct es_doc doc = {
		.op = world.op,
		.index = SLICE("\"i\""),
		.id = slice_of(id),
		.version = ES_NO_VERSION,
		.line = slice_of(line),
		.place = { "stdin", n, 0 },
	};
	ck_assert_int_eq(es_sink_add(&world.sink, &doc, &err), 0);
}

/* The cluster does what one action says, and has this status for it. */
static unsigned
apply(const struct es_action *action)
{
	size_t n = number_of(action);
	size_t key = world.key_of[n];

	/* A record may come twice, but none behind a later one. */
	ck_assert_uint_ge(n + 1, world.last[key]);
	world.last[key] = n + 1;
	world.done[n] = true;
	if (world.op == ES_CREATE && world.document[key] != 0)
		return 409;
	world.document[key] = world.op == ES_DELETE ? 0 : n + 1;
	return 200;
}

/* Some of the items fail with `refused`; what is then answered goes to body. */
static void
answer_items(const struct es_bulk *bulk, unsigned refused, struct buffer *body)
{
	buffer_put(body, SLICE("{\"items\":["));
	for (size_t i = 0; i < bulk->len; i++) {
		const struct es_action *action = &bulk->actions[i];
		bool fails = refused != 0 && one_in(3);
		unsigned status = fails ? refused : apply(action);

		if (i > 0)
			buffer_put_byte(body, ',');
		buffer_put(body, SLICE("{\""));
		buffer_put(body, slice_of(es_op_name(action->op)));
		buffer_put(body, SLICE("\":{\"_id\":"));
		buffer_put(body, es_bulk_id(bulk, action));
		buffer_put(body, SLICE(",\"status\":"));
		buffer_put_uint(body, status);
		if (status >= 400)
			buffer_put(body, SLICE(",\"error\":\"x\""));
		buffer_put(body, SLICE("}}"));
	}
	buffer_put(body, SLICE("]}"));
}

static void
settle(struct es_flight *flight, bool faults)
{
	static const int whole[] = { 0, 302, 400, 413, 429, 500, 503 };
	static const unsigned items[] = { 0, 0, 400, 429, 503 };
	struct buffer body = BUFFER_INIT;
	struct http_answer answer = { .status = 200, .error = "lost" };
	struct err err = ERR_INIT;
	bool is_whole = faults && one_in(3);

	if (is_whole)
		answer.status = whole[random_below(&world.random, 7)];
	else
		answer_items(flight->bulk,
		    faults ? items[random_below(&world.random, 5)] : 0, &body);
	/* Done, but nobody hears of it; or not in full. */
	if (!is_whole && faults && one_in(5))
		answer.status = 0;
	else if (!is_whole && faults && one_in(5))
		body.len -= random_below(&world.random, body.len);
	answer.body = buffer_slice(&body);
	ck_assert_int_eq(es_settle(&world.sink, flight, &answer, world.now_ns,
			     &err),
	    0);
	ck_assert_ptr_null(flight->bulk);
	buffer_free(&body);
}

/* No document is under way twice, in one bulk or in two. */
static void
check_flights(void)
{
	bool is_away[KEYS] = { false };

	for (size_t i = 0; i < FLIGHTS; i++) {
		const struct es_bulk *bulk = world.sink.flights[i].bulk;

		for (size_t j = 0; bulk != NULL && j < bulk->len; j++) {
			size_t n = number_of(&bulk->actions[j]);

			ck_assert(!is_away[world.key_of[n]]);
			is_away[world.key_of[n]] = true;
		}
	}
}

static void
take_off(void)
{
	struct es_sink *sink = &world.sink;

	for (size_t i = 0; i < FLIGHTS; i++) {
		struct es_flight *flight = &sink->flights[i];

		if (flight->bulk != NULL)
			continue;
		flight->bulk = es_queue_take_due(sink, world.now_ns);
		if (flight->bulk == NULL)
			return;
		flight->bulk->tries++;
		flight->node = &world.nodes.at[0];
		flight->start_ns = world.now_ns;
		flight->bytes = flight->bulk->body.len;
		for (size_t j = 0; j < flight->bulk->len; j++)
			flight->bulk->actions[j].since_s = UINT32_MAX;
		sink->flights_len++;
		check_flights();
		return;
	}
}

static void
land(bool faults)
{
	size_t i = random_below(&world.random, FLIGHTS);

	if (world.sink.flights[i].bulk != NULL)
		settle(&world.sink.flights[i], faults);
}

static void
run(void)
{
	while (world.added < RECORDS) {
		world.now_ns += STEP_NS;
		switch (random_below(&world.random, 8)) {
		case 0:
			es_queue_seal(&world.sink);
			break;
		case 1:
			take_off();
			break;
		case 2:
			land(true);
			break;
		default:
			add_record();
		}
	}
	for (int steps = 0; world.sink.len > 0; steps++) {
		ck_assert_int_lt(steps, 100000);
		world.now_ns += STEP_NS;
		es_queue_seal(&world.sink);
		take_off();
		land(steps < 1000 && one_in(2));
	}
}

/* The newest record of each document is what it is, unless it was refused. */
static void
check_documents(void)
{
	size_t newest[KEYS] = { 0 };

	for (size_t n = 0; n < RECORDS; n++)
		newest[world.key_of[n]] = n + 1;
	for (size_t key = 0; key < KEYS; key++) {
		size_t n = newest[key];

		if (n == 0 || world.fates[n - 1] == REFUSED)
			continue;
		ck_assert(world.done[n - 1]);
		ck_assert_uint_eq(world.last[key], n);
		if (world.op == ES_INDEX || world.op == ES_UPDATE)
			ck_assert_uint_eq(world.document[key], n);
	}
	/* Of those that replace nothing each one was done, or refused. */
	for (size_t n = 0; n < RECORDS && world.op != ES_INDEX; n++)
		ck_assert(world.done[n] || world.fates[n] == REFUSED);
}

START_TEST(each_record_has_one_outcome_whatever_the_cluster_does)
{
	static const enum es_op ops[] = { ES_INDEX, ES_CREATE, ES_UPDATE,
		ES_DELETE };
	static const struct es_sink_owner owner = {
		.arrived = on_arrived,
		.refused = on_refused,
		.tell = on_trouble,
	};
	struct err err = ERR_INIT;

	memset(&world, 0, sizeof(world));
	random_init(&world.random, (uint64_t)_i, 0);
	world.op = ops[_i % 4];
	ck_assert_int_eq(es_nodes_add(&world.nodes, "node", &err), 0);
	const struct es_sink_settings settings = {
		.nodes = &world.nodes,
		.requests_max = FLIGHTS,
		.bytes_max = ES_BULK_BYTES_MIN,
		.give_up_ns = INT64_MAX,
		.seed = (uint64_t)_i,
	};
	ck_assert_int_eq(es_sink_init(&world.sink, &settings, &owner, &err), 0);
	run();
	ck_assert_uint_eq(world.outcomes + world.sink.figures.replaced,
	    RECORDS);
	ck_assert_uint_eq(world.sink.held.len, 0);
	ck_assert_uint_eq(world.sink.held.parked_bytes, 0);
	check_documents();
	es_sink_free(&world.sink);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("es_sink");
	TCase *tcase = tcase_create("es_sink");

	tcase_add_loop_test(tcase,
	    each_record_has_one_outcome_whatever_the_cluster_does, 0, 200);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
