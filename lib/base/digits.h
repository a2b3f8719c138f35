#ifndef BASE_DIGITS_H
#define BASE_DIGITS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/load.h"
#include "base/slice.h"

/*
 * The plain digits that nearly all numbers are, eight at a time in a register:
 * Lemire, "Quickly parsing eight digits", 2018,
 * https://lemire.me/blog/2018/10/03/quickly-parsing-eight-digits/
 */
enum { DIGITS_WORD = 8 };
#define DIGITS_ZEROS UINT64_C(0x3030303030303030)

/* Not 0 where a byte of the word is no digit. */
static inline uint64_t
digits_others(uint64_t word)
{
	/* A digit has the high half 3, and has it with 6 added too. */
	return ((word ^ DIGITS_ZEROS) |
		   ((word + UINT64_C(0x0606060606060606)) ^ DIGITS_ZEROS)) &
	    UINT64_C(0xF0F0F0F0F0F0F0F0);
}

/* 1 to 8 bytes at the end of a word, behind zeros. */
static inline uint64_t
digits_few(struct slice text)
{
	const unsigned zeros = 8 * (unsigned)(DIGITS_WORD - text.len);

	return load_few(text.ptr, text.len) << zeros |
	    (DIGITS_ZEROS & ((UINT64_C(1) << zeros) - 1));
}

/* The value of eight digits, the first one lowest. */
static inline uint64_t
digits_word(uint64_t word)
{
	const uint64_t pairs = UINT64_C(0x000000FF000000FF);

	word -= DIGITS_ZEROS;
	word = 10 * word + (word >> 8); /* pairs, each in an even byte */
	return ((word & pairs) * (100 + (UINT64_C(1000000) << 32)) +
		   ((word >> 16 & pairs) * (1 + (UINT64_C(10000) << 32)))) >>
	    32;
}

/*
 * The value of 1 to 18 digits, which fits into 63 bits.  Returns false, with
 * *value undefined, for any other text.
 */
enum { DIGITS_VALUE_MAX = 18 };

static inline bool
digits_value(struct slice text, uint64_t *value)
{
	uint64_t word;
	uint64_t others = 0; /* not 0: there is another byte */
	uint64_t sum = 0;
	size_t at = 0;

	if (text.len == 0 || text.len > DIGITS_VALUE_MAX)
		return false;
	if (text.len <= DIGITS_WORD) {
		word = digits_few(text);
		*value = digits_word(word);
		return digits_others(word) == 0;
	}
	for (; (text.len - at) % DIGITS_WORD != 0; at++) {
		const unsigned char digit = (unsigned char)(text.ptr[at] - '0');

		others |= digit > 9;
		sum = 10 * sum + digit;
	}
	for (; at < text.len; at += DIGITS_WORD) {
		word = load_word(text.ptr + at);
		others |= digits_others(word);
		sum = UINT64_C(100000000) * sum + digits_word(word);
	}
	*value = sum;
	return others == 0;
}

#endif
