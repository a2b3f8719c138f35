#include "agg/topstream.h"

#include "event/key.h"

void
top_stream_rank(struct top_stream *stream, const struct top_rules *rules)
{
	const struct top_fields *fields = &stream->fields;

	stream->highest_ns = TIME_NONE;
	stream->is_plain = top_is_plain(rules) && fields->groups.len == 0 &&
	    !fields->whole;
	stream->is_bare = stream->is_plain && !fields->has_time &&
	    stream->spans.window.kind == WINDOW_NONE;
	stream->queue.keys_min = TOP_QUEUE_KEYS;
	top_windows_init(&stream->windows, rules);
}

/* The open window of a record.  Returns 1, 0 where it is closed, or -1. */
static int
take_window(struct top_stream *stream, const struct json_record *record,
    int64_t time_ns, struct top_window **window, struct err *err)
{
	struct top_span span;
	int got = top_spans_of(&stream->spans, record, time_ns, &span, err);

	if (got == 0)
		stream->late++;
	if (got <= 0)
		return got;
	got = top_windows_take(&stream->windows, span.start_ns, span.end_ns,
	    window, err);
	if (got < 0)
		return -1;
	if (got > 0)
		top_spans_put(&stream->spans, &span, stream->style,
		    &(*window)->start, &(*window)->end);
	if (time_ns > stream->highest_ns)
		stream->highest_ns = time_ns;
	top_spans_see(&stream->spans, &span, time_ns);
	return 1;
}

/* Rank a record in a window that takes it. */
static int
rank(struct top_stream *stream, struct top_window *window,
    const struct top_input *input, struct err *err)
{
	if (stream->is_plain && input->key.ptr == input->labels[0].ptr) {
		window->stale = true;
		return top_queue_put(&stream->queue, window->top, input->key,
		    err);
	}
	/* In order with those that are queued. */
	if (top_stream_settle(stream, err) < 0)
		return -1;
	int changed = top_add(window->top, input, err);
	window->stale |= changed > 0;
	return changed < 0 ? -1 : 0;
}

/* Is it of all time, as the record before, and may its key be queued? */
static bool
is_usual(const struct top_stream *stream, const struct json_record *record,
    struct slice key)
{
	const struct top_window *recent = stream->windows.recent;

	return recent != NULL && recent->start_ns == TIME_NONE &&
	    recent->end_ns == INT64_MAX &&
	    record->fields[stream->spans.end.slot].ptr == NULL &&
	    record->fields[stream->fields.labels.at[0].slot].ptr == key.ptr;
}

enum { AHEAD = 320 }; /* bytes: a few short records */

/* The shortest way, of nearly all.  Returns 0 where it cannot be taken. */
static int
add_bare(struct top_stream *stream, const struct json_record *record,
    struct top_window **window, struct err *err)
{
	struct top_fields *fields = &stream->fields;
	struct slice key;

	/*
	 * The text has left the first cache since it was indexed.  That of a
	 * record soon to come is fetched; behind the block that is harmless.
	 */
	__builtin_prefetch(record->text.ptr + record->text.len + AHEAD);
	if (key_of(&fields->labels, record, &fields->key_bytes, &key, err) < 0)
		return -1;
	if (!is_usual(stream, record, key))
		return 0;
	*window = stream->windows.recent;
	(*window)->stale = true;
	return top_queue_put(&stream->queue, (*window)->top, key, err) < 0 ? -1
									   : 1;
}

int
top_stream_add(struct top_stream *stream, const struct json_record *record,
    struct top_window **window, struct err *err)
{
	struct top_input input;

	if (stream->is_bare) {
		int got = add_bare(stream, record, window, err);

		if (got != 0)
			return got;
	}
	if (top_fields_read(&stream->fields, record, &input, err) < 0)
		return -1;
	int got = take_window(stream, record, input.time_ns, window, err);
	if (got <= 0)
		return got;
	return rank(stream, *window, &input, err) < 0 ? -1 : 1;
}

int
top_stream_settle(struct top_stream *stream, struct err *err)
{
	return stream->queue.len == 0 ? 0
				      : top_queue_settle(&stream->queue, err);
}

int64_t
top_stream_time(const struct top_stream *stream, int64_t now_ns)
{
	const int64_t ms = TIME_SECOND / 1000;

	return stream->fields.has_time ? stream->highest_ns : now_ns / ms * ms;
}

struct top_window *
top_stream_closed(const struct top_stream *stream)
{
	struct top_window *window = top_windows_at(&stream->windows, 0);

	if (window == NULL ||
	    !top_spans_is_closed(&stream->spans, window->end_ns))
		return NULL;
	return window;
}

void
top_stream_free(struct top_stream *stream)
{
	top_windows_free(&stream->windows);
	top_fields_free(&stream->fields);
	top_spans_free(&stream->spans);
}
