#ifndef ESFAULT_STORE_H
#define ESFAULT_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"
#include "base/table.h"

/*
 * Documents in memory, with versions as Elasticsearch has them (Elasticsearch
 * reference, "Index API", "Optimistic concurrency control"), and the ledger of
 * all that was done to them.
 */

/* One _id of one index, there or not. */
struct document {
	struct buffer source;
	bool exists;
	int64_t version; /* of its last change, which may be its deletion */
	uint64_t seq_no;
	/* The highest value of the member that tells the order, if any. */
	bool ordered;
	int64_t order;
	/* Who holds it (see store_hold()), and when it was let go last. */
	const void *holder;
	uint64_t released;
};

enum operation_kind { OP_INDEX, OP_CREATE, OP_UPDATE, OP_DELETE };

enum version_type { VERSION_INTERNAL, VERSION_EXTERNAL, VERSION_EXTERNAL_GTE };

/* One action of a bulk.  All is borrowed. */
struct operation {
	enum operation_kind kind;
	struct slice index;
	struct slice id; /* empty: the store makes one */
	enum version_type version_type;
	int64_t version;     /* of an external type */
	struct slice source; /* the document, or the changes of an update */
	bool upserts;        /* OP_UPDATE: doc_as_upsert */
};

/* What became of it. */
struct outcome {
	int status;             /* as of HTTP */
	const char *result;     /* "created", …; NULL where it failed */
	const char *error_type; /* then this, and what went wrong */
	char reason[128];
	int64_t version;
	uint64_t seq_no;
	struct slice index, id; /* id also where the store made it */
};

struct store {
	struct table *documents; /* struct document by "INDEX\nID" */
	const char *order;       /* a member's name, or NULL */
	uint64_t seq_no;
	uint64_t ids; /* made so far */
	uint64_t now; /* counts the beginnings and ends of requests */
	struct buffer ledger;
	struct buffer key; /* kept for the next one */
	/* Two requests with one _id under way at once; older after newer. */
	uint64_t overlaps, regressions;
	uint64_t operations; /* lines of the ledger */
};

/* Returns 0, or -1 with *err set; the caller must store_free() it. */
int store_init(struct store *store, const char *order, struct err *err);
void store_free(struct store *store);

/* Returns the document of this _id, made if there is none, or NULL. */
struct document *store_document(struct store *store, struct slice index,
    struct slice id, struct err *err);

/*
 * Do it, and write it into the ledger if it changed anything.  That it could
 * not be done is said by the outcome.  Returns 0, or -1 with *err set.
 */
int store_apply(struct store *store, const struct operation *operation,
    struct outcome *outcome, struct err *err);

/*
 * A request that began at this time has the document in hand, until it is
 * answered or closed.  Returns true if it is its first operation on it.
 */
bool store_hold(struct store *store, struct document *document,
    const void *holder, uint64_t begun);
void store_release(struct store *store, struct document *document,
    const void *holder);

/* Was there ever a document in it? */
bool store_has_index(const struct store *store, struct slice index);

/* Append {"_index":…,"_id":…,"_version":…,"_source":…} and LF for each. */
void store_dump(const struct store *store, struct buffer *out);

/* The index and the id of an entry of the table. */
struct slice document_index(const struct table_entry *entry);
struct slice document_id(const struct table_entry *entry);

const char *operation_name(enum operation_kind kind);

#endif
