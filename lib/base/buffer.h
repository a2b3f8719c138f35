#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"

/*
 * Bytes that grow: a row being written, a key being joined.  Start from
 * BUFFER_INIT, empty it with buffer_clear() and use it again: a buffer that is
 * kept takes no memory for a record once it has reached its size.
 *
 * When memory is short the buffer remembers it and the calls after it do
 * nothing: put without checking, then ask buffer_check() once.
 */
struct buffer {
	char *bytes; /* owned; NULL until something was put */
	size_t len;
	size_t size;
	bool failed;
};

#define BUFFER_INIT                                                            \
	{                                                                      \
		.bytes = NULL                                                  \
	}

/*
 * Make room for len more bytes and return where they go, or NULL when memory
 * is short; the caller then adds what it wrote there to buffer->len.
 */
char *buffer_reserve(struct buffer *buffer, size_t len);

void buffer_put(struct buffer *buffer, struct slice bytes);
void buffer_put_byte(struct buffer *buffer, char byte);

/* The number in decimal. */
void buffer_put_uint(struct buffer *buffer, uint64_t number);
void buffer_put_int(struct buffer *buffer, int64_t number);

/* What was put since the last clear; valid until the next call on it. */
static inline struct slice
buffer_slice(const struct buffer *buffer)
{
	return (struct slice){ buffer->bytes, buffer->len };
}

static inline void
buffer_clear(struct buffer *buffer)
{
	buffer->len = 0;
}

/* 0, or -1 with *err set (ERR_SYSTEM) when memory was short since BUFFER_INIT.
 */
int buffer_check(const struct buffer *buffer, struct err *err);

void buffer_free(struct buffer *buffer);

#endif
