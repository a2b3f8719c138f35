#include "agg/pending.h"

struct pending *
pending_of(const struct pending_list *list, struct table_entry *entry)
{
	return (struct pending *)(void *)(entry->value + list->offset);
}

void
pending_add(struct pending_list *list, struct pane *pane,
    struct table_entry *entry)
{
	struct pending *pending = pending_of(list, entry);

	if (list->last == entry)
		return;
	pending_remove(list, entry);
	pending->pane = pane;
	pending->before = list->last;
	pending->behind = NULL;
	pending->is_listed = true;
	if (list->last != NULL)
		pending_of(list, list->last)->behind = entry;
	else
		list->first = entry;
	list->last = entry;
}

void
pending_remove(struct pending_list *list, struct table_entry *entry)
{
	struct pending *pending = pending_of(list, entry);

	if (!pending->is_listed)
		return;
	if (pending->before != NULL)
		pending_of(list, pending->before)->behind = pending->behind;
	else
		list->first = pending->behind;
	if (pending->behind != NULL)
		pending_of(list, pending->behind)->before = pending->before;
	else
		list->last = pending->before;
	pending->is_listed = false;
}
