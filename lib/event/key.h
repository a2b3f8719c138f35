#ifndef EVENT_KEY_H
#define EVENT_KEY_H

#include "base/buffer.h"
#include "base/digits.h"
#include "event/column.h"
#include "json/walk.h"

/*
 * Keys: the values of one or more members, as one run of bytes that is equal
 * for equal JSON values and only for these ("\u0061" and "a"; 1 and 1.0; not 1
 * and "1"; null is a value of its own).
 */

/*
 * The key of a record by the columns given.  *key points into the record where
 * that is possible, else into scratch, which is overwritten; it is valid until
 * either changes.  Returns 0, or -1 with *err set: ERR_DATA "missing" or
 * "type" (an array or object) with column and path; ERR_SYSTEM.
 */
int key_make(const struct columns *columns, const struct json_record *record,
    struct buffer *scratch, struct slice *key, struct err *err);

/*
 * Is the key one string without escapes, or one integer of a few digits, which
 * JSON writes in one way only?  Most are; then it is *key, of the record.
 */
static inline bool
key_is_plain(const struct columns *columns, const struct json_record *record,
    struct slice *key)
{
	if (columns->len != 1 || !record->is_plain)
		return false;
	*key = record->fields[columns->at[0].slot];
	if (key->ptr == NULL)
		return false;
	return key->ptr[0] == '"' ||
	    (key->len <= DIGITS_WORD && digits_others(digits_few(*key)) == 0);
}

/* key_make(), faster for these. */
static inline int
key_of(const struct columns *columns, const struct json_record *record,
    struct buffer *scratch, struct slice *key, struct err *err)
{
	if (key_is_plain(columns, record, key))
		return 0;
	return key_make(columns, record, scratch, key, err);
}

/*
 * Append the canonical form of one value that is no array or object, with its
 * length in front, so that several may follow each other.
 */
void key_put_part(struct slice value, struct buffer *out);

#endif
