#ifndef GEN_RATE_H
#define GEN_RATE_H

#include <stdint.h>

/*
 * Records at a rate, which is given in records for 10^6 seconds: exact at every
 * number, without a drift.
 */
enum { RATE_UNIT = 1000000 };

/*
 * When record `number` is due, in nanoseconds after record 0, rounded down;
 * INT64_MAX where it does not fit.
 */
int64_t rate_due(int64_t rate, uint64_t number);

/* How many records are due before so many nanoseconds are over. */
uint64_t rate_count(int64_t rate, int64_t ns);

#endif
