#ifndef CONF_EVENT_H
#define CONF_EVENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/slice.h"

/*
 * A YAML text as a run of events, from libyaml, which only this file's .c
 * knows.  What settings do not need is refused here: tags, NUL bytes, a second
 * document.
 */
enum conf_event_kind {
	CONF_EVENT_SCALAR,
	CONF_EVENT_ALIAS,
	CONF_EVENT_LIST, /* a list begins; its elements follow, then an END */
	CONF_EVENT_MAP, /* a map begins; names and values follow, then an END */
	CONF_EVENT_END, /* of a list or map */
	CONF_EVENT_EOF,
};

struct conf_event {
	enum conf_event_kind kind;
	bool quoted;         /* a scalar in quotes or a block */
	struct slice text;   /* of a scalar; the anchor that an alias names */
	struct slice anchor; /* "" where there is none */
	size_t line, column; /* from 1; columns count characters */
};

struct conf_events;

/*
 * text and file, which is for messages, are borrowed.
 * Returns NULL with *err set on failure: ERR_SYSTEM.
 */
struct conf_events *
conf_events_new(struct slice text, const char *file, struct err *err);

/*
 * The next event; its texts are valid until the next call.
 * Returns 0, or -1 with *err set: ERR_USAGE with its place, ERR_SYSTEM.
 */
int conf_events_next(struct conf_events *events, struct conf_event *event,
    struct err *err);

void conf_events_free(struct conf_events *events);

#endif
