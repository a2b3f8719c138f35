#ifndef AGG_TOP_H
#define AGG_TOP_H

#include <stdbool.h>
#include <stdint.h>

#include "agg/topcells.h"
#include "base/err.h"
#include "base/heap.h"
#include "base/slice.h"
#include "base/table.h"

/*
 * A ranking: which keys, or records, are the highest, of all or of each group.
 * Exact.  Memory grows with the keys, not with the records; where records are
 * ranked it is bounded by how many are wanted.
 */
enum top_kind {
	TOP_COUNTS,  /* keys, by how many records they have */
	TOP_NUMBERS, /* keys, by a number of their latest record */
	TOP_RECORDS, /* records, by a number; there are no keys */
};

/* Of two that rank alike, which comes first? */
enum top_ties {
	TOP_TIES_FIRST, /* the one seen first */
	TOP_TIES_LAST,  /* the one seen first comes last */
	TOP_TIES_KEY,   /* by their labels, see agg/toporder.h */
};

/* What a ranking may take where nothing else is said: no bound in practice. */
#define TOP_MEMORY_MAX (SIZE_MAX / 4)

struct top_rules {
	enum top_kind kind;
	enum top_ties ties;
	bool lowest;
	/*
	 * Of the records with the same `once` only the latest counts.  Then
	 * memory grows with these values too, also for TOP_RECORDS.
	 */
	bool once;
	/*
	 * top_add() tells whether the ranking changed, which takes it log(keys)
	 * steps; without it all the work is done in top_best().
	 */
	bool live;
	size_t number;     /* so many of each group, at least 1 */
	size_t labels_len; /* how many labels and cells each record has */
	size_t cells_len;
	/* Bytes for each of: keys, groups, what counts once, what is shown. */
	size_t memory_max;
};

/* What the ranking has to know of a record; all of it is copied. */
struct top_input {
	struct slice group; /* canonical; empty where there are no groups */
	struct slice key;   /* canonical, the group's included; TOP_RECORDS:
	                       none */
	struct slice once;  /* canonical; with rules.once */
	/*
	 * The latest record is that of the highest time, the later arrival
	 * among equals.
	 */
	int64_t time_ns;
	/* What a key's first record shows: group and key as they stand. */
	const struct slice *labels;
	/*
	 * What its latest record shows; unless TOP_COUNTS, cells[0] is the
	 * number to rank by, a valid JSON number.
	 */
	const struct slice *cells;
};

struct top_item;

struct top_record {
	struct heap_node node; /* among the records of its item */
	struct top_item *item; /* for which it counts */
	int64_t time_ns;
	uint64_t number; /* of its arrival */
	struct top_cells cells;
};

/* A key, or a record that stands for itself; read it, don't write. */
struct top_item {
	struct heap_node node; /* among the items of its group */
	struct top_group *group;
	uint64_t count; /* records that count; at 0 it is not listed */
	uint64_t seen;  /* rises in the order of their first records */
	struct top_cells labels;
	struct top_record *latest; /* NULL without cells */
	struct heap *records;      /* the latest first; NULL without once */
};

/* Returns NULL with *err set on failure; the caller must top_free() it. */
struct top;
struct top *top_new(const struct top_rules *rules, struct err *err);

/*
 * Take in one record.  Returns 1 when what top_best() lists may have changed
 * since it was last called for this group (without rules.live always), 0 when
 * it has not, -1 with *err set: ERR_LIMIT at memory_max, ERR_SYSTEM; then only
 * top_free() is left.
 */
int top_add(struct top *top, const struct top_input *input, struct err *err);

/*
 * Does a record only count for its key, without a look at the ranking?  Where
 * moreover there are no groups and the key is its only label, as it stands,
 * top_count() does in its place what top_add() does, but never returns 1.  hash
 * is table_hash()'s of the key, of the table top_keys().
 */
bool top_is_plain(const struct top_rules *rules);
const struct table *top_keys(const struct top *top);
int
top_count(struct top *top, struct slice key, uint64_t hash, struct err *err);

/* The same where the key was counted lately; else false, nothing is done. */
bool top_count_again(struct top *top, struct slice key);

/* The groups in the order of their first records; NULL: no more. */
struct top_group *top_first_group(const struct top *top);
struct top_group *top_next_group(const struct top_group *group);

/*
 * The best of this group, at most rules.number, in the order of their ranks;
 * *len says how many.  They are valid until the next call on the ranking.
 * Returns NULL with *err set on failure.
 */
struct top_item *const *top_best(struct top *top, struct top_group *group,
    size_t *len, struct err *err);

/* How many keys it holds, or of records that count once, how many of these. */
size_t top_len(const struct top *top);

void top_free(struct top *top);

#endif
