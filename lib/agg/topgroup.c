#include "agg/topgroup.h"

#include <assert.h>

#include "agg/toporder.h"

/* The node is the item's first member: both have one address. */
static struct top_item *
item_of(struct heap_node *node)
{
	return (struct top_item *)node;
}

static bool
ranks_before(const struct heap_node *a, const struct heap_node *b,
    const void *rules)
{
	return top_item_before(rules, (const struct top_item *)a,
	    (const struct top_item *)b);
}

static bool
ranks_behind(const struct heap_node *a, const struct heap_node *b,
    const void *rules)
{
	return ranks_before(b, a, rules);
}

bool
top_is_bounded(const struct top_rules *rules)
{
	return rules->kind == TOP_RECORDS && !rules->once;
}

static struct heap_order
order_of(const struct top_rules *rules)
{
	return (struct heap_order){ top_is_bounded(rules) ? ranks_behind
							  : ranks_before,
		rules };
}

/* Is the heap in order between two calls? */
static bool
is_ordered(const struct top_rules *rules)
{
	return rules->live || top_is_bounded(rules);
}

static void
add(struct top_group *group, const struct top_rules *rules,
    struct top_item *item)
{
	struct heap_order order = order_of(rules);

	if (is_ordered(rules))
		heap_push(&group->items, &order, &item->node);
	else
		heap_append(&group->items, &item->node);
}

int
top_group_enter(struct top_group *group, const struct top_rules *rules,
    struct top_item *item, struct arena *arena, struct err *err)
{
	if (heap_reserve(&group->items, arena, err) < 0)
		return -1;
	item->group = group;
	add(group, rules, item);
	return 0;
}

void
top_item_leave(struct top_item *item, const struct top_rules *rules)
{
	struct heap_order order = order_of(rules);

	heap_remove(&item->group->items, &order, &item->node);
	item->group = NULL;
}

bool
top_item_touch(struct top_item *item, const struct top_rules *rules)
{
	struct top_group *group = item->group;

	if (!rules->live)
		return true;
	if (group->last == NULL || item == group->last ||
	    !top_item_before(rules, group->last, item))
		group->stale = true;
	return group->stale;
}

bool
top_item_settle(struct top_item *item, const struct top_rules *rules)
{
	struct heap_order order = order_of(rules);

	if (is_ordered(rules))
		heap_fix(&item->group->items, &order, &item->node);
	return top_item_touch(item, rules);
}

struct top_item *
top_group_worst(const struct top_group *group, const struct top_rules *rules)
{
	assert(top_is_bounded(rules));
	return group->items.len < rules->number
	    ? NULL
	    : item_of(heap_root(&group->items));
}

/* The items of a bounded group leave the worst first. */
static void
reverse(struct top_item **items, size_t len)
{
	for (size_t i = 0; i < len / 2; i++) {
		struct top_item *kept = items[i];

		items[i] = items[len - 1 - i];
		items[len - 1 - i] = kept;
	}
}

size_t
top_group_best(struct top_group *group, const struct top_rules *rules,
    struct top_item **best)
{
	struct heap_order order = order_of(rules);
	struct heap_node *root;
	size_t len = 0;

	if (!is_ordered(rules))
		heap_build(&group->items, &order);
	while (len < rules->number &&
	    (root = heap_root(&group->items)) != NULL &&
	    item_of(root)->count > 0)
		best[len++] = item_of(heap_pop(&group->items, &order));
	for (size_t i = 0; i < len; i++)
		add(group, rules, best[i]);
	if (top_is_bounded(rules))
		reverse(best, len);
	group->last = len == rules->number ? best[len - 1] : NULL;
	group->stale = false;
	return len;
}
