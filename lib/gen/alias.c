#include "gen/alias.h"

#include <assert.h>
#include <stdlib.h>

/*
 * Weights are scaled by len, so that an entry of the mean weight holds `total`.
 * Entries below that are filled up from one above it, two stacks of indices in
 * one array: the poor grow from its start, the rich from its end.
 */
struct build {
	struct alias_entry *entries;
	uint64_t *scaled;
	uint32_t *stack;
	size_t poor, rich; /* stack[0, poor) and stack[rich, len) */
	uint64_t total;
};

static void
sort_in(struct build *build, uint32_t at)
{
	if (build->scaled[at] < build->total)
		build->stack[build->poor++] = at;
	else
		build->stack[--build->rich] = at;
}

static uint32_t
share_of(const struct build *build, uint32_t at)
{
	__extension__ unsigned __int128 wide = build->scaled[at];

	return (uint32_t)((wide << 32) / build->total);
}

static void
fill(struct build *build, size_t len)
{
	build->rich = len;
	for (size_t i = 0; i < len; i++)
		sort_in(build, (uint32_t)i);
	while (build->poor > 0) {
		/* What lacks somewhere is too much somewhere else. */
		assert(build->rich < len);
		uint32_t low = build->stack[--build->poor];
		uint32_t high = build->stack[build->rich++];

		build->entries[low].share = share_of(build, low);
		build->entries[low].other = high;
		build->scaled[high] -= build->total - build->scaled[low];
		sort_in(build, high);
	}
	/* The rest hold exactly the mean: each is its own other. */
	while (build->rich < len) {
		uint32_t at = build->stack[build->rich++];

		assert(build->scaled[at] == build->total);
		build->entries[at].share = UINT32_MAX;
		build->entries[at].other = at;
	}
}

int
alias_init(struct alias *alias, const uint64_t *weights, size_t len,
    struct arena *arena, struct err *err)
{
	struct build build = { .total = 0 };
	int result = -1;

	assert(len > 0 && len <= ALIAS_MAX);
	build.entries = arena_take(arena, len * sizeof(*build.entries), err);
	build.scaled = malloc(len * sizeof(*build.scaled));
	build.stack = malloc(len * sizeof(*build.stack));
	if (build.entries == NULL)
		goto out;
	if (build.scaled == NULL || build.stack == NULL) {
		err_set_errno(err, "cannot take memory for %zu weights", len);
		goto out;
	}
	for (size_t i = 0; i < len; i++) {
		assert(weights[i] <= ALIAS_WEIGHT_MAX);
		build.scaled[i] = weights[i] * len;
		build.total += weights[i];
	}
	assert(build.total > 0);
	fill(&build, len);
	alias->entries = build.entries;
	alias->len = len;
	result = 0;
out:
	free(build.scaled);
	free(build.stack);
	return result;
}

void
alias_init_even(struct alias *alias, uint64_t len)
{
	assert(len > 0);
	alias->entries = NULL;
	alias->len = len;
}
