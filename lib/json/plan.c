#include "json/plan.h"

#include <stdlib.h>

#include "json/word.h"

/* Shorter names first, so that decimal numbers stand in their order. */
static int
compare_names(struct slice a, struct slice b)
{
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return a.len == 0 ? 0 : memcmp(a.ptr, b.ptr, a.len);
}

/* Where the name is among the children, or where it would be put. */
static size_t
find_place(const struct json_plan_node *node, struct slice name)
{
	size_t low = 0, high = node->len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_names(node->children[middle]->name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct json_plan_node *
json_plan_child(const struct json_plan_node *node, struct slice name)
{
	if (!json_plan_has_length(node, name.len))
		return NULL;
	size_t place = find_place(node, name);
	if (place == node->len ||
	    !slice_equal(node->children[place]->name, name))
		return NULL;
	return node->children[place];
}

/* The element that a step names, or JSON_PLAN_NAME. */
static uint64_t
number_of(struct slice name)
{
	uint64_t number = 0;

	/* No array has an element of more digits. */
	if (name.len == 0 || name.len > 18 ||
	    (name.ptr[0] == '0' && name.len > 1))
		return JSON_PLAN_NAME;
	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] < '0' || name.ptr[i] > '9')
			return JSON_PLAN_NAME;
		number = number * 10 + (uint64_t)(name.ptr[i] - '0');
	}
	return number;
}

/* Prepare the name for being compared. */
static void
set_words(struct json_plan_node *node)
{
	char head[8] = { 0 };
	char mask[8] = { 0 };
	size_t len = node->name.len < 8 ? node->name.len : 8;

	if (len > 0)
		memcpy(head, node->name.ptr, len);
	memset(mask, 0xFF, len);
	node->head = load_word(head);
	node->mask = load_word(mask);
	if (len == 8)
		node->tail = load_word(node->name.ptr + node->name.len - 8);
}

static struct json_plan_node *
new_node(struct json_plan *plan, struct slice name, struct err *err)
{
	struct json_plan_node *node = arena_take(&plan->arena, sizeof(*node),
	    err);

	if (node == NULL)
		return NULL;
	*node = (struct json_plan_node){ .slot = -1 };
	if (arena_copy(&plan->arena, name, &node->name, err) < 0)
		return NULL;
	set_words(node);
	node->has_backslash = name.len > 0 &&
	    memchr(name.ptr, '\\', name.len) != NULL;
	node->number = number_of(name);
	node->id = plan->nodes_len++;
	return node;
}

static int
insert_child(struct json_plan *plan, struct json_plan_node *parent,
    struct json_plan_node *child, struct err *err)
{
	if (parent->len == parent->size) {
		size_t size = parent->size == 0 ? 4 : 2 * parent->size;
		struct json_plan_node **children = arena_take(&plan->arena,
		    size * sizeof(struct json_plan_node *), err);

		if (children == NULL)
			return -1;
		for (size_t i = 0; i < parent->len; i++)
			children[i] = parent->children[i];
		parent->children = children;
		parent->size = size;
	}
	size_t place = find_place(parent, child->name);
	for (size_t i = parent->len; i > place; i--)
		parent->children[i] = parent->children[i - 1];
	parent->children[place] = child;
	parent->len++;
	parent->lengths |= json_plan_length_bit(child->name.len);
	return 0;
}

struct json_plan *
json_plan_new(struct err *err)
{
	struct json_plan *plan = malloc(sizeof(*plan));

	if (plan == NULL) {
		(void)err_set_errno(err, "cannot take memory");
		return NULL;
	}
	*plan = (struct json_plan){ .root = NULL };
	arena_init(&plan->arena, SIZE_MAX);
	plan->root = new_node(plan, SLICE(""), err);
	if (plan->root == NULL) {
		json_plan_free(plan);
		return NULL;
	}
	return plan;
}

int
json_plan_add(struct json_plan *plan, const struct json_path *path,
    struct err *err)
{
	struct json_plan_node *node = plan->root;

	for (size_t step = 0; step < path->len; step++) {
		struct json_plan_node *child = json_plan_child(node,
		    path->steps[step]);

		if (child == NULL) {
			child = new_node(plan, path->steps[step], err);
			if (child == NULL ||
			    insert_child(plan, node, child, err) < 0)
				return -1;
		}
		node = child;
	}
	if (node->slot < 0)
		node->slot = (int)plan->slots_len++;
	return node->slot;
}

size_t
json_plan_len(const struct json_plan *plan)
{
	return plan->slots_len;
}

void
json_plan_free(struct json_plan *plan)
{
	if (plan == NULL)
		return;
	arena_free(&plan->arena);
	free(plan);
}
