#include "agg/queue.h"

#include <assert.h>
#include <stdlib.h>

int
queue_init(struct queue *queue, size_t fields_len, size_t keys_min,
    struct err *err)
{
	*queue = (struct queue){ .fields_len = fields_len,
		.keys_min = keys_min };
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

bool
queue_push(struct queue *queue, struct place *place)
{
	const struct table *groups = place->pane->groups;

	assert(place == &queue->at[queue->len]);
	place->hash = table_hash(groups, place->key);
	if (queue->fields == NULL || table_len(groups) < queue->keys_min)
		return false;
	table_fetch_group(groups, place->hash);
	keep_fields(queue, place);
	queue->len++;
	return true;
}

void
queue_fetch(struct queue *queue, const struct group_plan *plan)
{
	for (size_t i = 0; i < queue->len; i++)
		table_fetch_entry(queue->at[i].pane->groups, queue->at[i].hash);
	for (size_t i = 0; i < queue->len; i++) {
		struct place *place = &queue->at[i];

		place->entry = table_find_hashed(place->pane->groups,
		    place->key, place->hash);
		if (place->entry != NULL)
			group_fetch(plan, group_of(place->entry));
	}
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
