#ifndef JSON_PATH_H
#define JSON_PATH_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"

/*
 * A field path: venue.venue_name, events.0.name, or a JSON Pointer (RFC 6901)
 * when it starts with '/'.  In the dotted form a backslash takes the byte after
 * it literally.  A step is a member's name and, where it is a decimal number
 * without leading zeros, also the number of an array's element, from 0.
 * No path at all ("" in the pointer form) is the whole record.
 */
enum { JSON_PATH_STEPS_MAX = 64 };

struct json_path {
	char *bytes; /* owned; the steps point into it */
	struct slice steps[JSON_PATH_STEPS_MAX]; /* UTF-8, escapes taken away */
	size_t len;
};

/*
 * Read a path.  Returns 0, or -1 with *err set: ERR_USAGE for a path with an
 * empty dotted step, a bad ~ escape, text that is no UTF-8 or too many steps;
 * ERR_SYSTEM.  The caller must json_path_free() it.
 */
int json_path_parse(struct json_path *path, struct slice text, struct err *err);

/* The last step, "" where there is none: `country` of origin.country. */
struct slice json_path_last(const struct json_path *path);

/* Append the path, or one step of one, as a JSON Pointer, ~ and / escaped. */
void json_pointer_put_step(struct slice step, struct buffer *out);
void json_path_put_pointer(const struct json_path *path, struct buffer *out);

void json_path_free(struct json_path *path);

/*
 * Cut a list at the first byte `at` that no backslash stands before: what is
 * in front of it goes to *head, backslashes kept, and *rest becomes what is
 * behind it.  Returns true when `at` was found; else *head is all of *rest and
 * *rest becomes empty.
 */
bool path_cut(struct slice *rest, char at, struct slice *head);

/* Append text with its backslashes taken away: `a\.b` is `a.b`. */
void path_unescape(struct slice text, struct buffer *out);

#endif
