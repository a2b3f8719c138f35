#include "json/shape.h"

/* For AVX2; see json/index_avx2.c. */

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__((target("avx2,bmi,bmi2,pclmul,popcnt")))

#include "json/shape_run.h"

TARGET static inline bool
is_piece(struct column column, int32_t delta,
    const struct json_shape_piece *piece)
{
	__m256i bytes = _mm256_load_si256((const __m256i *)piece->bytes);
	__m256i mask = _mm256_load_si256((const __m256i *)piece->mask);
	__m256i found = _mm256_setzero_si256();

	for (size_t i = 0; i < column.len; i++) {
		const char *at = column.base +
		    ((ptrdiff_t)column.token[i * column.stride] + delta);
		__m256i here = _mm256_loadu_si256((const __m256i *)at);

		found = _mm256_or_si256(found,
		    _mm256_and_si256(_mm256_xor_si256(here, bytes), mask));
	}
	return _mm256_testz_si256(found, found) != 0;
}

/*
 * For a number of so many digits: less `least` its bytes are `most` at most,
 * and what is behind it is any byte.
 */
struct digits {
	uint8_t least[DIGITS_MAX];
	uint8_t most[DIGITS_MAX];
};

/* A zero comes first only where it is all of the number. */
#define LEAST(len) ((len) == 1 ? '0' : '1')
#define FIRST(len) ((len) == 1 ? 9 : 8)
#define MOST(len, at) ((at) < (len) ? 9 : 255)
#define DIGITS(len)                                                            \
	{                                                                      \
		{ LEAST(len), '0', '0', '0', '0', '0', '0', '0', '0', '0',     \
			'0', '0', '0', '0', '0', '0' },                        \
		    { FIRST(len), MOST(len, 1), MOST(len, 2), MOST(len, 3),    \
			    MOST(len, 4), MOST(len, 5), MOST(len, 6),          \
			    MOST(len, 7), MOST(len, 8), MOST(len, 9),          \
			    MOST(len, 10), MOST(len, 11), MOST(len, 12),       \
			    MOST(len, 13), MOST(len, 14), MOST(len, 15) },     \
	}

static const struct digits digits_of[DIGITS_MAX] = { DIGITS(1), DIGITS(2),
	DIGITS(3), DIGITS(4), DIGITS(5), DIGITS(6), DIGITS(7), DIGITS(8),
	DIGITS(9), DIGITS(10), DIGITS(11), DIGITS(12), DIGITS(13), DIGITS(14),
	DIGITS(15), DIGITS(16) };

TARGET static inline __m128i
load_16(const void *from)
{
	return _mm_loadu_si128((const __m128i *)from);
}

TARGET static inline bool
are_whole(struct column column, int32_t delta)
{
	__m128i above = _mm_setzero_si128();
	uint32_t lens = 0; /* each less one */

	for (size_t i = 0; i < column.len; i++) {
		const uint32_t *token = column.token + i * column.stride;
		uint32_t less = *token - token[-1] + (uint32_t)delta - 1;
		const struct digits *digits = &digits_of[less % DIGITS_MAX];
		__m128i values = _mm_sub_epi8(load_16(column.base + token[-1]),
		    load_16(digits->least));

		lens |= less;
		above = _mm_or_si128(above,
		    _mm_subs_epu8(values, load_16(digits->most)));
	}
	return lens < DIGITS_MAX && _mm_testz_si128(above, above) != 0;
}

TARGET size_t
json_shape_match_avx2(const struct json_shape *shape,
    const struct json_shape_lines *lines)
{
	return match_lines(shape, lines);
}

#else

size_t
json_shape_match_avx2(const struct json_shape *shape,
    const struct json_shape_lines *lines)
{
	return json_shape_match_plain(shape, lines);
}

#endif
