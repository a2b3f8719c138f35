#include "json/shape.h"

/* For any machine: eight bytes at a time in a register. */

#define TARGET

#include "json/shape_run.h"

static inline bool
is_piece(struct column column, int32_t delta,
    const struct json_shape_piece *piece)
{
	uint64_t found = 0; /* bits that differ */

	for (size_t at = 0; at < JSON_SHAPE_PIECE; at += 8) {
		uint64_t bytes = load_word(piece->bytes + at);
		uint64_t mask = load_word(piece->mask + at);

		if (mask == 0)
			break;
		for (size_t i = 0; i < column.len; i++) {
			ptrdiff_t from = column.token[i * column.stride];

			from += delta + (ptrdiff_t)at;
			found |= (load_word(column.base + from) ^ bytes) & mask;
		}
	}
	return found == 0;
}

/* Here are_scalars() is no slower. */
static inline bool
are_whole(struct column column, int32_t delta)
{
	(void)column;
	(void)delta;
	return false;
}

size_t
json_shape_match_plain(const struct json_shape *shape,
    const struct json_shape_lines *lines)
{
	return match_lines(shape, lines);
}
