#ifndef EVENT_ROW_H
#define EVENT_ROW_H

#include "base/buffer.h"
#include "event/timefield.h"

/*
 * The one place that writes rows: an object without blanks, member by member,
 * into a buffer.
 *
 *	row_start(&row);
 *	row_time(&row, "window_start", start, style);
 *	row_value(&row, "Url", value);
 *	row_uint(&row, "count", 3);
 *	filter_row(filter, row_end(&row));
 */
struct row {
	struct buffer bytes;
};

#define ROW_INIT                                                               \
	{                                                                      \
		.bytes = BUFFER_INIT                                           \
	}

void row_start(struct row *row);

/* A member's name; what is put into row->bytes next is its value. */
void row_name(struct row *row, const char *name);

/* value is JSON as it stands; without one (ptr NULL) null is written. */
void row_value(struct row *row, const char *name, struct slice value);
void row_uint(struct row *row, const char *name, uint64_t number);
void
row_time(struct row *row, const char *name, int64_t ns, enum time_style style);

/* The members of an object as it stands in a valid text, braces taken away. */
void row_members(struct row *row, struct slice object);

/* Close it; the row is valid until the next row_start(). */
struct slice row_end(struct row *row);

void row_free(struct row *row);

#endif
