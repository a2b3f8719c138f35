#ifndef BASE_LOAD_H
#define BASE_LOAD_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bytes as a word, the first one lowest, on any machine. */

static inline uint64_t
load_word(const char *from)
{
	uint64_t word;

	memcpy(&word, from, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

static inline uint32_t
load_half(const char *from)
{
	uint32_t half;

	memcpy(&half, from, sizeof(half));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	half = __builtin_bswap32(half);
#endif
	return half;
}

/*
 * 1 to 8 bytes, the others of the word 0.  Nothing else is read: the loads
 * overlap, and then have the same byte in the same place.
 */
static inline uint64_t
load_few(const char *from, size_t len)
{
	const unsigned char *bytes = (const unsigned char *)from;

	if (len >= 4)
		return load_half(from) |
		    (uint64_t)load_half(from + len - 4) << (8 * (len - 4));
	return bytes[0] | (uint64_t)bytes[len / 2] << (8 * (len / 2)) |
	    (uint64_t)bytes[len - 1] << (8 * (len - 1));
}

#endif
