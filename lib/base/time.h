#ifndef BASE_TIME_H
#define BASE_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

/*
 * Time is int64 nanoseconds since 1970-01-01T00:00:00Z (years 1677 to 2262).
 * No locale, no TZ, no clock.
 */
#define TIME_SECOND INT64_C(1000000000)
#define TIME_NONE INT64_MIN /* no time: before any other */

/* How a time is written in records. */
enum time_format {
	TIME_AUTO, /* number, string of digits, RFC 3339, or SQL's form in UTC
	            */
	TIME_UNIX, /* number or digits in seconds, see base/unixtime.h */
	TIME_MS,
	TIME_US,
	TIME_NS,
	TIME_RFC3339,
	TIME_PATTERN, /* strptime's letters, see base/timepattern.h */
};

/*
 * RFC 3339, section 5.6; also with a blank or lower case for its T and Z.  The
 * leap second 23:59:60 is the second that follows it.
 */
bool time_parse_rfc3339(struct slice text, int64_t *ns);

/* YYYY-MM-DD HH:MM:SS[.ffffff], in UTC. */
bool time_parse_sql(struct slice text, int64_t *ns);

/*
 * Append as RFC 3339 with Z: without a fraction where it is zero, else with 3,
 * 6 or 9 digits.
 */
void time_put_rfc3339(int64_t ns, struct buffer *out);

/* Days from 1970-01-01 to this day of the proleptic Gregorian calendar. */
int64_t time_days_of(int64_t year, unsigned month, unsigned day);

/* The day that so many days after 1970-01-01 is. */
void time_day(int64_t days, int64_t *year, unsigned *month, unsigned *day);

/* Is there such a day?  Any numbers may be asked. */
bool time_day_exists(int64_t year, int64_t month, int64_t day);

/*
 * The time so many seconds after the start of a day (either may be negative)
 * and nanoseconds after that (0 to 999,999,999).  Returns true, or false where
 * it does not fit.
 */
bool time_join(int64_t days, int64_t seconds, int64_t nanos, int64_t *ns);

#endif
