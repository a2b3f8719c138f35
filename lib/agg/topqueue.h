#ifndef AGG_TOPQUEUE_H
#define AGG_TOPQUEUE_H

#include "agg/top.h"

/*
 * Keys on their way into a ranking that only counts them (top_is_plain()), in
 * order.  They are counted side by side, so that their memory is waited for
 * together; that of many keys, which no cache holds, is fetched first.
 */
enum {
	TOP_QUEUE_MAX = 32,
	TOP_QUEUE_KEYS = 4096, /* fewer keys are in a cache as they are */
};

struct top_queue {
	size_t keys_min; /* of a ranking with fewer keys nothing is fetched */
	struct top *top; /* the ranking that they are all for */
	size_t len;
	struct slice at[TOP_QUEUE_MAX]; /* borrowed */
};

/*
 * Count a record of this key, which must stay until top_queue_settle().
 * Returns 0, or -1 with *err set: ERR_LIMIT, ERR_SYSTEM.
 */
int top_queue_put(struct top_queue *queue, struct top *top, struct slice key,
    struct err *err);

/* Count what is queued; likewise. */
int top_queue_settle(struct top_queue *queue, struct err *err);

#endif
