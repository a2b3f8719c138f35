/*
 * nonblock COMMAND [ARGUMENT...] - run a command as ssh(1) and node may: its
 * stdin and stdout do not block
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	if (argc < 2) {
		(void)fputs("usage: nonblock command [argument ...]\n", stderr);
		return 2;
	}
	for (int fd = 0; fd < 2; fd++) {
		int flags = fcntl(fd, F_GETFL);
		if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0) {
			perror("nonblock");
			return 1;
		}
	}
	(void)execvp(argv[1], argv + 1);
	perror(argv[1]);
	return 1;
}
