#ifndef EVENT_REQUIRED_H
#define EVENT_REQUIRED_H

#include "base/err.h"
#include "json/path.h"
#include "json/walk.h"

/* Members that every record must have: --require PATH, more than once. */
enum { REQUIRED_MAX = 64 };

struct required {
	struct json_path paths[REQUIRED_MAX];
	int slots[REQUIRED_MAX]; /* of the plan */
	size_t len;
};

/*
 * Add a path to *required, which is all zero at first, and to the plan.
 * Returns 0, or -1 with *err set: ERR_USAGE for a path that is none or one too
 * many, ERR_SYSTEM.
 */
int required_add(struct required *required, const char *path,
    struct json_plan *plan, struct err *err);

/*
 * Are they all there and not null?  Returns 0, or -1 with *err set: ERR_DATA
 * "missing" with path and column (1, or that of the null), ERR_SYSTEM.
 */
int required_check(const struct required *required,
    const struct json_record *record, struct err *err);

void required_free(struct required *required);

#endif
