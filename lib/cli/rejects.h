#ifndef CLI_REJECTS_H
#define CLI_REJECTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/err.h"
#include "event/reject.h"

/*
 * What happens to records set aside: -r keeps them in a file, else the first
 * ten are told on stderr; --max-rejects and --strict say how many are too many.
 * May print and exit.
 */
struct rejects {
	const char *file; /* -r, or NULL */
	int fd;           /* of it */
	uint64_t max;     /* --max-rejects N; UINT64_MAX: no such limit */
	double max_share; /* --max-rejects P%, from 0 to 1; <0: no such limit */
	bool strict;      /* the first one is too many */
	uint64_t len;     /* how many so far */
	struct buffer row; /* kept from one to the next */
};

/*
 * limit is the text of --max-rejects, or NULL.  Exits with EXIT_USAGE where it
 * is none, with EXIT_FAILED where the file cannot be opened.
 */
void rejects_open(struct rejects *rejects, const char *file, const char *limit,
    bool strict);

/*
 * Set one aside.  Returns true when it is one too many, so that the tool must
 * end with EXIT_REJECTED.  Exits with EXIT_FAILED where the file cannot take
 * it.
 */
bool rejects_add(struct rejects *rejects, const struct reject *reject,
    const struct err *err);

/*
 * The end, after `in` records: tell how many were not shown.
 * Returns EXIT_DONE or EXIT_REJECTED.
 */
int rejects_close(struct rejects *rejects, uint64_t in);

#endif
