#include "es/queue.h"

#include <assert.h>
#include <stdlib.h>

struct es_bulk *
es_queue_take(struct es_sink *sink, struct err *err)
{
	struct es_bulk *bulk = sink->unused;

	if (bulk != NULL) {
		sink->unused = bulk->next;
		bulk->next = NULL;
		return bulk;
	}
	bulk = calloc(1, sizeof(*bulk));
	if (bulk == NULL)
		(void)err_set(err, ERR_SYSTEM, "out of memory");
	return bulk;
}

void
es_queue_give_back(struct es_sink *sink, struct es_bulk *bulk)
{
	/* One that a very long record was in gives its memory back. */
	if (bulk->body.size > 2 * sink->settings.bytes_max)
		es_bulk_free(bulk);
	es_bulk_clear(bulk);
	bulk->next = sink->unused;
	sink->unused = bulk;
}

int
es_queue_open(struct es_sink *sink, int64_t now_ns, struct err *err)
{
	if (sink->open == NULL)
		sink->open = es_queue_take(sink, err);
	if (sink->open == NULL)
		return -1;
	if (sink->open->len == 0)
		sink->open_ns = now_ns;
	return 0;
}

void
es_queue_put(struct es_sink *sink, struct es_bulk *bulk)
{
	struct es_bulk **last = &sink->waiting;

	assert(bulk->len > 0);
	while (*last != NULL)
		last = &(*last)->next;
	bulk->next = NULL;
	*last = bulk;
}

void
es_queue_seal(struct es_sink *sink)
{
	struct es_bulk *open = sink->open;

	if (open == NULL || open->len == 0)
		return;
	es_bulk_drop_done(open);
	for (size_t i = 0; i < open->len; i++)
		if (open->actions[i].held != NULL)
			open->actions[i].held->is_open = false;
	sink->open = NULL;
	es_queue_put(sink, open);
}

/* Give the room of those that were replaced to new ones. */
static void
compact(struct es_bulk *open)
{
	es_bulk_drop_done(open);
	for (size_t i = 0; i < open->len; i++)
		if (open->actions[i].held != NULL)
			open->actions[i].held->at = i;
}

static bool
has_room(const struct es_sink *sink, size_t bytes)
{
	return es_bulk_bytes(sink->open) + bytes <= sink->pace.bytes;
}

void
es_queue_make_room(struct es_sink *sink, size_t bytes)
{
	struct es_bulk *open = sink->open;

	if (open == NULL || open->len == 0 || has_room(sink, bytes))
		return;
	if (open->done_len > open->len / 2)
		compact(open);
	if (!has_room(sink, bytes))
		es_queue_seal(sink);
}

int
es_queue_join(struct es_sink *sink, struct es_bulk *bulk, struct err *err)
{
	size_t bytes = es_bulk_bytes(bulk);

	for (struct es_bulk *to = sink->waiting; to != NULL; to = to->next) {
		if (bulk->is_alone || to->is_alone || to->tries == 0 ||
		    es_bulk_bytes(to) + bytes > sink->pace.bytes)
			continue;
		if (es_bulk_move(to, bulk, 0, err) < 0)
			return -1;
		if (to->tries < bulk->tries)
			to->tries = bulk->tries;
		if (to->due_ns < bulk->due_ns)
			to->due_ns = bulk->due_ns;
		es_queue_give_back(sink, bulk);
		return 0;
	}
	es_queue_put(sink, bulk);
	return 0;
}

struct es_bulk *
es_queue_take_due(struct es_sink *sink, int64_t now_ns)
{
	struct es_bulk **first = &sink->waiting;

	if (*first == NULL)
		return NULL;
	for (struct es_bulk **at = first; *at != NULL; at = &(*at)->next)
		if ((*at)->due_ns < (*first)->due_ns)
			first = at;
	struct es_bulk *bulk = *first;
	if (bulk->due_ns > now_ns)
		return NULL;
	*first = bulk->next;
	bulk->next = NULL;
	return bulk;
}

int64_t
es_queue_due_ns(const struct es_sink *sink)
{
	int64_t due_ns = INT64_MAX;

	for (const struct es_bulk *at = sink->waiting; at != NULL;
	     at = at->next)
		if (at->due_ns < due_ns)
			due_ns = at->due_ns;
	return due_ns;
}

size_t
es_queue_memory(const struct es_sink *sink)
{
	const struct es_bulk *open = sink->open;
	size_t bytes = sink->held.parked_bytes;

	if (open != NULL)
		bytes += es_bulk_bytes(open) +
		    open->len * sizeof(open->actions[0]);
	for (const struct es_bulk *at = sink->waiting; at != NULL;
	     at = at->next)
		bytes += es_bulk_bytes(at) + at->len * sizeof(at->actions[0]);
	return bytes;
}

static void
free_list(struct es_bulk *bulk)
{
	while (bulk != NULL) {
		struct es_bulk *next = bulk->next;

		es_bulk_free(bulk);
		free(bulk);
		bulk = next;
	}
}

void
es_queue_free(struct es_sink *sink)
{
	free_list(sink->open);
	free_list(sink->waiting);
	free_list(sink->unused);
	sink->open = sink->waiting = sink->unused = NULL;
}
