#ifndef AGG_TOPFORM_H
#define AGG_TOPFORM_H

#include "agg/topfields.h"
#include "agg/topwindows.h"
#include "base/buffer.h"
#include "event/timefield.h"

/* How a ranking comes out: what was new of it, in the form asked for. */
enum top_shape {
	TOP_ROWS,  /* a row for each rank */
	TOP_ARRAY, /* one row with all of them */
	TOP_TABLE, /* text for people, a blank line before the next one */
};

struct top_form {
	enum top_shape shape;
	enum time_style style;
	const struct top_fields *fields; /* borrowed */
	int64_t time_ns;                 /* for arrays that are of all time */
	bool has_table;                  /* one was put */
	struct buffer rows;              /* owned; used again and again */
};

/*
 * Append the window's ranking, each line with its LF, unless it came out with
 * the same bytes before.  Returns 1; 0 when nothing is new; -1 with *err set:
 * ERR_SYSTEM, ERR_LIMIT.
 */
int top_form_put(struct top_form *form, struct top_window *window,
    struct buffer *out, struct err *err);

void top_form_free(struct top_form *form);

#endif
