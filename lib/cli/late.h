#ifndef CLI_LATE_H
#define CLI_LATE_H

#include <stdint.h>

#include "base/err.h"
#include "event/row.h"
#include "event/window.h"
#include "io/writer.h"
#include "json/walk.h"

/*
 * What happens to late records: --late keeps them in a file, else their number
 * is told at the end.  Like cli/msg.h it may print and exit: for main programs
 * alone.
 */
struct late {
	const char *file; /* NULL: they are only counted */
	enum time_style style;
	uint64_t len; /* how many so far */
	struct writer writer;
	struct row row;
};

/* Exits with EXIT_FAILED where the file cannot be opened. */
void late_open(struct late *late, const char *file, enum time_style style);

/*
 * Count a record and keep it.  One write(2) for each, so that tools can share
 * the file.  Returns 0, or -1 with *err set (ERR_SYSTEM).
 */
int late_add(struct late *late, const struct json_record *record,
    const struct late_window *window, struct err *err);

/* Tell how many there were, and what can be done about it; 0: nothing. */
void late_warn(uint64_t len, const char *remedy);

/* Tell how many were not kept. */
void late_tell(const struct late *late);

/* Exits with EXIT_FAILED where the file did not take all. */
void late_close(struct late *late);

#endif
