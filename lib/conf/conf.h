#ifndef CONF_CONF_H
#define CONF_CONF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"
#include "json/path.h"

/*
 * A YAML file as a tree, read by libyaml (YAML 1.1;
 * https://yaml.org/spec/1.1/).
 *
 * It is for settings, so what settings do not need is refused, with its place:
 * tags, duplicate keys, a second document, keys that are no scalars, NUL bytes,
 * nesting deeper than CONF_DEPTH_MAX, files longer than CONF_BYTES_MAX, and
 * aliases that grow the tree past CONF_NODES_MAX.  Anchors, aliases and `<<`
 * merges work; a merge stands for the members that its map does not have
 * itself.  Text must be UTF-8; columns count characters.
 */
enum {
	CONF_DEPTH_MAX = 32,
	CONF_BYTES_MAX = 1 << 20,
	CONF_NODES_MAX = 100000,
};

enum conf_kind { CONF_SCALAR, CONF_LIST, CONF_MAP };

struct conf_node {
	enum conf_kind kind;
	bool quoted;       /* a scalar in quotes or a block: it is text */
	struct slice text; /* CONF_SCALAR; a NUL stands behind it */
	struct slice name; /* of a map's member; a NUL stands behind it */
	const struct conf_node *first; /* CONF_LIST, CONF_MAP */
	const struct conf_node *next;  /* in the order of the file */
	size_t len;                    /* how many elements or members */
	size_t nodes;        /* itself and all below, aliases counted in full */
	size_t height;       /* 1 for a scalar, at most CONF_DEPTH_MAX */
	size_t line, column; /* from 1; an alias: where it stands */
	size_t name_line, name_column; /* of a member's name */
};

struct conf {
	struct arena arena;           /* the nodes and their texts */
	const char *file;             /* borrowed; for messages */
	const struct conf_node *root; /* a map; an empty file is an empty one */
};

/*
 * Read a file.  Returns 1, 0 when there is none, -1 with *err set: ERR_USAGE
 * with file, line and column; ERR_SYSTEM.  conf_free() it after 1.
 */
int conf_read(struct conf *conf, const char *file, struct err *err);

/* The same for a text that is at hand, which may go away after the call. */
int conf_parse(struct conf *conf, struct slice text, const char *file,
    struct err *err);

/* The member of a map, or NULL. */
const struct conf_node *
conf_get(const struct conf_node *map, struct slice name);

/*
 * The node at a path whose steps are names of members and numbers of elements
 * (netcat.port, models.a.0), or NULL.  No steps: the root.
 */
const struct conf_node *
conf_find(const struct conf_node *root, const struct json_path *path);

/* A scalar that is not quoted and is empty, ~ or null. */
bool conf_is_null(const struct conf_node *node);

/*
 * Append a node as JSON, in one line without blanks.  A plain scalar that is a
 * JSON number, true, false or a null is that; every other one is a string.
 */
void conf_put_json(const struct conf_node *node, struct buffer *out);

/* Fill *err with the place of node: ERR_USAGE.  Returns -1. */
int
conf_err(const struct conf *conf, const struct conf_node *node, struct err *err,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

void conf_free(struct conf *conf);

#endif
