#ifndef AGG_TOPROW_H
#define AGG_TOPROW_H

#include "agg/top.h"
#include "agg/topfields.h"
#include "base/buffer.h"

/* The window that a ranking is of: JSON values, ptr NULL where there is none.
 */
struct top_head {
	struct slice start, end;
};

/*
 * Append the ranking as it stands, one object with its LF for each rank:
 *
 *	{"window_start":…,"window_end":…,"rank":1,"Url":"…","count":42}
 *
 * head NULL leaves the window out.  Returns 0, or -1 with *err set: ERR_SYSTEM.
 */
int top_put_rows(const struct top_fields *fields, const struct top_head *head,
    struct top *top, struct buffer *out, struct err *err);

/*
 * The same rows, made without head, as one object without an LF:
 *
 *	{"time":…,"top":[{"rank":1,…},…]}
 *
 * time is a JSON value; with a window its two members stand in place of it.
 */
void top_put_array(const struct top_head *head, struct slice time,
    struct slice rows, struct buffer *out);

#endif
