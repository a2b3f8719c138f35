#ifndef ES_BULK_H
#define ES_BULK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"

/*
 * The body of a bulk request of Elasticsearch and OpenSearch, and what must be
 * known of each of its records when the answer comes:
 *
 *	{"index":{"_index":"visits","_id":"3"}}
 *	{"Id":3,"Url":"/"}
 *
 * https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk
 */
enum es_op { ES_INDEX, ES_CREATE, ES_UPDATE, ES_DELETE };

/* "index", … */
const char *es_op_name(enum es_op op);

/* By its name; returns 0, or -1 with *err set: ERR_USAGE. */
int es_op_parse(const char *name, enum es_op *op, struct err *err);

enum {
	ES_ID_MAX = 512, /* bytes; the cluster refuses longer ones */
	ES_NO_VERSION = -1,
};

/* Where a record's line stood. */
struct es_place {
	const char *file; /* for the life of the bulk */
	uint64_t line;    /* from 1 */
	uint64_t offset;  /* of its first byte, from 0 */
};

/* One record to be sent; its texts are copied. */
struct es_doc {
	enum es_op op;
	struct slice index; /* a JSON string, quotes included */
	struct slice id;    /* likewise */
	int64_t version;    /* external_gte, or ES_NO_VERSION */
	struct slice line;  /* the record's, without its LF */
	struct es_place place;
};

/* A record of a bulk; offsets count from the beginning of the bulk's texts. */
struct es_action {
	struct es_held *held; /* NULL: no other record can have its _id */
	struct es_place place;
	int64_t version;
	enum es_op op;
	uint32_t at, len;       /* its lines in the body */
	uint32_t line_at;       /* the record; in `lines` for ES_DELETE */
	uint32_t line_len;      /* of it */
	uint16_t id_at, id_len; /* from at: the JSON string of its _id */
	uint32_t since_s;       /* monotonic; when first sent, 0: never */
	bool is_done;           /* its bytes go with es_bulk_drop_done() */
};

struct es_bulk {
	struct es_bulk *next;      /* in a list of the owner's */
	struct buffer body;        /* as it is sent */
	struct buffer lines;       /* records that do not stand in the body */
	struct es_action *actions; /* owned */
	size_t len, size;
	size_t done_len; /* of them, is_done */
	unsigned tries;  /* how often it was sent */
	int64_t due_ns;  /* monotonic; not sent before */
	bool is_alone;   /* one of its records is bad: not joined with others */
};

/* The bytes that a record takes in a bulk, or a few more. */
size_t es_bulk_room(const struct es_doc *doc);

/*
 * Append a record.  Returns 0, or -1 with *err set: ERR_SYSTEM, ERR_LIMIT where
 * the bulk would not fit into 32 bits; the bulk is then as it was.
 */
int
es_bulk_add(struct es_bulk *bulk, const struct es_doc *doc, struct err *err);

/* The bytes that a bulk holds, in and beside the body. */
size_t es_bulk_bytes(const struct es_bulk *bulk);

/* The line of a record. */
struct slice
es_bulk_line(const struct es_bulk *bulk, const struct es_action *action);

/* The _id of a record, as a JSON string. */
struct slice
es_bulk_id(const struct es_bulk *bulk, const struct es_action *action);

void es_bulk_set_done(struct es_bulk *bulk, struct es_action *action);

/* Take out what is done; actions and bytes move up. */
void es_bulk_drop_done(struct es_bulk *bulk);

/*
 * Move the actions from number `first` on to the end of another bulk, in their
 * order; none may be done.  Returns 0, or -1 with *err set as es_bulk_add();
 * both are then as they were.
 */
int es_bulk_move(struct es_bulk *to, struct es_bulk *from, size_t first,
    struct err *err);

/* Empty it, and keep its memory for the next records. */
void es_bulk_clear(struct es_bulk *bulk);

void es_bulk_free(struct es_bulk *bulk);

#endif
