#ifndef AGG_AGGREGATE_H
#define AGG_AGGREGATE_H

#include <stdint.h>

#include "agg/group.h"
#include "base/err.h"
#include "event/emit.h"
#include "event/timefield.h"
#include "event/watermark.h"
#include "event/window.h"

/*
 * What evaggregate does with records: groups in windows, rows when they are
 * due.  It reads no clock: the caller tells the time.
 */
struct aggregate_rules {
	struct group_plan groups; /* owned by the caller */
	struct timefield *time;   /* NULL: arrival is the order */
	struct window window;
	struct emit emit;
	enum time_style style;
	int64_t lag_ns;
	int64_t max_ahead_ns; /* <0: no limit */
	int64_t idle_ns;      /* <0: silence moves nothing */
	size_t memory_max;
	/*
	 * The fields of a record (json_plan_len()), where the caller calls
	 * aggregate_settle(); 0: each record is applied at once.
	 */
	size_t queue_fields;
	size_t queue_keys; /* what windows of fewer groups need is near */
	size_t recall_min; /* records before a window remembers its groups */
	/* Receives each row; valid during the call. */
	void (*row)(void *to, struct slice row);
	void *to;
};

enum {
	AGGREGATE_QUEUE_KEYS = 256,  /* fewer groups are in a cache as they are
	                              */
	AGGREGATE_RECALL_MIN = 1024, /* a window of so many is worth the memory
	                              */
};

struct aggregate;

/*
 * Returns NULL with *err set on failure; the caller must aggregate_free() it.
 * The rules must stay as they are.
 */
struct aggregate *
aggregate_new(const struct aggregate_rules *rules, struct err *err);

/*
 * Take in a record that was read at this wall clock time.  Returns 0; 1 for a
 * late one, which changes nothing but fills *late; -1 with *err set: ERR_DATA
 * (the record is rejected, nothing has changed), ERR_LIMIT, ERR_SYSTEM.
 */
int aggregate_add(struct aggregate *aggregate, const struct json_record *record,
    int64_t now_ns, struct late_window *late, struct err *err);

/*
 * The bytes of the records added so far are about to go: apply those that were
 * queued.  To be called before aggregate_wake() and aggregate_end() too, where
 * records are queued.  Returns 0, or -1 with *err set (ERR_LIMIT, ERR_SYSTEM).
 */
int aggregate_settle(struct aggregate *aggregate, struct err *err);

/*
 * The clock, when no record came.  Returns 0, or -1 with *err set (ERR_LIMIT,
 * ERR_SYSTEM).
 */
int
aggregate_wake(struct aggregate *aggregate, int64_t now_ns, struct err *err);

/* When to call aggregate_wake(), a wall clock time; INT64_MAX: no need. */
int64_t aggregate_next(const struct aggregate *aggregate);

/* The input has ended: all that is due comes out.  Returns likewise. */
int aggregate_end(struct aggregate *aggregate, struct err *err);

/* How many groups, and how many windows, are there now? */
size_t aggregate_groups(const struct aggregate *aggregate);
size_t aggregate_windows(const struct aggregate *aggregate);

void aggregate_free(struct aggregate *aggregate);

#endif
