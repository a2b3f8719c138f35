#ifndef AGG_TOPFIELDS_H
#define AGG_TOPFIELDS_H

#include "agg/top.h"
#include "base/buffer.h"
#include "event/column.h"
#include "event/timefield.h"
#include "json/walk.h"

/*
 * What a ranking reads of a record, and under which names it is written.  Start
 * from zero, add columns with columns_add() and the functions below, the last
 * one being top_fields_finish().
 *
 * What is ranked is told by what is there: keys by count; with by, keys by
 * number; with by and no keys, records; with neither, equal records by count.
 */
enum { TOP_RESERVED = 3, TOP_CELLS_MAX = COLUMNS_MAX + 1 };

struct top_fields {
	struct columns groups;
	struct columns labels; /* the groups' columns again, then the keys' */
	struct columns kept;
	struct columns once; /* none or one */
	struct column by;
	struct timefield time;
	bool has_by;
	bool has_time;
	/* The rest is set by top_fields_finish(). */
	enum top_kind kind;
	bool whole;   /* equal records are counted: a label is the record */
	bool members; /* a row has the record's own members */
	struct column reserved[TOP_RESERVED]; /* names that rows have first */
	struct slice label_values[COLUMNS_MAX + 1];
	struct slice cell_values[TOP_CELLS_MAX];
	struct buffer group_bytes, key_bytes, once_bytes, record_bytes;
};

/*
 * Rank by the number at this path (-b), and take the time from there (-t,
 * PATH[:FORMAT]); NULL: do not.  Return 0, or -1 with *err set: ERR_USAGE,
 * ERR_SYSTEM.
 */
int top_fields_by(struct top_fields *fields, const char *path,
    struct json_plan *plan, struct err *err);
int top_fields_time(struct top_fields *fields, const char *spec,
    struct json_plan *plan, struct err *err);

/*
 * All columns are there: see what is ranked, and that no two have one name.
 * Returns 0, or -1 with *err set: ERR_USAGE, ERR_SYSTEM.
 */
int top_fields_finish(struct top_fields *fields, struct json_plan *plan,
    struct err *err);

/* What the number that is ranked by is called: "count", or the column's name.
 */
const char *top_fields_value_name(const struct top_fields *fields);

/* How many labels and cells each record has, for struct top_rules. */
size_t top_fields_labels(const struct top_fields *fields);
size_t top_fields_cells(const struct top_fields *fields);

/*
 * Read a record; *input is valid until the next call and as long as the record
 * is.  Without a time it is TIME_NONE.  Returns 0, or -1 with *err set:
 * ERR_DATA "missing", "type" or "time" with column and path, ERR_SYSTEM.
 */
int top_fields_read(struct top_fields *fields, const struct json_record *record,
    struct top_input *input, struct err *err);

void top_fields_free(struct top_fields *fields);

#endif
