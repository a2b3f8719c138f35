#ifndef EVENT_WINDOW_H
#define EVENT_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/*
 * Windows of event time: [start, end), aligned to the epoch.  Tumbling ones
 * here; the kinds that TOOLS names and that are not built yet are refused by
 * name (ERR_USAGE).
 */
#define WINDOW_SIZE_MAX_NS (INT64_MAX / 2) /* 146 years */

enum window_kind { WINDOW_NONE, WINDOW_TUMBLING };

struct window {
	enum window_kind kind;
	int64_t size_ns;
	int64_t offset_ns; /* of the alignment: tumbling:1d+6h */
};

/* `tumbling:1m`, `tumbling:1d+6h`.  Returns 0, or -1 with *err set: ERR_USAGE.
 */
int window_parse(struct window *window, const char *text, struct err *err);

/*
 * The start of the window that holds this time; its end is start + size_ns.
 * Returns true, or false where it does not fit into the range of times.
 */
bool
window_start(const struct window *window, int64_t time_ns, int64_t *start_ns);

/* A record came late: the window it is for was closed. */
struct late_window {
	int64_t start_ns, end_ns;
	int64_t late_ns; /* the watermark is so far past its end */
};

#endif
