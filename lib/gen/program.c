#include "gen/program.h"

#include "gen/put.h"
#include "gen/value.h"

/* What was never made for this record is null. */
static void
clear_slots(const struct program *program, struct program_run *run)
{
	for (uint32_t i = 0; i < program->slots; i++)
		run->slots[i] = SLICE("null");
}

char *
program_run(const struct program *program, struct program_run *run, char *line)
{
	const struct program_op *ops = program->ops;
	const struct program_op *op = ops;
	uint64_t left[PROGRAM_LOOPS_MAX];
	char *at = run->aside;

	clear_slots(program, run);
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
		case PROGRAM_SKIP:
			next = value_happens(op, run) ? next : &ops[op->target];
			break;
		case PROGRAM_BRANCH:
			next = &ops[value_branch(op, run)];
			break;
		case PROGRAM_JUMP:
			next = &ops[op->target];
			break;
		case PROGRAM_LOOP:
			left[op->loop] = (uint64_t)value_draw(op, run);
			next = left[op->loop] > 0 ? next : &ops[op->target];
			break;
		case PROGRAM_AGAIN:
			if (--left[op->loop] > 0) {
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
