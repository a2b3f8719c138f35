#ifndef BASE_WIDTH_H
#define BASE_WIDTH_H

#include "base/slice.h"

/*
 * How many columns of a terminal UTF-8 text takes, without a locale: 2 for a
 * character of the wide blocks of East Asia and for pictures (emoji), 0 for
 * combining marks, joiners and variation selectors, 1 for all else.  That is
 * the essence of Unicode's UAX #11, by blocks; control characters, which must
 * not reach a terminal, count as 1.
 */
size_t width_of(struct slice text);

#endif
