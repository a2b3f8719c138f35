#ifndef AGG_PANES_H
#define AGG_PANES_H

#include <stdbool.h>
#include <stdint.h>

#include "agg/group.h"
#include "agg/texts.h"
#include "base/arena.h"
#include "base/err.h"
#include "base/recall.h"
#include "base/table.h"

/*
 * The windows that have groups, in the order of their ends.  Without windows
 * there is one pane for all time.  All the memory of a pane is given back when
 * it is dropped.
 */
struct pane {
	int64_t start_ns, end_ns;
	bool is_closed;
	struct table *groups;
	struct arena arena;    /* for what the groups keep */
	struct texts texts;    /* in the arena */
	size_t charged;        /* its part of panes->memory */
	size_t looks;          /* into the table, while there is no recall */
	struct recall *recall; /* of groups, in the arena; or NULL */
};

struct panes {
	const struct group_plan *plan;
	struct pane **at; /* owned */
	size_t len, size;
	struct pane *recent; /* the one found last, or NULL */
	size_t value_size;   /* of a group with what the caller adds to it */
	size_t memory, memory_max;
};

/* extra: bytes that the caller wants behind each group. */
void panes_init(struct panes *panes, const struct group_plan *plan,
    size_t extra, size_t memory_max);

/* The pane of this start, or NULL. */
struct pane *panes_find(struct panes *panes, int64_t start_ns);

/*
 * The same, opened if there is none.  Returns NULL with *err set (ERR_LIMIT,
 * ERR_SYSTEM) on failure.
 */
struct pane *panes_open(struct panes *panes, int64_t start_ns, int64_t end_ns,
    struct err *err);

/*
 * Groups that are found are remembered from now on; the memory is counted by
 * the next panes_charge().  Returns 0, or -1 with *err set (ERR_LIMIT,
 * ERR_SYSTEM).
 */
int pane_start_recall(struct pane *pane, struct err *err);

/*
 * Count the memory that a pane has come to take.  Returns 0, or -1 with *err
 * set: ERR_LIMIT.
 */
int panes_charge(struct panes *panes, struct pane *pane, struct err *err);

/* Drop the first len panes. */
void panes_drop(struct panes *panes, size_t len);

void panes_free(struct panes *panes);

#endif
