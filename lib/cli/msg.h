#ifndef CLI_MSG_H
#define CLI_MSG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/*
 * What a tool says and how it ends, for main programs alone.  A message is one
 * line on stderr, control characters escaped, with the place first in the form
 * that editors understand:
 *
 *	evvalidate: events.ndjson:17:12: expected ':'
 */

/* Exit statuses, the same for every tool; see evtools(7). */
enum {
	EXIT_DONE = 0,     /* all records were processed */
	EXIT_REJECTED = 1, /* done, but some records were rejected */
	EXIT_USAGE = 2,    /* wrong options or settings: do not try again */
	EXIT_FAILED = 3,   /* a limit, the system, a peer: a restart may help */
};

enum msg_level { MSG_QUIET, MSG_NORMAL, MSG_VERBOSE };

/*
 * Begin: say who is speaking, the last part of argv[0], which is returned.
 * Exits with EXIT_FAILED where stdin or stdout is closed, for the next file
 * that is opened would take its place; a closed stderr becomes /dev/null.
 * opt_parse() does it.
 */
const char *msg_start(const char *argv0);

/* How much is said, and whether as NDJSON: -q, -v, --log-json. */
void msg_set(enum msg_level level, bool as_json);
bool msg_is_quiet(void);

/* warn() is silent with -q; note() speaks only with -v. */
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* "record" or "records", whichever goes with this number. */
const char *msg_records(uint64_t number);

/* Errors are always said; then exit with the given status. */
_Noreturn void
die(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Report *err with its place; a line or column of 0 is left out, and a file
 * that is NULL.  warn_at() is for what can be gone over and is silent with -q;
 * complain_at() is for what will end the tool with another status than 0 or 1.
 */
void warn_at(const char *file, uint64_t line, const struct err *err);
void complain_at(const char *file, uint64_t line, const struct err *err);

/*
 * Report *err, with the place that stands in it, and exit: EXIT_USAGE for
 * ERR_USAGE, else EXIT_FAILED.
 */
_Noreturn void die_err(const struct err *err);

#endif
