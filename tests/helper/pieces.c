/*
 * pieces SEED MAX <FILE | COMMAND - hand over a file in random pieces
 *
 * Each piece has 1 to MAX bytes and is written when the one before it was read,
 * so COMMAND sees the pieces as they are.
 */
#define _DEFAULT_SOURCE /* FIONREAD */

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/random.h"

static char bytes[1 << 16];

/* How many bytes wait in the pipe; it is 0 too where the reader has gone. */
static int
waiting(void)
{
	int len = 0;

	(void)ioctl(STDOUT_FILENO, FIONREAD, &len);
	return len;
}

static void
write_piece(size_t len)
{
	size_t done = 0;

	while (done < len) {
		ssize_t put = write(STDOUT_FILENO, bytes + done, len - done);
		if (put < 0) {
			perror("pieces");
			exit(1);
		}
		done += (size_t)put;
	}
	while (waiting() > 0)
		(void)sched_yield();
}

int
main(int argc, char **argv)
{
	struct random random;

	if (argc != 3) {
		(void)fputs("usage: pieces seed max <file | command\n", stderr);
		return 2;
	}
	random_init(&random, strtoull(argv[1], NULL, 10), 0);
	size_t max = strtoull(argv[2], NULL, 10);
	if (max == 0 || max > sizeof(bytes))
		max = sizeof(bytes);
	for (;;) {
		size_t len = 1 + (size_t)random_below(&random, max);
		ssize_t got = read(STDIN_FILENO, bytes, len);
		if (got <= 0)
			return got < 0;
		write_piece((size_t)got);
	}
}
