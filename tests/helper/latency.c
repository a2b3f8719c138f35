/*
 * latency COUNT LINE COMMAND - how long a line takes through a command
 *
 * Starts COMMAND by sh(1) and keeps its stdin open.  COUNT times it writes LINE
 * and waits for one line of output.  Prints the median in microseconds.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "median.h"

enum { COUNT_MAX = 100000, PATIENCE_MS = 10000 };

_Noreturn static void
fail(const char *what)
{
	(void)fprintf(stderr, "latency: %s\n", what);
	exit(1);
}

/* Start the command between two pipes; its ends for us are left in fd. */
static void
start(const char *command, int fd[2])
{
	int to[2], from[2];

	if (pipe(to) < 0 || pipe(from) < 0)
		fail("cannot make a pipe");
	pid_t child = fork();
	if (child < 0)
		fail("cannot fork");
	if (child == 0) {
		(void)dup2(to[0], STDIN_FILENO);
		(void)dup2(from[1], STDOUT_FILENO);
		(void)close(to[0]);
		(void)close(to[1]);
		(void)close(from[0]);
		(void)close(from[1]);
		(void)execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	(void)close(to[0]);
	(void)close(from[1]);
	fd[0] = from[0];
	fd[1] = to[1];
}

/* Read up to the end of one line. */
static void
await_line(int fd)
{
	struct pollfd polled = { .fd = fd, .events = POLLIN };
	char byte = 0;

	while (byte != '\n') {
		if (poll(&polled, 1, PATIENCE_MS) <= 0)
			fail("no line came out");
		if (read(fd, &byte, 1) != 1)
			fail("the command has ended");
	}
}

int
main(int argc, char **argv)
{
	static long long took_us[COUNT_MAX];
	int fd[2];

	if (argc != 4)
		fail("usage: latency count line command");
	size_t count = strtoull(argv[1], NULL, 10);
	if (count == 0 || count > COUNT_MAX)
		fail("count is out of range");
	(void)signal(SIGPIPE, SIG_IGN);
	start(argv[3], fd);
	for (size_t i = 0; i < count; i++) {
		long long start_us = now_us();
		size_t len = strlen(argv[2]);
		if (write(fd[1], argv[2], len) != (ssize_t)len ||
		    write(fd[1], "\n", 1) != 1)
			fail("the command does not read");
		await_line(fd[0]);
		took_us[i] = now_us() - start_us;
	}
	(void)close(fd[1]);
	(void)wait(NULL);
	return print_median(took_us, count) < 0;
}
