#include "json/learnt.h"

#include <stdlib.h>

enum {
	MISS = 32, /* a line without the shape costs what so many others save */
	SAVED_MAX = 256,
};

int
json_learnt_init(struct json_learnt *learnt, struct err *err)
{
	*learnt = (struct json_learnt){ .shape = NULL };
	learnt->shape = aligned_alloc(alignof(struct json_shape),
	    sizeof(*learnt->shape));
	if (learnt->shape == NULL)
		return err_set_errno(err, "cannot take memory");
	learnt->shape->tokens_len = 0;
	return 0;
}

/* Forget the shape, and leave some lines alone. */
static void
give_up(struct json_learnt *learnt)
{
	learnt->shape->tokens_len = 0;
	learnt->saved = 0;
	learnt->pause = learnt->next_pause;
	learnt->next_pause = 2 * learnt->next_pause + 1;
	if (learnt->next_pause > JSON_LEARNT_PAUSE_MAX)
		learnt->next_pause = JSON_LEARNT_PAUSE_MAX;
}

static void
count(struct json_learnt *learnt, size_t lines)
{
	if (lines == 0 && learnt->saved < MISS) {
		give_up(learnt);
	} else if (lines == 0) {
		learnt->saved -= MISS;
	} else if (lines < SAVED_MAX - learnt->saved) {
		learnt->saved += (unsigned)lines;
	} else {
		learnt->saved = SAVED_MAX;
		learnt->next_pause = 0;
	}
}

size_t
json_learnt_find(struct json_learnt *learnt, json_shape_match *match,
    const struct json_shape_lines *lines, size_t readable)
{
	const struct json_shape *shape = learnt->shape;
	struct json_shape_lines some = *lines;
	size_t len = shape->tokens_len;
	size_t alike = 0;

	if (len == 0 || readable < shape->reach)
		return 0;
	if (some.limit > readable - shape->reach)
		some.limit = readable - shape->reach;
	if (len <= lines->tokens_len) {
		/* Of what may not be compared nothing is known. */
		if (lines->tokens[len - 1] >= some.limit)
			return 0;
		alike = match(shape, &some);
	}
	count(learnt, alike);
	return alike;
}

void
json_learnt_add(struct json_learnt *learnt,
    const struct json_shape_lines *lines, const struct slice *fields,
    size_t slots_len)
{
	if (learnt->shape->tokens_len == 0 &&
	    !json_shape_learn(learnt->shape, lines, fields, slots_len))
		give_up(learnt);
}

void
json_learnt_free(struct json_learnt *learnt)
{
	free(learnt->shape);
	learnt->shape = NULL;
}
