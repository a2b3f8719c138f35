#ifndef JSON_CHECK_H
#define JSON_CHECK_H

#include "base/err.h"
#include "base/slice.h"

/*
 * Is this text one JSON value?  The plain checker: byte for byte, no index, and
 * the model that the fast path is tested against.  It says exactly where the
 * first bad byte is and what was expected there.
 *
 * All of RFC 8259 is checked: the grammar, that strings are UTF-8 (RFC 3629),
 * that escaped surrogates come in pairs, no control characters in strings, and
 * nesting up to JSON_DEPTH_MAX.  White space around the value, LF included, is
 * allowed: a document may have many lines.  Not checked: that names are unique.
 *
 * Returns 0, or -1 with *err set: ERR_DATA, reason "json", "utf8" or "depth";
 * column counts bytes of text from 1 (len + 1 where its end came too soon).
 */
int json_check(struct slice text, struct err *err);

/* The same, and the value must be an object: else reason "not-object". */
int json_check_object(struct slice text, struct err *err);

#endif
