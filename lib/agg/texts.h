#ifndef AGG_TEXTS_H
#define AGG_TEXTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/slice.h"

/*
 * Copies of JSON values that outlive their records, come and go.  Streams
 * repeat themselves: a value that was copied lately is found again and shared,
 * so that many groups with few values keep each of these once.
 *
 * Which values are shared is a matter of chance and of a bounded memory of the
 * latest ones; it never shows.
 */
struct text {
	uint32_t refs;
	uint32_t len;
	char bytes[];
};

enum {
	TEXTS_CLASSES = 56, /* of sizes up to 2^31 */
	TEXTS_WAYS = 4,
	TEXTS_SHARED_MAX = 248, /* longer values are not looked for */
};

/* The latest values whose hashes end alike, the newest first. */
struct texts_bucket {
	struct {
		uint64_t hash;
		struct text *text; /* counted; NULL: free, as all behind it */
	} at[TEXTS_WAYS];
};

struct texts {
	struct arena *arena; /* borrowed; all memory is from there */
	struct text *unused[TEXTS_CLASSES]; /* by size, to be taken again */
	struct hash hash;
	struct texts_bucket *buckets; /* a power of two of them, or NULL */
	size_t buckets_len;
	size_t shared;          /* texts in buckets */
	unsigned looked, found; /* of the last look-ups */
	bool are_found;         /* of those before, enough were */
	unsigned rest;          /* so many values are not looked for */
};

/* The arena must outlive it; there is nothing to free beside the arena. */
void texts_init(struct texts *texts, struct arena *arena);

/*
 * A copy of value, which is not empty, or a text that is equal: one reference
 * is the caller's.  Returns NULL with *err set (ERR_LIMIT, ERR_SYSTEM).
 *
 * What was given back is used again for values of about its size: the arena
 * grows to no more than 4.5 times what was needed at once, and 5 MiB for values
 * that are only remembered.
 */
struct text *
texts_take(struct texts *texts, struct slice value, struct err *err);

/* Give a reference back; NULL: none. */
void texts_give(struct texts *texts, struct text *text);

/* The bytes while a reference is held; of NULL ptr is NULL. */
static inline struct slice
text_value(const struct text *text)
{
	return text == NULL ? (struct slice){ NULL, 0 }
			    : (struct slice){ text->bytes, text->len };
}

#endif
