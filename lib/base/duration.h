#ifndef BASE_DURATION_H
#define BASE_DURATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

/*
 * Spans of time as people write them: 500ms, 90s, 1m, 1h30m, 7d, also us and
 * ns; each unit is smaller than the one before it.
 */

/*
 * Read one, in nanoseconds.  Returns true, or false for anything else (a sign,
 * a number without a unit, a fraction) and for more than int64 holds.
 */
bool duration_parse(struct slice text, int64_t *ns);

/* Append it in the same form, the largest units first; 0s for none. */
void duration_put(int64_t ns, struct buffer *out);

#endif
