#ifndef ES_QUEUE_H
#define ES_QUEUE_H

#include "es/sink.h"

/*
 * The bulks of a sink, for es/sink.c and es/settle.c: the one that is being
 * filled, those that wait to be sent, those that are not in use.
 */

/* An empty bulk.  Returns NULL with *err set: ERR_SYSTEM. */
struct es_bulk *es_queue_take(struct es_sink *sink, struct err *err);

/* It is not needed any more. */
void es_queue_give_back(struct es_sink *sink, struct es_bulk *bulk);

/*
 * The bulk that takes the next records.  Returns 0, or -1 with *err set:
 * ERR_SYSTEM.
 */
int es_queue_open(struct es_sink *sink, int64_t now_ns, struct err *err);

/* No more records for the open bulk; it waits to be sent at once. */
void es_queue_seal(struct es_sink *sink);

/*
 * A record with so many bytes comes into the open bulk: seal it where there is
 * no room for them.
 */
void es_queue_make_room(struct es_sink *sink, size_t bytes);

/* A bulk waits to be sent when it is due. */
void es_queue_put(struct es_sink *sink, struct es_bulk *bulk);

/*
 * The same for one that is sent again: it joins another one that waits, where
 * there is room.
 */
int es_queue_join(struct es_sink *sink, struct es_bulk *bulk, struct err *err);

/* The bulk that is due first, by this time, or NULL; it waits no more. */
struct es_bulk *es_queue_take_due(struct es_sink *sink, int64_t now_ns);

/* When the next one is due; INT64_MAX: none waits. */
int64_t es_queue_due_ns(const struct es_sink *sink);

/* Bytes of all that wait, with what is known of each record. */
size_t es_queue_memory(const struct es_sink *sink);

void es_queue_free(struct es_sink *sink);

#endif
