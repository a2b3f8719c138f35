#ifndef EVENT_TIMEFIELD_H
#define EVENT_TIMEFIELD_H

#include "base/ascii.h"
#include "base/time.h"
#include "base/unixtime.h"
#include "event/column.h"

/*
 * The event time of a record: -t PATH[:unix|ms|us|ns|rfc3339|STRPTIME].
 * Without a format it is TIME_AUTO: see evrecords(7).
 */
struct timefield {
	struct column column;
	enum time_format format;
	char *pattern; /* owned, without NUL; TIME_PATTERN */
	size_t pattern_len;
	struct unixtime_near near; /* of the last record; TIME_AUTO */
};

/* Returns 0, or -1 with *err set: ERR_USAGE, ERR_SYSTEM. */
int timefield_init(struct timefield *field, const char *spec,
    struct json_plan *plan, struct err *err);

/*
 * The time of a record.  Returns 0, or -1 with *err set: ERR_DATA, "missing"
 * or "time", with column and path.
 */
int timefield_read(const struct timefield *field,
    const struct json_record *record, int64_t *ns, struct err *err);

/* Is it a number of no given form?  Nearly all are; then *ns is the time. */
static inline bool
timefield_is_plain(struct timefield *field, const struct json_record *record,
    int64_t *ns)
{
	const struct slice value = record->fields[field->column.slot];

	return field->format == TIME_AUTO && value.ptr != NULL &&
	    ascii_is_digit(value.ptr[0]) &&
	    unixtime_parse_near(&field->near, value, ns);
}

/* timefield_read(), faster for these. */
static inline int
timefield_get(struct timefield *field, const struct json_record *record,
    int64_t *ns, struct err *err)
{
	if (timefield_is_plain(field, record, ns))
		return 0;
	return timefield_read(field, record, ns, err);
}

/*
 * A JSON value as a time, without a record; pattern is read with TIME_PATTERN.
 * Returns false if it is none.
 */
bool time_of_value(struct slice value, enum time_format format,
    struct slice pattern, int64_t *ns);

void timefield_free(struct timefield *field);

/* How times are written: --time-format rfc3339|unix|ms. */
enum time_style { TIME_STYLE_RFC3339, TIME_STYLE_UNIX, TIME_STYLE_MS };

/* Returns 0, or -1 with *err set: ERR_USAGE. */
int time_style_parse(const char *text, enum time_style *style, struct err *err);

/* Append as a JSON value: a string, or an integer (rounded down). */
void time_style_put(enum time_style style, int64_t ns, struct buffer *out);

#endif
