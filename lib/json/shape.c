#include "json/shape.h"

#include <assert.h>
#include <string.h>

#include "json/scalar.h"

/* The line that is being learnt. */
struct learner {
	struct json_shape *shape;
	const char *base;
	const uint32_t *tokens;
	uint32_t from; /* where the literal part at hand begins */
	size_t anchor; /* the token that its place is counted from */
};

static int32_t
distance(uint32_t from, uint32_t to)
{
	return (int32_t)(to - from);
}

/* The literal part ends here.  Returns false where there are too many. */
static bool
end_part(struct learner *learner, uint32_t end)
{
	struct json_shape *shape = learner->shape;
	uint32_t anchor = learner->tokens[learner->anchor];

	for (uint32_t at = learner->from; at < end; at += JSON_SHAPE_PIECE) {
		size_t n = shape->pieces_len;
		size_t len = end - at < JSON_SHAPE_PIECE ? end - at
							 : JSON_SHAPE_PIECE;

		if (n == JSON_SHAPE_PIECES_MAX)
			return false;
		struct json_shape_piece *piece = &shape->pieces[n];
		memset(piece, 0, sizeof(*piece));
		memcpy(piece->bytes, learner->base + at, len);
		memset(piece->mask, 0xFF, len);
		shape->places[n] = (struct json_shape_place){
			(uint32_t)learner->anchor, distance(anchor, at)
		};
		shape->pieces_len++;
		if (at > anchor &&
		    shape->reach < at - anchor + JSON_SHAPE_PIECE)
			shape->reach = at - anchor + JSON_SHAPE_PIECE;
	}
	return true;
}

/* The next literal part begins here, in front of this token or at it. */
static bool
begin_part(struct learner *learner, uint32_t from, size_t anchor)
{
	learner->from = from;
	learner->anchor = anchor;
	/* So many bytes are in front of it at least in any line. */
	return learner->tokens[anchor] - from <= anchor;
}

static bool
is_whole(const char *at, const char *end)
{
	while (at < end && *at >= '0' && *at <= '9')
		at++;
	return at == end;
}

/* A number or word at this token. */
static bool
learn_scalar(struct learner *learner, size_t at)
{
	struct json_shape *shape = learner->shape;
	const uint32_t *token = learner->tokens + at;
	const char *end = json_scalar_end(learner->base + token[0],
	    learner->base + token[1] + 1);

	assert(end != NULL);
	uint32_t behind = (uint32_t)(end - learner->base);
	if (!end_part(learner, token[0]))
		return false;
	assert(shape->scalars_len < JSON_SHAPE_PIECES_MAX);
	shape->scalars[shape->scalars_len++] = (struct json_shape_scalar){
		.end = { (uint32_t)at + 1, distance(token[1], behind) },
		.is_whole = is_whole(learner->base + token[0], end),
	};
	return begin_part(learner, behind, at + 1);
}

/* The parts of the line, of which the LF is the last token. */
static bool
learn_parts(struct learner *learner, size_t newline)
{
	size_t at = 0;

	while (at < newline) {
		const uint32_t *token = learner->tokens + at;
		char byte = learner->base[token[0]];

		if (byte == '"' && learner->base[token[2]] == ':') {
			at += 3;
		} else if (byte == '"') {
			if (!end_part(learner, token[0] + 1) ||
			    !begin_part(learner, token[1], at + 1))
				return false;
			at += 2;
		} else if (json_byte_class[(unsigned char)byte] == 0) {
			if (!learn_scalar(learner, at))
				return false;
			at++;
		} else {
			at++;
		}
	}
	return end_part(learner, learner->tokens[newline] + 1);
}

/* The number of the token at this offset, or in front of which it is. */
static size_t
find_token(const struct json_shape_lines *lines, uint32_t offset)
{
	size_t low = 0, high = lines->tokens_len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (lines->tokens[middle] < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
learn_field(struct json_shape *shape, size_t slot,
    const struct json_shape_lines *lines, struct slice value)
{
	shape->fields[slot].is_missing = value.ptr == NULL;
	if (value.ptr == NULL)
		return;
	uint32_t from = (uint32_t)(value.ptr - lines->base);
	uint32_t last = from + (uint32_t)value.len - 1;
	size_t first = find_token(lines, from);
	size_t end = find_token(lines, last);

	/* Of a number or word of one byte the first token is not the end. */
	if (end == first)
		end++;
	shape->fields[slot].token = (uint32_t)first;
	shape->fields[slot].end = (struct json_shape_place){ (uint32_t)end,
		distance(lines->tokens[end], last + 1) };
}

bool
json_shape_learn(struct json_shape *shape, const struct json_shape_lines *lines,
    const struct slice *fields, size_t slots_len)
{
	struct learner learner = { .shape = shape,
		.base = lines->base,
		.tokens = lines->tokens,
		.from = lines->tokens[0] };

	shape->tokens_len = 0;
	if (lines->tokens_len > JSON_SHAPE_TOKENS_MAX ||
	    slots_len > JSON_SHAPE_SLOTS_MAX)
		return false;
	shape->pieces_len = 0;
	shape->scalars_len = 0;
	shape->reach = JSON_SHAPE_PIECE;
	shape->slots_len = slots_len;
	if (!learn_parts(&learner, lines->tokens_len - 1))
		return false;
	for (size_t i = 0; i < slots_len; i++)
		learn_field(shape, i, lines, fields[i]);
	shape->tokens_len = lines->tokens_len;
	return true;
}
