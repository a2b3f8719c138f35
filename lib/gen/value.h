#ifndef GEN_VALUE_H
#define GEN_VALUE_H

#include "gen/program.h"

/*
 * The values that a model can write: the functions behind PROGRAM_PUT, each
 * with the members of struct program_op that it reads.  Where a value is a JSON
 * string, its quotes stand in the bytes around it.
 */
program_put value_int;     /* number */
program_put value_decimal; /* number, in units of its last digit */
program_put value_count;   /* number.min + number.step * run->number */
program_put value_hex;     /* number.digits of them */
program_put value_bool;    /* billionths: of being true */
program_put value_uuid4;
program_put value_uuid7;
program_put value_pick; /* pick: one of its texts */
program_put value_turn; /* pick: the text of run->number, and around again */
program_put value_rank; /* pick: which was drawn, plus pick.min */
program_put value_time; /* time, billionths: of being late */
program_put value_row;  /* row: one of a table's rows into slots, no bytes */

/* The value in a slot: as it stands, … */
program_put value_copy;
/* … without its quotes if it has some, … */
program_put value_inner;
/* … the same with ASCII letters in lower case, … */
program_put value_lower;
/* … the same with a '-' for each run of other bytes than letters and digits. */
program_put value_slug;
/* … or the other way: blanks for '-', and capitals where words begin. */
program_put value_title;

/* Is it one of so many billionths? */
bool value_happens(const struct program_op *op, struct program_run *run);

/* An integer of number. */
int64_t value_draw(const struct program_op *op, struct program_run *run);

/* The target that pick draws. */
uint32_t value_branch(const struct program_op *op, struct program_run *run);

#endif
