#ifndef GEN_ALIAS_H
#define GEN_ALIAS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/random.h"

/*
 * Draws one of many by weight with one random number and one comparison: the
 * alias method (Walker, 1977), its table built as by Vose ("A Linear Algorithm
 * for Generating Random Numbers with a Given Distribution", IEEE TSE 17, 1991),
 * all of it in integers.  Shares are right to one part in 2^32 of 1 / len.
 */
struct alias {
	const struct alias_entry *entries; /* NULL: all are alike */
	uint64_t len;                      /* how many there are, > 0 */
};

struct alias_entry {
	uint32_t share; /* of this entry, in 2^-32, that is its own … */
	uint32_t other; /* … and whose the rest of it is */
};

enum { ALIAS_MAX = 1 << 20 };
#define ALIAS_WEIGHT_MAX (UINT64_C(1) << 43)

/*
 * A table for so many weights (1 to ALIAS_MAX), each ALIAS_WEIGHT_MAX at most
 * and not all of them 0.  It lives in the arena.
 * Returns 0, or -1 with *err set: ERR_LIMIT, ERR_SYSTEM.
 */
int alias_init(struct alias *alias, const uint64_t *weights, size_t len,
    struct arena *arena, struct err *err);

/* All of len (> 0) are alike: no table is needed. */
void alias_init_even(struct alias *alias, uint64_t len);

/* Which one: 0 <= result < len. */
static inline uint64_t
alias_draw(const struct alias *alias, struct random *random)
{
	if (alias->entries == NULL)
		return random_below(random, alias->len);
	/* The upper half says which entry, the lower one where inside of it. */
	__extension__ unsigned __int128 at = (unsigned __int128)random_next(
						 random) *
	    alias->len;
	uint64_t drawn = (uint64_t)(at >> 64);
	const struct alias_entry *entry = &alias->entries[drawn];

	return (uint32_t)((uint64_t)at >> 32) < entry->share ? drawn
							     : entry->other;
}

#endif
