#ifndef JSON_SCALAR_H
#define JSON_SCALAR_H

#include <stdint.h>

#include "json/kernel.h"
#include "json/word.h"

/*
 * Numbers and words in full, for files of json/ only.
 *
 * Returns the byte behind the number or word at hand (at < end), which may be
 * end, or NULL where it is none or does not end there: behind it must follow a
 * byte of json/kernel.h's classes.
 */
const char *json_scalar_end(const char *at, const char *end);

/* The same; most numbers are whole and short, and take no call. */
static inline const char *
json_scalar_skip(const char *at, const char *end)
{
	if (end - at <= 16)
		return json_scalar_end(at, end);
	const char *behind = at;
	uint64_t marks = word_nondigits(load_word(behind));

	if (marks == 0) {
		behind += 8;
		marks = word_nondigits(load_word(behind));
	}
	behind += marks == 0 ? 8 : word_first(marks);
	if (json_byte_class[(unsigned char)*behind] != 0 && behind > at &&
	    (*at != '0' || behind == at + 1))
		return behind;
	return json_scalar_end(at, end);
}

#endif
