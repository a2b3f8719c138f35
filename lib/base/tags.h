#ifndef BASE_TAGS_H
#define BASE_TAGS_H

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/*
 * Sixteen tags of a byte each, compared at once: the control group of a hash
 * table (base/table.h), after "Swiss tables", Kulukundis, CppCon 2017, and
 * https://abseil.io/about/design/swisstables.  Each bit of a result stands for
 * one place, the lowest for the first.
 */
enum { TAGS_LEN = 16 };

/* The places with this tag; what other machines than those with SSE2 do. */
static inline unsigned
tags_match_plain(const unsigned char *tags, unsigned char tag)
{
	unsigned places = 0;

	for (unsigned i = 0; i < TAGS_LEN; i++)
		places |= (unsigned)(tags[i] == tag) << i;
	return places;
}

static inline unsigned
tags_match(const unsigned char *tags, unsigned char tag)
{
#if defined(__SSE2__)
	__m128i all = _mm_loadu_si128((const __m128i *)(const void *)tags);
	__m128i equal = _mm_cmpeq_epi8(all, _mm_set1_epi8((char)tag));

	return (unsigned)_mm_movemask_epi8(equal);
#else
	return tags_match_plain(tags, tag);
#endif
}

/* The first of these places; places != 0. */
static inline unsigned
tags_first(unsigned places)
{
	return (unsigned)__builtin_ctz(places);
}

#endif
