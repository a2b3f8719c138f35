#include "base/heap.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

enum { FIRST_SIZE = 8 };

int
heap_reserve(struct heap *heap, struct arena *arena, struct err *err)
{
	if (heap->len < heap->size)
		return 0;
	assert(heap->size <= SIZE_MAX / (2 * sizeof(struct heap_node *)));

	size_t size = heap->size == 0 ? FIRST_SIZE : 2 * heap->size;
	struct heap_node **nodes = arena_take(arena,
	    size * sizeof(struct heap_node *), err);
	if (nodes == NULL)
		return -1;
	if (heap->len > 0)
		memcpy(nodes, heap->nodes,
		    heap->len * sizeof(struct heap_node *));
	heap->nodes = nodes;
	heap->size = size;
	return 0;
}

static void
put(struct heap *heap, size_t place, struct heap_node *node)
{
	heap->nodes[place] = node;
	node->place = place;
}

static bool
goes_before(const struct heap_order *order, const struct heap_node *a,
    const struct heap_node *b)
{
	return order->before(a, b, order->context);
}

static void
rise(struct heap *heap, const struct heap_order *order, struct heap_node *node)
{
	size_t at = node->place;

	while (at > 0) {
		struct heap_node *parent = heap->nodes[(at - 1) / 2];

		if (!goes_before(order, node, parent))
			break;
		put(heap, at, parent);
		at = (at - 1) / 2;
	}
	put(heap, at, node);
}

static void
sink(struct heap *heap, const struct heap_order *order, struct heap_node *node)
{
	size_t at = node->place;

	for (;;) {
		size_t child = 2 * at + 1;

		if (child + 1 < heap->len &&
		    goes_before(order, heap->nodes[child + 1],
			heap->nodes[child]))
			child++;
		if (child >= heap->len ||
		    !goes_before(order, heap->nodes[child], node))
			break;
		put(heap, at, heap->nodes[child]);
		at = child;
	}
	put(heap, at, node);
}

void
heap_append(struct heap *heap, struct heap_node *node)
{
	assert(heap->len < heap->size);
	put(heap, heap->len, node);
	heap->len++;
}

/* Floyd, "Algorithm 245: Treesort 3", CACM 7 (1964): len steps, not len log. */
void
heap_build(struct heap *heap, const struct heap_order *order)
{
	for (size_t left = heap->len / 2; left > 0; left--)
		sink(heap, order, heap->nodes[left - 1]);
}

void
heap_push(struct heap *heap, const struct heap_order *order,
    struct heap_node *node)
{
	heap_append(heap, node);
	rise(heap, order, node);
}

void
heap_fix(struct heap *heap, const struct heap_order *order,
    struct heap_node *node)
{
	assert(node->place < heap->len);
	assert(heap->nodes[node->place] == node);
	rise(heap, order, node);
	sink(heap, order, node);
}

void
heap_remove(struct heap *heap, const struct heap_order *order,
    struct heap_node *node)
{
	assert(node->place < heap->len);
	assert(heap->nodes[node->place] == node);

	struct heap_node *last = heap->nodes[--heap->len];
	if (last == node)
		return;
	put(heap, node->place, last);
	heap_fix(heap, order, last);
}

struct heap_node *
heap_root(const struct heap *heap)
{
	return heap->len == 0 ? NULL : heap->nodes[0];
}

struct heap_node *
heap_pop(struct heap *heap, const struct heap_order *order)
{
	struct heap_node *root = heap_root(heap);

	if (root != NULL)
		heap_remove(heap, order, root);
	return root;
}
