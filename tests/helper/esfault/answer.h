#ifndef ESFAULT_ANSWER_H
#define ESFAULT_ANSWER_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/random.h"
#include "plan.h"

/* What is sent back: bytes, and behind them a filler, over and over. */
struct answer {
	struct buffer bytes;
	struct buffer filler;
	size_t repeats;
	bool none;   /* the request is never answered */
	bool slow;   /* in small pieces */
	bool closes; /* the connection is of no use after it */
};

/*
 * Make the answer from a status and a body, which is spoiled, as the fault
 * says.  head_only: the request was HEAD.
 */
void answer_make(struct answer *answer, unsigned status, struct buffer *body,
    bool head_only);
void answer_make_faulty(struct answer *answer, struct buffer *body,
    const struct fault *fault, struct random *random);

void answer_clear(struct answer *answer);
void answer_free(struct answer *answer);

#endif
