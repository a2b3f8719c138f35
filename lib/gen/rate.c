#include "gen/rate.h"

#include <assert.h>

#include "gen/scaled.h"

__extension__ typedef unsigned __int128 uint128;

/* The nanoseconds of RATE_UNIT seconds. */
#define UNIT_NS UINT64_C(1000000000000000)

bool
rate_parse(struct slice text, int64_t *rate)
{
	enum { DIGITS = 6 }; /* RATE_UNIT has them */
	int64_t parsed;

	if (!scaled_parse(text, DIGITS, &parsed) || parsed <= 0 ||
	    parsed > INT64_C(1) * RATE_MAX * RATE_UNIT)
		return false;
	*rate = parsed;
	return true;
}

int64_t
rate_due(int64_t rate, uint64_t number)
{
	assert(rate > 0);
	uint64_t step = UNIT_NS / (uint64_t)rate;

	/* Most rates have a whole step, which saves the wide division. */
	if (step * (uint64_t)rate == UNIT_NS && step >> 31 == 0 &&
	    number >> 32 == 0)
		return (int64_t)(number * step);
	uint128 due = (uint128)number * UNIT_NS / (uint64_t)rate;

	return due > INT64_MAX ? INT64_MAX : (int64_t)due;
}

uint64_t
rate_count(int64_t rate, int64_t ns)
{
	assert(rate > 0 && ns >= 0);
	/* number * UNIT_NS / rate < ns, the lowest number that is not. */
	uint128 count = ((uint128)(uint64_t)ns * (uint64_t)rate + UNIT_NS - 1) /
	    UNIT_NS;

	return count > UINT64_MAX ? UINT64_MAX : (uint64_t)count;
}
