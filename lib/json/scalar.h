#ifndef JSON_SCALAR_H
#define JSON_SCALAR_H

#include <stdbool.h>

/*
 * Numbers and words in full, for files of json/ only.
 *
 * Returns the byte behind the number or word at hand (at < end), which may be
 * end, or NULL where it is none or does not end there: behind it must follow a
 * byte of json/kernel.h's classes.
 */
const char *json_scalar_end(const char *at, const char *end);

#endif
