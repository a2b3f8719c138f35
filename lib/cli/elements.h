#ifndef CLI_ELEMENTS_H
#define CLI_ELEMENTS_H

#include "cli/filter.h"
#include "json/unwrap.h"

/*
 * Between json/unwrap.h, which takes input apart, and the filter loop, which
 * wants lines with their places: see struct filter_split.
 */
struct elements {
	struct unwrap *unwrap; /* owned */
	struct slice input;    /* not yet taken apart */
	struct buffer lines;
	struct filter_place *places; /* owned; of the lines */
	size_t len, size;
};

/*
 * path and element_max as in unwrap_new().  Returns 0, or -1 with *err set
 * (ERR_SYSTEM).
 */
int elements_init(struct elements *elements, const struct json_path *path,
    size_t element_max, struct err *err);

/* A new file begins. */
void elements_start(struct elements *elements);

/* As feed() of struct filter_split. */
int elements_feed(struct elements *elements, struct slice bytes,
    struct filter_lines *lines, struct err *err);

void elements_free(struct elements *elements);

#endif
