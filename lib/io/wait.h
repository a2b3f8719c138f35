#ifndef IO_WAIT_H
#define IO_WAIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/*
 * Waiting: for input, for the clock and for signals, whichever is first.
 *
 * A signal handler can reach nothing but globals, so this module keeps what the
 * signals said in its own; it is the one place that catches them.
 */

#define WAIT_FOREVER INT64_MAX

enum wait_result { WAIT_READY, WAIT_TIME, WAIT_SIGNAL };

/*
 * Catch SIGTERM and SIGINT (where they are not ignored) and SIGUSR1, let
 * SIGPIPE end the process, ignore SIGXFSZ.  The first SIGTERM or SIGINT is
 * remembered, the second ends the process at once.  Call it once, at the start.
 * Returns 0, or -1 with *err set: ERR_SYSTEM.
 */
int wait_init(struct err *err);

/* The signal that asked to stop, or 0. */
int wait_stop(void);

/* Has SIGUSR1 come since the last call? */
bool wait_usr1(void);

/*
 * Wait until fd has bytes, its end or an error to read, a signal came, or the
 * wall clock reaches until_ns (WAIT_FOREVER: never; a time gone by: only look).
 * fd < 0: no descriptor.  No signal between the look at it and the sleep is
 * missed.  Returns a wait_result, or -1 with *err set: ERR_SYSTEM.
 */
int wait_readable(int fd, int64_t until_ns, struct err *err);

/*
 * For those who wait by other means: a descriptor that is readable once a
 * signal came, until wait_heard() is called.
 */
int wait_signal_fd(void);
void wait_heard(void);

/* Wait until fd can be written; it may return early, after a signal. */
void wait_writable(int fd);

/* The wall clock, in nanoseconds since 1970-01-01T00:00:00Z. */
int64_t wait_clock(void);

/* A clock that is never set, for durations. */
int64_t wait_monotonic(void);

/* End by this signal, as it would have without wait_init(). */
_Noreturn void wait_end_by(int number);

#endif
