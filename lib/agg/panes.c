#include "agg/panes.h"

#include <assert.h>
#include <stdlib.h>

void
panes_init(struct panes *panes, const struct group_plan *plan, size_t extra,
    size_t memory_max)
{
	*panes = (struct panes){
		.plan = plan,
		.value_size = plan->size + extra,
		.memory_max = memory_max,
	};
}

/* The first place whose pane does not start before this. */
static size_t
lower_bound(const struct panes *panes, int64_t start_ns)
{
	size_t low = 0;
	size_t high = panes->len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (panes->at[middle]->start_ns < start_ns)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct pane *
panes_find(struct panes *panes, int64_t start_ns)
{
	if (panes->recent != NULL && panes->recent->start_ns == start_ns)
		return panes->recent;
	size_t at = lower_bound(panes, start_ns);
	if (at == panes->len || panes->at[at]->start_ns != start_ns)
		return NULL;
	panes->recent = panes->at[at];
	return panes->recent;
}

static void
pane_free(struct pane *pane)
{
	table_free(pane->groups);
	arena_free(&pane->arena);
	free(pane);
}

static struct pane *
pane_new(const struct panes *panes, struct err *err)
{
	struct pane *pane = calloc(1, sizeof(*pane));

	if (pane == NULL) {
		(void)err_set_errno(err, "cannot take memory");
		return NULL;
	}
	arena_init(&pane->arena, panes->memory_max);
	texts_init(&pane->texts, &pane->arena);
	pane->groups = table_new(panes->value_size, panes->memory_max, err);
	if (pane->groups == NULL) {
		pane_free(pane);
		return NULL;
	}
	return pane;
}

static int
make_room(struct panes *panes, struct err *err)
{
	enum { FIRST_SIZE = 16 };

	if (panes->len < panes->size)
		return 0;
	size_t size = panes->size == 0 ? FIRST_SIZE : 2 * panes->size;
	struct pane **at = realloc(panes->at, size * sizeof(struct pane *));
	if (at == NULL)
		return err_set_errno(err, "cannot take memory");
	panes->at = at;
	panes->size = size;
	return 0;
}

struct pane *
panes_open(struct panes *panes, int64_t start_ns, int64_t end_ns,
    struct err *err)
{
	struct pane *pane = panes_find(panes, start_ns);

	if (pane != NULL)
		return pane;
	if (make_room(panes, err) < 0)
		return NULL;
	pane = pane_new(panes, err);
	if (pane == NULL)
		return NULL;
	pane->start_ns = start_ns;
	pane->end_ns = end_ns;
	if (panes_charge(panes, pane, err) < 0) {
		panes->memory -= pane->charged;
		pane_free(pane);
		return NULL;
	}

	size_t at = lower_bound(panes, start_ns);
	memmove(panes->at + at + 1, panes->at + at,
	    (panes->len - at) * sizeof(struct pane *));
	panes->at[at] = pane;
	panes->len++;
	panes->recent = pane;
	return pane;
}

int
pane_start_recall(struct pane *pane, struct err *err)
{
	assert(pane->recall == NULL);
	pane->recall = arena_take(&pane->arena, sizeof(*pane->recall), err);
	if (pane->recall == NULL)
		return -1;
	*pane->recall = (struct recall){ .at = { NULL } };
	return 0;
}

int
panes_charge(struct panes *panes, struct pane *pane, struct err *err)
{
	size_t now = sizeof(*pane) + table_memory(pane->groups) +
	    pane->arena.used;

	if (now == pane->charged)
		return 0;
	assert(now > pane->charged);
	panes->memory += now - pane->charged;
	pane->charged = now;
	if (panes->memory > panes->memory_max)
		return err_set(err, ERR_LIMIT,
		    "the groups need more memory than %zu bytes",
		    panes->memory_max);
	return 0;
}

static void
free_groups(const struct panes *panes, struct pane *pane)
{
	struct table_entry *entry = table_first(pane->groups);

	for (; entry != NULL; entry = entry->next)
		group_free(panes->plan, group_of(entry));
}

void
panes_drop(struct panes *panes, size_t len)
{
	assert(len <= panes->len);

	for (size_t i = 0; i < len; i++) {
		struct pane *pane = panes->at[i];

		assert(pane != NULL);
		if (pane == panes->recent)
			panes->recent = NULL;
		if (group_plan_needs_free(panes->plan))
			free_groups(panes, pane);
		panes->memory -= pane->charged;
		pane_free(pane);
	}
	panes->len -= len;
	if (len > 0)
		memmove(panes->at, panes->at + len,
		    panes->len * sizeof(struct pane *));
}

void
panes_free(struct panes *panes)
{
	panes_drop(panes, panes->len);
	free(panes->at);
	panes->at = NULL;
	panes->size = 0;
}
