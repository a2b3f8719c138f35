#ifndef AGG_PENDING_H
#define AGG_PENDING_H

#include <stdbool.h>

#include "agg/kept.h"
#include "agg/panes.h"
#include "base/table.h"

/*
 * -e every: the groups that changed since the last emission, the one that
 * changed last at the end.  The links stand behind each group, in the extra
 * bytes of its entry, all zero at first.
 */
struct pending {
	struct table_entry *before, *behind;
	struct pane *pane;
	bool is_listed;
	struct kept emitted; /* the row that came out last; the caller's */
};

struct pending_list {
	size_t offset; /* of struct pending in an entry's value */
	struct table_entry *first, *last;
};

struct pending *
pending_of(const struct pending_list *list, struct table_entry *entry);

/* Put it at the end, also if it is listed. */
void pending_add(struct pending_list *list, struct pane *pane,
    struct table_entry *entry);

/* Take it out, if it is listed. */
void pending_remove(struct pending_list *list, struct table_entry *entry);

#endif
