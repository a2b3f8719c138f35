#ifndef JSON_KERNEL_H
#define JSON_KERNEL_H

#include <stdint.h>

#include "json/index.h"

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

/* The kernels: json_index_block(), index->len and index->bad_len being 0. */
int
json_index_plain(struct json_index *index, struct slice block, struct err *err);

#endif
