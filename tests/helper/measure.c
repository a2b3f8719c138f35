/*
 * measure FILE COMMAND [ARGUMENT...] - run a command, write what it took
 *
 * FILE receives one line: CPU time (user and system) in microseconds, elapsed
 * time in microseconds, peak resident memory in KiB.  The exit status is the
 * command's.  Of a shell's pipeline it is the sum of the times and the largest
 * memory.
 */
#define _DEFAULT_SOURCE /* struct rusage */

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SECOND_US = 1000000 };

static long long
now_us(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * SECOND_US + now.tv_nsec / 1000;
}

static long long
us_of(struct timeval time)
{
	return (long long)time.tv_sec * SECOND_US + time.tv_usec;
}

_Noreturn static void
fail(const char *what)
{
	perror(what);
	exit(127);
}

int
main(int argc, char **argv)
{
	struct rusage usage;
	int status;

	if (argc < 3) {
		(void)fputs("usage: measure file command [argument ...]\n",
		    stderr);
		return 2;
	}
	long long start_us = now_us();
	pid_t child = fork();
	if (child < 0)
		fail("fork");
	if (child == 0) {
		(void)execvp(argv[2], argv + 2);
		fail(argv[2]);
	}
	if (waitpid(child, &status, 0) < 0)
		fail("waitpid");
	long long wall_us = now_us() - start_us;
	(void)getrusage(RUSAGE_CHILDREN, &usage);

	FILE *out = fopen(argv[1], "w");
	if (out == NULL)
		fail(argv[1]);
	(void)fprintf(out, "%lld %lld %ld\n",
	    us_of(usage.ru_utime) + us_of(usage.ru_stime), wall_us,
	    usage.ru_maxrss);
	if (fclose(out) != 0)
		fail(argv[1]);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
