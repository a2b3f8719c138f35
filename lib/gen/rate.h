#ifndef GEN_RATE_H
#define GEN_RATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/*
 * Records at a rate, which is given in records for 10^6 seconds: exact at every
 * number, without a drift.
 */
enum { RATE_UNIT = 1000000, RATE_MAX = 1000000000 };

/*
 * A rate in records a second, such as 0.5: above 0 and up to RATE_MAX, with six
 * digits behind the point at the most.  Returns false for other text.
 */
bool rate_parse(struct slice text, int64_t *rate);

/*
 * When record `number` is due, in nanoseconds after record 0, rounded down;
 * INT64_MAX where it does not fit.
 */
int64_t rate_due(int64_t rate, uint64_t number);

/* How many records are due before so many nanoseconds are over. */
uint64_t rate_count(int64_t rate, int64_t ns);

#endif
