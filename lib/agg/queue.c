#include "agg/queue.h"

#include <assert.h>
#include <stdlib.h>

#include "base/recall.h"

int
queue_init(struct queue *queue, size_t fields_len, struct err *err)
{
	*queue = (struct queue){ .fields_len = fields_len };
	if (fields_len == 0)
		return 0;
	queue->fields = calloc(QUEUE_MAX * fields_len, sizeof(struct slice));
	if (queue->fields == NULL)
		return err_set_errno(err, "cannot take memory");
	return 0;
}

struct place *
queue_next(struct queue *queue, const struct slice *fields)
{
	assert(queue->len < QUEUE_MAX);
	struct place *place = &queue->at[queue->len];

	place->fields = fields;
	place->pane = NULL;
	place->entry = NULL;
	return place;
}

/* They are overwritten when the next record is read; its bytes are not. */
static void
keep_fields(struct queue *queue, struct place *place)
{
	struct slice *fields = queue->fields + queue->len * queue->fields_len;

	for (size_t i = 0; i < queue->fields_len; i++)
		fields[i] = place->fields[i];
	place->fields = fields;
}

void
queue_push(struct queue *queue, struct place *place)
{
	assert(place == &queue->at[queue->len]);
	assert(place->pane != NULL);
	if (queue->fields != NULL)
		keep_fields(queue, place);
	queue->len++;
}

static bool
is_large(const struct queue *queue, const struct pane *pane)
{
	return table_len(pane->groups) >= queue->keys_min;
}

/* Few groups: nearly all records are of one that was found lately. */
static int
find_near(const struct queue *queue, struct place *place, struct err *err)
{
	struct pane *pane = place->pane;

	if (pane->recall != NULL) {
		place->entry = recall_find(pane->recall, place->key);
		if (place->entry != NULL)
			return 0;
	}
	place->hash = table_hash(pane->groups, place->key);
	place->entry = table_find_hashed(pane->groups, place->key, place->hash);
	if (place->entry != NULL && pane->recall != NULL)
		recall_set(pane->recall, place->entry);
	return pane->recall == NULL && pane->looks++ >= queue->recall_min
	    ? pane_start_recall(pane, err)
	    : 0;
}

/* Many groups, which were fetched. */
static void
find_far(struct queue *queue, const struct group_plan *plan)
{
	for (size_t i = 0; i < queue->len; i++) {
		const struct place *place = &queue->at[i];

		if (place->entry == NULL)
			table_fetch_entry(place->pane->groups, place->hash);
	}
	for (size_t i = 0; i < queue->len; i++) {
		struct place *place = &queue->at[i];

		if (place->entry == NULL)
			place->entry = table_find_hashed(place->pane->groups,
			    place->key, place->hash);
		if (place->entry != NULL)
			group_fetch(plan, group_of(place->entry));
	}
}

int
queue_find(struct queue *queue, const struct group_plan *plan, struct err *err)
{
	bool has_large = false;

	for (size_t i = 0; i < queue->len; i++) {
		struct place *place = &queue->at[i];

		if (place->entry != NULL)
			continue;
		if (is_large(queue, place->pane)) {
			place->hash = table_hash(place->pane->groups,
			    place->key);
			table_fetch_group(place->pane->groups, place->hash);
			has_large = true;
		} else if (find_near(queue, place, err) < 0)
			return -1;
	}
	if (has_large)
		find_far(queue, plan);
	return 0;
}

void
queue_free(struct queue *queue)
{
	for (size_t i = 0; i < QUEUE_MAX; i++)
		buffer_free(&queue->at[i].key_bytes);
	free(queue->fields);
	queue->fields = NULL;
	queue->len = 0;
}
