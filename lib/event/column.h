#ifndef EVENT_COLUMN_H
#define EVENT_COLUMN_H

#include "base/err.h"
#include "base/slice.h"
#include "json/path.h"
#include "json/walk.h"

/*
 * Columns: [NAME=]PATH as keys, groups and kept members are written.  Without a
 * name a column has the last one of its path (origin.country: country).
 */
enum { COLUMNS_MAX = 64 };

struct column {
	char *name;            /* owned; UTF-8 */
	struct json_path path; /* owned */
	int slot;              /* of the plan */
};

/*
 * Read a PATH, which is not given a name, and add it to the plan.  option is
 * for messages ("-k").  Returns 0, or -1 with *err set: ERR_USAGE, ERR_SYSTEM;
 * there is then nothing to free.
 */
int column_init(struct column *column, struct slice path, const char *option,
    struct json_plan *plan, struct err *err);

void column_free(struct column *column);

struct columns {
	struct column at[COLUMNS_MAX];
	size_t len;
};

/*
 * Add the columns of a list `PATH,NAME=PATH,...` (a backslash takes a comma
 * literally too).  Returns 0, or -1 with *err set: ERR_USAGE, ERR_SYSTEM;
 * those before the mistake were added.
 */
int columns_add(struct columns *columns, const char *list, const char *option,
    struct json_plan *plan, struct err *err);

void columns_free(struct columns *columns);

/*
 * The names of a tool's output, to find two that are the same.  Returns 0, or
 * -1 with *err set: ERR_USAGE, naming it and how to rename (NAME=PATH).
 */
enum { NAMES_MAX = 4 * COLUMNS_MAX };

struct names {
	const char *at[NAMES_MAX]; /* borrowed */
	size_t len;
};

int names_add(struct names *names, const char *name, struct err *err);

/*
 * Reject the record for what stands in this column: fills *err with ERR_DATA,
 * the reason, the value's column in the line (1 where it is missing), the path
 * and "'/path' text".  Returns -1; where memory is short with ERR_SYSTEM.
 */
int column_err(const struct column *column, const struct json_record *record,
    struct err *err, const char *reason, const char *text);

/* The value of a column in a record, or ERR_DATA "missing". */
static inline int
column_get(const struct column *column, const struct json_record *record,
    struct slice *value, struct err *err)
{
	*value = record->fields[column->slot];
	if (value->ptr == NULL)
		return column_err(column, record, err, "missing", "is missing");
	return 0;
}

#endif
