#ifndef GEN_PROGRAM_H
#define GEN_PROGRAM_H

#include <stdint.h>

#include "base/random.h"
#include "gen/alias.h"
#include "gen/texts.h"
#include "gen/timeform.h"

/*
 * A model as it runs: a list of operations.  Each writes the bytes that never
 * change first (names, quotes, commas: `before`) and then does the one thing
 * that does.  There is no check and no allocation in it; how long a line can
 * become is known when the program is made, see gen/compile.h.
 *
 * Some values are needed again, by a reference or a template: they are
 * remembered in slots.
 */
enum program_code {
	PROGRAM_TEXT,   /* nothing but `before` */
	PROGRAM_PUT,    /* a value: call put, see gen/value.h */
	PROGRAM_LINE,   /* what came so far was kept aside; the line begins */
	PROGRAM_OPEN,   /* a value begins that goes into slot … */
	PROGRAM_CLOSE,  /* … and ends */
	PROGRAM_ENTER,  /* entity: draw a member; what follows is its own … */
	PROGRAM_LEAVE,  /* … up to here */
	PROGRAM_SKIP,   /* go to target, but go on in billionths of the cases */
	PROGRAM_IF,     /* go to target where the value in slot is null */
	PROGRAM_BRANCH, /* pick: go to the target drawn */
	PROGRAM_JUMP,   /* go to target */
	PROGRAM_LOOP,   /* number: how often; go to target where it is 0 */
	PROGRAM_AGAIN,  /* write between and go to target, until it is done */
	PROGRAM_COMMA,  /* write between, unless it is the first member */
	PROGRAM_END,    /* the line is complete */
};

enum { PROGRAM_LOOPS_MAX = 8, PROGRAM_ENTITIES_MAX = 8 };
#define PROGRAM_BILLION UINT64_C(1000000000)

struct program_op;
struct program_run;

/* Writes a value at `at`; returns where it ends. */
typedef char *
program_put(const struct program_op *op, struct program_run *run, char *at);

struct program_op {
	enum program_code code;
	program_put *put;
	uint32_t slot;
	uint32_t target;
	uint32_t level;      /* of a loop or entity inside of others */
	uint32_t billionths; /* a probability */
	struct slice before; /* padded */
	union {
		struct {
			int64_t min;
			uint64_t count; /* of values from min; 0: 2^64 */
			int64_t step;
			int digits;
		} number;
		struct {
			struct alias alias;
			struct texts texts;
			int64_t min;             /* added to the one drawn */
			const uint32_t *targets; /* by the one drawn */
		} pick;
		struct {
			struct timeform form;
			int64_t min_ns;    /* added to the record's time */
			uint64_t count_ns; /* of values from min_ns, > 0 */
			uint64_t late_ns;  /* sometimes so much earlier */
		} time;
		struct {
			const struct texts *columns;
			uint32_t len; /* how many, into slot and the next */
		} row;
		struct {
			struct alias alias;
			uint64_t key;   /* tells entities apart */
			uint32_t slots; /* so many from slot on are inside */
		} entity;
		struct slice between; /* padded */
	};
};

struct program {
	const struct program_op *ops;
	size_t aside_max; /* bytes written before PROGRAM_LINE */
	size_t line_max;  /* bytes of a line */
	uint32_t slots;
};

/* One record, and what is kept while it is made. */
struct program_run {
	struct random random;
	uint64_t seed;
	uint64_t number;     /* of the record or the entity's member, from 0 */
	int64_t time_ns;     /* its time … */
	int64_t start_ns;    /* … which is this for all members */
	struct slice *slots; /* as many as the program has */
	char *aside;         /* aside_max + PUT_STEP bytes */
};

/*
 * Make one record at line, which has line_max + PUT_STEP bytes.
 * Returns where it ends; there is no LF.
 */
char *
program_run(const struct program *program, struct program_run *run, char *line);

#endif
