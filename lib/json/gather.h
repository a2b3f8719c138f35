#ifndef JSON_GATHER_H
#define JSON_GATHER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"
#include "json/walk.h"

/*
 * One JSON value out of bytes that come in pieces, put onto one line: white
 * space outside of its strings is left out, all else stays as it is.
 *
 * Only what finds the end of the value is judged here: strings and brackets.
 * Whether the line is JSON is for json/walk.h or json/check.h to say; what is
 * not does not become it here, for between two words one blank is kept.
 */
struct gather {
	struct buffer text; /* of the value so far, at most max bytes */
	size_t max;
	uint64_t length; /* what text would have without the limit */
	size_t depth;    /* brackets that are open */
	bool is_string;  /* inside of a string */
	bool is_escape;  /* behind its backslash */
	bool is_gap;     /* white space was left out behind a word */
	char last;       /* the last byte outside of strings; ' ' at first */
	const char *expected; /* GATHER_BAD: what is missing; static */
	/* For each bracket whether it is '['; deeper ones are only counted. */
	uint64_t arrays[JSON_DEPTH_MAX / 64];
};

enum gather_state {
	GATHER_MORE, /* all bytes are taken, the value goes on */
	GATHER_DONE, /* the value is whole, the input at the byte behind it */
	GATHER_BAD,  /* the input is at a byte that cannot follow */
};

/*
 * Begin with a value, whose first byte must be neither white space nor one of
 * , : ] and }.
 */
void gather_start(struct gather *gather);

/* Take bytes of the input, as far as the value goes. */
enum gather_state gather_take(struct gather *gather, struct slice *input);

/* Take bytes as they are, for what has no end that could be found. */
void gather_raw(struct gather *gather, struct slice bytes);

/* Is it whole if nothing follows?  Only a number or a word is. */
bool gather_can_end(const struct gather *gather);

void gather_free(struct gather *gather);

/* Is it white space of JSON (RFC 8259, section 2)? */
static inline bool
json_is_space(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

#endif
