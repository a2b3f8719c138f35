#ifndef ES_PACE_H
#define ES_PACE_H

#include <stddef.h>
#include <stdint.h>

#include "base/random.h"

/*
 * How much is asked of a cluster at once, and how long after a refusal it is
 * asked again.  Pure arithmetic: the clock is a parameter.
 *
 * The number of requests side by side, and the size of each, rise by a step
 * while all is well and fall by a factor when it is not: additive increase,
 * multiplicative decrease (Chiu & Jain, "Analysis of the Increase and Decrease
 * Algorithms for Congestion Avoidance in Computer Networks", Computer Networks
 * and ISDN Systems 17, 1989).  A refusal is a 429, a 503, a time-out; an answer
 * that took much longer than those before it means that requests only queue,
 * and takes a tenth.  One round of requests takes the number down once.
 *
 * Waiting is exponential with full jitter, so that many who were refused
 * together do not come back together (Brooker, "Exponential Backoff And
 * Jitter", AWS Architecture Blog, 2015).
 */
struct es_pace {
	size_t requests_max; /* upper bounds */
	size_t bytes_max;
	double requests;     /* side by side now, 1 to requests_max */
	size_t bytes;        /* of a bulk now */
	int64_t fell_ns;     /* when requests last fell; monotonic */
	double mean, spread; /* seconds for a full bulk; 0: none measured */
	struct random random;
};

enum { ES_BULK_BYTES_MIN = 16 * 1024 };

#define ES_DELAY_FIRST_NS INT64_C(100000000) /* 100 ms */
#define ES_DELAY_MAX_NS INT64_C(30000000000) /* 30 s */

/* bytes_max is at least ES_BULK_BYTES_MIN, requests_max at least 1. */
void es_pace_init(struct es_pace *pace, size_t requests_max, size_t bytes_max,
    uint64_t seed);

/* A bulk of so many bytes was taken, after so long. */
void es_pace_taken(struct es_pace *pace, size_t bytes, int64_t took_ns,
    int64_t now_ns);

/* The one that was sent at start_ns was refused for lack of room or time. */
void es_pace_refused(struct es_pace *pace, int64_t start_ns, int64_t now_ns);

/* One of so many bytes was too large. */
void es_pace_too_large(struct es_pace *pace, size_t bytes);

/* How many requests may be under way: 1 to requests_max. */
size_t es_pace_requests(const struct es_pace *pace);

/*
 * How long to wait after so many tries (from 1): up to 100 ms doubled each
 * time, at most 30 s, but no less than the server said (0: nothing).
 */
int64_t
es_pace_delay_ns(struct es_pace *pace, unsigned tries, int64_t retry_after_ns);

#endif
