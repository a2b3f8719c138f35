#ifndef SCHEMA_PATTERN_H
#define SCHEMA_PATTERN_H

#include "base/err.h"
#include "base/slice.h"

/*
 * Regular expressions as `pattern` of JSON Schema writes them, matched by PCRE2
 * (the only file that includes its header is pattern.c).
 *
 * They are read close to ECMA-262: \d \w \s mean ASCII, '$' is the end and not
 * the place before a last LF, \uXXXX is a code point.  A text is never given
 * more than PATTERN_STEPS_MAX steps of the matcher, however the expression
 * backtracks.
 */
enum { PATTERN_STEPS_MAX = 1000000 };

struct pattern;

/*
 * Compile an expression, which is UTF-8.  Returns NULL with *err set: ERR_USAGE
 * for one that is wrong, saying what and at which byte; ERR_SYSTEM.
 */
struct pattern *pattern_new(struct slice text, struct err *err);

/*
 * Does it match anywhere in text, which must be UTF-8?  Returns 1, 0, or -1
 * with *err set: ERR_DATA "pattern" past the limit of steps, ERR_SYSTEM.
 */
int pattern_find(struct pattern *pattern, struct slice text, struct err *err);

void pattern_free(struct pattern *pattern);

#endif
