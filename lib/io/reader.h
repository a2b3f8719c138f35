#ifndef IO_READER_H
#define IO_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"
#include "io/relay.h"

enum {
	READER_BLOCK = 256 * 1024, /* bytes asked for in one read(2) */
	READER_KEPT = 64 * 1024,   /* of a line that is too long */
};

/*
 * Blocks of whole lines from a file descriptor, without copying: a block is a
 * part of the read buffer.
 *
 *	for (;;) {
 *		while (reader_take(&reader, &block))
 *			...
 *		if (reader.at_end)
 *			break;
 *		wait_readable(...);
 *		reader_fill(&reader, &err);
 *	}
 */
struct reader {
	int fd;
	struct relay *relay; /* borrowed; set to read by it, or NULL */
	bool at_end;         /* read(2) has returned 0 */
	bool skipping;       /* inside of a line that is too long */
	char *buffer;        /* owned */
	size_t size;         /* of buffer */
	size_t begin, end;   /* the bytes read but not handed out yet */
	size_t searched;     /* of these, so many are known to hold no LF */
	size_t line_max;     /* bytes of a line without its LF */
	uint64_t offset;     /* of the byte at begin, from where fd stood */
	char *kept;          /* owned; the beginning of a line too long */
	uint64_t skipped;    /* length of that line so far */
	uint64_t total;      /* bytes read */
};

/* What reader_take() hands out; valid until the next reader_fill(). */
struct block {
	/*
	 * Whole lines; only at the end of the input may the last one lack its
	 * LF.  Lines longer than line_max can be among them.
	 */
	struct slice text;
	uint64_t offset; /* of its first byte, from where fd stood */
	/*
	 * Not 0: text is not lines but the first READER_KEPT bytes of one that
	 * is too long to be held, this long in all.  It has been passed over.
	 */
	uint64_t length;
};

/* fd stays the caller's: it is neither changed nor closed here. */
void reader_init(struct reader *reader, int fd, size_t line_max);

/*
 * The next block.  Returns true, or false when more has to be read first.  A
 * byte-order mark at the beginning, which says that this is UTF-8, is no part
 * of a line, but of the offsets.
 */
bool reader_take(struct reader *reader, struct block *block);

/*
 * For input that is not lines: all the bytes that have been read, valid until
 * the next reader_fill().  Never mixed with reader_take().
 */
bool reader_take_bytes(struct reader *reader, struct slice *bytes);

/*
 * Read once.  Returns 1 when bytes came, 0 at the end or when there is nothing
 * now (a descriptor that somebody made non-blocking), -1 with *err set:
 * ERR_SYSTEM.  Only after reader_take() has returned false.
 */
int reader_fill(struct reader *reader, struct err *err);

void reader_free(struct reader *reader);

#endif
