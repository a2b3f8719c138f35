#include "agg/topspans.h"

#include "json/string.h"

int
top_spans_init(struct top_spans *spans, const char *window, int64_t lag_ns,
    struct json_plan *plan, struct err *err)
{
	*spans = (struct top_spans){ .window = { .kind = WINDOW_NONE } };
	watermark_init(&spans->watermark, lag_ns, -1, -1);
	if (window != NULL)
		return window_parse(&spans->window, window, err);
	if (column_init(&spans->start, SLICE("window_start"), "-w", plan, err) <
	    0)
		return -1;
	return column_init(&spans->end, SLICE("window_end"), "-w", plan, err);
}

/* A bound that a row carries.  Returns 1, 0 where it has none, or -1. */
static int
read_bound(const struct column *column, const struct json_record *record,
    struct slice *text, int64_t *ns, struct err *err)
{
	struct slice value = record->fields[column->slot];

	if (value.ptr == NULL || json_type_of(value) == JSON_NULL)
		return 0;
	if (!time_of_value(value, TIME_AUTO, SLICE(""), ns))
		return column_err(column, record, err, "time", "is no time");
	*text = value;
	return 1;
}

static int
read_carried(const struct top_spans *spans, const struct json_record *record,
    struct top_span *span, struct err *err)
{
	int got = read_bound(&spans->end, record, &span->end, &span->end_ns,
	    err);

	if (got > 0)
		got = read_bound(&spans->start, record, &span->start,
		    &span->start_ns, err);
	return got < 0 ? -1 : 0;
}

int
top_spans_of(const struct top_spans *spans, const struct json_record *record,
    int64_t time_ns, struct top_span *span, struct err *err)
{
	*span = (struct top_span){ .start_ns = TIME_NONE, .end_ns = INT64_MAX };
	if (spans->window.kind == WINDOW_NONE) {
		if (read_carried(spans, record, span, err) < 0)
			return -1;
	} else if (window_start(&spans->window, time_ns, &span->start_ns)) {
		span->end_ns = span->start_ns + spans->window.size_ns;
	} else {
		return column_err(spans->time, record, err, "time",
		    "is in a window beyond the range of times");
	}
	return !top_spans_is_closed(spans, span->end_ns);
}

void
top_spans_see(struct top_spans *spans, const struct top_span *span,
    int64_t time_ns)
{
	int64_t event_ns = spans->window.kind == WINDOW_NONE ? span->end_ns
							     : time_ns;

	/* Nothing is measured against the clock here. */
	if (event_ns != INT64_MAX)
		(void)watermark_see(&spans->watermark, event_ns, 0);
}

bool
top_spans_is_closed(const struct top_spans *spans, int64_t end_ns)
{
	return spans->window.kind == WINDOW_NONE
	    ? end_ns < spans->watermark.time_ns
	    : end_ns <= spans->watermark.time_ns;
}

void
top_spans_put(const struct top_spans *spans, const struct top_span *span,
    enum time_style style, struct buffer *start, struct buffer *end)
{
	if (spans->window.kind == WINDOW_NONE) {
		buffer_put(start, span->start);
		buffer_put(end, span->end);
		return;
	}
	time_style_put(style, span->start_ns, start);
	time_style_put(style, span->end_ns, end);
}

void
top_spans_free(struct top_spans *spans)
{
	column_free(&spans->start);
	column_free(&spans->end);
}
