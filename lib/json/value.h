#ifndef JSON_VALUE_H
#define JSON_VALUE_H

#include <stdint.h>

#include "base/buffer.h"
#include "json/plan.h"

/*
 * The grammar of one value and the fields in it; for files of json/ only.
 */
struct json_values {
	/* Set by the caller for each batch of lines. */
	struct slice bytes; /* that the tokens count from */
	bool escapes;       /* there may be backslashes in it */

	/* The rest is for value.c. */
	const struct json_plan *plan; /* borrowed; NULL: no fields */
	struct slice *fields;         /* one for each slot of the plan */
	struct buffer name;           /* a member's name without its escapes */
	uint64_t round;               /* how many values were walked */
	/* For each node of the plan, the last round that it was found in. */
	uint64_t *seen;
	/*
	 * Records repeat the order of their members.  For each node what was
	 * wanted next the last time: [2 * id] inside of it, as the first,
	 * [2 * id + 1] behind it.
	 */
	const struct json_plan_node **expected;
};

/* Returns 0, or -1 with *err set (ERR_SYSTEM). */
int json_values_init(struct json_values *values, const struct json_plan *plan,
    struct err *err);

/*
 * Walk the value that begins at this token, fill the fields.  Returns the token
 * behind it, or NULL where it does not fit the grammar, or nests too deep, or
 * memory was short (buffer_check() of name tells).
 *
 * The strings must be good, as the index says; an LF must stand behind the
 * value's line, or the value must be known to be valid: no byte is looked at
 * behind the first one that does not fit.
 */
const uint32_t *
json_values_walk(struct json_values *values, const uint32_t *token);

void json_values_free(struct json_values *values);

#endif
