#ifndef CONF_NAMES_H
#define CONF_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"
#include "base/table.h"

/*
 * The names of the members of all maps of a file, to find those that stand
 * twice in one map.
 */
struct conf_names {
	struct table *table; /* the line of each by number of map and name */
	struct buffer key;   /* the one at hand */
};

/* Returns 0, or -1 with *err set.  conf_names_free() it in both cases. */
int conf_names_init(struct conf_names *names, struct err *err);

/*
 * Take a name into those of a map.  Returns 1, or 0 when it is there already;
 * *line is where the line of the first one is kept, 0 for a new one.
 */
int conf_names_take(struct conf_names *names, uint64_t map, struct slice name,
    size_t **line, struct err *err);

void conf_names_free(struct conf_names *names);

#endif
