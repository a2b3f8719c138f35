#ifndef CLI_FILTER_H
#define CLI_FILTER_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/err.h"
#include "cli/opt.h"
#include "json/walk.h"

/*
 * The loop that every filter is: files or stdin, in blocks of whole lines; what
 * this tool does with a record; the writer.  Rejects, figures, signals, quiet
 * inputs, progress and the exit status are settled here, once for all tools.
 *
 * Like cli/msg.h it may print and exit: it is for main programs alone.
 */

/* The options of every filter: struct tool's common rows. */
extern const struct opt filter_opts[];

/* What became of a record; -1 with *err set is the other answer. */
enum filter_verdict {
	FILTER_DONE,      /* accepted; the tool took what it needs of it */
	FILTER_PASS,      /* accepted; the line goes out as it is */
	FILTER_LATE,      /* it came after its window was closed */
	FILTER_DUPLICATE, /* left out as one seen before */
};

struct filter;

/* What one tool is, beside its options.  The calls get the tool's own struct.
 */
struct filter_work {
	/*
	 * One valid record.  Returns a verdict, or -1 with *err set: ERR_DATA
	 * rejects the record (reason and column set, path where known), the
	 * other kinds end the tool with 3.  NULL: all pass.
	 */
	int (*record)(void *tool, const struct json_record *record,
	    struct err *err);
	/*
	 * The bytes of the records given so far are about to go, and the clock
	 * or the end may follow.  Returns 0, or -1 with *err set, which ends
	 * the tool with 3.  NULL: the tool keeps none of them.
	 */
	int (*settle)(void *tool, struct err *err);
	/*
	 * The clock has reached filter->wake_ns, which was set to FILTER_NEVER
	 * for the call to set it anew.  NULL: the tool needs no clock.
	 */
	int (*wake)(void *tool, struct err *err);
	/* The input has ended, and not by a signal: emit what is due.  NULL. */
	int (*end)(void *tool, struct err *err);
	/*
	 * How the tool waits for input when there is more that it waits for, a
	 * peer: as wait_readable() of io/wait.h, but WAIT_TIME may come early,
	 * and while the tool cannot take more records it does not say
	 * WAIT_READY.  NULL: wait_readable().
	 */
	int (*wait)(void *tool, int fd, int64_t until_ns, struct err *err);
	/*
	 * No more records come, after the end or a signal: see to those that
	 * are still under way.  Returns 0 when all are through, 1 to be called
	 * again when the signals have been looked at, -1 with *err set, which
	 * ends the tool with 3.  NULL: none are.
	 */
	int (*drain)(void *tool, struct err *err);
	/* Append the tool's own members of --stats: `,"groups":12`.  NULL. */
	void (*stats)(void *tool, struct buffer *out);
	unsigned walk_flags; /* JSON_WALK_… */
	/* How input that is not lines becomes lines.  NULL: it is lines. */
	const struct filter_split *split;
};

/* Where a line stood in its file. */
struct filter_place {
	uint64_t line;   /* from 1 */
	uint64_t offset; /* of its first byte, from 0 */
};

struct reject;

struct filter_lines {
	struct slice text;                 /* whole lines, each with its LF */
	const struct filter_place *places; /* of each line */
	/*
	 * Where feed() failed: the place of what is bad, and what of it is kept
	 * for the reject record.
	 */
	struct filter_place bad;
	struct slice bad_text;
	uint64_t bad_length; /* > bad_text.len: that is its beginning */
};

/* Makes lines of other input: evvalidate --unwrap. */
struct filter_split {
	/* A new file begins. */
	void (*start)(void *tool);
	/*
	 * Take in these bytes; ptr NULL is the end of the file.  *lines is what
	 * has become whole, valid until the next call.  Returns 0 when all is
	 * taken in; 1 when it must be called again, with an empty slice (or the
	 * end), to go on; -1 with *err set: ERR_DATA for input that is
	 * rejected, behind the lines given out, where *lines' bad and the
	 * column say; it is then called again likewise.
	 */
	int (*feed)(void *tool, struct slice bytes, struct filter_lines *lines,
	    struct err *err);
};

#define FILTER_NEVER INT64_MAX

struct filter {
	/* For the tool to read, and to set where it says so. */
	int64_t now_ns;    /* wall clock when the input at hand was read */
	int64_t wake_ns;   /* set by the tool: call wake() then; wall clock */
	size_t record_max; /* --max-record */
	const struct json_plan *plan; /* set by the tool; NULL: no fields */
	struct filter_state *state;   /* the rest is filter.c's own */
};

/*
 * Set up, after opt_parse() and before the tool's own preparations; now_ns is
 * set.  Exits where a setting of filter_opts is wrong.
 */
void filter_init(struct filter *filter, const struct tool *tool,
    const struct filter_work *work, void *self);

/*
 * Read all the files (argv[1] ..., "-" or none: stdin), call the work, finish.
 * Returns the exit status.
 */
int filter_run(struct filter *filter, int argc, char **argv);

/* Write one row, its LF is added here, and count it in `out`. */
void filter_row(struct filter *filter, struct slice row);

/* Write text for people (a table); it is not counted. */
void filter_text(struct filter *filter, struct slice text);

/*
 * For tools whose records are under way for a while after record() took them:
 * where the one at hand stands (*file is valid for the whole run); so many have
 * arrived, which counts them in `out`; one that was accepted is set aside after
 * all, reject->tool being filled in here.
 */
struct filter_place
filter_place(const struct filter *filter, const char **file);
void filter_arrived(struct filter *filter, uint64_t records);
void filter_reject(struct filter *filter, const struct reject *reject,
    const struct err *err);

/* Something is to be said beside the records: as warn(), of cli/msg.h. */
void filter_tell(struct filter *filter, const char *text);

/*
 * Tell of the record at hand without rejecting it: FILE:LINE:COLUMN and *err.
 * Ten are shown, the others counted.
 */
void filter_warn(struct filter *filter, const struct err *err);

#endif
