#ifndef AGG_TOPSTREAM_H
#define AGG_TOPSTREAM_H

#include "agg/topfields.h"
#include "agg/topqueue.h"
#include "agg/topspans.h"
#include "agg/topwindows.h"

/* From records to rankings: each record into the window that it is of. */
struct top_stream {
	struct top_fields fields;
	struct top_spans spans;
	struct top_windows windows;
	enum time_style style; /* of the windows' bounds */
	int64_t highest_ns;    /* event time; TIME_NONE: none yet */
	uint64_t late;         /* records whose window was closed */
	bool is_plain;         /* keys are only counted, by way of the queue */
	bool is_bare;          /* and no times or windows were asked for */
	struct top_queue queue;
};

/* What is ranked, and how: after top_fields_finish() and top_spans_init(). */
void top_stream_rank(struct top_stream *stream, const struct top_rules *rules);

/*
 * Take in one record.  *window is the one that it went to, stale where its
 * ranking may have changed.  Returns 1; 0 when its window is closed: it is
 * late; -1 with *err set: ERR_DATA "missing", "type" or "time" with column and
 * path; ERR_LIMIT, ERR_SYSTEM.
 */
int top_stream_add(struct top_stream *stream, const struct json_record *record,
    struct top_window **window, struct err *err);

/*
 * The bytes of the records added so far are about to go, or a ranking is to be
 * looked at, or dropped: count the keys that were queued.  Returns 0, or -1
 * with *err set (ERR_LIMIT, ERR_SYSTEM).
 */
int top_stream_settle(struct top_stream *stream, struct err *err);

/* What a ranking of all time is dated: event time, else the clock in ms. */
int64_t top_stream_time(const struct top_stream *stream, int64_t now_ns);

/* The first window where it is closed and should come out, or NULL. */
struct top_window *top_stream_closed(const struct top_stream *stream);

/* fields and spans may be as far as they were set up. */
void top_stream_free(struct top_stream *stream);

#endif
