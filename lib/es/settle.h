#ifndef ES_SETTLE_H
#define ES_SETTLE_H

#include "es/sink.h"

/*
 * What becomes of the records of a bulk when its request has ended; for
 * es/sink.c.
 */
struct es_flight {
	struct es_bulk *bulk; /* NULL: not in use */
	struct es_node *node;
	int64_t start_ns; /* monotonic */
	size_t bytes;     /* of the bulk */
	struct buffer url;
	struct buffer packed; /* the body by gzip */
};

/*
 * The request has this answer: each of its records has an outcome, or is sent
 * again.  The flight is not in use afterwards.  Returns 0, or -1 with *err set:
 * ERR_USAGE where the cluster denies all, ERR_SYSTEM, ERR_LIMIT.
 */
int es_settle(struct es_sink *sink, struct es_flight *flight,
    const struct http_answer *answer, int64_t now_ns, struct err *err);

#endif
