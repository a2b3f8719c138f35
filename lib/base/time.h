#ifndef BASE_TIME_H
#define BASE_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/err.h"
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
	TIME_UNIX, /* number or digits in seconds; fractions allowed */
	TIME_MS,
	TIME_US,
	TIME_NS,
	TIME_RFC3339,
	TIME_PATTERN, /* strptime's letters, see time_parse_pattern() */
};

/*
 * Unix time by magnitude, from digits with an optional sign and fraction: below
 * 1e11 seconds, below 1e14 ms, below 1e17 µs, else ns.  More than nine digits
 * of a second are cut.  Returns true, or false where it is none or does not
 * fit.
 */
bool time_parse_auto_unix(struct slice text, int64_t *ns);

/* Unix time in this unit: TIME_UNIX, TIME_MS, TIME_US or TIME_NS. */
bool time_parse_unix(struct slice text, enum time_format unit, int64_t *ns);

/* RFC 3339, section 5.6; also with a blank or lower case for its T and Z. */
bool time_parse_rfc3339(struct slice text, int64_t *ns);

/* YYYY-MM-DD HH:MM:SS[.ffffff], in UTC. */
bool time_parse_sql(struct slice text, int64_t *ns);

/*
 * By a pattern: %Y %y %m %d %e %j %H %I %p %M %S %f (fraction) %z %Z (UTC, GMT
 * or Z) %b %B %h %a %A (English) %s %D %F %R %T %n %t %%; a blank stands for
 * any run of blanks, other bytes for themselves.  What is not named is that of
 * 1970-01-01T00:00:00Z.  All of text must fit; days that do not exist do not.
 */
bool time_parse_pattern(struct slice text, struct slice pattern, int64_t *ns);

/* Is this a pattern that time_parse_pattern() knows in full? */
bool time_pattern_is_valid(struct slice pattern);

/*
 * Append as RFC 3339 with Z: without a fraction where it is zero, else with 3,
 * 6 or 9 digits.
 */
void time_put_rfc3339(int64_t ns, struct buffer *out);

/* 500ms, 90s, 1m, 1h30m, 7d, also us and ns; fails on 0 digits, no unit, sign.
 */
bool duration_parse(struct slice text, int64_t *ns);

/* Append in the same form, the largest units first; 0s for nothing. */
void duration_put(int64_t ns, struct buffer *out);

/* Days from 1970-01-01 to this day of the proleptic Gregorian calendar. */
int64_t time_days_of(int64_t year, unsigned month, unsigned day);

/* The day that so many days after 1970-01-01 is. */
void time_day(int64_t days, int64_t *year, unsigned *month, unsigned *day);

#endif
