#include "agg/topstream.h"

int
top_stream_add(struct top_stream *stream, const struct json_record *record,
    struct top_window **window, struct err *err)
{
	struct top_input input;
	struct top_span span;

	if (top_fields_read(&stream->fields, record, &input, err) < 0)
		return -1;
	int got = top_spans_of(&stream->spans, record, input.time_ns, &span,
	    err);
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

	int changed = top_add((*window)->top, &input, err);
	if (changed < 0)
		return -1;
	if (changed > 0)
		(*window)->stale = true;
	if (input.time_ns > stream->highest_ns)
		stream->highest_ns = input.time_ns;
	top_spans_see(&stream->spans, &span, input.time_ns);
	return 1;
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
