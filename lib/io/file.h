#ifndef IO_FILE_H
#define IO_FILE_H

#include "base/buffer.h"
#include "base/err.h"

/*
 * Append all of a file that an option names, a schema or a list of words, to
 * *into.  Returns 0, or -1 with *err set: ERR_USAGE where it cannot be opened
 * or is longer than max bytes, ERR_SYSTEM where reading fails.
 */
int
file_read(const char *name, size_t max, struct buffer *into, struct err *err);

#endif
