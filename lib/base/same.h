#ifndef BASE_SAME_H
#define BASE_SAME_H

#include <stdbool.h>

#include "base/load.h"
#include "base/slice.h"

/* slice_equal() for keys: most are short and are compared without a call. */

/* Less than sixteen bytes. */
static inline bool
same_few(struct slice a, struct slice b)
{
	if (a.len > 8)
		return load_word(a.ptr) == load_word(b.ptr) &&
		    load_word(a.ptr + a.len - 8) ==
		    load_word(b.ptr + b.len - 8);
	return a.len == 0 || load_few(a.ptr, a.len) == load_few(b.ptr, b.len);
}

/* Sixteen bytes: 0 where they are the same. */
static inline uint64_t
difference(const char *a, const char *b)
{
	return (load_word(a) ^ load_word(b)) |
	    (load_word(a + 8) ^ load_word(b + 8));
}

/*
 * Up to four such parts, which overlap where there is less.  Lengths vary, and
 * a jump that depends on them would be guessed wrong time and again.
 */
static inline uint64_t
difference_of_four(const char *a, const char *b, size_t len)
{
	const size_t last = len - 16;
	const size_t second = last < 16 ? last : 16;
	const size_t third = last < 32 ? last : 32;

	return difference(a, b) | difference(a + second, b + second) |
	    difference(a + third, b + third) | difference(a + last, b + last);
}

/* Most keys are short: those are compared without a call. */
static inline bool
same_bytes(struct slice a, struct slice b)
{
	if (a.len != b.len)
		return false;
	if (a.len < 16)
		return same_few(a, b);
	if (a.len <= 64)
		return difference_of_four(a.ptr, b.ptr, a.len) == 0;
	return memcmp(a.ptr, b.ptr, a.len) == 0;
}

#endif
