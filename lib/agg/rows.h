#ifndef AGG_ROWS_H
#define AGG_ROWS_H

#include "agg/aggregate.h"
#include "agg/panes.h"
#include "agg/pending.h"
#include "base/err.h"
#include "event/row.h"

/*
 * The rows of groups on their way to the caller of agg/aggregate.h.  All
 * functions return 0, or -1 with *err set: ERR_LIMIT, ERR_SYSTEM.
 */
struct rows {
	const struct aggregate_rules *rules; /* borrowed */
	struct panes *panes;                 /* borrowed; counts their memory */
	struct pending_list pending;         /* EMIT_EVERY */
	struct row row;
};

void rows_init(struct rows *rows, const struct aggregate_rules *rules,
    struct panes *panes);

/* The row of one group. */
int rows_group(struct rows *rows, const struct pane *pane,
    struct table_entry *entry, struct err *err);

/* Those of a pane, in the order in which the keys first came. */
int rows_pane(struct rows *rows, const struct pane *pane, struct err *err);

/*
 * Those that are pending, all or only those of windows that are closed; but
 * none that is what came out last.
 */
int rows_pending(struct rows *rows, bool closed_only, struct err *err);

void rows_free(struct rows *rows);

#endif
