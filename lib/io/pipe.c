#define _GNU_SOURCE /* F_SETPIPE_SZ */

#include "io/pipe.h"

#include <fcntl.h>

void
pipe_widen(int fd)
{
#ifdef F_SETPIPE_SZ
	enum { PIPE_SIZE = 1 << 20 };

	/* It fails for a file, and past the user's share of pipe memory. */
	(void)fcntl(fd, F_SETPIPE_SZ, PIPE_SIZE);
#else
	(void)fd;
#endif
}
