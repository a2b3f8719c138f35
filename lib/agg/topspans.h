#ifndef AGG_TOPSPANS_H
#define AGG_TOPSPANS_H

#include "base/buffer.h"
#include "event/column.h"
#include "event/timefield.h"
#include "event/watermark.h"
#include "event/window.h"
#include "json/walk.h"

/*
 * Which window a record is of, and whether that one is still open.  Either the
 * record's time tells (-w), or the record is a row that carries its window as
 * window_start and window_end; without these it is of all time.
 */
struct top_spans {
	struct window window; /* WINDOW_NONE: rows carry theirs */
	/* With -w, where times stand; borrowed, set after top_spans_init(). */
	const struct column *time;
	struct column start, end;
	struct watermark watermark;
};

struct top_span {
	int64_t start_ns, end_ns; /* all time: TIME_NONE, INT64_MAX */
	struct slice start, end;  /* as the row has them; ptr NULL: not */
};

/*
 * window NULL: rows carry theirs.  Returns 0, or -1 with *err set: ERR_USAGE,
 * ERR_SYSTEM.
 */
int top_spans_init(struct top_spans *spans, const char *window, int64_t lag_ns,
    struct json_plan *plan, struct err *err);

/*
 * The span of a record that has this time.  Returns 1, 0 where it is closed,
 * -1 with *err set: ERR_DATA "time" with column and path.
 */
int
top_spans_of(const struct top_spans *spans, const struct json_record *record,
    int64_t time_ns, struct top_span *span, struct err *err);

/*
 * A record was taken in: the watermark moves with its time, or with the end of
 * the window that it carries.
 */
void top_spans_see(struct top_spans *spans, const struct top_span *span,
    int64_t time_ns);

/*
 * Is a window with this end closed?  By time when the watermark has reached it,
 * of rows that carry theirs when one with a later end has come.
 */
bool top_spans_is_closed(const struct top_spans *spans, int64_t end_ns);

/* Append the bounds as rows show them: nothing for what is not known. */
void top_spans_put(const struct top_spans *spans, const struct top_span *span,
    enum time_style style, struct buffer *start, struct buffer *end);

void top_spans_free(struct top_spans *spans);

#endif
