#ifndef GEN_TEXTS_H
#define GEN_TEXTS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"

/*
 * A list of texts to draw from, as they are to be written: strings escaped, or
 * whole JSON values.  It lives in an arena; put_padded() may copy from it.
 */
struct texts {
	const char *bytes;
	const uint32_t *starts; /* len + 1: each ends where the next begins */
	size_t len;
	size_t longest; /* bytes */
};

/* All the texts of a list together; how many it may have, says ALIAS_MAX. */
enum { TEXTS_BYTES_MAX = 1 << 28 };

/* A list being made. */
struct texts_draft {
	struct buffer bytes;
	struct buffer ends; /* uint32_t, one for each text */
};

#define TEXTS_DRAFT_INIT                                                       \
	{                                                                      \
		.bytes = BUFFER_INIT, .ends = BUFFER_INIT                      \
	}

/* What was put into draft->bytes since the last call is one text. */
void texts_draft_end(struct texts_draft *draft);

size_t texts_draft_len(const struct texts_draft *draft);

void texts_draft_free(struct texts_draft *draft);

/*
 * Make the list; the draft stays the caller's.
 * Returns 0, or -1 with *err set: ERR_LIMIT, ERR_SYSTEM.
 */
int texts_init(struct texts *texts, const struct texts_draft *draft,
    struct arena *arena, struct err *err);

/* One text of its own, copied and padded.  Returns 0, or -1 with *err set. */
int texts_copy(struct slice text, struct arena *arena, struct slice *copy,
    struct err *err);

static inline struct slice
texts_get(const struct texts *texts, size_t at)
{
	uint32_t start = texts->starts[at];

	return (struct slice){ texts->bytes + start,
		texts->starts[at + 1] - start };
}

#endif
