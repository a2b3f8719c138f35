#ifndef GEN_TIMEFORM_H
#define GEN_TIMEFORM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/*
 * How a model writes times: a number of seconds, ms, µs or ns, RFC 3339,
 * `YYYY-MM-DD HH:MM:SS`, or a pattern of strptime's letters.
 */
struct timeform {
	enum {
		TIMEFORM_UNIX,
		TIMEFORM_MS,
		TIMEFORM_US,
		TIMEFORM_NS,
		TIMEFORM_PATTERN,
	} kind;
	int digits;           /* of a second's fraction; the rest is cut */
	struct slice pattern; /* borrowed; what %f stands for has its digits */
};

enum { TIMEFORM_DIGITS_MAX = 9 };

/*
 * By its name: unix, ms, us, ns, rfc3339, sql, or a pattern with a '%' in it:
 * %Y %y %m %d %e %j %H %I %p %M %S %f %b %B %a %A %z %Z %F %T %R %%.
 * Returns false for another name or letter.
 */
bool timeform_init(struct timeform *form, struct slice name, int digits);

/* Is it written in quotes? */
bool timeform_is_text(const struct timeform *form);

/* The most bytes that it can take. */
size_t timeform_max(const struct timeform *form);

/* Write a time, without quotes; returns the end. */
char *timeform_put(const struct timeform *form, int64_t ns, char *at);

#endif
