#ifndef AGG_FUNCTION_H
#define AGG_FUNCTION_H

#include <stdbool.h>
#include <stdint.h>

#include "agg/texts.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/err.h"
#include "event/column.h"
#include "json/walk.h"

/*
 * An aggregate as -a asks for it: [NAME=]FUNCTION[:PATH[:ARG]].  What it has
 * seen of one group is its state, kind->size bytes that the caller owns, all
 * zero at first.
 */
enum {
	FUNCTION_LIST_MAX = 10000, /* N of first:PATH:N, last:PATH:N */
};

struct function {
	const struct function_kind *kind;
	char *name;           /* of the row's member; owned */
	struct column column; /* PATH; slot -1: none */
	struct column by;     /* ARG of argmin and argmax; slot -1: none */
	size_t number;        /* N, or DIGITS */
};

/* A record on its way into a group. */
struct function_input {
	const struct slice *fields; /* as a record has them */
	/* Event time, or a number that rises with each arrival. */
	int64_t time;
	/* Does it matter whether the row changes? */
	bool is_watched;
	/* For what is kept of values; they live as long as the state. */
	struct arena *arena;
	struct texts *texts;
};

/* What a function does; see agg/kinds.h. */
struct function_kind {
	const char *name;
	size_t size;      /* of its state */
	bool looks_first; /* check() reads the state */
	/*
	 * May this record be applied?  state is NULL for a new group.  Returns
	 * 0, or -1 with *err set: ERR_DATA, "type" or "number".  NULL: any may.
	 */
	int (*check)(const struct function *function, const void *state,
	    const struct json_record *record, struct err *err);
	/* Fetch the memory that the state points to.  NULL: to none. */
	void (*fetch)(const void *state);
	/*
	 * Take in a record that was checked.  Returns 1 when what put() writes
	 * has changed (or it is not watched), 0 when not, -1 with *err set
	 * (ERR_LIMIT, ERR_SYSTEM), after which the state is of no use.
	 */
	int (*apply)(const struct function *function, void *state,
	    const struct function_input *input, struct err *err);
	/* Append the result as a JSON value. */
	void (*put)(const struct function *function, const void *state,
	    struct buffer *out);
	/* Give back what is not in the arena.  NULL: nothing. */
	void (*free)(void *state);
};

/*
 * Read one and add its paths to the plan.  Returns 0, or -1 with *err set:
 * ERR_USAGE, ERR_SYSTEM; there is then nothing to free.
 */
int function_init(struct function *function, const char *spec,
    struct json_plan *plan, struct err *err);

/* Is it count without a path, whose state is one uint64_t? */
bool function_counts_all(const struct function *function);

void function_free(struct function *function);

#endif
