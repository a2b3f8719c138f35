#ifndef ES_IDENT_H
#define ES_IDENT_H

#include <stdbool.h>

#include "es/bulk.h"
#include "event/column.h"
#include "json/walk.h"

/*
 * The _id of a record: the value of one member, or of several joined; without
 * members, 128 bits of a hash of the record's line and its place, in base64
 * (RFC 4648, section 5, without padding), so that the same record of the same
 * input has the same _id in each run.
 *
 * A string is its text, an integer its digits (1.0 is 1), another number and a
 * boolean what stands there.  Of several, ':' and '\' get a '\' before them,
 * and ':' stands between: "a:b" and "c" are a\:b:c.
 */
struct es_ident {
	struct columns columns;
	struct buffer text;   /* of the _id */
	struct buffer string; /* the same as a JSON string */
	struct buffer part;
};

/* Add the paths of a list.  Returns 0, or -1 with *err set: ERR_USAGE. */
int es_ident_add(struct es_ident *ident, const char *list,
    struct json_plan *plan, struct err *err);

/* Are _ids made of hashes, so that no two records have the same? */
bool es_ident_is_unique(const struct es_ident *ident);

/*
 * The _id as a JSON string, valid until the next call.  Returns 0, or -1 with
 * *err set: ERR_DATA "missing" (also where it would be empty), "type" (an
 * array, an object, null) or "too-long" (more than ES_ID_MAX bytes);
 * ERR_SYSTEM.
 */
int es_ident_of(struct es_ident *ident, const struct json_record *record,
    const struct es_place *place, struct slice *id, struct err *err);

/*
 * A JSON value as an external version: an integer of at least 0, or a string of
 * its digits.  Returns false for another one.
 */
bool es_version_parse(struct slice value, int64_t *version);

void es_ident_free(struct es_ident *ident);

#endif
