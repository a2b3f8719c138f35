#ifndef JSON_WALK_H
#define JSON_WALK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"
#include "json/path.h"

/*
 * The second pass: the grammar of each line, in full, and on the way the fields
 * that the tool asked for.  No tree is built and nothing is copied.
 *
 *	struct json_plan *plan = json_plan_new(&err);
 *	int url = json_plan_add(plan, &path, &err);
 *	struct json_walk *walk = json_walk_new(plan, 0, &err);
 *
 *	json_walk_start(walk, block, &err);
 *	while ((got = json_walk_next(walk, &record, &err)) != 0) {
 *		if (got > 0 && record.fields[url].ptr != NULL)
 *			...
 *	}
 */

/* Arrays and objects may nest this deep (RFC 8259, section 9, allows it). */
enum { JSON_DEPTH_MAX = 1024 };

/* The paths that a tool wants, each in a slot. */
struct json_plan;

struct json_plan *json_plan_new(struct err *err);

/*
 * Want this path; the plan keeps what it needs of it.  The same path twice has
 * one slot.  Returns the slot, counted from 0, or -1 with *err set.
 */
int json_plan_add(struct json_plan *plan, const struct json_path *path,
    struct err *err);

/* How many slots there are. */
size_t json_plan_len(const struct json_plan *plan);

void json_plan_free(struct json_plan *plan);

/*
 * One line.  All of it is valid until the next call on the walk; the bytes of
 * the text and of the fields are the block's own and last as long as it does.
 */
struct json_record {
	/* The whole line as read, blanks and CR included, without its LF. */
	struct slice text;
	bool has_newline; /* false only for a last line that lacks its LF */
	bool is_plain;    /* surely there is no backslash in it */
	/* Which line of the block, from 0; blank ones are counted. */
	uint64_t line;
	/*
	 * fields[slot] is the value as it stands in the text, a string with its
	 * quotes, an object up to its closing brace; ptr is NULL where it is
	 * missing.  Of members with one name the last one counts.
	 */
	const struct slice *fields;
	/*
	 * The tokens of the line's value, for those who walk it again: offsets
	 * from base, see json/index.h; the LF is not among them.
	 */
	const char *base;
	const uint32_t *tokens;
	size_t tokens_len;
};

enum {
	JSON_WALK_ANY = 1, /* any JSON value is a record, not only an object */
	/*
	 * Walk each line in full, also one that has the shape of the line
	 * before: slower, and the same result.  The model for tests.
	 */
	JSON_WALK_EACH = 2,
};

struct json_walk;

/*
 * A walk over blocks, for the fields of plan, which must stay as it is while
 * the walk is in use; NULL: none.  Returns NULL with *err set when memory is
 * short.
 */
struct json_walk *
json_walk_new(const struct json_plan *plan, unsigned flags, struct err *err);

/* See json_index_use(), of json/index.h. */
int json_walk_use(struct json_walk *walk, const char *name, struct err *err);

/*
 * Begin with a block of whole lines; the last one may lack its LF.  It must
 * not change until the next start.  Returns 0, or -1 with *err set: ERR_SYSTEM,
 * ERR_LIMIT.
 */
int
json_walk_start(struct json_walk *walk, struct slice block, struct err *err);

/*
 * The next line that is not blank (spaces, tabs and CRs make a blank line).
 * Returns 1 with a record; 0 at the end of the block, where record->line
 * becomes the number of its lines, blank ones too; -1 with *err set for a line
 * that is not a JSON object or nests too deep: ERR_DATA with the reason "json",
 * "utf8", "depth" or "not-object" and the column of the first bad byte.  Then
 * text, has_newline and line of *record are set, the rest is not. ERR_SYSTEM
 * and ERR_LIMIT (memory) end the walk.
 */
int json_walk_next(struct json_walk *walk, struct json_record *record,
    struct err *err);

/*
 * Take the next lines at once, as far as the walk knows already that they are
 * records, for who asks no more of them.  Returns how many they are; 0 where
 * none is known, or all are longer than max bytes, and json_walk_next() is to
 * be asked.  *lines becomes their bytes, each line with its LF.
 */
size_t json_walk_take(struct json_walk *walk, size_t max, struct slice *lines);

void json_walk_free(struct json_walk *walk);

/*
 * The token behind the value that begins at tokens[at]: for a scalar at + 1,
 * for a string at + 2, for an array or object behind its closing bracket.
 * Only for the tokens of a record that json_walk_next() found valid.
 */
size_t json_skip(const struct json_record *record, size_t at);

/* The bytes of the value that begins at tokens[at]; likewise. */
struct slice json_value(const struct json_record *record, size_t at);

/*
 * Does an object in the record, at any depth, have two members of one name,
 * compared by value (RFC 7493, section 2.3)?  Returns 0, -1 with *err set:
 * ERR_DATA "duplicate-name" with path and column, or ERR_SYSTEM.
 */
int json_check_names(const struct json_record *record, struct err *err);

#endif
