#ifndef EVENT_EMIT_H
#define EVENT_EMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/*
 * When rows come out: -e close|change|every:D|end.
 */
#define EMIT_EVERY_MIN_NS INT64_C(1000000)

enum emit_kind { EMIT_CLOSE, EMIT_CHANGE, EMIT_EVERY, EMIT_END };

struct emit {
	enum emit_kind kind;
	int64_t every_ns; /* EMIT_EVERY */
	int64_t next_ns;  /* EMIT_EVERY: wall clock of the next emission */
};

/*
 * text NULL: close with a window, end without.  Returns 0, or -1 with *err
 * set: ERR_USAGE, also for close without a window.
 */
int emit_parse(struct emit *emit, const char *text, bool has_window,
    struct err *err);

/* EMIT_EVERY: the first record came; count from this wall clock time. */
void emit_start(struct emit *emit, int64_t now_ns);

/*
 * EMIT_EVERY: is an emission due?  If so the next one is set, on the grid of
 * the first, those that were missed left out.
 */
bool emit_due(struct emit *emit, int64_t now_ns);

#endif
