#ifndef ES_NODES_H
#define ES_NODES_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/*
 * The nodes of a cluster, tried in turn.  One that does not answer is left
 * alone for a while, each time twice as long.
 */
enum { ES_NODES_MAX = 64, ES_URL_MAX = 1024 };

#define ES_NODE_REST_FIRST_NS INT64_C(1000000000) /* 1 s */
#define ES_NODE_REST_MAX_NS INT64_C(60000000000)  /* 1 min */

struct es_node {
	char url[ES_URL_MAX]; /* without a slash at its end */
	unsigned failures;    /* since it answered last */
	int64_t rest_ns;      /* monotonic; it is left alone until then */
};

struct es_nodes {
	struct es_node at[ES_NODES_MAX];
	size_t len;
	size_t next; /* whose turn it is */
};

/*
 * Add http://HOST[:PORT][/PATH] or https://…; without a scheme http is meant,
 * without a port 9200 (https: 443).  Returns 0, or -1 with *err set: ERR_USAGE
 * for another scheme, a name or password in it, or one node too many.
 */
int es_nodes_add(struct es_nodes *nodes, const char *url, struct err *err);

/*
 * The node to ask now: the next that is not left alone, else the one that will
 * be free first.  There must be one.
 */
struct es_node *es_nodes_take(struct es_nodes *nodes, int64_t now_ns);

void es_node_answered(struct es_node *node);
void es_node_failed(struct es_node *node, int64_t now_ns);

#endif
