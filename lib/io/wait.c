#include "io/wait.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

enum { MILLISECOND = 1000000 };

/*
 * What the handler leaves.  The pipe has a byte for each signal since it was
 * last looked at, so that poll(2) sees one that comes right before it.
 */
static volatile sig_atomic_t stop;
static volatile sig_atomic_t usr1;
static int wake[2] = { -1, -1 };

static void
on_signal(int number)
{
	int saved = errno;

	if (number == SIGUSR1) {
		usr1 = 1;
	} else if (stop == 0) {
		stop = number;
	} else {
		(void)signal(number, SIG_DFL);
		(void)raise(number);
	}
	/* A full pipe wakes as well. */
	ssize_t put = write(wake[1], "", 1);
	(void)put;
	errno = saved;
}

static int
prepare_pipe(struct err *err)
{
	if (pipe(wake) < 0)
		return err_set_errno(err, "cannot make a pipe");
	for (int i = 0; i < 2; i++) {
		if (fcntl(wake[i], F_SETFD, FD_CLOEXEC) < 0 ||
		    fcntl(wake[i], F_SETFL, O_NONBLOCK) < 0)
			return err_set_errno(err, "cannot prepare a pipe");
	}
	return 0;
}

/* Who starts us may have ignored a signal, as nohup(1) does: leave it so. */
static int
listen_to(int number, struct err *err)
{
	struct sigaction action = { .sa_handler = on_signal };
	struct sigaction before;

	(void)sigemptyset(&action.sa_mask);
	if (sigaction(number, NULL, &before) < 0)
		return err_set_errno(err, "cannot ask for signal %d", number);
	if (before.sa_handler == SIG_IGN && number != SIGUSR1)
		return 0;
	if (sigaction(number, &action, NULL) < 0)
		return err_set_errno(err, "cannot catch signal %d", number);
	return 0;
}

int
wait_init(struct err *err)
{
	if (prepare_pipe(err) < 0)
		return -1;
	(void)signal(SIGPIPE, SIG_DFL);
	/* write(2) tells it too, as EFBIG, and then we can say so. */
	(void)signal(SIGXFSZ, SIG_IGN);
	if (listen_to(SIGTERM, err) < 0 || listen_to(SIGINT, err) < 0)
		return -1;
	return listen_to(SIGUSR1, err);
}

int
wait_stop(void)
{
	return stop;
}

bool
wait_usr1(void)
{
	bool came = usr1 != 0;

	usr1 = 0;
	return came;
}

static int64_t
look_at(clockid_t clock)
{
	struct timespec now;

	(void)clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t
wait_clock(void)
{
	return look_at(CLOCK_REALTIME);
}

int64_t
wait_monotonic(void)
{
	return look_at(CLOCK_MONOTONIC);
}

/* poll(2)'s milliseconds, rounded up so that the time has really come. */
static int
timeout_of(int64_t until_ns)
{
	enum { TIMEOUT_MAX = 3600 * 1000 };

	if (until_ns == WAIT_FOREVER)
		return -1;
	int64_t now = wait_clock();
	if (until_ns <= now)
		return 0;
	int64_t left = (until_ns - now - 1) / MILLISECOND + 1;
	return left < TIMEOUT_MAX ? (int)left : TIMEOUT_MAX;
}

int
wait_signal_fd(void)
{
	return wake[0];
}

void
wait_heard(void)
{
	char bytes[64];

	while (read(wake[0], bytes, sizeof(bytes)) > 0)
		;
}

int
wait_readable(int fd, int64_t until_ns, struct err *err)
{
	struct pollfd polled[2] = {
		{ .fd = wake[0], .events = POLLIN },
		{ .fd = fd, .events = POLLIN },
	};

	for (;;) {
		int ready = poll(polled, 2, timeout_of(until_ns));

		if (ready < 0 && errno != EINTR && errno != EAGAIN)
			return err_set_errno(err, "cannot wait");
		if (ready > 0 && polled[0].revents != 0) {
			wait_heard();
			return WAIT_SIGNAL;
		}
		if (ready > 0)
			return WAIT_READY;
		if (ready == 0 && timeout_of(until_ns) == 0)
			return WAIT_TIME;
	}
}

void
wait_writable(int fd)
{
	struct pollfd polled = { .fd = fd, .events = POLLOUT };

	/* What went wrong, if anything, the next write will tell. */
	(void)poll(&polled, 1, -1);
}

void
wait_end_by(int number)
{
	(void)signal(number, SIG_DFL);
	(void)raise(number);
	_exit(128 + number);
}
