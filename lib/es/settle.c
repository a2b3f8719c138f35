#include "es/settle.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/time.h"
#include "es/outcome.h"
#include "es/queue.h"

enum {
	FEW_TRIES = 5,   /* for what may be the record's own fault */
	SPLIT_TRIES = 3, /* a body that is lost so often is cut in two */
};

#define TELL_EVERY_NS (10 * TIME_SECOND)

/* The settling of one bulk. */
struct settling {
	struct es_sink *sink;
	struct es_bulk *bulk;
	struct es_node *node;
	const struct http_answer *answer;
	int64_t now_ns;
	unsigned refused_for_now; /* by its items, the status of one */
};

/* `status-400`, for the life of the sink. */
static const char *
reason_of(struct es_sink *sink, unsigned status)
{
	assert(status >= 200 && status < 600);
	char *reason = sink->reasons[status - 200];

	if (reason[0] == '\0')
		(void)snprintf(reason, sizeof(sink->reasons[0]), "status-%u",
		    status);
	return reason;
}

/*
 * Keep it, for the message of giving up, and tell it if none was of late;
 * status 0: there was none.
 */
static void
tell_trouble(struct settling *settling, int status, struct slice text)
{
	struct es_sink *sink = settling->sink;
	struct buffer *trouble = &sink->trouble;

	buffer_clear(trouble);
	buffer_put(trouble, slice_of(settling->node->url));
	buffer_put(trouble, SLICE(": "));
	if (status != 0) {
		buffer_put_uint(trouble, (uint64_t)status);
		buffer_put_byte(trouble, ' ');
	}
	buffer_put(trouble, text);
	size_t len = trouble->len;
	buffer_put(trouble, SLICE("; trying again"));
	buffer_put_byte(trouble, '\0');
	if (trouble->failed)
		return;
	if (sink->told_ns == INT64_MIN ||
	    settling->now_ns - sink->told_ns >= TELL_EVERY_NS) {
		sink->told_ns = settling->now_ns;
		sink->owner.tell(sink->owner.self, trouble->bytes);
	}
	trouble->len = len;
}

/* The document of this action is no longer under way: the next one can go. */
static int
release(struct settling *settling, const struct es_action *action,
    struct err *err)
{
	struct es_sink *sink = settling->sink;
	struct es_held *held = action->held;

	if (held == NULL)
		return 0;
	if (held->first == NULL) {
		es_held_remove(&sink->held, held);
		return 0;
	}
	es_queue_make_room(sink, held->first->body_len);
	if (es_queue_open(sink, settling->now_ns, err) < 0 ||
	    es_held_unpark(&sink->held, held, sink->open, err) < 0)
		return -1;
	held->is_open = true;
	held->at = sink->open->len - 1;
	sink->open->actions[held->at].held = held;
	return 0;
}

/* An action has its outcome. */
static int
finish(struct settling *settling, struct es_action *action, struct err *err)
{
	struct es_sink *sink = settling->sink;

	assert(sink->len > 0);
	sink->len--;
	sink->outcome_ns = settling->now_ns;
	es_bulk_set_done(settling->bulk, action);
	return release(settling, action, err);
}

/* Refuse it; sink->text says why. */
static int
refuse(struct settling *settling, struct es_action *action, unsigned status,
    struct err *err)
{
	struct es_sink *sink = settling->sink;
	struct slice why = buffer_slice(&sink->text);
	struct err data = ERR_INIT;

	(void)err_data(&data, reason_of(sink, status), 1, "%u %.*s", status,
	    (int)why.len, why.len == 0 ? "" : why.ptr);
	sink->owner.refused(sink->owner.self, &action->place,
	    es_bulk_line(settling->bulk, action), &data);
	return finish(settling, action, err);
}

/* Was it sent first so long ago that it must have an outcome now? */
static bool
is_old(const struct settling *settling, const struct es_action *action)
{
	int64_t since_ns = (int64_t)action->since_s * TIME_SECOND;

	return settling->now_ns - since_ns >=
	    settling->sink->settings.give_up_ns;
}

static int
settle_item(struct settling *settling, size_t i, struct err *err)
{
	struct es_sink *sink = settling->sink;
	struct es_bulk *bulk = settling->bulk;
	struct es_action *action = &bulk->actions[i];
	unsigned status = sink->answer.items[i].status;
	enum es_outcome outcome = es_outcome_of_item(action, status,
	    es_answer_is_error(&sink->answer, i));

	if (outcome == ES_STORED || outcome == ES_PRESENT) {
		sink->figures.present += outcome == ES_PRESENT;
		sink->owner.arrived(sink->owner.self,
		    es_answer_index(&sink->answer, i),
		    es_bulk_id(bulk, action));
		return finish(settling, action, err);
	}
	if ((outcome == ES_AGAIN && !is_old(settling, action)) ||
	    (outcome == ES_AGAIN_FEW && bulk->tries < FEW_TRIES)) {
		settling->refused_for_now = status;
		return 0;
	}
	buffer_clear(&sink->text);
	es_answer_put_reason(&sink->answer, i, &sink->text);
	return refuse(settling, action, status, err);
}

/* Send what is left of the bulk again, after a while. */
static int
try_again(struct settling *settling, struct err *err)
{
	struct es_sink *sink = settling->sink;
	struct es_bulk *bulk = settling->bulk;
	int64_t retry_after_ns = settling->answer->retry_after_ns;

	bulk->due_ns = settling->now_ns +
	    es_pace_delay_ns(&sink->pace, bulk->tries, retry_after_ns);
	if (sink->pause_ns < settling->now_ns + retry_after_ns)
		sink->pause_ns = settling->now_ns + retry_after_ns;
	return es_queue_join(sink, bulk, err);
}

/* What one of those says that are sent again. */
static void
tell_items(struct settling *settling)
{
	struct es_sink *sink = settling->sink;
	struct buffer *text = &sink->text;
	size_t len = settling->bulk->len;

	buffer_clear(text);
	for (size_t i = 0; i < sink->answer.len && text->len == 0; i++)
		if (sink->answer.items[i].status == settling->refused_for_now)
			es_answer_put_reason(&sink->answer, i, text);
	struct buffer all = BUFFER_INIT;
	buffer_put_uint(&all, len);
	buffer_put(&all, SLICE(" of "));
	buffer_put_uint(&all, sink->answer.len);
	buffer_put(&all, SLICE(" records: "));
	buffer_put_uint(&all, settling->refused_for_now);
	buffer_put_byte(&all, ' ');
	buffer_put(&all, buffer_slice(text));
	if (!all.failed)
		tell_trouble(settling, 0, buffer_slice(&all));
	buffer_free(&all);
}

static int
settle_items(struct settling *settling, const struct es_flight *flight,
    struct err *err)
{
	struct es_sink *sink = settling->sink;
	struct es_bulk *bulk = settling->bulk;

	for (size_t i = 0; i < sink->answer.len; i++)
		if (settle_item(settling, i, err) < 0)
			return -1;
	es_bulk_drop_done(bulk);
	if (bulk->len == 0) {
		es_pace_taken(&sink->pace, flight->bytes,
		    settling->now_ns - flight->start_ns, settling->now_ns);
		es_queue_give_back(sink, bulk);
		return 0;
	}
	es_pace_refused(&sink->pace, flight->start_ns, settling->now_ns);
	tell_items(settling);
	return try_again(settling, err);
}

/* Send it in two halves, at once. */
static int
halve(struct settling *settling, bool is_alone, struct err *err)
{
	struct es_sink *sink = settling->sink;
	struct es_bulk *bulk = settling->bulk;
	struct es_bulk *second = es_queue_take(sink, err);

	assert(bulk->len > 1);
	if (second == NULL)
		return -1;
	if (es_bulk_move(second, bulk, bulk->len / 2, err) < 0) {
		es_queue_give_back(sink, second);
		return -1;
	}
	bulk->due_ns = second->due_ns = settling->now_ns;
	bulk->tries = second->tries = 0;
	bulk->is_alone |= is_alone;
	second->is_alone = bulk->is_alone;
	es_queue_put(sink, bulk);
	es_queue_put(sink, second);
	return 0;
}

/* Refused as a whole, for what one of its records is. */
static int
settle_refusal(struct settling *settling, bool is_bad, struct err *err)
{
	struct es_sink *sink = settling->sink;
	struct es_bulk *bulk = settling->bulk;

	if (bulk->len > 1)
		return halve(settling, is_bad, err);
	buffer_clear(&sink->text);
	es_answer_put_refusal(&sink->answer, settling->answer->body,
	    &sink->text);
	if (sink->text.len == 0)
		buffer_put(&sink->text,
		    is_bad ? SLICE("the cluster refuses the record")
			   : SLICE("the record is too large for the cluster"));
	int got = refuse(settling, &bulk->actions[0],
	    (unsigned)settling->answer->status, err);

	es_bulk_clear(bulk);
	es_queue_give_back(sink, bulk);
	return got;
}

/* Neither stored nor refused, as far as is known. */
static int
settle_loss(struct settling *settling, struct slice why, struct err *err)
{
	const struct http_answer *answer = settling->answer;

	tell_trouble(settling, answer->status < 300 ? 0 : answer->status, why);
	/* Smaller ones may get through: there are limits that only cut. */
	if (settling->bulk->len > 1 &&
	    (answer->too_long ||
		(answer->status == 0 && answer->is_sent &&
		    settling->bulk->tries >= SPLIT_TRIES)))
		return halve(settling, false, err);
	return try_again(settling, err);
}

/* What the answer says, or else a text for it; in sink->text. */
static struct slice
refusal_of(struct settling *settling)
{
	struct es_sink *sink = settling->sink;
	const struct http_answer *answer = settling->answer;

	buffer_clear(&sink->text);
	es_answer_put_refusal(&sink->answer, answer->body, &sink->text);
	if (sink->text.len == 0 && answer->status == 0)
		buffer_put(&sink->text, slice_of(answer->error));
	if (sink->text.len == 0)
		buffer_put(&sink->text,
		    answer->status >= 300 && answer->status < 400
			? SLICE("is a redirect, which is not followed")
			: SLICE("is what it answers"));
	return buffer_slice(&sink->text);
}

static int
deny(struct settling *settling, struct err *err)
{
	struct slice why = refusal_of(settling);
	int status = settling->answer->status;

	/* Its records stay without an outcome. */
	es_queue_put(settling->sink, settling->bulk);
	if (status == 0)
		return err_set(err, ERR_USAGE, "%s: %.*s", settling->node->url,
		    (int)why.len, why.ptr);
	return err_set(err, ERR_USAGE, "%s: %d %.*s", settling->node->url,
	    status, (int)why.len, why.ptr);
}

int
es_settle(struct es_sink *sink, struct es_flight *flight,
    const struct http_answer *answer, int64_t now_ns, struct err *err)
{
	struct settling settling = { sink, flight->bulk, flight->node, answer,
		now_ns, 0 };
	struct err wrong = ERR_INIT;

	flight->bulk = NULL;
	sink->flights_len--;
	enum es_request_outcome outcome = es_outcome_of_request(
	    (unsigned)answer->status);
	if (answer->is_vain)
		outcome = ES_REQUEST_DENIED;
	if (outcome == ES_REQUEST_LOST)
		es_node_failed(flight->node, now_ns);
	else
		es_node_answered(flight->node);
	switch (outcome) {
	case ES_REQUEST_ANSWERED:
		if (es_answer_read(&sink->answer, answer->body, settling.bulk,
			&wrong) == 0)
			return settle_items(&settling, flight, err);
		if (wrong.kind != ERR_DATA) {
			es_queue_put(sink, settling.bulk);
			*err = wrong;
			return -1;
		}
		return settle_loss(&settling, slice_of(wrong.text), err);
	case ES_REQUEST_LARGE:
		es_pace_too_large(&sink->pace, flight->bytes);
		return settle_refusal(&settling, false, err);
	case ES_REQUEST_BAD:
		return settle_refusal(&settling, true, err);
	case ES_REQUEST_DENIED:
		return deny(&settling, err);
	case ES_REQUEST_BUSY:
	case ES_REQUEST_LOST:
	default:
		es_pace_refused(&sink->pace, flight->start_ns, now_ns);
		return settle_loss(&settling, refusal_of(&settling), err);
	}
}
