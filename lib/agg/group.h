#ifndef AGG_GROUP_H
#define AGG_GROUP_H

#include "agg/function.h"
#include "base/table.h"
#include "event/column.h"
#include "event/row.h"

/*
 * What evaggregate knows of one group: the value of an entry of a table, whose
 * key is the group's (event/key.h).
 */
struct group {
	struct slice shown;         /* the keys as its first record has */
	_Alignas(16) char states[]; /* of the functions */
};

enum { GROUP_FUNCTIONS_MAX = 64 };

/* What all groups have in common: their keys and functions. */
struct group_plan {
	struct columns keys; /* none: there is one group */
	struct function functions[GROUP_FUNCTIONS_MAX];
	size_t offsets[GROUP_FUNCTIONS_MAX]; /* in states[] */
	size_t len;
	bool has_checks;  /* some may refuse a record */
	bool looks_first; /* and some of these ask the group */
	bool only_counts; /* count is the one function, without a path */
	size_t size;      /* of a group */
};

/*
 * Add a function, as -a gives it.  Returns 0, or -1 with *err set: ERR_USAGE,
 * ERR_SYSTEM.
 */
int group_plan_add(struct group_plan *plan, const char *spec,
    struct json_plan *fields, struct err *err);

/* The names of a row's members, to find two that are the same; likewise. */
int group_plan_names(const struct group_plan *plan, struct names *names,
    struct err *err);

void group_plan_free(struct group_plan *plan);

static inline struct group *
group_of(struct table_entry *entry)
{
	return (struct group *)(void *)entry->value;
}

/*
 * A new entry becomes a group: what is shown of its keys is taken from the
 * fields of this record.  Returns 0, or -1 with *err set (ERR_LIMIT,
 * ERR_SYSTEM).
 */
int group_start(const struct group_plan *plan, struct table_entry *entry,
    const struct slice *fields, struct arena *arena, struct err *err);

/*
 * May this record be applied by all functions?  group NULL: it would be the
 * first of its group, or the plan never looks.  Returns 0, or -1 with *err set:
 * ERR_DATA.
 */
int group_check(const struct group_plan *plan, const struct group *group,
    const struct json_record *record, struct err *err);

/* Fetch the memory that group_apply() will need beside the group. */
void group_fetch(const struct group_plan *plan, const struct group *group);

/*
 * Take in a record that was checked.  Returns 1 when the group's row has
 * changed, 0 when not, -1 with *err set (ERR_LIMIT, ERR_SYSTEM).
 */
int group_apply(const struct group_plan *plan, struct group *group,
    const struct function_input *input, struct err *err);

/* The same for a plan that only counts: the row has changed. */
static inline void
group_count(struct group *group)
{
	++*(uint64_t *)(void *)group->states;
}

/* Append the keys and the results as members of a row. */
void group_put(const struct group_plan *plan, const struct group *group,
    struct row *row);

/* Give back what is in no arena. */
void group_free(const struct group_plan *plan, struct group *group);

/* Does any group have something to give back? */
bool group_plan_needs_free(const struct group_plan *plan);

#endif
