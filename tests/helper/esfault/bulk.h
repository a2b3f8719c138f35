#ifndef ESFAULT_BULK_H
#define ESFAULT_BULK_H

#include "base/random.h"
#include "plan.h"
#include "store.h"

/* An element of what bulk_check() appends to held. */
struct held {
	struct document *document;
};

/* The body of a bulk, and the items of its answer. */
struct bulk {
	struct slice body;
	struct slice index; /* of the path; empty where it names none */
	struct fault fault;
	struct random *random; /* which items the fault hits */
	/* The items, one behind another, and (size_t) where each ends. */
	struct buffer items, ends;
	bool errors;
	struct err err; /* why the body is no bulk */
};

void bulk_free(struct bulk *bulk);

/*
 * Read all of it; each document with an _id is held for the holder, whose
 * request began then, and appended to held.  Returns 0, or
 * -1 with bulk->err set.
 */
int bulk_check(struct bulk *bulk, struct store *store, const void *holder,
    uint64_t begun, struct buffer *held);

/* Carry out what bulk_check() has passed.  Returns 0, or -1 with bulk->err. */
int bulk_apply(struct bulk *bulk, struct store *store);

/* Append the answer; the items may lie, as the fault says. */
void bulk_put_answer(const struct bulk *bulk, struct buffer *out);

#endif
