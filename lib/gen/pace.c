#include "gen/pace.h"

#include "gen/rate.h"
#include "io/wait.h"

enum { SLEEP_MIN_NS = 1000000 };

int
pace_await(const struct pace *pace, uint64_t number, uint64_t *count,
    struct err *err)
{
	int64_t due = rate_due(pace->rate, number);
	int64_t now = wait_monotonic() - pace->start_ns;

	if (due > now) {
		int64_t sleep = due - now;
		int64_t clock = wait_clock();

		if (sleep < SLEEP_MIN_NS)
			sleep = SLEEP_MIN_NS;
		int64_t until = sleep < WAIT_FOREVER - clock ? clock + sleep
							     : WAIT_FOREVER;
		if (wait_readable(-1, until, err) < 0)
			return -1;
		now = wait_monotonic() - pace->start_ns;
	}
	/* What is due at this very moment is due. */
	*count = rate_count(pace->rate, now + 1);
	return 0;
}

bool
pace_is_past(const struct pace *pace, int64_t ns)
{
	return wait_monotonic() - pace->start_ns >= ns;
}
