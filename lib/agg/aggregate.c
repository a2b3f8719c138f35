#include "agg/aggregate.h"

#include <assert.h>
#include <stdlib.h>

#include "agg/panes.h"
#include "agg/pending.h"
#include "agg/queue.h"
#include "agg/rows.h"
#include "base/time.h"
#include "event/key.h"

struct aggregate {
	const struct aggregate_rules *rules;
	struct emit emit;
	struct watermark watermark;
	struct panes panes;
	struct rows rows;
	uint64_t arrivals;
	struct queue queue;
	bool has_usual; /* may records take the way of add_usual()? */
};

struct aggregate *
aggregate_new(const struct aggregate_rules *rules, struct err *err)
{
	struct aggregate *aggregate = calloc(1, sizeof(*aggregate));
	bool is_every = rules->emit.kind == EMIT_EVERY;

	if (aggregate == NULL) {
		(void)err_set_errno(err, "cannot take memory");
		return NULL;
	}
	assert(rules->groups.len > 0);
	assert(rules->window.kind == WINDOW_NONE || rules->time != NULL);
	aggregate->rules = rules;
	aggregate->emit = rules->emit;
	watermark_init(&aggregate->watermark, rules->lag_ns,
	    rules->max_ahead_ns, rules->idle_ns);
	panes_init(&aggregate->panes, &rules->groups,
	    is_every ? sizeof(struct pending) : 0, rules->memory_max);
	rows_init(&aggregate->rows, rules, &aggregate->panes);
	bool one_by_one = rules->groups.looks_first ||
	    rules->emit.kind == EMIT_CHANGE;
	if (queue_init(&aggregate->queue, one_by_one ? 0 : rules->queue_fields,
		err) < 0) {
		aggregate_free(aggregate);
		return NULL;
	}
	aggregate->has_usual = !rules->groups.looks_first &&
	    rules->max_ahead_ns < 0;
	aggregate->queue.keys_min = rules->queue_keys;
	aggregate->queue.recall_min = rules->recall_min;
	return aggregate;
}

/* Is there a window that the watermark has passed?  -e end keeps them all. */
static bool
has_passed(const struct aggregate *aggregate)
{
	const struct panes *panes = &aggregate->panes;

	return aggregate->rules->window.kind != WINDOW_NONE &&
	    aggregate->emit.kind != EMIT_END && panes->len > 0 &&
	    panes->at[0]->end_ns <= aggregate->watermark.time_ns;
}

/* Close the windows that the watermark has passed. */
static int
close_panes(struct aggregate *aggregate, struct err *err)
{
	const enum emit_kind kind = aggregate->emit.kind;
	struct panes *panes = &aggregate->panes;
	size_t len = 0;

	assert(aggregate->queue.len == 0);
	while (len < panes->len &&
	    panes->at[len]->end_ns <= aggregate->watermark.time_ns) {
		struct pane *pane = panes->at[len++];

		pane->is_closed = true;
		if (kind == EMIT_CLOSE &&
		    rows_pane(&aggregate->rows, pane, err) < 0)
			return -1;
	}
	if (kind == EMIT_EVERY && rows_pending(&aggregate->rows, true, err) < 0)
		return -1;
	panes_drop(panes, len);
	return 0;
}

/* Records */

/* The time and the window; of windows it is nearly always the recent one. */
static int
locate_time(const struct aggregate *aggregate, const struct json_record *record,
    struct place *place, struct err *err)
{
	const struct aggregate_rules *rules = aggregate->rules;
	const struct pane *recent = aggregate->panes.recent;

	place->time_ns = (int64_t)aggregate->arrivals;
	if (rules->time != NULL &&
	    timefield_get(rules->time, record, &place->time_ns, err) < 0)
		return -1;
	if (recent != NULL && place->time_ns >= recent->start_ns &&
	    place->time_ns < recent->end_ns) {
		place->start_ns = recent->start_ns;
		place->end_ns = recent->end_ns;
		return 0;
	}
	place->start_ns = TIME_NONE;
	place->end_ns = INT64_MAX;
	if (rules->window.kind == WINDOW_NONE)
		return 0;
	if (!window_start(&rules->window, place->time_ns, &place->start_ns))
		return column_err(&rules->time->column, record, err, "time",
		    "is in a window beyond the range of times");
	place->end_ns = place->start_ns + rules->window.size_ns;
	return 0;
}

/*
 * Is its window closed?  That of all time never is.  The record itself may
 * still move the watermark, but not to the end of its own window.
 */
static bool
is_late(const struct aggregate *aggregate, const struct place *place)
{
	return place->end_ns <= aggregate->watermark.time_ns &&
	    aggregate->rules->window.kind != WINDOW_NONE;
}

/*
 * Find its place, and whether it may go there; nothing changes.  A window that
 * is closed has no groups, not even where -e end keeps their rows.
 */
static int
locate(struct aggregate *aggregate, const struct json_record *record,
    struct place *place, struct err *err)
{
	const struct group_plan *groups = &aggregate->rules->groups;
	const struct group *group = NULL;

	if (locate_time(aggregate, record, place, err) < 0 ||
	    key_of(&groups->keys, record, &place->key_bytes, &place->key, err) <
		0)
		return -1;
	if (!is_late(aggregate, place))
		place->pane = panes_find(&aggregate->panes, place->start_ns);
	if (!groups->has_checks)
		return 0;
	if (place->pane != NULL && groups->looks_first) {
		place->entry = table_find(place->pane->groups, place->key);
		if (place->entry != NULL)
			group = group_of(place->entry);
	}
	return group_check(groups, group, record, err);
}

/* Put a record that nothing can reject any more into its group. */
static int
apply(struct aggregate *aggregate, struct place *place, struct err *err)
{
	const struct group_plan *groups = &aggregate->rules->groups;
	const enum emit_kind kind = aggregate->emit.kind;
	struct pane *pane = place->pane;
	const size_t kept = pane->arena.used;
	int is_new = 0;

	if (place->entry != NULL && groups->only_counts &&
	    kind != EMIT_CHANGE && kind != EMIT_EVERY) {
		group_count(group_of(place->entry));
		return 0;
	}
	if (place->entry == NULL)
		is_new = table_put_hashed(pane->groups, place->key, place->hash,
		    &place->entry, err);
	if (is_new < 0 ||
	    (is_new > 0 &&
		group_start(groups, place->entry, place->fields, &pane->arena,
		    err) < 0))
		return -1;
	const struct function_input input = {
		.fields = place->fields,
		.time = place->time_ns,
		.is_watched = kind == EMIT_CHANGE || kind == EMIT_EVERY,
		.arena = &pane->arena,
		.texts = &pane->texts,
	};
	int changed = group_apply(groups, group_of(place->entry), &input, err);
	if (changed < 0)
		return -1;
	if ((is_new > 0 || pane->arena.used != kept) &&
	    panes_charge(&aggregate->panes, pane, err) < 0)
		return -1;
	if (!input.is_watched || (is_new == 0 && changed == 0))
		return 0;
	if (kind == EMIT_CHANGE)
		return rows_group(&aggregate->rows, pane, place->entry, err);
	pending_add(&aggregate->rows.pending, pane, place->entry);
	return 0;
}

int
aggregate_settle(struct aggregate *aggregate, struct err *err)
{
	struct queue *queue = &aggregate->queue;
	const size_t len = queue->len;

	if (len == 0)
		return 0;
	int found = queue_find(queue, &aggregate->rules->groups, err);
	queue->len = 0;
	if (found < 0)
		return -1;
	for (size_t i = 0; i < len; i++)
		if (apply(aggregate, &queue->at[i], err) < 0)
			return -1;
	return 0;
}

/* It is queued, and applied when that is due; windows may close. */
static inline int
push(struct aggregate *aggregate, struct place *place, struct err *err)
{
	struct queue *queue = &aggregate->queue;

	queue_push(queue, place);
	const bool passed = has_passed(aggregate);
	if ((passed || queue_is_full(queue)) &&
	    aggregate_settle(aggregate, err) < 0)
		return -1;
	return passed ? close_panes(aggregate, err) : 0;
}

/*
 * The shortest way, of nearly all: the window is that of the record before and
 * time and key are plain.  Returns 0, nothing changed, where it is not so, 1
 * where the record is taken in, or -1 as aggregate_add().
 */
static int
add_usual(struct aggregate *aggregate, const struct json_record *record,
    int64_t now_ns, struct err *err)
{
	const struct aggregate_rules *rules = aggregate->rules;
	struct watermark *watermark = &aggregate->watermark;
	struct pane *recent = aggregate->panes.recent;
	int64_t time_ns = (int64_t)aggregate->arrivals;
	struct slice key;

	if (recent == NULL ||
	    (rules->time != NULL &&
		!timefield_is_plain(rules->time, record, &time_ns)) ||
	    time_ns < recent->start_ns || time_ns >= recent->end_ns ||
	    recent->end_ns <= watermark->time_ns ||
	    !key_is_plain(&rules->groups.keys, record, &key))
		return 0;
	if (rules->groups.has_checks &&
	    group_check(&rules->groups, NULL, record, err) < 0)
		return -1;
	if (rules->time != NULL)
		(void)watermark_see(watermark, time_ns, now_ns);
	aggregate->arrivals++;

	struct place *place = queue_next(&aggregate->queue, record->fields);
	place->key = key;
	place->time_ns = time_ns;
	place->pane = recent;
	return push(aggregate, place, err) < 0 ? -1 : 1;
}

int
aggregate_add(struct aggregate *aggregate, const struct json_record *record,
    int64_t now_ns, struct late_window *late, struct err *err)
{
	const struct aggregate_rules *rules = aggregate->rules;
	struct watermark *watermark = &aggregate->watermark;

	if (aggregate->has_usual) {
		int got = add_usual(aggregate, record, now_ns, err);

		if (got != 0)
			return got < 0 ? -1 : 0;
	}
	struct place *place = queue_next(&aggregate->queue, record->fields);
	if (locate(aggregate, record, place, err) < 0)
		return -1;
	if (rules->time != NULL &&
	    !watermark_see(watermark, place->time_ns, now_ns)) {
		(void)column_err(&rules->time->column, record, err, "future",
		    "is further ahead of the clock than --max-ahead");
		return -1;
	}
	if (is_late(aggregate, place)) {
		*late = (struct late_window){ place->start_ns, place->end_ns,
			watermark->time_ns - place->end_ns };
		return 1;
	}
	if (aggregate->arrivals++ == 0)
		emit_start(&aggregate->emit, now_ns);
	if (place->pane == NULL)
		place->pane = panes_open(&aggregate->panes, place->start_ns,
		    place->end_ns, err);
	return place->pane == NULL ? -1 : push(aggregate, place, err);
}

int
aggregate_wake(struct aggregate *aggregate, int64_t now_ns, struct err *err)
{
	if (watermark_idle(&aggregate->watermark, now_ns) &&
	    has_passed(aggregate) && close_panes(aggregate, err) < 0)
		return -1;
	if (aggregate->emit.kind == EMIT_EVERY &&
	    emit_due(&aggregate->emit, now_ns))
		return rows_pending(&aggregate->rows, false, err);
	return 0;
}

int64_t
aggregate_next(const struct aggregate *aggregate)
{
	const enum emit_kind kind = aggregate->emit.kind;
	int64_t next_ns = INT64_MAX;

	if (kind == EMIT_EVERY && aggregate->rows.pending.first != NULL)
		next_ns = aggregate->emit.next_ns;
	if (kind == EMIT_END || aggregate->panes.len == 0)
		return next_ns;
	int64_t quiet_ns = watermark_when(&aggregate->watermark,
	    aggregate->panes.at[0]->end_ns);
	return quiet_ns < next_ns ? quiet_ns : next_ns;
}

int
aggregate_end(struct aggregate *aggregate, struct err *err)
{
	const enum emit_kind kind = aggregate->emit.kind;

	if (kind == EMIT_EVERY)
		return rows_pending(&aggregate->rows, false, err);
	if (kind == EMIT_CHANGE)
		return 0;
	for (size_t i = 0; i < aggregate->panes.len; i++)
		if (rows_pane(&aggregate->rows, aggregate->panes.at[i], err) <
		    0)
			return -1;
	return 0;
}

size_t
aggregate_groups(const struct aggregate *aggregate)
{
	size_t len = 0;

	for (size_t i = 0; i < aggregate->panes.len; i++)
		len += table_len(aggregate->panes.at[i]->groups);
	return len;
}

size_t
aggregate_windows(const struct aggregate *aggregate)
{
	return aggregate->panes.len;
}

void
aggregate_free(struct aggregate *aggregate)
{
	if (aggregate == NULL)
		return;
	panes_free(&aggregate->panes);
	queue_free(&aggregate->queue);
	rows_free(&aggregate->rows);
	free(aggregate);
}
