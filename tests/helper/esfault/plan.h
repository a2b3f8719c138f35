#ifndef ESFAULT_PLAN_H
#define ESFAULT_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/random.h"

/*
 * What goes wrong with which request: a list of faults, the first for the first
 * request, and so on; after the last one nothing goes wrong any more.
 */

enum fault_kind {
	FAULT_NONE,        /* ok */
	FAULT_STATUS,      /* 503: that answer, and nothing is done */
	FAULT_EARLY,       /* early:413: the same, the body is not read */
	FAULT_CUT_REQUEST, /* cut-request:N: closed after N bytes of it */
	FAULT_CUT_ANSWER, /* cut-answer:N: closed after N bytes of the answer */
	FAULT_STALL,      /* stall: no answer */
	FAULT_LATE,       /* late: no answer, and done after the next one */
	FAULT_ITEMS,      /* items:429: some items fail so, the others do not */
	FAULT_LOST,       /* lost: nothing is done, the answer denies it */
	FAULT_SHORT,      /* short: the last item is missing in the answer */
	FAULT_MORE,       /* more: an item too many in the answer */
	FAULT_SWAPPED,    /* swapped: two items in each other's place */
	FAULT_ALIEN,      /* alien: an item of a document never sent */
	FAULT_CUT_JSON,   /* cut-json: the second half is missing */
	FAULT_BROKEN,     /* broken: bytes in the middle that are no JSON */
	FAULT_DEEP,       /* deep: nested a million times */
	FAULT_HUGE,       /* huge: of 4 GiB */
	FAULT_BOMB,       /* bomb: the same in gzip, 4 MiB */
	FAULT_GARBAGE,    /* garbage: not HTTP */
	FAULT_SLOW,       /* slow: byte by byte */
	FAULT_RED,        /* red: of _cluster/health only */
};

struct fault {
	enum fault_kind kind;
	/* FAULT_STATUS, FAULT_STALL: what was asked is done first ("503+"). */
	bool done;
	unsigned number; /* the status, or N */
};

enum { PLAN_FAULTS_MAX = 4096 };

struct plan {
	struct fault faults[PLAN_FAULTS_MAX];
	size_t count;
	size_t next;
	bool repeats; /* the last one stays for ever */
};

/*
 * Read faults from text: words with commas between them.  "3*503" is three
 * times, "*503" for ever.  Returns 0, or -1 where it is none.
 */
int plan_parse(struct plan *plan, const char *text);

/*
 * Draw so many faults after which a client that tries again is served; between
 * them some requests are served as well.
 */
void plan_draw(struct plan *plan, struct random *random, size_t count);

/* The fault of the next request. */
struct fault plan_next(struct plan *plan);

#endif
