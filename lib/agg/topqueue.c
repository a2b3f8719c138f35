#include "agg/topqueue.h"

#include <assert.h>
#include <stdint.h>

#include "base/table.h"

/* Few keys: nearly all were counted lately. */
static int
count_few(struct top_queue *queue, size_t len, struct err *err)
{
	struct top *top = queue->top;

	for (size_t i = 0; i < len; i++) {
		struct slice key = queue->at[i];

		if (!top_count_again(top, key) &&
		    top_count(top, key, table_hash(top_keys(top), key), err) <
			0)
			return -1;
	}
	return 0;
}

/* Many keys: their memory is fetched first. */
static int
count_many(struct top_queue *queue, size_t len, struct err *err)
{
	const struct table *keys = top_keys(queue->top);
	uint64_t hashes[TOP_QUEUE_MAX];

	for (size_t i = 0; i < len; i++) {
		hashes[i] = table_hash(keys, queue->at[i]);
		table_fetch_group(keys, hashes[i]);
	}
	for (size_t i = 0; i < len; i++)
		table_fetch_entry(keys, hashes[i]);
	for (size_t i = 0; i < len; i++)
		if (top_count(queue->top, queue->at[i], hashes[i], err) < 0)
			return -1;
	return 0;
}

int
top_queue_put(struct top_queue *queue, struct top *top, struct slice key,
    struct err *err)
{
	if (queue->top != top && top_queue_settle(queue, err) < 0)
		return -1;
	assert(queue->len < TOP_QUEUE_MAX);
	queue->top = top;
	queue->at[queue->len++] = key;
	return queue->len < TOP_QUEUE_MAX ? 0 : top_queue_settle(queue, err);
}

int
top_queue_settle(struct top_queue *queue, struct err *err)
{
	const size_t len = queue->len;

	queue->len = 0;
	if (len == 0)
		return 0;
	return top_len(queue->top) < queue->keys_min
	    ? count_few(queue, len, err)
	    : count_many(queue, len, err);
}
