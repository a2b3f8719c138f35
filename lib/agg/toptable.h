#ifndef AGG_TOPTABLE_H
#define AGG_TOPTABLE_H

#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"

/* Members with other names than the first so many are left out of a table. */
enum { TOPTABLE_COLUMNS_MAX = 256 };

/*
 * Append rows, JSON objects each with its LF, as a table for people: a line of
 * names, then one line a row, a column for each name in the order in which they
 * first stand in a row.  Columns of numbers are set to the right.  Strings lose
 * their quotes, what a terminal would obey is escaped; null and missing members
 * are a dash.
 *
 * Returns 0, or -1 with *err set: ERR_SYSTEM, ERR_LIMIT.
 */
int toptable_put(struct slice rows, struct buffer *out, struct err *err);

#endif
