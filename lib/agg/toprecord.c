#include "agg/toprecord.h"

#include <assert.h>

#include "agg/topgroup.h"

static bool
is_later(const struct heap_node *a, const struct heap_node *b,
    const void *context)
{
	const struct top_record *first = (const struct top_record *)a;
	const struct top_record *second = (const struct top_record *)b;

	(void)context;
	if (first->time_ns != second->time_ns)
		return first->time_ns > second->time_ns;
	return first->number > second->number;
}

static const struct heap_order latest_first = { is_later, NULL };

int
top_record_take_back(struct top_record *record, const struct top_rules *rules)
{
	struct top_item *item = record->item;
	bool changed = top_item_touch(item, rules);

	assert(item->count > 0);
	heap_remove(item->records, &latest_first, &record->node);
	item->latest = (struct top_record *)heap_root(item->records);
	item->count--;
	record->item = NULL;
	return top_item_settle(item, rules) || changed;
}

int
top_record_give(struct top_record *record, struct top_item *item,
    const struct top_rules *rules, struct arena *arena, struct err *err)
{
	bool changed = top_item_touch(item, rules);

	if (item->records == NULL) {
		item->records = arena_take(arena, sizeof(*item->records), err);
		if (item->records == NULL)
			return -1;
		*item->records = (struct heap)HEAP_INIT;
	}
	if (heap_reserve(item->records, arena, err) < 0)
		return -1;
	heap_push(item->records, &latest_first, &record->node);
	item->latest = (struct top_record *)heap_root(item->records);
	item->count++;
	record->item = item;
	return top_item_settle(item, rules) || changed;
}
