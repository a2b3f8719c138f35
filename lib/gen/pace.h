#ifndef GEN_PACE_H
#define GEN_PACE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/*
 * A rate on the wall: when it is time for which record.  Times are absolute, so
 * a record that was late does not delay the next one.
 */
struct pace {
	int64_t rate;     /* records in 10^6 seconds */
	int64_t start_ns; /* wait_monotonic() when record 0 is due */
};

/*
 * Sleep until record `number` is due; for rates so high that sleeping would
 * cost more than it saves, until there is a batch.  *count is how many records,
 * of all from 0 on, are due then; fewer when a signal came.
 * Returns 0, or -1 with *err set: ERR_SYSTEM.
 */
int pace_await(const struct pace *pace, uint64_t number, uint64_t *count,
    struct err *err);

/* Are so many nanoseconds over since the start? */
bool pace_is_past(const struct pace *pace, int64_t ns);

#endif
