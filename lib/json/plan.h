#ifndef JSON_PLAN_H
#define JSON_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "json/walk.h"

/*
 * The paths of a plan as a tree, a node for each step; for files of json/ only.
 */
struct json_plan_node {
	struct slice name; /* of the member, in the plan's arena */
	/* The name again, for comparing: its first and last 8 bytes. */
	uint64_t head, tail; /* json/word.h; head is padded with zeros */
	uint64_t mask;       /* the bytes that head has of the name */
	bool has_backslash;  /* the name has one */
	int slot;            /* -1: only something below it is wanted */
	uint64_t number;     /* of the array's element, or JSON_PLAN_NAME */
	size_t id;           /* counted from 0, the root's */
	/* By the length of their names, then by their bytes: numbers rise. */
	struct json_plan_node **children; /* in the plan's arena */
	size_t len, size;
	/* Bit n: there is a name of n bytes; the last bit, of 63 or more. */
	uint64_t lengths;
};

#define JSON_PLAN_NAME UINT64_MAX /* no number but a name only */

struct json_plan {
	struct arena arena;
	struct json_plan_node *root;
	size_t nodes_len;
	size_t slots_len;
};

static inline uint64_t
json_plan_length_bit(size_t len)
{
	return UINT64_C(1) << (len < 63 ? len : 63);
}

/* May a child have a name of so many bytes? */
static inline bool
json_plan_has_length(const struct json_plan_node *node, size_t len)
{
	return (node->lengths & json_plan_length_bit(len)) != 0;
}

/* The child of this name, which has no escapes, or NULL. */
struct json_plan_node *
json_plan_child(const struct json_plan_node *node, struct slice name);

#endif
