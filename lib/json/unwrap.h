#ifndef JSON_UNWRAP_H
#define JSON_UNWRAP_H

#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"
#include "json/path.h"

/*
 * Records out of input that is not lines: a run of values, each on as many
 * lines as it likes, where an array is as good as its elements; or, with a
 * path, the elements of the array that each document has there.  Bytes come in
 * pieces of any size, no more than one element is kept.
 *
 *	unwrap_start(unwrap);
 *	while (... bytes are read ...)
 *		while ((got = unwrap_next(unwrap, &bytes, &element, &err)) != 0)
 *			...
 *	while ((got = unwrap_end(unwrap, &element, &err)) != 0)
 *		...
 *
 * Every byte that is not white space, a bracket or comma of an array that is
 * taken apart, or a part of a document beside its path is given out: in an
 * element or in what is bad.  An element is not checked here beyond what finds
 * its end; what stands beside a path is checked in full, as long as it is no
 * longer than an element may be.
 */
struct unwrap;

struct unwrap_element {
	struct slice text; /* on one line; valid until the next call */
	uint64_t line;     /* of its first byte, from 1 */
	uint64_t offset;   /* likewise, from 0 */
	uint64_t length;   /* > text.len: of what was too long to be kept */
};

/*
 * path: where in a document the array is, and must outlive the unwrap; NULL or
 * one without steps for values and arrays at the top.  Returns NULL with *err
 * set (ERR_SYSTEM).
 */
struct unwrap *
unwrap_new(const struct json_path *path, size_t element_max, struct err *err);

/* A new input begins. */
void unwrap_start(struct unwrap *unwrap);

/*
 * Take bytes from the input up to the end of an element.  Returns
 *	1	an element
 *	0	the input is used up: come again with more of it
 *	-1	*err is set.  ERR_DATA: something is bad, and *element is what,
 *		with the line of the bad byte; column is that of the bad byte
 *		in its line.  Go on as after an element.  ERR_SYSTEM.
 * In a value beside the path the column counts in its own text, as it would
 * have been given out.
 * The reasons are "json", "too-long", "missing" (a document has nothing at the
 * path), "type" (it has no array there), and those of json/check.h.
 */
int unwrap_next(struct unwrap *unwrap, struct slice *input,
    struct unwrap_element *element, struct err *err);

/* The input has ended; likewise, 0 when there is nothing more. */
int unwrap_end(struct unwrap *unwrap, struct unwrap_element *element,
    struct err *err);

void unwrap_free(struct unwrap *unwrap);

#endif
