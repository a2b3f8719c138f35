#ifndef AGG_TOPCELLS_H
#define AGG_TOPCELLS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/slice.h"

/* Copies of values, in memory that is used again for those after them. */
struct top_cells {
	struct slice *at; /* NULL until the first call */
	size_t room;      /* for the bytes of them all */
};

/*
 * Copy len values, always the same number, over those that were there.  What
 * is outgrown stays in the arena, at most as much as is in use.
 * Returns 0, or -1 with *err set (ERR_LIMIT, ERR_SYSTEM), nothing changed.
 */
int top_cells_set(struct top_cells *cells, const struct slice *values,
    size_t len, struct arena *arena, struct err *err);

#endif
