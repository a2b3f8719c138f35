#ifndef EVENT_CANONICAL_H
#define EVENT_CANONICAL_H

#include "base/buffer.h"
#include "base/err.h"
#include "json/walk.h"

/*
 * Append the canonical form of the value that begins at this token of a valid
 * record (0: the whole record), for comparing records: equal JSON values have
 * the same bytes, and only these.  White space and the order of members do not
 * count; of members with one name the last one counts.
 *
 * Returns 0, or -1 with *err set (ERR_SYSTEM).
 */
int canonical_put(const struct json_record *record, size_t token,
    struct buffer *out, struct err *err);

#endif
