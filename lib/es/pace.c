#include "es/pace.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

/* A tenth of a new measurement goes into the mean. */
#define SHARE 0.1
/* Answers that take so many spreads longer than the mean are slow. */
#define SLOW_SPREADS 4
/* Nor is one slow that takes less than twice the mean. */
#define SLOW_FACTOR 2

void
es_pace_init(struct es_pace *pace, size_t requests_max, size_t bytes_max,
    uint64_t seed)
{
	assert(requests_max >= 1);
	assert(bytes_max >= ES_BULK_BYTES_MIN);
	*pace = (struct es_pace){
		.requests_max = requests_max,
		.bytes_max = bytes_max,
		.requests = 1,
		.bytes = bytes_max,
		.fell_ns = INT64_MIN,
	};
	random_init(&pace->random, seed, 0);
}

static void
fall(struct es_pace *pace, double factor, int64_t now_ns)
{
	pace->requests *= factor;
	if (pace->requests < 1)
		pace->requests = 1;
	pace->fell_ns = now_ns;
}

/* Is this one much slower than those before it? */
static bool
is_slow(const struct es_pace *pace, double seconds)
{
	return pace->mean > 0 && seconds > SLOW_FACTOR * pace->mean &&
	    seconds > pace->mean + SLOW_SPREADS * pace->spread;
}

/* Mean and mean deviation (Jacobson, "Congestion Avoidance and Control", 1988).
 */
static void
measure(struct es_pace *pace, double seconds)
{
	if (pace->mean <= 0) {
		pace->mean = seconds;
		pace->spread = seconds / 2;
		return;
	}
	pace->spread += SHARE * (fabs(seconds - pace->mean) - pace->spread);
	pace->mean += SHARE * (seconds - pace->mean);
}

void
es_pace_taken(struct es_pace *pace, size_t bytes, int64_t took_ns,
    int64_t now_ns)
{
	double seconds = (double)took_ns / 1e9;
	int64_t start_ns = now_ns - took_ns;

	/* Small ones, at the end of a burst, say nothing of the others. */
	if (bytes >= pace->bytes / 2) {
		seconds *= (double)pace->bytes_max / (double)bytes;
		bool slow = is_slow(pace, seconds);

		measure(pace, seconds);
		if (slow && start_ns > pace->fell_ns) {
			fall(pace, 0.9, now_ns);
			return;
		}
	}
	pace->requests += 1 / pace->requests;
	if (pace->requests > (double)pace->requests_max)
		pace->requests = (double)pace->requests_max;
	pace->bytes += pace->bytes_max / 8;
	if (pace->bytes > pace->bytes_max)
		pace->bytes = pace->bytes_max;
}

static void
shrink(struct es_pace *pace, size_t bytes)
{
	if (bytes < pace->bytes)
		pace->bytes = bytes;
	if (pace->bytes < ES_BULK_BYTES_MIN)
		pace->bytes = ES_BULK_BYTES_MIN;
}

void
es_pace_refused(struct es_pace *pace, int64_t start_ns, int64_t now_ns)
{
	if (start_ns <= pace->fell_ns)
		return;
	/* Where one request is too much, a smaller one may do. */
	if (pace->requests <= 1)
		shrink(pace, pace->bytes / 2);
	fall(pace, 0.5, now_ns);
}

void
es_pace_too_large(struct es_pace *pace, size_t bytes)
{
	/* Grow again, but not to what is known to be too large. */
	size_t below = bytes - bytes / 16;

	if (below < ES_BULK_BYTES_MIN)
		below = ES_BULK_BYTES_MIN;
	if (below < pace->bytes_max)
		pace->bytes_max = below;
	shrink(pace, bytes / 2);
}

size_t
es_pace_requests(const struct es_pace *pace)
{
	return (size_t)pace->requests;
}

int64_t
es_pace_delay_ns(struct es_pace *pace, unsigned tries, int64_t retry_after_ns)
{
	int64_t longest = ES_DELAY_MAX_NS;

	assert(tries > 0);
	if (tries <= 9)
		longest = ES_DELAY_FIRST_NS << (tries - 1);
	int64_t delay = (int64_t)random_below(&pace->random,
	    (uint64_t)longest + 1);
	return delay > retry_after_ns ? delay : retry_after_ns;
}
