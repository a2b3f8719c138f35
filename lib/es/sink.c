#include "es/sink.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/time.h"
#include "es/queue.h"
#include "es/settle.h"
#include "io/gzip.h"
#include "io/wait.h"

/* Whoever waits looks at the signals and the screen so often. */
#define TICK_NS (TIME_SECOND / 4)

int
es_sink_init(struct es_sink *sink, const struct es_sink_settings *settings,
    const struct es_sink_owner *owner, struct err *err)
{
	*sink = (struct es_sink){
		.settings = *settings,
		.owner = *owner,
		.pause_ns = INT64_MIN,
		.told_ns = INT64_MIN,
		.flights = calloc(settings->requests_max,
		    sizeof(struct es_flight)),
	};
	es_pace_init(&sink->pace, (size_t)settings->requests_max,
	    (size_t)settings->bytes_max, settings->seed);
	if (sink->flights == NULL)
		return err_set(err, ERR_SYSTEM, "out of memory");
	if (es_held_init(&sink->held, err) < 0)
		return -1;
	return es_answer_init(&sink->answer, err);
}

void
es_sink_put_figures(const struct es_sink *sink, struct buffer *out)
{
	const struct es_sink_figures *figures = &sink->figures;
	const struct {
		const char *name;
		uint64_t figure;
	} all[] = {
		{ "requests", figures->requests },
		{ "again", figures->again },
		{ "replaced", figures->replaced },
		{ "present", figures->present },
		{ "bytes_sent", figures->bytes_sent },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		buffer_put(out, SLICE(",\""));
		buffer_put(out, slice_of(all[i].name));
		buffer_put(out, SLICE("\":"));
		buffer_put_uint(out, all[i].figure);
	}
}

static void
replace(struct es_sink *sink)
{
	assert(sink->len > 0);
	sink->len--;
	sink->figures.replaced++;
}

/* The one added last is of a document that is in the open bulk already. */
static void
replace_open(struct es_sink *sink, struct es_held *held)
{
	struct es_bulk *open = sink->open;
	struct es_action *old = &open->actions[held->at];
	struct es_action *new = &open->actions[open->len - 1];

	replace(sink);
	if (new->version < old->version) {
		es_bulk_set_done(open, new);
		return;
	}
	es_bulk_set_done(open, old);
	old->held = NULL;
	new->held = held;
	held->at = open->len - 1;
}

/* It is of a document that is under way, or must wait its turn. */
static int
park(struct es_sink *sink, struct es_held *held, struct err *err)
{
	struct es_bulk *open = sink->open;
	const struct es_action *new = &open->actions[open->len - 1];

	if (new->op == ES_INDEX && held->first != NULL) {
		replace(sink);
		if (new->version < held->first->action.version) {
			es_bulk_set_done(open, &open->actions[open->len - 1]);
			return 0;
		}
		es_held_drop(&sink->held, held);
	}
	return es_held_park(&sink->held, held, open, err);
}

/* See to it that the record added last is the only one of its document. */
static int
hold(struct es_sink *sink, const struct es_doc *doc, struct err *err)
{
	struct es_bulk *open = sink->open;
	struct es_held *held;
	int got = es_held_put(&sink->held, doc->index, doc->id, &held, err);

	if (got < 0)
		return -1;
	if (got > 0) {
		open->actions[open->len - 1].held = held;
		held->at = open->len - 1;
		held->is_open = true;
		return 0;
	}
	if (held->is_open && doc->op == ES_INDEX) {
		replace_open(sink, held);
		return 0;
	}
	return park(sink, held, err);
}

int
es_sink_add(struct es_sink *sink, const struct es_doc *doc, struct err *err)
{
	int64_t now_ns = wait_monotonic();

	es_queue_make_room(sink, es_bulk_room(doc));
	if (es_queue_open(sink, now_ns, err) < 0 ||
	    es_bulk_add(sink->open, doc, err) < 0)
		return -1;
	if (sink->len == 0)
		sink->outcome_ns = now_ns;
	sink->len++;
	return sink->settings.is_unique ? 0 : hold(sink, doc, err);
}

/* Text as part of a URL (RFC 3986, section 2.3). */
static void
put_url_text(const char *text, struct buffer *out)
{
	static const char digits[] = "0123456789ABCDEF";

	for (; *text != '\0'; text++) {
		unsigned char byte = (unsigned char)*text;

		if (ascii_is_digit(*text) || (byte | 0x20U) - 'a' < 26U ||
		    strchr("-._~", *text) != NULL) {
			buffer_put_byte(out, *text);
			continue;
		}
		buffer_put_byte(out, '%');
		buffer_put_byte(out, digits[byte >> 4]);
		buffer_put_byte(out, digits[byte & 15]);
	}
}

/* Of the answer only what is looked at is asked for. */
static void
put_url(const struct es_sink *sink, const struct es_node *node,
    struct buffer *out)
{
	buffer_clear(out);
	buffer_put(out, slice_of(node->url));
	buffer_put(out, SLICE("/_bulk?filter_path=error,items.*._id,"));
	buffer_put(out, SLICE("items.*.status,items.*.error"));
	if (sink->settings.wants_index)
		buffer_put(out, SLICE(",items.*._index"));
	if (sink->settings.pipeline != NULL) {
		buffer_put(out, SLICE("&pipeline="));
		put_url_text(sink->settings.pipeline, out);
	}
	buffer_put_byte(out, '\0');
}

/* Note when each record is sent for the first time. */
static void
note_time(struct es_sink *sink, const struct es_bulk *bulk, int64_t now_ns)
{
	uint32_t now_s = (uint32_t)(now_ns / TIME_SECOND) + 1;

	for (size_t i = 0; i < bulk->len; i++) {
		if (bulk->actions[i].since_s == 0)
			bulk->actions[i].since_s = now_s;
		else
			sink->figures.again++;
	}
}

static struct es_flight *
take_flight(struct es_sink *sink)
{
	struct es_flight *flight = sink->flights;

	assert(sink->flights_len < sink->settings.requests_max);
	while (flight->bulk != NULL)
		flight++;
	sink->flights_len++;
	return flight;
}

static int
send_bulk(struct es_sink *sink, struct es_bulk *bulk, int64_t now_ns,
    struct err *err)
{
	struct es_flight *flight = take_flight(sink);
	struct slice body = buffer_slice(&bulk->body);

	flight->bulk = bulk;
	flight->node = es_nodes_take(sink->settings.nodes, now_ns);
	flight->start_ns = now_ns;
	flight->bytes = body.len;
	put_url(sink, flight->node, &flight->url);
	if (buffer_check(&flight->url, err) < 0)
		return -1;
	if (sink->settings.is_compressed) {
		buffer_clear(&flight->packed);
		if (gzip_put(body, &flight->packed, err) < 0)
			return -1;
		body = buffer_slice(&flight->packed);
	}
	bulk->tries++;
	note_time(sink, bulk, now_ns);
	sink->figures.requests++;
	sink->figures.bytes_sent += body.len;
	const struct http_request request = {
		.method = "POST",
		.url = flight->url.bytes,
		.content_type = "application/x-ndjson",
		.compressed = sink->settings.is_compressed,
		.body = body,
		.answer_max = ES_ANSWER_MAX,
		.timeout_ns = sink->settings.timeout_ns,
		.tag = flight,
	};
	return http_client_send(sink->settings.http, &request, err);
}

static int
send_due(struct es_sink *sink, int64_t now_ns, struct err *err)
{
	while (now_ns >= sink->pause_ns &&
	    sink->flights_len < es_pace_requests(&sink->pace)) {
		struct es_bulk *bulk = es_queue_take_due(sink, now_ns);

		if (bulk == NULL)
			return 0;
		if (send_bulk(sink, bulk, now_ns, err) < 0)
			return -1;
	}
	return 0;
}

static size_t
memory(const struct es_sink *sink)
{
	size_t bytes = es_queue_memory(sink);

	for (size_t i = 0; i < sink->settings.requests_max; i++) {
		const struct es_bulk *bulk = sink->flights[i].bulk;

		if (bulk != NULL)
			bytes += es_bulk_bytes(bulk) +
			    bulk->len * sizeof(bulk->actions[0]);
	}
	return bytes;
}

static bool
is_full(const struct es_sink *sink)
{
	return memory(sink) >=
	    (sink->settings.requests_max + 1) * sink->settings.bytes_max;
}

static int
give_up(const struct es_sink *sink, struct err *err)
{
	struct slice trouble = buffer_slice(&sink->trouble);

	if (trouble.len == 0)
		trouble = SLICE("there is no answer");
	return err_set(err, ERR_SYSTEM,
	    "gave up, %" PRIu64 " %s not known to be stored: %.*s", sink->len,
	    sink->len == 1 ? "record is" : "records are", (int)trouble.len,
	    trouble.ptr);
}

/* Take the answers that came, send what is due. */
static int
work(struct es_sink *sink, struct err *err)
{
	struct http_answer answer;
	int64_t now_ns = wait_monotonic();

	while (http_client_next(sink->settings.http, &answer))
		if (es_settle(sink, answer.tag, &answer, now_ns, err) < 0)
			return -1;
	if (sink->open != NULL && sink->open->len > 0 &&
	    (now_ns - sink->open_ns >= sink->settings.flush_ns ||
		(sink->flights_len == 0 && sink->waiting == NULL &&
		    is_full(sink))))
		es_queue_seal(sink);
	if (send_due(sink, now_ns, err) < 0)
		return -1;
	if (sink->len > 0 &&
	    now_ns - sink->outcome_ns >= sink->settings.give_up_ns)
		return give_up(sink, err);
	return 0;
}

/* When there will be something to do, on the monotonic clock. */
static int64_t
next_ns(const struct es_sink *sink)
{
	int64_t next = INT64_MAX;

	if (sink->len == 0)
		return next;
	next = sink->outcome_ns + sink->settings.give_up_ns;
	if (sink->open != NULL && sink->open->len > 0 &&
	    sink->open_ns + sink->settings.flush_ns < next)
		next = sink->open_ns + sink->settings.flush_ns;
	if (sink->flights_len < es_pace_requests(&sink->pace)) {
		int64_t due = es_queue_due_ns(sink);

		if (due < sink->pause_ns)
			due = sink->pause_ns;
		if (due < next)
			next = due;
	}
	return next;
}

/* The same on the wall clock, or until_ns if that is earlier. */
static int64_t
wake_ns(const struct es_sink *sink, int64_t until_ns)
{
	int64_t next = next_ns(sink);
	int64_t now_ns = wait_monotonic();

	if (sink->len > 0 && next > now_ns + TICK_NS)
		next = now_ns + TICK_NS;
	if (next == INT64_MAX)
		return until_ns;
	int64_t wake = wait_clock() + (next > now_ns ? next - now_ns : 0);
	return wake < until_ns ? wake : until_ns;
}

int
es_sink_wait(struct es_sink *sink, int fd, int64_t until_ns, struct err *err)
{
	if (work(sink, err) < 0)
		return -1;
	/* Early it may return: the caller waits again. */
	return http_client_wait(sink->settings.http, is_full(sink) ? -1 : fd,
	    wake_ns(sink, until_ns), err);
}

int
es_sink_drain(struct es_sink *sink, struct err *err)
{
	/* An answer may bring a record into the open bulk that was parked. */
	do {
		es_queue_seal(sink);
		if (work(sink, err) < 0)
			return -1;
	} while (sink->open != NULL && sink->open->len > 0);
	if (sink->len == 0)
		return 0;
	int got = http_client_wait(sink->settings.http, -1,
	    wake_ns(sink, WAIT_FOREVER), err);
	return got < 0 ? -1 : 1;
}

void
es_sink_free(struct es_sink *sink)
{
	for (size_t i = 0; i < sink->settings.requests_max; i++) {
		struct es_flight *flight = &sink->flights[i];

		if (flight->bulk != NULL)
			es_queue_give_back(sink, flight->bulk);
		buffer_free(&flight->url);
		buffer_free(&flight->packed);
	}
	free(sink->flights);
	es_queue_free(sink);
	es_held_free(&sink->held);
	es_answer_free(&sink->answer);
	buffer_free(&sink->trouble);
	buffer_free(&sink->text);
}
