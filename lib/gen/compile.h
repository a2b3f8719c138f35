#ifndef GEN_COMPILE_H
#define GEN_COMPILE_H

#include "conf/conf.h"
#include "gen/program.h"
#include "gen/sites.h"
#include "gen/style.h"

/*
 * Making a program from a model's tree.  What writes a value is a generator
 * (gen/generators.h); these are the means that generators share.
 *
 * All sizes are added up on the way, so that a line which could become longer
 * than COMPILE_LINE_MAX is refused here and never met later.
 */
enum {
	COMPILE_LINE_MAX = 16 << 20, /* bytes, as --max-record */
	COMPILE_OPS_MAX = 100000,
};

struct compile {
	const struct conf *conf;
	const struct conf_node *model;
	const struct sites *sites; /* NULL: the model is only checked */
	struct arena *arena;       /* of the program */
	struct style style;
	struct buffer literal; /* what the next operation writes first */
	struct buffer ops;     /* struct program_op */
	struct buffer names;   /* struct compile_name */
	struct buffer path;    /* of the object at hand: "a.b." */
	size_t max;            /* bytes that the operations so far can write */
	size_t hidden;         /* so many names stand outside of an entity */
	uint32_t slots, loops, entities;
	bool compound; /* the last value is, or may be, an object or array */
};

/* A value that a reference can name. */
struct compile_name {
	struct slice path; /* in the arena */
	uint32_t slot;
	size_t max; /* bytes */
	bool compound;
};

/* Bytes that never change; then the same as text between quotes. */
void compile_bytes(struct compile *compile, struct slice bytes);
void compile_escaped(struct compile *compile, struct slice text);

/*
 * Append an operation that writes max bytes at the most.  op->before is set
 * here.  Returns its number, or -1 with *err set: ERR_LIMIT, ERR_SYSTEM.
 */
int compile_op(struct compile *compile, const struct program_op *op, size_t max,
    struct err *err);

/* Append a PROGRAM_PUT.  Returns 0, or -1 with *err set likewise. */
int compile_put(struct compile *compile, struct program_op *op,
    program_put *put, size_t max, struct err *err);

/* The number of the operation that comes next, as a target; or -1. */
int compile_here(struct compile *compile, struct err *err);

/* Let an operation go to what comes next.  Returns 0, or -1 with *err set. */
int compile_patch(struct compile *compile, int number, struct err *err);

/*
 * A loop of range[0] to range[1] rounds; what is compiled between start and
 * end is its body, and between stands between the rounds.
 */
struct compile_loop {
	int start;  /* its first operation */
	size_t max; /* compile->max before it */
	uint64_t most;
	struct slice between;
};

int compile_loop_start(struct compile *compile, struct compile_loop *loop,
    const int64_t range[2], struct err *err);
int compile_loop_end(struct compile *compile, const struct compile_loop *loop,
    struct err *err);

/*
 * What is compiled between start and end is made of the member of an entity
 * that the alias draws: of the seed, the entity's name and the member's number
 * alone.  So it cannot refer to what was made before.
 */
struct compile_entity {
	int start;     /* its first operation */
	size_t hidden; /* compile->hidden before it */
};

int compile_entity_start(struct compile *compile, struct compile_entity *entity,
    struct slice name, const struct alias *alias, struct err *err);
int compile_entity_end(struct compile *compile,
    const struct compile_entity *entity, struct err *err);

/*
 * Append the JSON value that a node stands for where it is a constant: a text
 * in quotes, a number, true, false, null.  Returns false where it is none.
 */
bool compile_constant(const struct compile *compile,
    const struct conf_node *node, struct buffer *out);

/* The value that this node of the model describes. */
int compile_value(struct compile *compile, const struct conf_node *node,
    struct err *err);

/*
 * The value of a field or of a name under `let`: its own references see it
 * under this name from now on.
 */
int compile_named(struct compile *compile, const struct conf_node *node,
    struct err *err);

/* Give a slot a name, below the path at hand. */
int compile_name(struct compile *compile, struct slice name,
    const struct compile_name *what, struct err *err);

/*
 * The value of this name: one of the same object, else of those around it,
 * else one under `let`; made before, and in an entity inside of it.  NULL where
 * there is none.
 */
const struct compile_name *
compile_find(const struct compile *compile, struct slice name);

/* Finish: the operations, in the arena, behind their end. */
int
compile_end(struct compile *compile, struct program *program, struct err *err);

#endif
