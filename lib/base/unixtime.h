#ifndef BASE_UNIXTIME_H
#define BASE_UNIXTIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"
#include "base/time.h"

/*
 * Unix time by magnitude, from digits with an optional sign, fraction and
 * exponent: below 1e11 seconds, below 1e14 ms, below 1e17 µs, else ns.  What is
 * finer than a nanosecond is cut.  Returns true, or false where it is none or
 * does not fit.
 */
bool unixtime_parse_auto(struct slice text, int64_t *ns);

/* Unix time in this unit: TIME_UNIX, TIME_MS, TIME_US or TIME_NS. */
bool unixtime_parse(struct slice text, enum time_format unit, int64_t *ns);

#endif
