#define _GNU_SOURCE /* pipe2(), splice(), tee() */

#include "io/relay.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/pipe.h"
#include "io/wait.h"

/* Below these a copy costs less than the system calls that avoid it. */
enum { READ_MIN = 32 * 1024, RUN_MIN = 16 * 1024 };

#ifdef SPLICE_F_MOVE
static ssize_t
take_over(int from, int into, size_t len)
{
	return splice(from, NULL, into, NULL, len, 0);
}

static ssize_t
lend(int from, int into, size_t len)
{
	return tee(from, into, len, 0);
}

static int
make_pipe(int ends[2])
{
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -1;
	pipe_widen(ends[1]);
	return 0;
}
#else
static ssize_t
take_over(int from, int into, size_t len)
{
	(void)from, (void)into, (void)len;
	errno = ENOSYS;
	return -1;
}

static ssize_t
lend(int from, int into, size_t len)
{
	return take_over(from, into, len);
}

static int
make_pipe(int ends[2])
{
	(void)ends;
	return -1;
}
#endif

static bool
is_pipe(int fd)
{
	struct stat status;

	return fd >= 0 && fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode);
}

void
relay_init(struct relay *relay, int in, int out)
{
	*relay = (struct relay){
		.is_on = is_pipe(in) && is_pipe(out),
		.in = in,
		.kept = { -1, -1 },
		.lent = { -1, -1 },
		.null = -1,
	};
}

static void
close_one(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
}

void
relay_free(struct relay *relay)
{
	relay->is_on = false;
	relay->held.len = 0;
	for (int i = 0; i < 2; i++) {
		close_one(&relay->kept[i]);
		close_one(&relay->lent[i]);
	}
	close_one(&relay->null);
}

/* Make the pipes when they are needed for the first time. */
static bool
prepare(struct relay *relay)
{
	if (relay->null >= 0)
		return true;
	relay->null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (relay->null >= 0 && make_pipe(relay->kept) == 0 &&
	    make_pipe(relay->lent) == 0)
		return true;
	relay_free(relay);
	return false;
}

/*
 * Move the first len bytes held to this descriptor.  Returns how many it took;
 * fewer where the kernel refuses.
 */
static size_t
move(struct relay *relay, int to, size_t len)
{
	size_t done = 0;

	assert(len <= relay->held.len);
	while (done < len) {
		ssize_t put = take_over(relay->kept[0], to, len - done);

		if (put > 0)
			done += (size_t)put;
		else if (put < 0 && errno == EAGAIN)
			wait_writable(to);
		else if (put == 0 || errno != EINTR)
			break;
	}
	relay->held.ptr += done;
	relay->held.len -= done;
	return done;
}

/* These do not go on. */
static void
drop(struct relay *relay, size_t len)
{
	if (move(relay, relay->null, len) < len)
		relay_free(relay);
}

/* Read from a pipe of ours, which has that many bytes. */
static int
read_all(int fd, char *into, size_t len)
{
	while (len > 0) {
		ssize_t got = read(fd, into, len);

		if (got > 0) {
			into += got;
			len -= (size_t)got;
		} else if (got == 0 || errno != EINTR) {
			return -1;
		}
	}
	return 0;
}

/* Bring into memory what was taken over, and keep it if that can be. */
static int
look(struct relay *relay, char *into, size_t len)
{
	ssize_t lent = lend(relay->kept[0], relay->lent[1], len);

	if (lent == (ssize_t)len) {
		relay->held = (struct slice){ into, len };
		return read_all(relay->lent[0], into, len);
	}
	if (read_all(relay->kept[0], into, len) < 0)
		return -1;
	/* The same bytes once more, so that none are left. */
	return lent > 0 ? read_all(relay->lent[0], into, (size_t)lent) : 0;
}

/* Take over what there is, and look at it. */
static ssize_t
read_and_keep(struct relay *relay, void *into, size_t len)
{
	ssize_t got = take_over(relay->in, relay->kept[1], len);

	if (got > 0 && look(relay, into, (size_t)got) < 0)
		return -1;
	if (got >= 0 || errno == EINTR || errno == EAGAIN)
		return got;
	relay_free(relay);
	return read(relay->in, into, len);
}

ssize_t
relay_read(struct relay *relay, void *into, size_t len)
{
	drop(relay, relay->held.len);
	/* As it was with the last read it will be with this one. */
	bool is_worth_it = relay->is_on && relay->got >= READ_MIN &&
	    relay->in_runs >= relay->got / 2;
	ssize_t got = is_worth_it && prepare(relay)
	    ? read_and_keep(relay, into, len)
	    : read(relay->in, into, len);
	if (got >= 0) {
		relay->got = (size_t)got;
		relay->in_runs = 0;
	}
	return got;
}

/* Where the bytes that are held begin in these. */
static size_t
len_before_held(const struct relay *relay, struct slice bytes)
{
	uintptr_t held = (uintptr_t)relay->held.ptr;
	uintptr_t at = (uintptr_t)bytes.ptr;
	size_t before = at < held ? held - at : 0;

	return before < bytes.len ? before : bytes.len;
}

void
relay_put(struct relay *relay, struct writer *writer, struct slice bytes)
{
	struct err told_later = ERR_INIT;

	if (bytes.len >= RUN_MIN)
		relay->in_runs += bytes.len;
	if (bytes.len < RUN_MIN || relay->held.len == 0) {
		writer_put(writer, bytes);
		return;
	}
	size_t before = len_before_held(relay, bytes);
	writer_put(writer, (struct slice){ bytes.ptr, before });
	bytes = (struct slice){ bytes.ptr + before, bytes.len - before };
	if (bytes.len == 0 || writer_flush(writer, &told_later) < 0)
		return;
	drop(relay, (size_t)(bytes.ptr - relay->held.ptr));
	if (relay->is_on) {
		size_t done = move(relay, writer->fd, bytes.len);
		writer->total += done;
		bytes = (struct slice){ bytes.ptr + done, bytes.len - done };
	}
	/* What was refused; it tells why, too. */
	writer_put(writer, bytes);
}
