#ifndef HTTP_GZIP_H
#define HTTP_GZIP_H

#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"

/*
 * Append the bytes in gzip's format (RFC 1952), by zlib at its fastest.
 * Returns 0, or -1 with *err set: ERR_SYSTEM.
 */
int gzip_put(struct slice bytes, struct buffer *out, struct err *err);

#endif
