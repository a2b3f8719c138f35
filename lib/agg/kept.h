#ifndef AGG_KEPT_H
#define AGG_KEPT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/slice.h"

/*
 * A copy of a JSON value that outlives its record, and is replaced again and
 * again: of its memory, which lies in an arena, at most two thirds are lost.
 * { 0 } holds nothing.
 */
struct kept {
	char *bytes;
	uint32_t len; /* 0: nothing; a record is shorter than 4 GiB */
	uint32_t size;
};

/*
 * Keep a copy of value, which is not empty, in place of what was there.
 * Returns 0, or -1 with *err set (ERR_LIMIT, ERR_SYSTEM), nothing changed.
 */
int kept_set(struct kept *kept, struct slice value, struct arena *arena,
    struct err *err);

/* What is kept, until the next kept_set(); ptr is NULL where nothing is. */
struct slice kept_value(const struct kept *kept);

#endif
