#ifndef AGG_QUEUE_H
#define AGG_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "agg/group.h"
#include "agg/panes.h"
#include "base/buffer.h"
#include "json/walk.h"

/*
 * Records on their way into their groups, in order.  The groups of all of them
 * are found before the first one is applied, so that their memory is waited for
 * together; that of many keys, which no cache holds, is fetched first.
 */
enum { QUEUE_MAX = 32 };

/* A record and where it belongs. */
struct place {
	const struct slice *fields; /* of the record */
	struct slice key;
	uint64_t hash;   /* of the key, where the entry is not found */
	int64_t time_ns; /* or a number that rises with each arrival */
	int64_t start_ns, end_ns;
	struct pane *pane;         /* NULL: to be opened */
	struct table_entry *entry; /* NULL: to be looked for */
	struct buffer key_bytes;   /* of a key that is no text of the record */
};

struct queue {
	struct place at[QUEUE_MAX];
	size_t len;
	size_t keys_min;      /* with fewer groups nothing is fetched */
	size_t recall_min;    /* records before a pane remembers its groups */
	size_t fields_len;    /* of a record */
	struct slice *fields; /* of all places; NULL: one record at a time */
};

/*
 * For records with so many fields (0: one record at a time); keys_min and
 * recall_min are the caller's to set.
 * Returns 0, or -1 with *err set: ERR_SYSTEM.
 */
int queue_init(struct queue *queue, size_t fields_len, struct err *err);

/*
 * The place behind the last one, for the record with these fields; pane and
 * entry are NULL, the other members are not set.
 */
struct place *queue_next(struct queue *queue, const struct slice *fields);

/* Put what queue_next() returned into the queue; key and pane are set. */
void queue_push(struct queue *queue, struct place *place);

static inline bool
queue_is_full(const struct queue *queue)
{
	return queue->len == (queue->fields == NULL ? 1 : QUEUE_MAX);
}

/*
 * Find the entries, those that are there, and fetch what the groups need.
 * Returns 0, or -1 with *err set: ERR_LIMIT, ERR_SYSTEM.
 */
int
queue_find(struct queue *queue, const struct group_plan *plan, struct err *err);

void queue_free(struct queue *queue);

#endif
