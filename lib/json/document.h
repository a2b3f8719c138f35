#ifndef JSON_DOCUMENT_H
#define JSON_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"
#include "json/path.h"

/*
 * The way through a document to the array at a path, byte by byte: what is each
 * value that begins, and which brackets and commas stand around those that are
 * wanted?  Only containers on the path are entered; all other values are the
 * caller's, who finds their ends.
 */
enum document_state {
	DOCUMENT_TOP,        /* a value, or the end of the input */
	DOCUMENT_FIRST,      /* an array was opened: an element or ']' */
	DOCUMENT_ELEMENT,    /* an element */
	DOCUMENT_FIRST_NAME, /* an object was opened: a name or '}' */
	DOCUMENT_NAME,
	DOCUMENT_COLON,
	DOCUMENT_VALUE, /* of a member */
	DOCUMENT_COMMA, /* ',' or the bracket that closes */
};

/* A container on the path that is open. */
struct document_level {
	bool is_array;
	bool is_on_path; /* the member or element at hand is the path's step */
	uint64_t number; /* of the element at hand */
};

struct document {
	const struct json_path *path; /* borrowed; NULL: no steps */
	size_t steps_len;
	enum document_state state;
	/* In levels[i] step i is looked for; behind the last is the array. */
	struct document_level levels[JSON_PATH_STEPS_MAX + 1];
	size_t depth;         /* levels that are open */
	bool is_found;        /* this document had something at the path */
	const char *expected; /* of a mistake; static */
};

/* What the byte at hand is. */
enum document_step {
	STEP_TAKEN,   /* a bracket, a comma, a colon */
	STEP_GIVE,    /* the first byte of an element that is wanted */
	STEP_CHECK,   /* of a value beside the path */
	STEP_NAME,    /* of a name */
	STEP_REFUSE,  /* of a value at the path that is no array */
	STEP_MISTAKE, /* something is missing, see expected: ask again */
	STEP_LOST,    /* likewise, and there is no way on */
};

/* No document is open. */
void document_start(struct document *document, const struct json_path *path);

/* A byte outside of the caller's values, no white space. */
enum document_step document_take(struct document *document, char byte);

/* A value that began has ended. */
void document_end_value(struct document *document);

/* A name has ended; raw is what stands between its quotes. */
void document_end_name(struct document *document, struct slice raw);

/* Is none open? */
static inline bool
document_is_over(const struct document *document)
{
	return document->depth == 0;
}

#endif
