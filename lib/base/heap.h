#ifndef BASE_HEAP_H
#define BASE_HEAP_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

/*
 * A binary heap of nodes that stand inside the caller's structs, the one before
 * all others at the root.  Each node knows its place, so one whose rank has
 * changed is moved, or taken out, in log(len) steps.
 */
struct heap_node {
	size_t place; /* the heap's own; a node is in one heap at most */
};

struct heap {
	struct heap_node **nodes; /* from an arena of the caller's */
	size_t len, size;
};

#define HEAP_INIT                                                              \
	{                                                                      \
		.nodes = NULL                                                  \
	}

/* before() is a strict order: false for two that are alike. */
struct heap_order {
	bool (*before)(const struct heap_node *a, const struct heap_node *b,
	    const void *context);
	const void *context;
};

/*
 * Make room for one more node; the array it outgrows stays in the arena.
 * Returns 0, or -1 with *err set (ERR_LIMIT, ERR_SYSTEM).
 */
int heap_reserve(struct heap *heap, struct arena *arena, struct err *err);

/* Add a node; there must be room. */
void heap_push(struct heap *heap, const struct heap_order *order,
    struct heap_node *node);

/*
 * Add a node without a look at the order: the next call must be another append,
 * or heap_build() when all are there.
 */
void heap_append(struct heap *heap, struct heap_node *node);
void heap_build(struct heap *heap, const struct heap_order *order);

/* The rank of this node alone has changed. */
void heap_fix(struct heap *heap, const struct heap_order *order,
    struct heap_node *node);

void heap_remove(struct heap *heap, const struct heap_order *order,
    struct heap_node *node);

/* The first of all, or NULL; heap_pop() takes it out. */
struct heap_node *heap_root(const struct heap *heap);
struct heap_node *heap_pop(struct heap *heap, const struct heap_order *order);

#endif
