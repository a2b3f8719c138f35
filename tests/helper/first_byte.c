/*
 * first_byte COUNT LINE COMMAND [ARGUMENT...] - how long a tool takes to begin
 *
 * COUNT times: starts COMMAND with LINE and a line feed in its stdin, which
 * then ends, and takes the time from before the start to the first byte of its
 * output.  Prints the median in microseconds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "median.h"

enum { COUNT_MAX = 10000 };

_Noreturn static void
fail(const char *what)
{
	(void)fprintf(stderr, "first_byte: %s\n", what);
	exit(1);
}

_Noreturn static void
become(char **command, const int in[2], const int out[2])
{
	(void)dup2(in[0], STDIN_FILENO);
	(void)dup2(out[1], STDOUT_FILENO);
	(void)close(in[0]);
	(void)close(in[1]);
	(void)close(out[0]);
	(void)close(out[1]);
	(void)execvp(command[0], command);
	_exit(127);
}

/* One start; returns what it took. */
static long long
start(const char *line, char **command)
{
	int in[2], out[2];
	char block[4096];
	size_t len = strlen(line);

	if (pipe(in) < 0 || pipe(out) < 0)
		fail("cannot make a pipe");
	if (write(in[1], line, len) != (ssize_t)len ||
	    write(in[1], "\n", 1) != 1)
		fail("the line is too long");
	long long start_us = now_us();
	pid_t child = fork();
	if (child < 0)
		fail("cannot fork");
	if (child == 0)
		become(command, in, out);
	(void)close(in[0]);
	(void)close(in[1]);
	(void)close(out[1]);
	if (read(out[0], block, 1) != 1)
		fail("the command has no output");
	long long took_us = now_us() - start_us;
	while (read(out[0], block, sizeof(block)) > 0)
		;
	(void)close(out[0]);
	(void)waitpid(child, NULL, 0);
	return took_us;
}

int
main(int argc, char **argv)
{
	static long long took_us[COUNT_MAX];

	if (argc < 4)
		fail("usage: first_byte count line command [argument ...]");
	size_t count = strtoull(argv[1], NULL, 10);
	if (count == 0 || count > COUNT_MAX)
		fail("count is out of range");
	for (size_t i = 0; i < count; i++)
		took_us[i] = start(argv[2], argv + 3);
	return print_median(took_us, count) < 0;
}
