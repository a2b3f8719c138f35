#include "gen/program.h"

#include "gen/put.h"
#include "gen/value.h"

/* What was never made for this record, or member, is null. */
static void
clear_slots(struct program_run *run, uint32_t from, uint32_t len)
{
	for (uint32_t i = from; i < from + len; i++)
		run->slots[i] = SLICE("null");
}

/* What a record, or the member around, goes on with behind an entity. */
struct outer {
	struct random random;
	uint64_t number;
	int64_t time_ns;
};

/*
 * Draw a member; all that it has is then drawn from random numbers that are its
 * own, so it is always the same and need not be stored.
 */
static void
enter(const struct program_op *op, struct program_run *run, struct outer *outer)
{
	uint64_t member = alias_draw(&op->entity.alias, &run->random);

	*outer = (struct outer){ run->random, run->number, run->time_ns };
	random_init(&run->random, run->seed ^ op->entity.key, member);
	run->number = member;
	run->time_ns = run->start_ns;
	clear_slots(run, op->slot, op->entity.slots);
}

static void
leave(struct program_run *run, const struct outer *outer)
{
	run->random = outer->random;
	run->number = outer->number;
	run->time_ns = outer->time_ns;
}

char *
program_run(const struct program *program, struct program_run *run, char *line)
{
	const struct program_op *ops = program->ops;
	const struct program_op *op = ops;
	struct outer outer[PROGRAM_ENTITIES_MAX];
	uint64_t left[PROGRAM_LOOPS_MAX];
	char *at = run->aside;

	clear_slots(run, 0, program->slots);
	for (;;) {
		const struct program_op *next = op + 1;

		at = put_padded(at, op->before);
		switch (op->code) {
		case PROGRAM_TEXT:
			break;
		case PROGRAM_PUT:
			at = op->put(op, run, at);
			break;
		case PROGRAM_LINE:
			at = line;
			break;
		case PROGRAM_OPEN:
			run->slots[op->slot].ptr = at;
			break;
		case PROGRAM_CLOSE:
			run->slots[op->slot].len = (size_t)(at -
			    run->slots[op->slot].ptr);
			break;
		case PROGRAM_ENTER:
			enter(op, run, &outer[op->level]);
			break;
		case PROGRAM_LEAVE:
			leave(run, &outer[op->level]);
			break;
		case PROGRAM_SKIP:
			next = value_happens(op, run) ? next : &ops[op->target];
			break;
		case PROGRAM_IF:
			if (slice_equal(run->slots[op->slot], SLICE("null")))
				next = &ops[op->target];
			break;
		case PROGRAM_BRANCH:
			next = &ops[value_branch(op, run)];
			break;
		case PROGRAM_JUMP:
			next = &ops[op->target];
			break;
		case PROGRAM_LOOP:
			left[op->level] = (uint64_t)value_draw(op, run);
			next = left[op->level] > 0 ? next : &ops[op->target];
			break;
		case PROGRAM_AGAIN:
			if (--left[op->level] > 0) {
				at = put_padded(at, op->between);
				next = &ops[op->target];
			}
			break;
		case PROGRAM_COMMA:
			if (at[-1] != '{')
				at = put_padded(at, op->between);
			break;
		case PROGRAM_END:
			return at;
		}
		op = next;
	}
}
