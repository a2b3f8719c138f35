#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/figures.h"

/*
 * One line on a terminal that tells how far a long run has come: records and
 * bytes a second, and where the size is known a bar and the time left.  Never
 * where stderr is no terminal.
 */
struct progress {
	bool on;
	bool shown;      /* a line stands there now */
	uint64_t size;   /* bytes in all; 0: not known */
	int64_t next_ns; /* wait_monotonic() of the next line */
};

/* size in bytes, 0: not known.  quiet: never show it. */
void progress_start(struct progress *progress, uint64_t size, bool quiet);

/* Draw it anew when it is time to; cheap enough for each block. */
void progress_draw(struct progress *progress, const struct figures *figures);

/* Take it off the screen before something else is written there. */
void progress_clear(struct progress *progress);

#endif
