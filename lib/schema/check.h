#ifndef SCHEMA_CHECK_H
#define SCHEMA_CHECK_H

#include "base/buffer.h"
#include "schema/program.h"
#include "schema/schema.h"
#include "json/walk.h"

/*
 * The state of a check, shared by check.c, equal.c, hidden.c and describe.c.
 *
 * A record is walked once, over its tokens; `at` is always the number of the
 * token at which a value begins.
 */
struct schema_check {
	const struct schema *schema;
	const struct json_record *record;
	/*
	 * Members that a later one of the same name in their object hides, as
	 * bits by the token of their name.  They are looked for only when a
	 * record fails: where none is hidden, or all that stands there fits
	 * anyway, nobody has to know.
	 */
	uint64_t *hidden;
	size_t hidden_size; /* words */
	bool has_hidden;
	/*
	 * Bits for the required members that were seen, for each object that is
	 * open: seen_words for each depth.
	 */
	uint64_t *seen;
	size_t seen_words;
	size_t depth;
	struct buffer text;  /* of the string at hand, unescaped */
	struct slice number; /* at hand, as it stands */
	struct err failure;  /* what ended the walk */
	struct err warning;  /* the first one, if warned */
	bool warned;
	bool gave_up; /* the last pattern took too many steps */
};

/* The byte at a token. */
static inline char
token_byte(const struct json_record *record, size_t at)
{
	return record->base[record->tokens[at]];
}

/* What stands between the quotes of the string that begins at a token. */
static inline struct slice
token_raw(const struct json_record *record, size_t at)
{
	const char *first = record->base + record->tokens[at] + 1;

	return (struct slice){ first,
		(size_t)(record->base + record->tokens[at + 1] - first) };
}

static inline enum json_type
token_type(const struct json_record *record, size_t at)
{
	return json_type_of(
	    (struct slice){ record->base + record->tokens[at], 1 });
}

/* Is the member whose name begins at this token hidden by a later one? */
static inline bool
is_hidden(const struct schema_check *check, size_t name)
{
	return check->has_hidden &&
	    (check->hidden[name / 64] >> (name % 64) & 1) != 0;
}

/*
 * Find all hidden members and say in has_hidden whether there are any.
 * Returns 0, or -1 with *err set (ERR_SYSTEM, ERR_LIMIT).
 */
int find_hidden(struct schema_check *check, struct err *err);

/*
 * Is the value at `at` the same JSON value as the node?  Numbers by value,
 * objects without order.
 */
bool value_equals(const struct schema_check *check, size_t at,
    const struct json_node *node);

/*
 * Say in *err why the value at `at` fails the operation; missing is the member
 * that is, for an object.
 */
void describe(const struct schema_check *check, const struct schema_op *op,
    size_t at, const struct schema_property *missing, struct err *err);

/* The characters (code points) of a string. */
size_t count_characters(struct slice text);

#endif
