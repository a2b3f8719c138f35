#ifndef GEN_FAULT_H
#define GEN_FAULT_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Faults of kinds that streams have, for the tests of those who read them: a
 * line that is cut, or has a byte that is no UTF-8, or is no object, lacks a
 * member, or has one of another type.  The first three are never valid records,
 * the last two always are: it takes a schema to see that they are wrong.
 */
enum fault_kind {
	FAULT_CUT,
	FAULT_UTF8,
	FAULT_NOT_OBJECT,
	FAULT_MISSING,
	FAULT_TYPE,
	FAULT_KINDS, /* how many there are */
};

struct fault {
	enum fault_kind kind;
	uint64_t where; /* a random number that says at which place */
};

/* So many bytes can a line grow by. */
enum { FAULT_ROOM = 8 };

/* How often, and by which seed. */
struct faults {
	uint64_t seed;
	uint32_t billionths; /* of the lines */
};

/*
 * Is this record one of those, and how?  It depends on seed and number alone,
 * and not on what the record holds.
 */
bool
fault_draw(const struct faults *faults, uint64_t number, struct fault *fault);

/*
 * Make a line faulty, which is an object and may be followed by blanks.
 * Returns its new end, FAULT_ROOM further at the most.  It stays one line, and
 * never becomes a blank one.  An object without members has none to lack: it is
 * cut.
 */
char *fault_make(const struct fault *fault, char *line, char *end);

#endif
