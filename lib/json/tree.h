#ifndef JSON_TREE_H
#define JSON_TREE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/slice.h"
#include "json/string.h"

/*
 * A JSON document as a tree: for schemas, settings and the answers of servers,
 * never for records.  It is read by yajl; what yajl lets pass that RFC 8259
 * does not (see json/check.h) is refused before.
 */
struct json_node {
	enum json_type type;
	struct slice text; /* JSON_STRING: its value; else as it stands */
	struct slice name; /* of a member: its value; else empty */
	const struct json_node *first; /* JSON_ARRAY, JSON_OBJECT: the first */
	const struct json_node *next;  /* the next element or member */
	size_t len;                    /* how many elements or members */
	size_t line, column;           /* of its first byte, from 1 */
	size_t offset, end;            /* its bytes in the document: [ , ) */
};

/*
 * Read the document.  The nodes and their texts live in the arena; nothing
 * points into text afterwards.  file is for messages.
 * Returns 0, or -1 with *err set: ERR_USAGE with file, line and column for what
 * is no JSON, has an object with two members of one name, or nests deeper than
 * JSON_DEPTH_MAX; ERR_LIMIT, ERR_SYSTEM.
 */
int json_tree_parse(struct slice text, const char *file, struct arena *arena,
    const struct json_node **root, struct err *err);

/* The member of this name, or NULL. */
const struct json_node *
json_tree_get(const struct json_node *object, struct slice name);

/* Are they the same JSON value?  1 and 1.0 are; members have no order. */
bool json_tree_equal(const struct json_node *a, const struct json_node *b);

#endif
