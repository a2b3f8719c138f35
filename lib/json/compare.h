#ifndef JSON_COMPARE_H
#define JSON_COMPARE_H

#include "base/slice.h"

/*
 * Order of two JSON values as they stand in a valid text: <0, 0, >0.  null,
 * false, true, numbers by value, strings by code point, then arrays and objects
 * by their bytes.
 */
int json_value_compare(struct slice a, struct slice b);

#endif
