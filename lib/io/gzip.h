#ifndef IO_GZIP_H
#define IO_GZIP_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"

/* gzip's format (RFC 1952), by zlib; up to UINT_MAX bytes at once. */

/* Append the bytes, packed at zlib's fastest.  Returns 0, or -1: ERR_SYSTEM. */
int gzip_put(struct slice bytes, struct buffer *out, struct err *err);

/* Do they begin as the format does? */
bool gzip_is(struct slice bytes);

/*
 * Append what is packed in the bytes, all members one after the other.  It is
 * never unpacked further than max bytes and a piece, so a bomb takes no more.
 * Returns 0, or -1 with *err set: ERR_USAGE where it is damaged, cut off or
 * longer than that, ERR_SYSTEM; name is what messages call it.
 */
int gzip_get(struct slice bytes, const char *name, size_t max,
    struct buffer *out, struct err *err);

#endif
