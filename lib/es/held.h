#ifndef ES_HELD_H
#define ES_HELD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"
#include "es/bulk.h"

/*
 * Documents that are under way, each once: two records of one _id must never be
 * on their way at the same time, for either could arrive first or be sent
 * again.  Those that come in the meantime are parked behind the first.
 *
 * A document is known by 128 bits of a hash with a secret of its own.
 */
struct es_parked {
	struct es_parked *next;  /* came later */
	struct es_action action; /* its offsets count from the bytes here */
	size_t body_len, lines_len;
	char bytes[]; /* of the body, then of the lines */
};

struct es_held {
	struct hash128 document;
	struct es_held *next; /* of the same slot, or of those not in use */
	struct es_parked *first, *last;
	size_t at;    /* its action in the open bulk */
	bool is_open; /* it is in the bulk that is being filled */
};

struct es_held_table {
	struct hash hash;
	struct arena arena; /* of the entries */
	struct es_held *unused;
	struct es_held **slots; /* owned; a power of two of them */
	size_t slots_len;
	size_t len;
	size_t parked_bytes; /* of all that are parked */
	struct buffer name;  /* of the document looked for */
};

/* Returns 0, or -1 with *err set: ERR_SYSTEM. */
int es_held_init(struct es_held_table *table, struct err *err);

/*
 * The entry of this document, JSON strings both.  Returns 1 when it is new, 0
 * when it was there, -1 with *err set: ERR_SYSTEM, ERR_LIMIT.
 */
int es_held_put(struct es_held_table *table, struct slice index,
    struct slice id, struct es_held **held, struct err *err);

/* The document is no longer under way; nothing may be parked behind it. */
void es_held_remove(struct es_held_table *table, struct es_held *held);

/*
 * Take the last action out of a bulk and park it behind a document.  Returns 0,
 * or -1 with *err set: ERR_SYSTEM.
 */
int es_held_park(struct es_held_table *table, struct es_held *held,
    struct es_bulk *from, struct err *err);

/*
 * Append what was parked first to a bulk.  Returns 0, or -1 with *err set:
 * ERR_SYSTEM, ERR_LIMIT; it stays parked then.
 */
int es_held_unpark(struct es_held_table *table, struct es_held *held,
    struct es_bulk *to, struct err *err);

/* Forget what was parked first. */
void es_held_drop(struct es_held_table *table, struct es_held *held);

void es_held_free(struct es_held_table *table);

#endif
