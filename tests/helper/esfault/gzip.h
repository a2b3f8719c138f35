#ifndef ESFAULT_GZIP_H
#define ESFAULT_GZIP_H

#include "base/buffer.h"
#include "base/slice.h"

/* gzip (RFC 1952) by zlib. */

/* What a body may become when it is unpacked. */
enum { GUNZIP_MAX = 256 << 20 };

/* Append what bytes, all of one gzip member, hold.  Returns 0, or -1. */
int gunzip(struct slice bytes, struct buffer *out);

/*
 * A bomb: start holds text, and each block behind it one MiB of 'a'; it has no
 * end.  Returns 0, or -1.
 */
int gzip_bomb(struct slice text, struct buffer *start, struct buffer *block);

#endif
