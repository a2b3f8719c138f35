#ifndef JSON_KERNEL_H
#define JSON_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "json/index.h"
#include "json/shape.h"

/*
 * What the kernels of the index share; for files of json/index*.c only.
 *
 * All kernels find the same tokens in any bytes, in bad lines too: a quote with
 * an odd number of backslashes before it is none, outside of strings as well,
 * and a string that its line does not close ends in front of the LF.
 */

/* What a byte can be outside of strings. */
enum {
	BYTE_BLANK = 1,    /* blank, tab, CR, LF */
	BYTE_OPERATOR = 2, /* { } [ ] : , */
	BYTE_QUOTE = 4,
	BYTE_NEWLINE = 8,
};

extern const uint8_t json_byte_class[256];

/*
 * Make room for count more tokens.  Returns 0, or -1 with *err set.
 */
int json_index_reserve(struct json_index *index, size_t count, struct err *err);

/*
 * The byte at this offset of the block is bad.  Of each line only the first
 * such byte is kept.  Returns 0, or -1 with *err set.
 */
int json_index_add_bad(struct json_index *index, struct slice block, size_t at,
    struct err *err);

/*
 * index() is json_index_block(), index->len and index->bad_len being 0 and the
 * block not empty.  It is called only where is_runnable() says so.
 */
struct json_kernel {
	const char *name;
	bool (*is_runnable)(void); /* by this processor and this system */
	int (*index)(struct json_index *index, struct slice block,
	    struct err *err);
	json_shape_match *match;
};

extern const struct json_kernel json_kernel_plain;
extern const struct json_kernel json_kernel_avx2;
extern const struct json_kernel json_kernel_avx512;

/*
 * Let the plain kernel index the lines [from, to) of the block and nothing
 * else; `to` is behind an LF or the end of the block.
 */
int json_index_plain(struct json_index *index, struct slice block, size_t from,
    size_t to, struct err *err);

#endif
