#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"

/*
 * A hash table from keys, which are bytes, to values of one fixed size that
 * the caller gives meaning to.  Entries are never moved: a pointer to a value
 * stays good until table_free().  They are kept in the order in which their
 * keys first came, and that is the only order that ever shows: never the
 * table's own.
 *
 * The hash is seeded from the system, so that no input can be made to fall
 * into one slot; keys and values live in an arena with a limit.
 */
struct table;

/* What stands before each value; the caller reads it, the table writes it. */
struct table_entry {
	struct table_entry *next; /* the key that came after this one */
	struct slice key;         /* the table's own copy */
	uint64_t hash;
	_Alignas(16) char value[]; /* value_size bytes, zero at first */
};

/*
 * A table whose keys, values and slots together take at most memory_max bytes.
 * Returns NULL with *err set on failure; the caller must table_free() it.
 */
struct table *table_new(size_t value_size, size_t memory_max, struct err *err);

/*
 * The entry of this key, added (with a value of zero bytes) if it is new.
 * Returns 1 when it is new, 0 when it was there, -1 with *err set (ERR_LIMIT
 * at the memory limit, ERR_SYSTEM); the table is then as it was.
 */
int table_put(struct table *table, struct slice key, struct table_entry **entry,
    struct err *err);

/* The entry of this key, or NULL. */
struct table_entry *table_find(const struct table *table, struct slice key);

/*
 * For many keys at once: the hash of each is taken and its group fetched, then
 * the entry of each, and only then are they looked up.  Memory so far away as
 * the entries of many keys is then waited for once, not for each key.
 */
uint64_t table_hash(const struct table *table, struct slice key);
void table_fetch_group(const struct table *table, uint64_t hash);
void table_fetch_entry(const struct table *table, uint64_t hash);

/* table_put() and table_find() of a key whose table_hash() is known. */
int table_put_hashed(struct table *table, struct slice key, uint64_t hash,
    struct table_entry **entry, struct err *err);
struct table_entry *
table_find_hashed(const struct table *table, struct slice key, uint64_t hash);

/* The first key that came, or NULL; go on by entry->next. */
struct table_entry *table_first(const struct table *table);

size_t table_len(const struct table *table);

/* Bytes taken from the system. */
size_t table_memory(const struct table *table);

void table_free(struct table *table);

#endif
