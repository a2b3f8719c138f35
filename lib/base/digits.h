#ifndef BASE_DIGITS_H
#define BASE_DIGITS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/slice.h"

/*
 * The plain digits that nearly all numbers are, eight at a time in a register:
 * Lemire, "Quickly parsing eight digits", 2018,
 * https://lemire.me/blog/2018/10/03/quickly-parsing-eight-digits/
 */
enum { DIGITS_WORD = 8 };

/* The value of eight digits; false where there is another byte among them. */
static inline bool
digits_word(const char *from, uint64_t *value)
{
	const uint64_t zeros = UINT64_C(0x3030303030303030);
	const uint64_t highs = UINT64_C(0xF0F0F0F0F0F0F0F0);
	const uint64_t pairs = UINT64_C(0x000000FF000000FF);
	uint64_t word;

	memcpy(&word, from, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	/* A digit has the high half 3, and has it with 6 added too. */
	if ((word & highs) != zeros ||
	    ((word + UINT64_C(0x0606060606060606)) & highs) != zeros)
		return false;
	word -= zeros;
	word = 10 * word + (word >> 8); /* pairs, each in an even byte */
	*value = ((word & pairs) * (100 + (UINT64_C(1000000) << 32)) +
		     ((word >> 16 & pairs) * (1 + (UINT64_C(10000) << 32)))) >>
	    32;
	return true;
}

/*
 * The value of 1 to 18 digits, which fits into 63 bits.  Returns false, with
 * *value undefined, for any other text.
 */
enum { DIGITS_VALUE_MAX = 18 };

static inline bool
digits_value(struct slice text, uint64_t *value)
{
	uint64_t sum = 0;
	size_t at = 0;

	if (text.len == 0 || text.len > DIGITS_VALUE_MAX)
		return false;
	for (; text.len - at >= DIGITS_WORD; at += DIGITS_WORD) {
		uint64_t word;

		if (!digits_word(text.ptr + at, &word))
			return false;
		sum = UINT64_C(100000000) * sum + word;
	}
	for (; at < text.len; at++) {
		if (!ascii_is_digit(text.ptr[at]))
			return false;
		sum = 10 * sum + (uint64_t)(text.ptr[at] - '0');
	}
	*value = sum;
	return true;
}

#endif
