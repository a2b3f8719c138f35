#include "base/table.h"

#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"

/*
 * Open addressing with linear probing.  A slot keeps the hash beside the
 * entry, so that a probe reads foreign memory only for the key it looks for.
 * The number of slots is a power of two and at most half of them are taken: a
 * probe always ends at a free slot, after 1.5 steps on average when the key is
 * there.
 */
struct slot {
	uint64_t hash;
	struct table_entry *entry; /* NULL: free */
};

struct table {
	struct hash hash;
	struct arena entries; /* each with its value and its key */
	struct slot *slots;
	size_t slots_len;
	size_t used;
	struct table_entry *first, *last;
	size_t value_size;
	size_t memory_max; /* for the entries and the slots together */
};

enum { FIRST_SLOTS = 16 };

static struct slot *
find(struct slot *slots, size_t slots_len, uint64_t hash, struct slice key)
{
	size_t at = hash & (slots_len - 1);

	while (slots[at].entry != NULL &&
	    (slots[at].hash != hash || !slice_equal(slots[at].entry->key, key)))
		at = (at + 1) & (slots_len - 1);
	return &slots[at];
}

/* Move to slots_len slots.  On failure nothing has changed. */
static int
resize(struct table *table, size_t slots_len, struct err *err)
{
	assert((slots_len & (slots_len - 1)) == 0);
	assert(slots_len > 2 * table->used);

	size_t bytes = slots_len * sizeof(struct slot);
	size_t old_bytes = table->slots_len * sizeof(struct slot);

	/* Both arrays exist for a moment. */
	if (bytes + old_bytes > table->memory_max - table->entries.used)
		return err_set(err, ERR_LIMIT,
		    "%zu keys need more memory than %zu bytes", table->used,
		    table->memory_max);
	struct slot *slots = calloc(slots_len, sizeof(struct slot));
	if (slots == NULL)
		return err_set_errno(err, "cannot take %zu bytes", bytes);

	for (size_t i = 0; i < table->slots_len; i++) {
		struct slot *old = &table->slots[i];
		size_t at = old->hash & (slots_len - 1);

		if (old->entry == NULL)
			continue;
		while (slots[at].entry != NULL)
			at = (at + 1) & (slots_len - 1);
		slots[at] = *old;
	}
	free(table->slots);
	table->slots = slots;
	table->slots_len = slots_len;
	table->entries.limit = table->memory_max - bytes;
	return 0;
}

struct table *
table_new(size_t value_size, size_t memory_max, struct err *err)
{
	struct table *table = calloc(1, sizeof(*table));

	if (table == NULL) {
		(void)err_set_errno(err, "cannot take memory");
		return NULL;
	}
	arena_init(&table->entries, memory_max);
	table->value_size = value_size;
	table->memory_max = memory_max;
	if (hash_init(&table->hash, err) < 0 ||
	    resize(table, FIRST_SLOTS, err) < 0) {
		table_free(table);
		return NULL;
	}
	return table;
}

/*
 * An entry of its own for this key, behind the last one.  The key's bytes stand
 * in front of it, so that comparing reads no more memory than must be.
 */
static struct table_entry *
append(struct table *table, uint64_t hash, struct slice key, struct err *err)
{
	const size_t align = _Alignof(struct table_entry);
	size_t fixed = sizeof(struct table_entry) + table->value_size;

	if (key.len > SIZE_MAX - fixed - align) {
		(void)err_set(err, ERR_LIMIT, "key of %zu bytes", key.len);
		return NULL;
	}
	size_t in_front = (key.len + align - 1) / align * align;
	char *bytes = arena_take(&table->entries, in_front + fixed, err);
	if (bytes == NULL)
		return NULL;
	struct table_entry *entry = (void *)(bytes + in_front);
	memset(entry, 0, fixed);
	entry->key = (struct slice){ bytes + in_front - key.len, key.len };
	if (key.len > 0)
		memcpy(bytes + in_front - key.len, key.ptr, key.len);
	entry->number = table->used;
	entry->hash = hash;
	if (table->last != NULL)
		table->last->next = entry;
	else
		table->first = entry;
	table->last = entry;
	table->used++;
	return entry;
}

int
table_put(struct table *table, struct slice key, struct table_entry **entry,
    struct err *err)
{
	uint64_t hash = hash_bytes(&table->hash, key);
	struct slot *slot = find(table->slots, table->slots_len, hash, key);

	if (slot->entry != NULL) {
		*entry = slot->entry;
		return 0;
	}
	if (2 * (table->used + 1) > table->slots_len) {
		if (resize(table, 2 * table->slots_len, err) < 0)
			return -1;
		slot = find(table->slots, table->slots_len, hash, key);
	}
	struct table_entry *added = append(table, hash, key, err);
	if (added == NULL)
		return -1;
	*slot = (struct slot){ hash, added };
	*entry = added;
	return 1;
}

struct table_entry *
table_find(const struct table *table, struct slice key)
{
	uint64_t hash = hash_bytes(&table->hash, key);

	return find(table->slots, table->slots_len, hash, key)->entry;
}

struct table_entry *
table_first(const struct table *table)
{
	return table->first;
}

size_t
table_len(const struct table *table)
{
	return table->used;
}

size_t
table_memory(const struct table *table)
{
	return table->entries.used + table->slots_len * sizeof(struct slot);
}

void
table_free(struct table *table)
{
	if (table == NULL)
		return;
	arena_free(&table->entries);
	free(table->slots);
	free(table);
}
