#ifndef ES_AUDIT_H
#define ES_AUDIT_H

#include <stdint.h>

#include "es/ask.h"
#include "io/writer.h"

/*
 * What the cluster has acknowledged, kept in a file, to be asked for again at
 * the end: is it there?
 */
struct es_audit {
	int fd; /* of a file without a name; -1: none */
	struct writer writer;
	uint64_t len;     /* documents noted */
	uint64_t missing; /* of those asked for */
	bool is_deleted;  /* they must not be there */
};

/*
 * folder is where the file is made, and gone at once from.  Returns 0, or -1
 * with *err set: ERR_SYSTEM.
 */
int es_audit_init(struct es_audit *audit, const char *folder, bool is_deleted,
    struct err *err);

/* Note a document, JSON strings both.  A failure is told by es_audit_run(). */
void es_audit_add(struct es_audit *audit, struct slice index, struct slice id);

/*
 * Ask for all that was noted (POST /_mget), and count what is missing; show is
 * called for the first ten of them, {"_index":…,"_id":…}.  Returns 0, or -1
 * with *err set as es_ask().
 */
int es_audit_run(struct es_audit *audit, const struct es_asker *asker,
    void (*show)(const char *document, bool is_deleted), struct err *err);

void es_audit_free(struct es_audit *audit);

#endif
