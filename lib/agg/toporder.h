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
 * Order of two JSON values as they stand in a valid text: <0, 0, >0.  null,
 * false, true, numbers by value, strings by code point, then arrays and objects
 * by their bytes.
 */
int top_value_compare(struct slice a, struct slice b);

/*
 * first, last or key, which needs keys: of TOP_RECORDS there are none.
 * Returns 0, or -1 with *err set: ERR_USAGE.
 */
int top_ties_parse(const char *text, enum top_kind kind, enum top_ties *ties,
    struct err *err);

#endif
