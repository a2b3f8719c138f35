#ifndef ESFAULT_MERGE_H
#define ESFAULT_MERGE_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"

/*
 * Append source with the members of changes put into it, as a partial update
 * does: objects member by member, all else as a whole (Elasticsearch
 * reference, "Update API").  Both are JSON objects.
 * Returns 0, or -1 with *err set.
 */
int merge(struct slice source, struct slice changes, struct buffer *out,
    struct err *err);

/*
 * The integer of this name in an object.  Returns 1, 0 where there is none, or
 * -1 where text is no JSON object.
 */
int member_int(struct slice text, const char *name, int64_t *into);

#endif
