#include "json/kernel.h"

/* The kernel for AVX-512 with VBMI2: Intel's Ice Lake, AMD's Zen 4, and on. */

#if defined(__x86_64__)

#include <immintrin.h>

#include "json/utf8_pairs.h"

#define TARGET                                                                 \
	__attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,"       \
			      "bmi,bmi2,pclmul,popcnt")))

struct utf8 {
	/*
	 * The 64 bytes before, or those before them where only ASCII follows:
	 * in both cases what begins afresh must not begin with a continuation.
	 */
	__m512i last;
	bool is_open; /* they end inside a code point */
};

#include "json/vector.h"

/* The bytes that may stand behind a backslash, 'u' aside: of the ASCII ones. */
static const uint8_t escapable[2 * VECTOR_BYTES] = {
	['"'] = 1,
	['/'] = 1,
	['\\'] = 1,
	['b'] = 1,
	['f'] = 1,
	['n'] = 1,
	['r'] = 1,
	['t'] = 1,
};

/*
 * By the low six bits of a byte: the one byte of its kind that has them.  Where
 * there is none it is 0, or for the bits of 0 another byte, that has others.
 */
static const uint8_t structures[VECTOR_BYTES] = {
	[0] = 0xFF,
	['\n'] = '\n',
	[',' & 0x3F] = ',',
	[':' & 0x3F] = ':',
	['[' & 0x3F] = '[',
	[']' & 0x3F] = ']',
	['{' & 0x3F] = '{',
	['}' & 0x3F] = '}',
};
static const uint8_t blanks[VECTOR_BYTES] = {
	[0] = 0xFF,
	['\t'] = '\t',
	['\n'] = '\n',
	['\r'] = '\r',
	[' '] = ' ',
};

static const uint8_t counting[VECTOR_BYTES] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
	10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
	28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45,
	46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62,
	63 };

/* The bytes of a kind. */
TARGET static inline uint64_t
find_kind(const uint8_t kind[VECTOR_BYTES], __m512i bytes)
{
	__m512i of_kind = _mm512_permutexvar_epi8(bytes,
	    _mm512_loadu_si512(kind));

	return _mm512_cmpeq_epi8_mask(of_kind, bytes);
}

TARGET static inline uint64_t
find_byte(char byte, __m512i bytes)
{
	return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(byte));
}

TARGET static inline __m512i
look_up(const uint8_t table[16], __m512i halves)
{
	__m512i lanes = _mm512_broadcast_i32x4(
	    _mm_loadu_si128((const __m128i *)table));

	return _mm512_shuffle_epi8(lanes, halves);
}

TARGET static inline __m512i
high_halves(__m512i bytes)
{
	return _mm512_and_si512(_mm512_srli_epi16(bytes, 4),
	    _mm512_set1_epi8(0x0F));
}

TARGET static inline bool
ends_inside(__m512i bytes)
{
	__m128i whole = _mm_loadu_si128((const __m128i *)utf8_whole);
	__m128i end = _mm512_extracti32x4_epi32(bytes, 3);
	__m128i above = _mm_subs_epu8(end, whole);

	return !_mm_testz_si128(above, above);
}

/* See json/utf8_pairs.h. */
TARGET static inline bool
check_utf8(__m512i bytes, struct utf8 *utf8)
{
	/* For each 16 bytes the 16 before, and for each byte those before. */
	__m512i before = _mm512_alignr_epi64(bytes, utf8->last, 6);
	__m512i first = _mm512_alignr_epi8(bytes, before, 15);
	__m512i second = _mm512_alignr_epi8(bytes, before, 14);
	__m512i third = _mm512_alignr_epi8(bytes, before, 13);
	__m512i low_half = _mm512_and_si512(first, _mm512_set1_epi8(0x0F));
	__m512i found = look_up(utf8_first_high, high_halves(first));

	found = _mm512_and_si512(found, look_up(utf8_first_low, low_half));
	found = _mm512_and_si512(found,
	    look_up(utf8_second_high, high_halves(bytes)));
	/* The high bit is left of a lead of three or four, and of four. */
	second = _mm512_subs_epu8(second, _mm512_set1_epi8(0xE0 - 0x80));
	third = _mm512_subs_epu8(third, _mm512_set1_epi8((char)(0xF0 - 0x80)));
	__m512i due = _mm512_and_si512(_mm512_or_si512(second, third),
	    _mm512_set1_epi8((char)UTF8_TWO_CONTINUE));

	utf8->last = bytes;
	utf8->is_open = ends_inside(bytes);
	return _mm512_cmpneq_epu8_mask(found, due) == 0;
}

TARGET static inline bool
find_marks(const char *at, struct utf8 *utf8, struct marks *marks)
{
	__m512i bytes = _mm512_loadu_si512(at);
	uint64_t high = _mm512_movepi8_mask(bytes);
	uint64_t structure = find_kind(structures, bytes);
	uint64_t quotes = find_byte('"', bytes);

	*marks = (struct marks){
		.structure = structure,
		.quotes = quotes,
		.runs = ~(structure | quotes | find_kind(blanks, bytes)),
		.backslashes = find_byte('\\', bytes),
		.controls = _mm512_cmplt_epu8_mask(bytes,
		    _mm512_set1_epi8(' ')),
	};
	return (high == 0 && !utf8->is_open) || check_utf8(bytes, utf8);
}

TARGET static inline uint64_t
find_escapable(const char *at)
{
	__m512i bytes = _mm512_loadu_si512(at);
	__m512i found = _mm512_maskz_permutex2var_epi8(~_mm512_movepi8_mask(
							   bytes),
	    _mm512_loadu_si512(escapable), bytes,
	    _mm512_loadu_si512(escapable + VECTOR_BYTES));

	return _mm512_test_epi8_mask(found, found);
}

TARGET static inline uint64_t
find_strings(uint64_t quotes)
{
	/* A product without carries is an exclusive or of shifted factors. */
	__m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128(
						   (long long)quotes),
	    _mm_set1_epi8(-1), 0);

	return (uint64_t)_mm_cvtsi128_si64(product);
}

TARGET static inline void
put_16(uint32_t *tokens, __m512i at, __m128i places)
{
	_mm512_storeu_si512(tokens,
	    _mm512_add_epi32(at, _mm512_cvtepu8_epi32(places)));
}

TARGET static inline size_t
put_tokens(uint32_t *tokens, uint32_t at, uint64_t bits)
{
	__m512i first = _mm512_set1_epi32((int)at);
	__m512i places = _mm512_maskz_compress_epi8(bits,
	    _mm512_loadu_si512(counting));
	size_t len = (size_t)_mm_popcnt_u64(bits);

	/* Few records are so dense that a loop would be worth its branch. */
	put_16(tokens, first, _mm512_castsi512_si128(places));
	put_16(tokens + 16, first, _mm512_extracti32x4_epi32(places, 1));
	if (len > 32) {
		put_16(tokens + 32, first,
		    _mm512_extracti32x4_epi32(places, 2));
		put_16(tokens + 48, first,
		    _mm512_extracti32x4_epi32(places, 3));
	}
	return len;
}

static bool
is_runnable(void)
{
	return __builtin_cpu_supports("avx512f") &&
	    __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512vbmi") &&
	    __builtin_cpu_supports("avx512vbmi2") &&
	    __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
	    __builtin_cpu_supports("pclmul") &&
	    __builtin_cpu_supports("popcnt");
}

static int
index_block(struct json_index *index, struct slice block, struct err *err)
{
	return index_vectors(index, block, err);
}

#else

static bool
is_runnable(void)
{
	return false;
}

static int
index_block(struct json_index *index, struct slice block, struct err *err)
{
	return json_kernel_plain.index(index, block, err);
}

#endif

const struct json_kernel json_kernel_avx512 = {
	.name = "avx512",
	.is_runnable = is_runnable,
	.index = index_block,
	.match = json_shape_match_avx2,
};
