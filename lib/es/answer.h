#ifndef ES_ANSWER_H
#define ES_ANSWER_H

#include "base/buffer.h"
#include "es/bulk.h"
#include "json/walk.h"

/*
 * The answer to a bulk request: a verdict for each of its records, in their
 * order.  It is foreign input, and taken only where it answers just this bulk:
 * one item for each record, with its op and its _id.
 *
 *	{"took":3,"errors":true,"items":[
 *	    {"index":{"_index":"visits","_id":"3","status":400,"error":
 *	        {"type":"mapper_parsing_exception","reason":"…"}}}]}
 */
struct es_item {
	uint32_t status; /* 200, 201, 400, 409, 429, … */
	uint32_t error;  /* its token in the answer, 0: none */
	uint32_t index;  /* likewise: the _index that took it */
};

struct es_answer {
	struct json_walk *walk;    /* owned */
	struct json_record record; /* the answer */
	struct buffer copy;        /* of an answer that stands on many lines */
	struct es_item *items;     /* owned; one for each record */
	size_t len, size;
};

/* Returns 0, or -1 with *err set: ERR_SYSTEM. */
int es_answer_init(struct es_answer *answer, struct err *err);

/*
 * Read the answer to this bulk, of which no action is done; body must stay as
 * it is while the answer is used.  Returns 0, or -1 with *err set: ERR_DATA for
 * what is no answer to it, ERR_SYSTEM.
 */
int es_answer_read(struct es_answer *answer, struct slice body,
    const struct es_bulk *bulk, struct err *err);

/* Has the item an "error" member? */
bool es_answer_is_error(const struct es_answer *answer, size_t item);

/* The name of the index that took it, a JSON string, or ptr NULL. */
struct slice es_answer_index(const struct es_answer *answer, size_t item);

/*
 * Append what the cluster says of an item, `type: reason`, and the same of what
 * caused it.
 */
void es_answer_put_reason(const struct es_answer *answer, size_t item,
    struct buffer *out);

/*
 * The same for a request that was refused as a whole: {"error":{"type":…}}.
 * Nothing is appended where body is no such answer.
 */
void es_answer_put_refusal(struct es_answer *answer, struct slice body,
    struct buffer *out);

void es_answer_free(struct es_answer *answer);

#endif
