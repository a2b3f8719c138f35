#ifndef ES_DOCUMENT_H
#define ES_DOCUMENT_H

#include "es/bulk.h"
#include "es/ident.h"
#include "es/index.h"
#include "event/timefield.h"

/*
 * Which document a record is: its index, its _id, its version, and what is to
 * be done with it.
 */
struct es_document_settings {
	const char *op;         /* index, create, update, delete */
	const char *index;      /* see es/index.h; NULL is a mistake */
	const char *time;       /* as -t, or NULL */
	const char *version;    /* a path, or NULL */
	const char *const *ids; /* lists of paths, see es/ident.h */
	size_t ids_len;
};

struct es_documents {
	enum es_op op;
	struct es_index index;
	struct es_ident ident;
	struct timefield time;
	struct column version;
	bool has_time, has_version;
};

/*
 * Returns 0, or -1 with *err set: ERR_USAGE, ERR_SYSTEM; es_documents_free() it
 * in any case.
 */
int es_documents_init(struct es_documents *documents,
    const struct es_document_settings *settings, struct json_plan *plan,
    struct err *err);

/*
 * Fill *doc, of which the place is set; its texts are valid until the next
 * call.  Returns 0, or -1 with *err set: ERR_DATA (see es_index_of() and
 * es_ident_of(); "number" for what is no version), ERR_SYSTEM.
 */
int es_document_of(struct es_documents *documents,
    const struct json_record *record, struct es_doc *doc, struct err *err);

void es_documents_free(struct es_documents *documents);

#endif
