#ifndef AGG_TOPORDER_H
#define AGG_TOPORDER_H

#include "agg/top.h"

/*
 * Does a rank before b?  An item whose count is 0 ranks behind all others.  Of
 * two items one always does: the last thing looked at is which was seen first.
 */
bool top_item_before(const struct top_rules *rules, const struct top_item *a,
    const struct top_item *b);

/*
 * first, last or key, which needs keys: of TOP_RECORDS there are none.
 * Returns 0, or -1 with *err set: ERR_USAGE.
 */
int top_ties_parse(const char *text, enum top_kind kind, enum top_ties *ties,
    struct err *err);

#endif
