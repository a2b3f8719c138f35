#ifndef BASE_UNIXTIME_H
#define BASE_UNIXTIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/load.h"
#include "base/slice.h"
#include "base/time.h"

/*
 * Unix time by magnitude, from digits with an optional sign, fraction and
 * exponent: below 1e11 seconds, below 1e14 ms, below 1e17 µs, else ns.  What is
 * finer than a nanosecond is cut.  Returns true, or false where it is none or
 * does not fit.
 */
bool unixtime_parse_auto(struct slice text, int64_t *ns);

/*
 * The times of a stream are near each other: their texts begin alike.  This is
 * the beginning of the last one, eight digits; { 0 } before there is one.
 */
enum { UNIXTIME_HEAD = 8 };

struct unixtime_near {
	uint64_t head;   /* as load_word() has them */
	size_t len;      /* of the whole text; 0: none */
	int64_t head_ns; /* the time with zeros behind them */
	int64_t unit_ns; /* of the last digit */
};

/* unixtime_parse_auto() of a text that becomes the last one. */
bool
unixtime_parse_next(struct unixtime_near *near, struct slice text, int64_t *ns);

/* The same, faster where only the digits behind the beginning are new. */
static inline bool
unixtime_parse_near(struct unixtime_near *near, struct slice text, int64_t *ns)
{
	int64_t rest = 0;
	bool is_number = true;

	if (text.len == 0 || text.len != near->len ||
	    load_word(text.ptr) != near->head)
		return unixtime_parse_next(near, text, ns);
	for (size_t at = UNIXTIME_HEAD; at < text.len; at++) {
		const int digit = text.ptr[at] - '0';

		is_number &= (unsigned)digit <= 9;
		rest = 10 * rest + digit;
	}
	if (!is_number)
		return unixtime_parse_next(near, text, ns);
	*ns = near->head_ns + rest * near->unit_ns;
	return true;
}

/* Unix time in this unit: TIME_UNIX, TIME_MS, TIME_US or TIME_NS. */
bool unixtime_parse(struct slice text, enum time_format unit, int64_t *ns);

#endif
