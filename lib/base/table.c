#include "base/table.h"

#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/same.h"
#include "base/tags.h"

/*
 * Open addressing in groups of 16 slots, each with a tag of 7 bits of its key's
 * hash: a look-up compares all tags of a group at once and then reads, nearly
 * always, the one entry that it looks for.  A key stands in the first group of
 * its way that had a free slot, and nothing is ever taken out: a group with a
 * free slot ends the way.  The way goes through all groups, for their number is
 * a power of two and its steps grow by one (triangular numbers).
 */
struct group {
	unsigned char tags[TAGS_LEN]; /* TAG_FREE: the slot is free */
	struct table_entry *entries[TAGS_LEN];
};

struct table {
	struct hash hash;
	struct arena entries; /* each with its value and its key */
	struct group *groups;
	size_t groups_len;
	size_t used;
	struct table_entry *first, *last;
	size_t value_size;
	size_t memory_max; /* for the entries and the groups together */
};

enum { TAG_FREE = 0, TAG_USED = 0x80, TAG_BITS = 7 };

/* At most 7 of 8 slots are taken, so that a way has an end. */
static size_t
most_used(size_t groups_len)
{
	return groups_len * TAGS_LEN / 8 * 7;
}

static unsigned char
tag_of(uint64_t hash)
{
	return (unsigned char)(TAG_USED | (hash & (TAG_USED - 1)));
}

static size_t
group_of(uint64_t hash, size_t groups_len)
{
	return (size_t)(hash >> TAG_BITS) & (groups_len - 1);
}

/* The tags and the pointers of a group stand in three lines of the cache. */
static void
fetch(const struct group *group)
{
	__builtin_prefetch(group);
	__builtin_prefetch(&group->entries[TAGS_LEN / 2]);
	__builtin_prefetch(&group->entries[TAGS_LEN - 1]);
}

/* The entry among those of one group, or NULL. */
static inline struct table_entry *
find_in(const struct group *group, uint64_t hash, struct slice key)
{
	unsigned places = tags_match(group->tags, tag_of(hash));

	for (; places != 0; places &= places - 1) {
		struct table_entry *entry = group->entries[tags_first(places)];

		if (entry->hash == hash && same_bytes(entry->key, key))
			return entry;
	}
	return NULL;
}

static inline bool
has_free(const struct group *group)
{
	return tags_match(group->tags, TAG_FREE) != 0;
}

/* Behind the first group of its way. */
static struct table_entry *
find_behind(const struct table *table, uint64_t hash, struct slice key)
{
	size_t at = group_of(hash, table->groups_len);

	for (size_t step = 1;; step++) {
		at = (at + step) & (table->groups_len - 1);
		const struct group *group = &table->groups[at];

		fetch(group);
		struct table_entry *entry = find_in(group, hash, key);
		if (entry != NULL || has_free(group))
			return entry;
	}
}

static inline struct table_entry *
find(const struct table *table, uint64_t hash, struct slice key)
{
	const struct group
	    *group = &table->groups[group_of(hash, table->groups_len)];

	fetch(group);
	struct table_entry *entry = find_in(group, hash, key);
	if (entry != NULL || has_free(group))
		return entry;
	return find_behind(table, hash, key);
}

/* Put an entry whose key is not there into the first free slot of its way. */
static void
insert(struct group *groups, size_t groups_len, struct table_entry *entry)
{
	size_t at = group_of(entry->hash, groups_len);
	unsigned places;

	for (size_t step = 1;
	     (places = tags_match(groups[at].tags, TAG_FREE)) == 0; step++)
		at = (at + step) & (groups_len - 1);
	unsigned place = tags_first(places);
	groups[at].tags[place] = tag_of(entry->hash);
	groups[at].entries[place] = entry;
}

/* Move to groups_len groups.  On failure nothing has changed. */
static int
resize(struct table *table, size_t groups_len, struct err *err)
{
	assert((groups_len & (groups_len - 1)) == 0);
	assert(most_used(groups_len) > table->used);

	size_t bytes = groups_len * sizeof(struct group);
	size_t old_bytes = table->groups_len * sizeof(struct group);

	/* Both arrays exist for a moment. */
	if (bytes + old_bytes > table->memory_max - table->entries.used)
		return err_set(err, ERR_LIMIT,
		    "%zu keys need more memory than %zu bytes", table->used,
		    table->memory_max);
	struct group *groups = calloc(groups_len, sizeof(struct group));
	if (groups == NULL)
		return err_set_errno(err, "cannot take %zu bytes", bytes);

	/* In the order of arrival, which is that of memory. */
	for (struct table_entry *entry = table->first; entry != NULL;
	     entry = entry->next)
		insert(groups, groups_len, entry);
	free(table->groups);
	table->groups = groups;
	table->groups_len = groups_len;
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
	if (hash_init(&table->hash, err) < 0 || resize(table, 1, err) < 0) {
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
	entry->hash = hash;
	if (table->last != NULL)
		table->last->next = entry;
	else
		table->first = entry;
	table->last = entry;
	table->used++;
	return entry;
}

uint64_t
table_hash(const struct table *table, struct slice key)
{
	return hash_bytes(&table->hash, key);
}

void
table_fetch_group(const struct table *table, uint64_t hash)
{
	fetch(&table->groups[group_of(hash, table->groups_len)]);
}

void
table_fetch_entry(const struct table *table, uint64_t hash)
{
	const struct group
	    *group = &table->groups[group_of(hash, table->groups_len)];
	unsigned places = tags_match(group->tags, tag_of(hash));

	if (places == 0)
		return;
	const struct table_entry *entry = group->entries[tags_first(places)];
	__builtin_prefetch((const char *)entry - 1); /* the key's end */
	__builtin_prefetch(entry);
	__builtin_prefetch(entry->value + table->value_size - 1);
}

int
table_put(struct table *table, struct slice key, struct table_entry **entry,
    struct err *err)
{
	return table_put_hashed(table, key, table_hash(table, key), entry, err);
}

/* An entry for a key that is not there. */
static struct table_entry *
add(struct table *table, struct slice key, uint64_t hash, struct err *err)
{
	if (table->used == most_used(table->groups_len) &&
	    resize(table, 2 * table->groups_len, err) < 0)
		return NULL;
	struct table_entry *entry = append(table, hash, key, err);
	if (entry != NULL)
		insert(table->groups, table->groups_len, entry);
	return entry;
}

int
table_put_hashed(struct table *table, struct slice key, uint64_t hash,
    struct table_entry **entry, struct err *err)
{
	struct table_entry *found = find(table, hash, key);

	if (found != NULL) {
		*entry = found;
		return 0;
	}
	found = add(table, key, hash, err);
	if (found == NULL)
		return -1;
	*entry = found;
	return 1;
}

struct table_entry *
table_find(const struct table *table, struct slice key)
{
	return find(table, table_hash(table, key), key);
}

struct table_entry *
table_find_hashed(const struct table *table, struct slice key, uint64_t hash)
{
	return find(table, hash, key);
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
	return table->entries.used + table->groups_len * sizeof(struct group);
}

void
table_free(struct table *table)
{
	if (table == NULL)
		return;
	arena_free(&table->entries);
	free(table->groups);
	free(table);
}
