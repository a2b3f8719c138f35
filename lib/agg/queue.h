#ifndef AGG_QUEUE_H
#define AGG_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "agg/group.h"
#include "agg/panes.h"
#include "base/buffer.h"
#include "json/walk.h"

/*
 * Records on their way into their groups, in order.  What all of them need of
 * memory is fetched before the first one is applied, so that the groups of many
 * keys, which no cache holds, are waited for together.
 */
enum { QUEUE_MAX = 32 };

/* A record and where it belongs. */
struct place {
	const struct slice *fields; /* of the record */
	struct slice key;
	uint64_t hash;   /* of the key */
	int64_t time_ns; /* or a number that rises with each arrival */
	int64_t start_ns, end_ns;
	struct pane *pane;         /* NULL: to be opened */
	struct table_entry *entry; /* NULL: to be looked for */
	struct buffer key_bytes;   /* of a key that is no text of the record */
};

struct queue {
	struct place at[QUEUE_MAX];
	size_t len;
	size_t keys_min;      /* with fewer groups nothing is queued */
	size_t fields_len;    /* of a record */
	struct slice *fields; /* of all places; NULL: one record at a time */
};

/*
 * For records with so many fields (0: one record at a time) and panes with so
 * many groups.
 * Returns 0, or -1 with *err set: ERR_SYSTEM.
 */
int queue_init(struct queue *queue, size_t fields_len, size_t keys_min,
    struct err *err);

/*
 * The place behind the last one, for the record with these fields; pane and
 * entry are NULL, the other members are not set.
 */
struct place *queue_next(struct queue *queue, const struct slice *fields);

/*
 * Take the hash of its key, and put into the queue what queue_next() returned;
 * key and pane are set.  Returns false where it is not put there, for waiting
 * would gain nothing: it is to be applied, behind those that are queued.
 */
bool queue_push(struct queue *queue, struct place *place);

static inline bool
queue_is_full(const struct queue *queue)
{
	return queue->len == QUEUE_MAX;
}

/* Find the entries, those that are there, and fetch what the groups need. */
void queue_fetch(struct queue *queue, const struct group_plan *plan);

void queue_free(struct queue *queue);

#endif
