#ifndef BASE_RECALL_H
#define BASE_RECALL_H

#include "base/load.h"
#include "base/same.h"
#include "base/table.h"

/*
 * Entries of a table that were found lately.  Where few keys come again and
 * again, most are found here by a few of their bytes, without a hash and the
 * way through the table.  What is not found here may be in the table still, and
 * keys made to collide cost no more than the look.
 *
 * All zero at first; the table must outlive it.
 */
enum { RECALL_LOG2 = 9, RECALL_LEN = 1 << RECALL_LOG2 };

struct recall {
	struct table_entry *at[RECALL_LEN];
};

/* The place of a key, by its length, its middle and its end. */
static inline size_t
recall_place(struct slice key)
{
	/* Fibonacci hashing: Knuth, TAOCP vol. 3, section 6.4. */
	const uint64_t golden = UINT64_C(0x9E3779B97F4A7C15);
	uint64_t word = key.len;

	if (key.len >= 8)
		word += load_word(key.ptr + key.len - 8) +
		    5 * load_word(key.ptr + key.len / 2 - 4);
	else if (key.len > 0)
		word += load_few(key.ptr, key.len) << 4;
	/* The high half moves little of the product: it is folded in first. */
	return (size_t)(((word ^ word >> 32) * golden) >> (64 - RECALL_LOG2));
}

/* The entry of this key, if it is here; else NULL. */
static inline struct table_entry *
recall_find(const struct recall *recall, struct slice key)
{
	struct table_entry *entry = recall->at[recall_place(key)];

	return entry != NULL && same_bytes(entry->key, key) ? entry : NULL;
}

/* The entry was found in the table: remember it in place of another one. */
static inline void
recall_set(struct recall *recall, struct table_entry *entry)
{
	recall->at[recall_place(entry->key)] = entry;
}

#endif
