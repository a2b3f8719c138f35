#ifndef ES_SETUP_H
#define ES_SETUP_H

#include "es/nodes.h"
#include "http/client.h"

/*
 * Questions to a cluster before the first record: one request at a time, tried
 * again until it is answered or the time is over.
 */
struct es_setup {
	struct http_client *http; /* borrowed, as all */
	struct es_nodes *nodes;
	int64_t timeout_ns; /* of a request */
	int64_t until_ns;   /* monotonic: give up then */
	uint64_t seed;      /* of the waiting times */
	/* Why it takes so long; not more than one in 10 s. */
	void (*tell)(void *self, const char *text);
	void *self;
};

/*
 * Wait until the cluster answers and is not red (GET /_cluster/health).
 * Returns 0; -1 with *err set: ERR_SYSTEM when the time is over or a signal
 * came (wait_stop() tells), ERR_USAGE where the cluster denies the question.
 */
int es_setup_wait(const struct es_setup *setup, struct err *err);

/*
 * Put an index template of this name (PUT /_index_template/NAME); text is JSON.
 * Returns likewise; ERR_USAGE also where the cluster refuses it.
 */
int es_setup_template(const struct es_setup *setup, const char *name,
    struct slice text, struct err *err);

#endif
