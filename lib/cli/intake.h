#ifndef CLI_INTAKE_H
#define CLI_INTAKE_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/figures.h"
#include "cli/filter.h"
#include "cli/progress.h"
#include "cli/rejects.h"
#include "io/relay.h"
#include "io/writer.h"

/*
 * What becomes of each line of a filter: it is checked, given to the tool,
 * counted, and passed on, set aside or told of.  cli/filter.h brings the lines.
 * May print and exit.
 */
struct intake {
	const struct tool *tool;
	const struct filter_work *work;
	void *self; /* of the tool, for its work */
	size_t record_max;
	struct json_walk *walk;
	struct relay relay; /* from the file at hand to out */
	struct writer out;
	struct figures figures;
	struct rejects rejects;
	struct progress progress;
	const char *file;         /* at hand, for messages */
	uint64_t lines;           /* of that file, before those at hand */
	struct filter_place here; /* the line at hand */
	struct slice run;         /* lines that pass, not yet written */
	uint64_t warned;
	bool stopped; /* by --strict or --max-rejects: take no more */
};

/*
 * Begin, with the fields that the tool asks for; exits where EV_KERNEL does not
 * name instructions that JSON can be read with.
 */
void intake_start(struct intake *intake, const struct json_plan *plan);

/* Lines of the file at hand, the first of which stands at offset in it. */
void intake_lines(struct intake *intake, struct slice text, uint64_t offset);

/* A line too long to be held, of which text is the beginning. */
void intake_long_line(struct intake *intake, struct slice text, uint64_t length,
    uint64_t offset);

/* Bytes that are no lines, for work->split to cut; ptr NULL: their end. */
void intake_bytes(struct intake *intake, struct slice bytes);

/* One that was counted as accepted is set aside after all. */
void intake_reject(struct intake *intake, const struct reject *reject,
    const struct err *err);

/* Hand all rows to the kernel; exits with EXIT_FAILED where it refuses. */
void intake_flush(struct intake *intake);

/* Print the figures of --stats, as they stand, on stderr. */
void intake_figures(struct intake *intake);

/* Write out what was done so far, tell what went wrong, exit. */
_Noreturn void intake_fail(struct intake *intake, const struct err *err);

/* See filter_row(), filter_text() and filter_warn(). */
void intake_row(struct intake *intake, struct slice row);
void intake_text(struct intake *intake, struct slice text);
void intake_warn(struct intake *intake, const struct err *err);

/* Tell how many warnings were not shown. */
void intake_close(struct intake *intake);

#endif
