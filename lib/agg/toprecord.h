#ifndef AGG_TOPRECORD_H
#define AGG_TOPRECORD_H

#include "agg/top.h"
#include "base/arena.h"

/*
 * The records that count for an item, where they may be taken back (--once),
 * for agg/top.c: a heap of them, the latest at the root.
 */

/* The record does not count any more.  Returns 1 or 0 as top_add() does. */
int
top_record_take_back(struct top_record *record, const struct top_rules *rules);

/*
 * The record counts for this item.  Returns 1 or 0 likewise, or -1 with *err
 * set: ERR_LIMIT, ERR_SYSTEM.
 */
int top_record_give(struct top_record *record, struct top_item *item,
    const struct top_rules *rules, struct arena *arena, struct err *err);

#endif
