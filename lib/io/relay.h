#ifndef IO_RELAY_H
#define IO_RELAY_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/slice.h"
#include "io/writer.h"

/*
 * From pipe to pipe with one copy in place of two: splice(2) takes the bytes
 * over into a pipe of our own, where no other reader of the input reaches them;
 * tee(2) lends them to a second one, from which they are read to be looked at;
 * and what may go on leaves the first by splice(2) again.
 *
 * The bytes are in memory all the same, so they are read and written as ever
 * where an end is no pipe, where the kernel refuses, where little comes at a
 * time and where only short runs of it go on.  Nothing but the time shows it.
 *
 * Pages go on as they are: who shares them with the pipe (a writer by
 * vmsplice(2), or by splice(2) from a file) must leave them as they are, too,
 * or they change behind the look.
 */
struct relay {
	bool is_on;        /* both ends are pipes, nothing was refused so far */
	int in;            /* borrowed */
	int kept[2];       /* our pipe for what was read; -1: not made yet */
	int lent[2];       /* and the one for the look at it */
	int null;          /* takes what does not go on */
	struct slice held; /* what is in kept, as it stands in memory */
	size_t got;        /* bytes of the last read, */
	size_t in_runs;    /* and those of them that went on in long runs */
};

/*
 * For what is read from in and put to a writer on out; -1: nothing goes on as
 * it was read.  Both stay the caller's.
 */
void relay_init(struct relay *relay, int in, int out);

/* read(2) from in; what was read before and not put does not go on. */
ssize_t relay_read(struct relay *relay, void *into, size_t len);

/*
 * writer_put() of bytes of the last read, also with some from before it that
 * stand in memory right before them.  Behind those put since that read.
 */
void relay_put(struct relay *relay, struct writer *writer, struct slice bytes);

void relay_free(struct relay *relay);

#endif
