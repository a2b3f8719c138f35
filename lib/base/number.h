#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

/*
 * Numbers as JSON writes them (RFC 8259, section 6), exact at any size: nothing
 * is ever turned into a double.  All functions expect a text that is a valid
 * JSON number.
 */

/*
 * Order by value: <0, 0, >0.  1, 1.0 and 10e-1 are equal, and so are 0 and -0.
 * The exponent may have any number of digits.
 */
int number_compare(struct slice a, struct slice b);

/*
 * Append the one text that all equal numbers share, for keys: an integer
 * without sign of zero, point and exponent where it has at most 40 digits, else
 * DIGITSeEXPONENT.
 */
void number_put_canonical(struct slice text, struct buffer *out);

/*
 * An integer by value (1.0 and 1e3 are integers).  Returns true and sets *into,
 * or false where it is no integer or does not fit.
 */
bool number_to_int64(struct slice text, int64_t *into);

/* Is it an integer by value, of any size?  (1.0 is, JSON Schema says so.) */
bool number_is_integer(struct slice text);

/*
 * The digits of its plain notation, point and sign not counted: 3 for -1.50,
 * 401 for 1e400, 1 for any zero, SIZE_MAX where it is beyond counting.
 */
size_t number_digits(struct slice text);

#endif
