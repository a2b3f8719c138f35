#ifndef IO_FILE_H
#define IO_FILE_H

#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"

/*
 * open(2), once more after a signal, for opening a FIFO waits; but a signal
 * that asks to stop is its failure, EINTR.  Returns the descriptor, closed by
 * exec, or -1 with errno set.
 */
int file_open(const char *name, int flags);

/*
 * Append the path that name, which is not empty, has as seen from the folder of
 * this file, and a NUL.
 */
void file_beside(const char *file, struct slice name, struct buffer *path);

/*
 * Append all of a file that an option names, a schema or a list of words, to
 * *into.  Returns 0, or -1 with *err set: ERR_USAGE where it cannot be opened
 * or is longer than max bytes, ERR_SYSTEM where reading fails.
 */
int
file_read(const char *name, size_t max, struct buffer *into, struct err *err);

#endif
