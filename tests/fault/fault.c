/*
 * fault.so, for LD_PRELOAD: a system that does all it may.
 *
 * FAULT_SEED=N	Reads and writes are cut short, interrupted (EINTR) or, on
 *		stdin and stdout, told to try again (EAGAIN), and poll(2) is
 *		interrupted, half of the time, as the seed decides.
 * FAULT_READ=N, FAULT_WRITE=N
 *		From the Nth one on they fail with EIO.
 *
 * Stderr is spared: what stands there is compared.
 */
#define _GNU_SOURCE /* syscall(), splice(), tee() */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static uint64_t state;           /* of the random numbers; 0: no faults */
static unsigned long reads_left; /* until they fail; 0: they never do */
static unsigned long writes_left;

static unsigned long
number_of(const char *name)
{
	const char *text = getenv(name);

	return text == NULL ? 0 : strtoul(text, NULL, 10);
}

__attribute__((constructor)) static void
start(void)
{
	state = number_of("FAULT_SEED");
	reads_left = number_of("FAULT_READ");
	writes_left = number_of("FAULT_WRITE");
}

/* xorshift64 (Marsaglia, 2003) */
static uint64_t
draw(uint64_t bound)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (state >> 16) % bound;
}

/* Whether this call on fd fails, errno then says why. */
static bool
fails(int fd, unsigned long *left)
{
	if (*left == 1) {
		errno = EIO;
		return true;
	}
	if (*left > 1)
		--*left;
	if (state == 0)
		return false;
	uint64_t kind = draw(4);
	if (kind > 1)
		return false;
	errno = kind == 1 && fd <= STDOUT_FILENO ? EAGAIN : EINTR;
	return true;
}

/* How many of len bytes are granted. */
static size_t
granted(size_t len)
{
	if (state == 0 || len == 0 || draw(2) == 0)
		return len;
	return 1 + (size_t)draw(draw(2) == 0 ? len : 1 + len / 1000);
}

ssize_t
read(int fd, void *into, size_t len)
{
	if (fails(fd, &reads_left))
		return -1;
	return (ssize_t)syscall(SYS_read, fd, into, granted(len));
}

/* What FORTIFY makes of read(2). */
ssize_t __read_chk(int fd, void *into, size_t len, size_t size);

ssize_t
__read_chk(int fd, void *into, size_t len, size_t size)
{
	return read(fd, into, len < size ? len : size);
}

ssize_t
write(int fd, const void *from, size_t len)
{
	if (fd != STDERR_FILENO) {
		if (fails(fd, &writes_left))
			return -1;
		len = granted(len);
	}
	return (ssize_t)syscall(SYS_write, fd, from, len);
}

ssize_t
writev(int fd, const struct iovec *parts, int count)
{
	for (int i = 0; i < count; i++) {
		if (parts[i].iov_len > 0)
			return write(fd, parts[i].iov_base, parts[i].iov_len);
	}
	return 0;
}

ssize_t
splice(int from, off64_t *from_at, int into, off64_t *into_at, size_t len,
    unsigned flags)
{
	bool is_read = from == STDIN_FILENO;

	if (fails(is_read ? from : into, is_read ? &reads_left : &writes_left))
		return -1;
	return (ssize_t)syscall(SYS_splice, from, from_at, into, into_at,
	    granted(len), flags);
}

ssize_t
tee(int from, int into, size_t len, unsigned flags)
{
	if (fails(from, &reads_left))
		return -1;
	return (ssize_t)syscall(SYS_tee, from, into, granted(len), flags);
}

int
poll(struct pollfd *polled, nfds_t count, int timeout_ms)
{
	if (state != 0 && draw(4) == 0) {
		errno = EINTR;
		return -1;
	}
	struct timespec timeout = { timeout_ms / 1000,
		timeout_ms % 1000 * 1000000L };
	return (int)syscall(SYS_ppoll, polled, count,
	    timeout_ms < 0 ? NULL : &timeout, NULL, 0);
}
