#include "event/watermark.h"

#include "base/time.h"

/* The sum, kept inside the range of times. */
static int64_t
add(int64_t time, int64_t span)
{
	if (span > 0 && time > INT64_MAX - span)
		return INT64_MAX;
	if (span < 0 && time < TIME_NONE + 1 - span)
		return TIME_NONE + 1;
	return time + span;
}

void
watermark_init(struct watermark *watermark, int64_t lag_ns,
    int64_t max_ahead_ns, int64_t idle_ns)
{
	*watermark = (struct watermark){
		.lag_ns = lag_ns,
		.max_ahead_ns = max_ahead_ns,
		.idle_ns = idle_ns,
		.time_ns = TIME_NONE,
		.highest_ns = TIME_NONE,
	};
}

static bool
raise_to(struct watermark *watermark, int64_t time_ns)
{
	if (time_ns <= watermark->time_ns)
		return false;
	watermark->time_ns = time_ns;
	return true;
}

bool
watermark_see(struct watermark *watermark, int64_t event_ns, int64_t now_ns)
{
	if (watermark->max_ahead_ns >= 0 &&
	    event_ns > add(now_ns, watermark->max_ahead_ns))
		return false;
	watermark->heard_ns = now_ns;
	if (event_ns > watermark->highest_ns) {
		watermark->highest_ns = event_ns;
		(void)raise_to(watermark, add(event_ns, -watermark->lag_ns));
	}
	return true;
}

bool
watermark_idle(struct watermark *watermark, int64_t now_ns)
{
	int64_t silence = add(now_ns, -watermark->heard_ns);

	if (watermark->idle_ns < 0 || watermark->highest_ns == TIME_NONE ||
	    silence < watermark->idle_ns)
		return false;
	return raise_to(watermark,
	    add(add(watermark->highest_ns, silence), -watermark->lag_ns));
}

int64_t
watermark_when(const struct watermark *watermark, int64_t event_ns)
{
	if (watermark->idle_ns < 0 || watermark->highest_ns == TIME_NONE)
		return INT64_MAX;
	int64_t silence = add(add(event_ns, watermark->lag_ns),
	    -watermark->highest_ns);
	if (silence < watermark->idle_ns)
		silence = watermark->idle_ns;
	return add(watermark->heard_ns, silence);
}
