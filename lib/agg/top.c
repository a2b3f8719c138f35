#include "agg/top.h"

#include <assert.h>
#include <stdlib.h>

#include "agg/topgroup.h"
#include "agg/toporder.h"
#include "agg/toprecord.h"
#include "base/recall.h"

struct top {
	struct top_rules rules;
	struct table *groups; /* struct top_group */
	struct table *items;  /* struct top_item; by key or, of records, once */
	struct table *once;   /* struct top_record of keys; NULL without */
	struct arena arena;   /* what is in no table */
	uint64_t arrivals;
	struct recall *recall;  /* of items, in the arena; or NULL */
	struct top_item **best; /* what top_best() returned */
	size_t best_size;
};

struct top *
top_new(const struct top_rules *rules, struct err *err)
{
	struct top *top = calloc(1, sizeof(*top));

	if (top == NULL) {
		(void)err_set_errno(err, "cannot take memory");
		return NULL;
	}
	assert(rules->number > 0);
	assert(rules->kind == TOP_COUNTS || rules->cells_len > 0);
	top->rules = *rules;
	arena_init(&top->arena, rules->memory_max);
	top->groups = table_new(sizeof(struct top_group), rules->memory_max,
	    err);
	top->items = table_new(sizeof(struct top_item), rules->memory_max, err);
	if (rules->once && rules->kind != TOP_RECORDS)
		top->once = table_new(sizeof(struct top_record),
		    rules->memory_max, err);
	if (top->groups == NULL || top->items == NULL ||
	    (top->once == NULL && rules->once && rules->kind != TOP_RECORDS)) {
		top_free(top);
		return NULL;
	}
	return top;
}

static struct top_group *
take_group(struct top *top, struct slice key, struct err *err)
{
	struct table_entry *entry;

	if (table_put(top->groups, key, &entry, err) < 0)
		return NULL;
	struct top_group *group = (struct top_group *)entry->value;
	group->entry = entry;
	return group;
}

/* The item belongs to this group from now on. */
static int
enter(struct top *top, struct top_item *item, struct slice key, struct err *err)
{
	struct top_group *group = take_group(top, key, err);

	if (group == NULL)
		return -1;
	item->seen = top->arrivals;
	return top_group_enter(group, &top->rules, item, &top->arena, err);
}

/* The same, and it shows the record's labels. */
static int
enter_shown(struct top *top, struct top_item *item,
    const struct top_input *input, struct err *err)
{
	if (top_cells_set(&item->labels, input->labels, top->rules.labels_len,
		&top->arena, err) < 0)
		return -1;
	return enter(top, item, input->group, err);
}

/* Nearly always the one label is the key: then it is not kept twice. */
static int
enter_first(struct top *top, struct table_entry *entry,
    const struct top_input *input, struct err *err)
{
	struct top_item *item = (struct top_item *)entry->value;

	if (top->rules.labels_len != 1 ||
	    !slice_equal(entry->key, input->labels[0]))
		return enter_shown(top, item, input, err);
	item->labels = (struct top_cells){ &entry->key, 0 };
	return enter(top, item, input->group, err);
}

/* The item of this key; a new one has no records yet.  NULL on failure. */
static struct top_item *
take_item(struct top *top, struct slice key, const struct top_input *input,
    struct err *err)
{
	struct table_entry *entry;
	int added = table_put(top->items, key, &entry, err);

	if (added < 0)
		return NULL;
	struct top_item *item = (struct top_item *)entry->value;
	if (added > 0 && enter_first(top, entry, input, err) < 0)
		return NULL;
	return item;
}

static int
set_record(struct top *top, struct top_record *record,
    const struct top_input *input, struct err *err)
{
	record->time_ns = input->time_ns;
	record->number = top->arrivals;
	return top_cells_set(&record->cells, input->cells, top->rules.cells_len,
	    &top->arena, err);
}

static int
set_latest(struct top *top, struct top_item *item,
    const struct top_input *input, struct err *err)
{
	if (item->latest == NULL) {
		struct top_record *record = arena_take(&top->arena,
		    sizeof(*record), err);

		if (record == NULL)
			return -1;
		*record = (struct top_record){ .item = item };
		item->latest = record;
	}
	return set_record(top, item->latest, input, err);
}

/* A record of a key, and all records count. */
static int
add_plain(struct top *top, const struct top_input *input, struct err *err)
{
	struct top_item *item = take_item(top, input->key, input, err);

	if (item == NULL)
		return -1;
	bool changed = top_item_touch(item, &top->rules);
	bool is_latest = item->latest == NULL ||
	    input->time_ns >= item->latest->time_ns;
	if (top->rules.cells_len > 0 && is_latest &&
	    set_latest(top, item, input, err) < 0)
		return -1;
	item->count++;
	return top_item_settle(item, &top->rules) || changed;
}

/* A record of a key, and it replaces the one with the same `once`. */
static int
add_once(struct top *top, const struct top_input *input, struct err *err)
{
	struct table_entry *entry;
	int changed = 0;

	if (table_put(top->once, input->once, &entry, err) < 0)
		return -1;
	struct top_record *record = (struct top_record *)entry->value;
	if (record->item != NULL) {
		if (input->time_ns < record->time_ns)
			return 0;
		changed = top_record_take_back(record, &top->rules);
	}
	struct top_item *item = take_item(top, input->key, input, err);
	if (item == NULL || set_record(top, record, input, err) < 0)
		return -1;
	int given = top_record_give(record, item, &top->rules, &top->arena,
	    err);
	return given < 0 ? -1 : given || changed;
}

/* A record that stands for itself, in place of the one with the same `once`. */
static int
add_single(struct top *top, const struct top_input *input, struct err *err)
{
	struct top_item *item = take_item(top, input->once, input, err);
	bool changed = false;

	if (item == NULL)
		return -1;
	if (item->count > 0) {
		if (input->time_ns < item->latest->time_ns)
			return 0;
		changed = top_item_touch(item, &top->rules);
		item->count = 0;
		top_item_leave(item, &top->rules);
		if (enter_shown(top, item, input, err) < 0)
			return -1;
	}
	if (set_latest(top, item, input, err) < 0)
		return -1;
	item->count = 1;
	return top_item_settle(item, &top->rules) || changed;
}

/* Would a record with this number, arriving now, rank before the item? */
static bool
is_better(const struct top *top, struct slice number,
    const struct top_item *item)
{
	struct top_record record = { .cells = { &number, 0 } };
	struct top_item rival = { .count = 1,
		.seen = top->arrivals,
		.latest = &record };

	return top_item_before(&top->rules, &rival, item);
}

/* A record that stands for itself; it is kept only if it is among the best. */
static int
add_bounded(struct top *top, const struct top_input *input, struct err *err)
{
	struct top_group *group = take_group(top, input->group, err);

	if (group == NULL)
		return -1;
	struct top_item *item = top_group_worst(group, &top->rules);
	if (item == NULL) {
		item = arena_take(&top->arena, sizeof(*item), err);
		if (item == NULL)
			return -1;
		*item = (struct top_item){ .count = 1 };
	} else {
		if (!is_better(top, input->cells[0], item))
			return 0;
		top_item_leave(item, &top->rules);
	}
	if (set_latest(top, item, input, err) < 0)
		return -1;
	return enter_shown(top, item, input, err) < 0 ? -1 : 1;
}

int
top_add(struct top *top, const struct top_input *input, struct err *err)
{
	top->arrivals++;
	if (top_is_bounded(&top->rules))
		return add_bounded(top, input, err);
	if (top->rules.kind == TOP_RECORDS)
		return add_single(top, input, err);
	return top->once != NULL ? add_once(top, input, err)
				 : add_plain(top, input, err);
}

bool
top_is_plain(const struct top_rules *rules)
{
	return rules->kind == TOP_COUNTS && !rules->once && !rules->live &&
	    rules->labels_len == 1 && rules->cells_len == 0;
}

const struct table *
top_keys(const struct top *top)
{
	return top->items;
}

/* A ranking of some records is worth the memory. */
static int
start_recall(struct top *top, struct err *err)
{
	enum { ARRIVALS = 1024 };

	if (top->arrivals < ARRIVALS)
		return 0;
	top->recall = arena_take(&top->arena, sizeof(*top->recall), err);
	if (top->recall == NULL)
		return -1;
	*top->recall = (struct recall){ .at = { NULL } };
	return 0;
}

bool
top_count_again(struct top *top, struct slice key)
{
	if (top->recall == NULL)
		return false;
	struct table_entry *entry = recall_find(top->recall, key);
	if (entry == NULL)
		return false;
	top->arrivals++;
	((struct top_item *)entry->value)->count++;
	return true;
}

int
top_count(struct top *top, struct slice key, uint64_t hash, struct err *err)
{
	struct table_entry *entry;
	int added = table_put_hashed(top->items, key, hash, &entry, err);

	assert(top_is_plain(&top->rules));
	if (added < 0)
		return -1;
	struct top_item *item = (struct top_item *)entry->value;
	top->arrivals++;
	item->count++;
	if (top->recall != NULL)
		recall_set(top->recall, entry);
	else if (start_recall(top, err) < 0)
		return -1;
	if (added == 0)
		return 0;
	item->labels = (struct top_cells){ &entry->key, 0 };
	return enter(top, item, SLICE(""), err);
}

/* The group that is the value of this entry, or NULL. */
static struct top_group *
group_of(struct table_entry *entry)
{
	return entry == NULL ? NULL : (struct top_group *)entry->value;
}

struct top_group *
top_first_group(const struct top *top)
{
	return group_of(table_first(top->groups));
}

struct top_group *
top_next_group(const struct top_group *group)
{
	return group_of(group->entry->next);
}

struct top_item *const *
top_best(struct top *top, struct top_group *group, size_t *len, struct err *err)
{
	size_t need = group->items.len < top->rules.number ? group->items.len
							   : top->rules.number;

	if (need > top->best_size || top->best == NULL) {
		struct top_item **best = realloc(top->best,
		    (need + 1) * sizeof(struct top_item *));
		if (best == NULL) {
			(void)err_set_errno(err, "cannot take memory");
			return NULL;
		}
		top->best = best;
		top->best_size = need + 1;
	}
	*len = top_group_best(group, &top->rules, top->best);
	return top->best;
}

size_t
top_len(const struct top *top)
{
	return top_is_bounded(&top->rules) ? 0 : table_len(top->items);
}

void
top_free(struct top *top)
{
	if (top == NULL)
		return;
	table_free(top->groups);
	table_free(top->items);
	table_free(top->once);
	arena_free(&top->arena);
	free(top->best);
	free(top);
}
