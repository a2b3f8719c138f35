#include "json/kernel.h"

/* The kernel for AVX2: Intel's Haswell, AMD's Zen, and on. */

#if defined(__x86_64__)

#include <immintrin.h>

#include "json/utf8_pairs.h"

#define TARGET __attribute__((target("avx2,bmi,bmi2,pclmul,popcnt")))

struct utf8 {
	/*
	 * The 32 bytes before, or those before them where only ASCII follows:
	 * in both cases what begins afresh must not begin with a continuation.
	 */
	__m256i last;
	bool is_open; /* they end inside a code point */
};

#include "json/vector.h"

/* The 64 bytes. */
struct halves {
	__m256i low, high;
};

TARGET static inline struct halves
load(const char *at)
{
	return (struct halves){
		_mm256_loadu_si256((const __m256i *)at),
		_mm256_loadu_si256((const __m256i *)(at + 32)),
	};
}

/* A bit for each byte's highest bit. */
TARGET static inline uint64_t
join(__m256i low, __m256i high)
{
	return (uint32_t)_mm256_movemask_epi8(low) |
	    (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

TARGET static inline uint64_t
find_byte(struct halves bytes, char byte)
{
	__m256i wanted = _mm256_set1_epi8(byte);

	return join(_mm256_cmpeq_epi8(bytes.low, wanted),
	    _mm256_cmpeq_epi8(bytes.high, wanted));
}

TARGET static inline __m256i
are_controls(__m256i bytes)
{
	__m256i highest = _mm256_set1_epi8(0x1F);

	return _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, highest), bytes);
}

/* The byte of a table that is chosen by the low half; 0 by one above 0x7F. */
TARGET static inline __m256i
look_up(const uint8_t table[16], __m256i bytes)
{
	__m256i lanes = _mm256_broadcastsi128_si256(
	    _mm_loadu_si128((const __m128i *)table));

	return _mm256_shuffle_epi8(lanes, bytes);
}

enum { NONE = 0x80 }; /* looked up by no byte that it is equal to */

static const uint8_t blank_of[16] = { ' ', NONE, NONE, NONE, NONE, NONE, NONE,
	NONE, NONE, '\t', '\n', NONE, NONE, '\r', NONE, NONE };

TARGET static inline __m256i
are_blanks(__m256i bytes)
{
	return _mm256_cmpeq_epi8(bytes, look_up(blank_of, bytes));
}

/* With this bit [ is {, and ] is }, and 0x0C is a comma and 0x1A a colon. */
static const uint8_t structure_of[16] = { NONE, NONE, NONE, NONE, NONE, NONE,
	NONE, NONE, NONE, NONE, ':', '{', ',', '}', NONE, NONE };

TARGET static inline __m256i
are_structure(__m256i bytes)
{
	__m256i folded = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
	__m256i newlines = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\n'));

	return _mm256_or_si256(newlines,
	    _mm256_cmpeq_epi8(folded, look_up(structure_of, bytes)));
}

TARGET static inline __m256i
high_halves(__m256i bytes)
{
	return _mm256_and_si256(_mm256_srli_epi16(bytes, 4),
	    _mm256_set1_epi8(0x0F));
}

/* All 0 where the bytes are UTF-8 behind these.  See json/utf8_pairs.h. */
TARGET static inline __m256i
find_not_utf8(__m256i last, __m256i bytes)
{
	/* For each 16 bytes the 16 before, and for each byte those before. */
	__m256i before = _mm256_permute2x128_si256(last, bytes, 0x21);
	__m256i first = _mm256_alignr_epi8(bytes, before, 15);
	__m256i second = _mm256_alignr_epi8(bytes, before, 14);
	__m256i third = _mm256_alignr_epi8(bytes, before, 13);
	__m256i low_half = _mm256_and_si256(first, _mm256_set1_epi8(0x0F));
	__m256i found = look_up(utf8_first_high, high_halves(first));

	found = _mm256_and_si256(found, look_up(utf8_first_low, low_half));
	found = _mm256_and_si256(found,
	    look_up(utf8_second_high, high_halves(bytes)));
	/* The high bit is left of a lead of three or four, and of four. */
	second = _mm256_subs_epu8(second, _mm256_set1_epi8(0xE0 - 0x80));
	third = _mm256_subs_epu8(third, _mm256_set1_epi8(0xF0 - 0x80));
	__m256i due = _mm256_and_si256(_mm256_or_si256(second, third),
	    _mm256_set1_epi8((char)UTF8_TWO_CONTINUE));

	return _mm256_xor_si256(found, due);
}

TARGET static inline bool
ends_inside(__m256i bytes)
{
	__m128i whole = _mm_loadu_si128((const __m128i *)utf8_whole);
	__m128i end = _mm256_extracti128_si256(bytes, 1);
	__m128i above = _mm_subs_epu8(end, whole);

	return !_mm_testz_si128(above, above);
}

TARGET static inline bool
check_utf8(struct halves bytes, struct utf8 *utf8)
{
	__m256i bad = _mm256_or_si256(find_not_utf8(utf8->last, bytes.low),
	    find_not_utf8(bytes.low, bytes.high));

	utf8->last = bytes.high;
	utf8->is_open = ends_inside(bytes.high);
	return _mm256_testz_si256(bad, bad);
}

TARGET static inline bool
find_marks(const char *at, struct utf8 *utf8, struct marks *marks)
{
	struct halves bytes = load(at);

	uint64_t blanks = join(are_blanks(bytes.low), are_blanks(bytes.high));

	marks->structure = join(are_structure(bytes.low),
	    are_structure(bytes.high));
	marks->quotes = find_byte(bytes, '"');
	marks->backslashes = find_byte(bytes, '\\');
	marks->controls = join(are_controls(bytes.low),
	    are_controls(bytes.high));
	/* Of the control characters only the LF is meant. */
	marks->structure &= ~marks->controls | blanks;
	marks->runs = ~(marks->structure | blanks | marks->quotes);
	bool is_ascii = join(bytes.low, bytes.high) == 0;
	return (is_ascii && !utf8->is_open) || check_utf8(bytes, utf8);
}

TARGET static inline uint64_t
find_escapable(const char *at)
{
	struct halves bytes = load(at);
	uint64_t found = 0;

	for (const char *next = "\"\\/bfnrt"; *next != '\0'; next++)
		found |= find_byte(bytes, *next);
	return found;
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

/* Where the bits of a byte are, the lowest one in the lowest byte, and so on.
 */
#define BELOW(bits, n) __builtin_popcount((bits) & ((1u << (n)) - 1))
#define PLACE(bits, n) ((uint64_t)((bits) >> (n)&1) * (n) << 8 * BELOW(bits, n))
#define PLACES(bits)                                                           \
	PLACE(bits, 1) | PLACE(bits, 2) | PLACE(bits, 3) | PLACE(bits, 4) |    \
	    PLACE(bits, 5) | PLACE(bits, 6) | PLACE(bits, 7)
#define PLACES_4(bits)                                                         \
	PLACES(bits), PLACES((bits) + 1), PLACES((bits) + 2), PLACES((bits) + 3)
#define PLACES_16(bits)                                                        \
	PLACES_4(bits), PLACES_4((bits) + 4), PLACES_4((bits) + 8),            \
	    PLACES_4((bits) + 12)
#define PLACES_64(bits)                                                        \
	PLACES_16(bits), PLACES_16((bits) + 16), PLACES_16((bits) + 32),       \
	    PLACES_16((bits) + 48)

static const uint64_t places_of[256] = { PLACES_64(0u), PLACES_64(64u),
	PLACES_64(128u), PLACES_64(192u) };

TARGET static inline size_t
put_tokens(uint32_t *tokens, uint32_t at, uint64_t bits)
{
	__m256i first = _mm256_set1_epi32((int)at);
	uint32_t *next = tokens;

	/* Without a branch: to find each bit alone is slower by a third. */
	for (int i = 0; i < 8; i++, bits >>= 8) {
		const void *places = &places_of[bits & 0xFF];

		_mm256_storeu_si256((__m256i *)next,
		    _mm256_add_epi32(first,
			_mm256_cvtepu8_epi32(_mm_loadl_epi64(places))));
		next += _mm_popcnt_u32((uint32_t)(bits & 0xFF));
		first = _mm256_add_epi32(first, _mm256_set1_epi32(8));
	}
	return (size_t)(next - tokens);
}

static bool
is_runnable(void)
{
	return __builtin_cpu_supports("avx2") &&
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

const struct json_kernel json_kernel_avx2 = {
	.name = "avx2",
	.is_runnable = is_runnable,
	.index = index_block,
	.match = json_shape_match_avx2,
};
