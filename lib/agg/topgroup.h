#ifndef AGG_TOPGROUP_H
#define AGG_TOPGROUP_H

#include "agg/top.h"
#include "base/arena.h"
#include "base/table.h"

/*
 * The items of one group by rank, for agg/top.c: a heap of them.  With
 * rules.live it is always in order, the best at the root; else only while
 * top_group_best() looks at it.  Where records are ranked and all count, only
 * the best are kept, the worst of them at the root.
 */
struct top_group {
	struct table_entry *entry; /* whose value it is */
	struct heap items;
	/* What was listed last; NULL: there was room for more. */
	const struct top_item *last;
	bool stale; /* an item that was listed, or is to be, changed */
};

/* Are the records that do not rank among the best forgotten? */
bool top_is_bounded(const struct top_rules *rules);

/* Add an item.  Returns 0, or -1 with *err set (ERR_LIMIT, ERR_SYSTEM). */
int top_group_enter(struct top_group *group, const struct top_rules *rules,
    struct top_item *item, struct arena *arena, struct err *err);

void top_item_leave(struct top_item *item, const struct top_rules *rules);

/*
 * The item is going to change.  Returns true when its group has changed, as far
 * as this can be told, since it was listed.
 */
bool top_item_touch(struct top_item *item, const struct top_rules *rules);

/* The item has changed: bring it to its place.  Returns likewise. */
bool top_item_settle(struct top_item *item, const struct top_rules *rules);

/* Bounded: the one that goes when a better one comes; NULL: there is room. */
struct top_item *
top_group_worst(const struct top_group *group, const struct top_rules *rules);

/*
 * List the best, in order, in best[], which has room for rules->number or for
 * all items, whichever is less.  Returns how many they are.
 */
size_t top_group_best(struct top_group *group, const struct top_rules *rules,
    struct top_item **best);

#endif
