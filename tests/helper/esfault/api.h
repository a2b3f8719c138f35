#ifndef ESFAULT_API_H
#define ESFAULT_API_H

#include "answer.h"
#include "http.h"
#include "plan.h"
#include "store.h"

/*
 * The part of Elasticsearch's REST API that a writer of bulks uses: _bulk,
 * _cluster/health, _index_template, _ingest/pipeline, _doc, _mget, _count,
 * _refresh, and HEAD and PUT of an index.
 *
 * Beside it the tests read /_ledger (each operation done, in order),
 * /_documents and /_counts.
 */

struct api {
	struct store store;
	struct random random;
	struct plan bulks, healths, others; /* faults, by what is asked */
	/* A bulk that is carried out after the next one. */
	struct buffer late, late_index;
	uint64_t requests, faults;
	uint64_t strays;   /* requests that no route takes */
	uint64_t open;     /* bulks under way */
	uint64_t open_max; /* and the most there ever were */
	size_t body_max;   /* the longest body of a bulk */
};

/* A request under way, from its first byte to the last one of its answer. */
struct exchange {
	struct request request; /* borrows from what was read */
	struct slice body;      /* unpacked */
	struct fault fault;
	uint64_t begun;     /* store.now when its first byte came */
	struct buffer held; /* of struct held, see bulk.h */
	bool open;          /* it is one of api->open */
	struct answer answer;
};

void api_free(struct api *api);

/* The head is read: set exchange->fault. */
void api_begin(struct api *api, struct exchange *exchange);

/* All is read: make exchange->answer. */
void api_answer(struct api *api, struct exchange *exchange);

/* The same where only the head is read: FAULT_EARLY. */
void api_answer_early(struct api *api, struct exchange *exchange);

/* It is answered, or the connection is closed: what it held is let go. */
void api_end(struct api *api, struct exchange *exchange);

/* Append the figures as a JSON object and LF. */
void api_put_counts(const struct api *api, struct buffer *out);

#endif
