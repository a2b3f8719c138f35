#ifndef EVENT_REJECT_H
#define EVENT_REJECT_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"

/*
 * A reject record: a line that was set aside, with where and why, as the -r
 * file holds it; see evrecords(7).
 */
struct reject {
	const char *tool;
	const char *file;
	uint64_t line;       /* from 1 */
	uint64_t offset;     /* of the line's first byte in its file, from 0 */
	struct slice record; /* the line, or the beginning of one cut */
	uint64_t length;     /* > record.len: it is cut, this long in all */
};

/*
 * Append {"tool":…,"record":…} and an LF.  err has reason, column, path and
 * text.  A record that is not UTF-8 is written as record_base64 (RFC 4648,
 * section 4).
 */
void reject_put(const struct reject *reject, const struct err *err,
    struct buffer *out);

/*
 * Append text for a terminal or a log: control characters (also those of lines
 * and of direction), bytes that are no UTF-8 and the backslash are escaped as
 * \xNN, \n, \t, \\.
 */
void escape_put(struct slice text, struct buffer *out);

#endif
