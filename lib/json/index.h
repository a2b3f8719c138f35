#ifndef JSON_INDEX_H
#define JSON_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"

/*
 * The first of the two passes over JSON: where does something begin?
 *
 * The tokens of a block are the positions of
 *	- each { } [ ] : and , outside of strings
 *	- both quotes of each string
 *	- the first byte of each other run of bytes that are not white space
 *	  (a number, a word, or what is none)
 *	- each LF; one more, at the length of the block, stands for the LF that
 *	  the last line lacks
 * in rising order.  A raw LF never stands inside a string (RFC 8259, section
 * 7), so each line starts afresh and one bad line never costs its neighbours.
 *
 * On the way the contents of the strings are checked: control characters, the
 * escapes with their surrogate pairs, UTF-8 everywhere, the closing quote.  A
 * line in which that fails has at least one entry in bad[]; where in the line
 * the first bad byte is, says json/check.h.  The grammar is the walk's work.
 *
 * Source of the shape: Langdale & Lemire, "Parsing Gigabytes of JSON per
 * Second", VLDB Journal 28 (2019), section 3.1.  The kernels for vector
 * instructions are twins of the plain one: same input, same tokens, and an
 * entry in bad[] for the same lines.
 */
struct json_index {
	uint32_t *tokens; /* owned */
	size_t len, size;
	uint32_t *bad; /* owned; rising positions, each inside a bad line */
	size_t bad_len, bad_size;
	size_t bad_end; /* where the line of the last one ends */
	bool escapes;   /* a backslash was seen */
	const struct json_kernel *kernel; /* NULL: none is chosen yet */
};

#define JSON_INDEX_INIT                                                        \
	{                                                                      \
		.tokens = NULL                                                 \
	}

/*
 * Index with this kernel: "plain", "avx2" or "avx512"; without a call, with the
 * fastest that the processor can run.  Returns 0, or -1 with *err set:
 * ERR_USAGE for one that is not known here or that the processor cannot run.
 */
int json_index_use(struct json_index *index, const char *name, struct err *err);

/* The longest block, so that a position fits into 32 bits. */
#define JSON_BLOCK_MAX (UINT32_MAX - 64)

/*
 * Index one block of whole lines (the last one may lack its LF).
 * Reads no byte outside of it.  Returns 0, or -1 with *err set when memory is
 * short (ERR_SYSTEM) or the block is longer than JSON_BLOCK_MAX (ERR_LIMIT).
 */
int
json_index_block(struct json_index *index, struct slice block, struct err *err);

void json_index_free(struct json_index *index);

#endif
