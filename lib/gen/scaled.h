#ifndef GEN_SCALED_H
#define GEN_SCALED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

enum { SCALED_DIGITS_MAX = 18 };

/*
 * A decimal number ([-]digits[.digits]) as an integer of units of 10^-digits:
 * 1.5 with 3 digits is 1500.  Returns false for other text, for more digits
 * behind the point than these, and for what does not fit.
 */
bool scaled_parse(struct slice text, int digits, int64_t *into);

/* A share, as 0.05 or 5%, in billionths: 0 to 10^9.  Returns false likewise. */
bool share_parse(struct slice text, int64_t *billionths);

#endif
