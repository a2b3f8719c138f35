#include "agg/topqueue.h"

#include <assert.h>

#include "base/table.h"

int
top_queue_put(struct top_queue *queue, struct top *top, struct slice key,
    struct err *err)
{
	const struct table *keys = top_keys(top);
	const bool is_queued = table_len(keys) >= queue->keys_min;

	if (!is_queued && top_count_again(top, key))
		return 0;
	const uint64_t hash = table_hash(keys, key);
	if (!is_queued)
		return top_count(top, key, hash, err);
	if (queue->top != top && top_queue_settle(queue, err) < 0)
		return -1;
	assert(queue->len < TOP_QUEUE_MAX);
	table_fetch_group(keys, hash);
	queue->top = top;
	queue->at[queue->len].key = key;
	queue->at[queue->len].hash = hash;
	queue->len++;
	return queue->len < TOP_QUEUE_MAX ? 0 : top_queue_settle(queue, err);
}

int
top_queue_settle(struct top_queue *queue, struct err *err)
{
	const size_t len = queue->len;

	queue->len = 0;
	for (size_t i = 0; i < len; i++)
		table_fetch_entry(top_keys(queue->top), queue->at[i].hash);
	for (size_t i = 0; i < len; i++)
		if (top_count(queue->top, queue->at[i].key, queue->at[i].hash,
			err) < 0)
			return -1;
	return 0;
}
