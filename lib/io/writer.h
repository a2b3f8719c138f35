#ifndef IO_WRITER_H
#define IO_WRITER_H

#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"

enum { WRITER_SIZE = 64 * 1024 };

/*
 * Buffered output.  A failed write is remembered, the calls after it do
 * nothing, and writer_flush() reports it: put without checking, then check
 * once, and no full disk goes unnoticed.
 *
 * What is put in one call is not torn: it is handed to the kernel together,
 * unless it is longer than the buffer.  So lines that are put whole leave
 * whole. Writes are resumed after signals and short writes; a descriptor that
 * somebody else made non-blocking is waited for.
 */
struct writer {
	int fd;
	int failed;     /* errno of the first write that failed, or 0 */
	uint64_t total; /* bytes that the kernel took */
	size_t len;
	char buffer[WRITER_SIZE];
};

/* fd stays the caller's. */
void writer_init(struct writer *writer, int fd);

/* Long runs leave straight from where they are, without a copy. */
void writer_put(struct writer *writer, struct slice bytes);

/* The same and an LF, together. */
void writer_put_line(struct writer *writer, struct slice bytes);

/*
 * Without a buffer: one write(2), so that several processes can share what fd
 * is, and more of them only where signals, short writes and a descriptor that
 * does not block make it necessary.  Returns 0, or -1 with errno set.
 */
int writer_put_now(int fd, struct slice bytes);

/* Hand all bytes to the kernel.  Returns 0, or -1 with *err set: ERR_SYSTEM. */
int writer_flush(struct writer *writer, struct err *err);

#endif
