#ifndef EVENT_WATERMARK_H
#define EVENT_WATERMARK_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The watermark: no record older than it is expected any more (Akidau et al.,
 * "The Dataflow Model", VLDB 2015, section 2.3).  It is the highest event time
 * seen less the lag, and never goes back.  TIME_NONE before the first record.
 */
struct watermark {
	int64_t lag_ns;
	int64_t max_ahead_ns; /* of the wall clock; <0: any time is taken */
	int64_t idle_ns;      /* silence after which the clock moves it; <0 */
	int64_t time_ns;      /* the watermark */
	int64_t highest_ns;   /* highest event time seen, TIME_NONE: none */
	int64_t heard_ns;     /* wall clock of the last record */
};

void watermark_init(struct watermark *watermark, int64_t lag_ns,
    int64_t max_ahead_ns, int64_t idle_ns);

/*
 * A record of this event time, at this wall clock time.  Returns false, and
 * nothing is moved, where it is further ahead of the clock than max_ahead_ns.
 */
bool
watermark_see(struct watermark *watermark, int64_t event_ns, int64_t now_ns);

/*
 * The clock at a quiet input: once idle_ns have passed without a record the
 * watermark is where a stream that goes on would have brought it, the highest
 * event time plus the silence less the lag.  Returns true when it has moved.
 */
bool watermark_idle(struct watermark *watermark, int64_t now_ns);

/*
 * The wall clock at which silence alone will have brought the watermark to
 * this event time: when to call watermark_idle() again.  INT64_MAX: never.
 */
int64_t watermark_when(const struct watermark *watermark, int64_t event_ns);

#endif
