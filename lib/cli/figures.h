#ifndef CLI_FIGURES_H
#define CLI_FIGURES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

/*
 * What a tool has done so far, as --stats and SIGUSR1 tell it.
 */
struct figures {
	uint64_t in; /* lines that are not blank */
	uint64_t accepted;
	uint64_t rejected;
	uint64_t late;
	uint64_t deduplicated;
	uint64_t out;       /* records written */
	uint64_t bytes_in;  /* read */
	uint64_t bytes_out; /* taken by the kernel */
	int64_t start_ns;   /* wait_monotonic() at the start */
};

void figures_start(struct figures *figures);

/* in = accepted + rejected + late + deduplicated */
bool figures_add_up(const struct figures *figures);

/*
 * Append one JSON object and an LF; own is what stands behind the common
 * members, `,"groups":12`, or empty.
 */
void figures_put(const struct figures *figures, const char *tool,
    struct slice own, struct buffer *out);

/*
 * Print the same on stderr.  Returns 0, or -1 with *err set: ERR_SYSTEM when
 * memory is short; that nobody reads stderr any more is no failure.
 */
int figures_print(const struct figures *figures, const char *tool,
    const struct buffer *own, struct err *err);

#endif
