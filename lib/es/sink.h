#ifndef ES_SINK_H
#define ES_SINK_H

#include "es/answer.h"
#include "es/bulk.h"
#include "es/held.h"
#include "es/nodes.h"
#include "es/pace.h"
#include "http/client.h"

/*
 * Records on their way into a cluster: collected into bulks, sent side by side,
 * again where that helps, until each has an outcome: it arrived, or it was
 * refused.  It never waits inside of es_sink_add(): whoever reads the records
 * waits by es_sink_wait(), which does not ask for more while the sink is full.
 *
 * Where records share an _id only one of them is under way at a time, and they
 * leave in the order in which they came; of those that wait and replace a whole
 * document the newest stays.
 *
 * Memory: the bulks, at most requests_max + 1 times bytes_max and what is added
 * between two waits; for each request under way an answer of at most
 * ES_ANSWER_MAX bytes.
 */
enum { ES_ANSWER_MAX = 16 << 20 };

struct es_sink_settings {
	struct http_client *http; /* borrowed, like all that follow */
	struct es_nodes *nodes;   /* at least one */
	const char *pipeline;     /* its name, of letters for a URL, or NULL */
	uint64_t requests_max;    /* upper bounds, see es/pace.h */
	uint64_t bytes_max;
	int64_t flush_ns;   /* a bulk waits no longer for more records */
	int64_t timeout_ns; /* of a request */
	int64_t give_up_ns; /* without an outcome for any record */
	bool is_compressed;
	bool is_unique;   /* no two records have the same _id */
	bool wants_index; /* arrived() gets the _index of the answer */
	uint64_t seed;    /* of the waiting times */
};

/* Who is told what; each gets `self`. */
struct es_sink_owner {
	void *self;
	/* One record is stored, or was there; index is the answer's, if any. */
	void (*arrived)(void *self, struct slice index, struct slice id);
	/* One was refused: *err is ERR_DATA, its reason `status-400`. */
	void (*refused)(void *self, const struct es_place *place,
	    struct slice line, const struct err *err);
	/* A sentence about trouble that may pass; not more than one in 10 s. */
	void (*tell)(void *self, const char *text);
};

struct es_sink_figures {
	uint64_t requests;   /* bulks sent, also again */
	uint64_t again;      /* records sent again */
	uint64_t replaced;   /* records that a newer one took the place of */
	uint64_t present;    /* 409: there already */
	uint64_t bytes_sent; /* of bodies */
};

struct es_flight; /* a request under way */

struct es_sink {
	struct es_sink_settings settings;
	struct es_sink_owner owner;
	struct es_sink_figures figures;
	/* The rest is for es/sink.c and es/settle.c. */
	struct es_pace pace;
	struct es_held_table held;
	struct es_answer answer;
	struct es_bulk *open;    /* is being filled; NULL: none */
	int64_t open_ns;         /* since it has a record; monotonic */
	struct es_bulk *waiting; /* to be sent, when they are due */
	struct es_bulk *unused;
	struct es_flight *flights; /* requests_max of them */
	size_t flights_len;        /* under way */
	uint64_t len;              /* records without an outcome */
	int64_t pause_ns;          /* nothing is sent before; monotonic */
	int64_t outcome_ns;        /* of any record, or the start; monotonic */
	int64_t told_ns;           /* monotonic; INT64_MIN: never */
	struct buffer trouble;     /* the last one */
	struct buffer text;
	char reasons[400][sizeof("status-599")]; /* of statuses from 200 on */
};

/* Returns 0, or -1 with *err set: ERR_SYSTEM. */
int es_sink_init(struct es_sink *sink, const struct es_sink_settings *settings,
    const struct es_sink_owner *owner, struct err *err);

/* Take a record.  Returns 0, or -1 with *err set: ERR_SYSTEM, ERR_LIMIT. */
int
es_sink_add(struct es_sink *sink, const struct es_doc *doc, struct err *err);

/*
 * Go on, and wait until fd can be read and there is room for more records, a
 * signal came, or the wall clock reaches until_ns: as filter_work's wait().
 * Returns -1 with *err set also where the cluster denies the request
 * (ERR_USAGE), or had no outcome for give_up_ns (ERR_SYSTEM).
 */
int
es_sink_wait(struct es_sink *sink, int fd, int64_t until_ns, struct err *err);

/* See to the rest: as filter_work's drain(). */
int es_sink_drain(struct es_sink *sink, struct err *err);

/* Append the figures as members of an object: `,"requests":3,…`. */
void es_sink_put_figures(const struct es_sink *sink, struct buffer *out);

void es_sink_free(struct es_sink *sink);

#endif
