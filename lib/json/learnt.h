#ifndef JSON_LEARNT_H
#define JSON_LEARNT_H

#include "base/err.h"
#include "json/shape.h"

/*
 * The shape that the lines have of late, if they have one; for files of json/
 * only.
 *
 * A line that has it costs less than its walk; one that has not costs more, as
 * much as some others save.  So there is an account: where it is empty, the
 * shape is forgotten, and more and more lines are left alone before another one
 * is learnt.  Streams of ever new shapes cost little more than the walk then,
 * and a stream that settles is known again after JSON_LEARNT_PAUSE_MAX lines.
 */
enum { JSON_LEARNT_PAUSE_MAX = 1023 };

struct json_learnt {
	struct json_shape *shape; /* owned; tokens_len is 0: none is learnt */
	unsigned saved;           /* the account, in lines */
	unsigned pause;           /* so many lines are left alone yet */
	unsigned next_pause;
};

/* Returns 0, or -1 with *err set (ERR_SYSTEM). */
int json_learnt_init(struct json_learnt *learnt, struct err *err);

/*
 * Is the line at hand left alone, neither compared nor learnt?  To be asked
 * once for each line that is not known to have the shape.
 */
static inline bool
json_learnt_rests(struct json_learnt *learnt)
{
	if (learnt->pause == 0)
		return false;
	learnt->pause--;
	return true;
}

/*
 * How many lines, from the first one on, have the shape.  Their limit is for
 * what may be compared; bytes may be read up to readable.
 */
size_t json_learnt_find(struct json_learnt *learnt, json_shape_match *match,
    const struct json_shape_lines *lines, size_t readable);

/* Learn the line, if no shape is learnt; see json_shape_learn(). */
void json_learnt_add(struct json_learnt *learnt,
    const struct json_shape_lines *lines, const struct slice *fields,
    size_t slots_len);

void json_learnt_free(struct json_learnt *learnt);

#endif
