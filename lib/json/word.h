#ifndef JSON_WORD_H
#define JSON_WORD_H

#include <stdint.h>

#include "base/load.h"

/*
 * Eight bytes at a time in a register, without instructions that not every
 * machine has: "SIMD within a register" (Lamport, CACM 18, 1975; Knuth, The Art
 * of Computer Programming 4A, section 7.1.3).  The first byte is the lowest.
 */

/* A byte in all eight places. */
#define WORD_OF(byte) (UINT64_C(0x0101010101010101) * (byte))
#define WORD_HIGH WORD_OF(0x80)

/* The place, 0 to 7, of the lowest byte whose high bit is set; marks != 0. */
static inline unsigned
word_first(uint64_t marks)
{
	return (unsigned)__builtin_ctzll(marks) >> 3;
}

/*
 * Mark the bytes that a string may not simply go on over: '"', '\', below 0x20
 * and above 0x7F.  Only the lowest mark is exact, for each subtraction borrows
 * from the byte above only where its own byte is marked.
 */
static inline uint64_t
word_specials(uint64_t word)
{
	/* With this bit turned '"' is 0x20, right above the controls. */
	uint64_t quotes = (word ^ WORD_OF('"' ^ ' ')) - WORD_OF(' ' + 1);
	uint64_t escapes = (word ^ WORD_OF('\\')) - WORD_OF(1);

	return (quotes | escapes | word) & WORD_HIGH;
}

/* Mark each '\'; only the lowest mark is exact. */
static inline uint64_t
word_backslashes(uint64_t word)
{
	uint64_t others = word ^ WORD_OF('\\'); /* 0 for a backslash */

	return (others - WORD_OF(1)) & ~others & WORD_HIGH;
}

/* Mark the bytes that are no digits; only the lowest mark is exact. */
static inline uint64_t
word_nondigits(uint64_t word)
{
	uint64_t value = word ^ WORD_OF('0'); /* 0 to 9 for a digit */

	return ((value + WORD_OF(0x80 - 10)) | value) & WORD_HIGH;
}

#endif
