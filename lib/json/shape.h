#ifndef JSON_SHAPE_H
#define JSON_SHAPE_H

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/*
 * The shape of a line: all of it but its scalars.  For files of json/ only.
 *
 *	{"Id": 3, "Url": "https://", "Timestamp": 1640652643}
 *	{"Id": #, "Url": "########", "Timestamp": ##########}
 *
 * A line that has, byte for byte, the literal parts of one that the walk found
 * valid, and any scalars between them, is valid too, and its fields stand at
 * the same tokens: names, nesting and which of two members counts are all in
 * the literal parts.  That the bytes are equal is all that is trusted.
 *
 * Why the tokens fit when the bytes do: a literal part begins with the first
 * token behind a scalar (blanks before that aside), outside of strings.  From
 * there equal bytes make equal tokens; a number or word is one token more, and
 * of a string the opening quote ends the part, so that the next token is its
 * closing quote, with which the next part begins.
 */

enum {
	/* Literal parts are compared by so many bytes; few names are longer. */
	JSON_SHAPE_PIECE = 32,
	JSON_SHAPE_PIECES_MAX = 64,
	JSON_SHAPE_SLOTS_MAX = 32,
	JSON_SHAPE_TOKENS_MAX = 1024,
};

/* Offsets of bytes: of a line's token plus a distance, which may be < 0. */
struct json_shape_place {
	uint32_t token; /* counted from the line's first */
	int32_t delta;
};

/* Bytes to be compared, where mask is 0xFF; behind them both are 0. */
struct json_shape_piece {
	alignas(JSON_SHAPE_PIECE) char bytes[JSON_SHAPE_PIECE];
	char mask[JSON_SHAPE_PIECE];
};

struct json_shape {
	struct json_shape_piece pieces[JSON_SHAPE_PIECES_MAX];
	struct json_shape_place places[JSON_SHAPE_PIECES_MAX]; /* of pieces */
	size_t pieces_len;
	/*
	 * Where the numbers and words end; they begin at the token before.  In
	 * front of each is a piece.
	 */
	struct json_shape_scalar {
		struct json_shape_place end;
		bool is_whole; /* most likely a number of digits only */
	} scalars[JSON_SHAPE_PIECES_MAX];
	size_t scalars_len;
	size_t tokens_len; /* of a line, its LF included; 0: none is learnt */
	/* So many bytes from the LF on may be read for comparing a line. */
	size_t reach;
	/* For each slot of the plan. */
	struct {
		bool is_missing;
		uint32_t token;
		struct json_shape_place end;
	} fields[JSON_SHAPE_SLOTS_MAX];
	size_t slots_len;
};

/* Lines by their tokens, an LF behind each. */
struct json_shape_lines {
	const char *base; /* the tokens count from here */
	const uint32_t *tokens;
	size_t tokens_len;
	size_t limit; /* only lines with their LF in front of it are compared */
};

/*
 * Learn a line that the walk found valid: lines holds its tokens and no more,
 * the LF included; the fields are those that the walk found.  Returns false
 * where it is too large.
 */
bool
json_shape_learn(struct json_shape *shape, const struct json_shape_lines *lines,
    const struct slice *fields, size_t slots_len);

/*
 * How many lines, from the first one on, have the shape.  The strings of all
 * lines in front of the limit must be good, and the bytes up to limit +
 * shape->reach must be there.
 */
typedef size_t json_shape_match(const struct json_shape *shape,
    const struct json_shape_lines *lines);

/*
 * The kernels; the plain one runs everywhere.  With 64 bytes in a register
 * there is nothing to gain: see JSON_SHAPE_PIECE.
 */
json_shape_match json_shape_match_plain;
json_shape_match json_shape_match_avx2;

/* Fill the fields of a line that has the shape and begins at this token. */
static inline void
json_shape_fill(const struct json_shape *shape, const char *base,
    const uint32_t *token, struct slice *fields)
{
	for (size_t i = 0; i < shape->slots_len; i++) {
		if (shape->fields[i].is_missing) {
			fields[i] = (struct slice){ NULL, 0 };
			continue;
		}
		uint32_t from = token[shape->fields[i].token];
		uint32_t to = token[shape->fields[i].end.token] +
		    (uint32_t)shape->fields[i].end.delta;

		fields[i] = (struct slice){ base + from, to - from };
	}
}

#endif
