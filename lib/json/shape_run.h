#ifndef JSON_SHAPE_RUN_H
#define JSON_SHAPE_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "json/scalar.h"
#include "json/shape.h"

/*
 * The comparing of lines with a shape, which the kernels have in common: some
 * lines at once, and of all of them one piece or number after the other.
 *
 * This is a template.  A kernel's file defines TARGET, the attribute of the
 * functions that use its instructions; then it includes this file, and then it
 * defines the functions that are declared here.
 */

/* The same token of each line. */
struct column {
	const char *base;
	const uint32_t *token; /* of the first line */
	size_t stride;         /* from there to the next line's */
	size_t len;            /* so many lines */
};

enum {
	COLUMN_MAX = 32, /* lines at once */
	DIGITS_MAX = 16, /* of a number that are checked at once */
};

/* Are the bytes so far from the tokens those of the piece? */
TARGET static inline bool is_piece(struct column column, int32_t delta,
    const struct json_shape_piece *piece);

/*
 * Are these whole numbers of DIGITS_MAX digits at most, without a sign?  They
 * begin at the token before and end so far from the token.
 */
TARGET static inline bool are_whole(struct column column, int32_t delta);

/* The same for any numbers and words. */
static bool
are_scalars(struct column column, int32_t delta, size_t limit)
{
	for (size_t i = 0; i < column.len; i++) {
		const uint32_t *token = column.token + i * column.stride;
		uint32_t end = *token + (uint32_t)delta;

		if (json_scalar_skip(column.base + token[-1],
			column.base + limit) != column.base + end)
			return false;
	}
	return true;
}

/* Have the lines the shape that begin at these tokens? */
TARGET static inline bool
are_alike(const struct json_shape *shape, struct column column, size_t limit)
{
	const uint32_t *first = column.token;

	if (first[column.len * column.stride - 1] >= limit)
		return false;
	for (size_t i = 0; i < shape->pieces_len; i++) {
		column.token = first + shape->places[i].token;
		if (!is_piece(column, shape->places[i].delta,
			&shape->pieces[i]))
			return false;
	}
	for (size_t i = 0; i < shape->scalars_len; i++) {
		const struct json_shape_scalar *scalar = &shape->scalars[i];
		int32_t delta = scalar->end.delta;

		column.token = first + scalar->end.token;
		if (scalar->is_whole && are_whole(column, delta))
			continue;
		if (!are_scalars(column, delta, limit))
			return false;
	}
	return true;
}

/*
 * One line, then twice as many each time; where not all are alike, halving them
 * finds the first that is not.
 */
TARGET static inline size_t
match_lines(const struct json_shape *shape,
    const struct json_shape_lines *lines)
{
	struct column column = { .base = lines->base,
		.token = lines->tokens,
		.stride = shape->tokens_len };
	size_t len = lines->tokens_len / shape->tokens_len;
	size_t step = 1;
	size_t done = 0;

	for (; done < len; done += column.len) {
		column.token = lines->tokens + done * column.stride;
		column.len = step < len - done ? step : len - done;
		if (!are_alike(shape, column, lines->limit))
			break;
		step = step < COLUMN_MAX ? 2 * step : step;
	}
	/* One of so many is not. */
	for (size_t some = done < len ? column.len : 0; some > 1;) {
		column.token = lines->tokens + done * column.stride;
		column.len = some / 2;
		if (are_alike(shape, column, lines->limit)) {
			done += column.len;
			some -= column.len;
		} else {
			some = column.len;
		}
	}
	return done;
}

#endif
