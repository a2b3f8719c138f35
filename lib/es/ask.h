#ifndef ES_ASK_H
#define ES_ASK_H

#include <stdbool.h>

#include "base/buffer.h"
#include "es/nodes.h"
#include "http/client.h"

/*
 * Questions to a cluster beside its bulks: one request at a time, tried again
 * until it is answered or the time is over.  No bulk may be under way.
 */
struct es_asker {
	struct http_client *http; /* borrowed, as all */
	struct es_nodes *nodes;
	int64_t timeout_ns; /* of a request */
	int64_t until_ns;   /* monotonic: give up then */
	uint64_t seed;      /* of the waiting times */
	/* Why it takes so long; not more than one in 10 s. */
	void (*tell)(void *self, const char *text);
	void *self;
};

struct es_question {
	const char *method;
	struct slice path; /* behind the node's URL */
	struct slice body; /* JSON; ptr NULL: none */
	/*
	 * Look at an answer with a status from 200 to 299.  Returns true when
	 * all is well; false to ask again, having put why into text.
	 */
	bool (*judge)(void *self, struct slice body, struct buffer *text);
	void *self;
};

/*
 * Returns 0; -1 with *err set: ERR_SYSTEM when the time is over or a signal
 * asks to stop (wait_stop() tells), ERR_USAGE where the cluster denies it.
 */
int es_ask(const struct es_asker *asker, const struct es_question *question,
    struct err *err);

/*
 * Wait until the cluster answers and is not red (GET /_cluster/health).
 * Returns as es_ask().
 */
int es_ask_health(const struct es_asker *asker, struct err *err);

/*
 * Put an index template of this name (PUT /_index_template/NAME); text is JSON.
 * Returns as es_ask().
 */
int es_ask_template(const struct es_asker *asker, const char *name,
    struct slice text, struct err *err);

#endif
