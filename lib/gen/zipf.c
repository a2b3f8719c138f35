#include "gen/zipf.h"

#include <assert.h>

__extension__ typedef unsigned __int128 uint128;

enum { FRACTION_BITS = 32, ONE_BITS = 40, ROOT_BITS = 62 };

/* 2^(1/2), 2^(1/4), 2^(1/8) and so on, in units of 2^-62, rounded down. */
static const uint64_t roots[FRACTION_BITS] = {
	UINT64_C(0x5a827999fcef3242),
	UINT64_C(0x4c1bf828c6dc54b7),
	UINT64_C(0x45cae0f1f545eb73),
	UINT64_C(0x42d561b3e6243d8a),
	UINT64_C(0x4166c34c5615d0eb),
	UINT64_C(0x40b268f9de0183b9),
	UINT64_C(0x4058f6a7ecccd5b6),
	UINT64_C(0x402c6be96af2fb58),
	UINT64_C(0x4016321b687027a8),
	UINT64_C(0x400b18178ba33b14),
	UINT64_C(0x40058bce410147e8),
	UINT64_C(0x4002c5d7bff71dae),
	UINT64_C(0x400162e807ee7e5b),
	UINT64_C(0x4000b1730df6a524),
	UINT64_C(0x400058b9497b8151),
	UINT64_C(0x40002c5c955dd701),
	UINT64_C(0x4000162e46d6f26b),
	UINT64_C(0x40000b1722757b1b),
	UINT64_C(0x4000058b90fd3e0c),
	UINT64_C(0x400002c5c86f3f26),
	UINT64_C(0x40000162e433c79b),
	UINT64_C(0x400000b17218edcf),
	UINT64_C(0x40000058b90c3968),
	UINT64_C(0x4000002c5c860d54),
	UINT64_C(0x400000162e4302d2),
	UINT64_C(0x4000000b17218073),
	UINT64_C(0x400000058b90bffc),
	UINT64_C(0x40000002c5c85fee),
	UINT64_C(0x4000000162e42ff3),
	UINT64_C(0x40000000b17217f8),
	UINT64_C(0x4000000058b90bfc),
	UINT64_C(0x400000002c5c85fe),
};

/* The logarithm to base 2 in units of 2^-32, rounded down. */
static uint64_t
logarithm(uint64_t x)
{
	uint64_t result = 0;

	/* x = 2^result * mantissa, with 1 <= mantissa < 2 in units of 2^-62. */
	while (x >> result > 1)
		result++;
	uint64_t mantissa = x << (ROOT_BITS - result);

	/* Squaring doubles the logarithm: its next bit is what passes 2. */
	for (int bit = 0; bit < FRACTION_BITS; bit++) {
		uint128 square = (uint128)mantissa * mantissa >> ROOT_BITS;
		unsigned past = square >> (ROOT_BITS + 1) != 0;

		mantissa = (uint64_t)(square >> past);
		result = result << 1 | past;
	}
	return result;
}

uint64_t
zipf_weight(uint64_t rank, uint32_t exponent)
{
	assert(rank >= 1 && rank >> 32 == 0);
	assert(exponent <= ZIPF_EXPONENT_MAX);
	uint64_t power = (uint64_t)((uint128)logarithm(rank) * exponent /
	    ZIPF_UNIT);

	/* 2^-power is 2^-whole * 2^fraction; the fraction made positive. */
	uint64_t whole = (power + UINT32_MAX) >> FRACTION_BITS;
	uint32_t fraction = (uint32_t)((whole << FRACTION_BITS) - power);
	uint64_t mantissa = UINT64_C(1) << ROOT_BITS;

	for (int bit = 0; bit < FRACTION_BITS; bit++) {
		if (fraction >> (FRACTION_BITS - 1 - bit) & 1)
			mantissa = (uint64_t)((uint128)mantissa * roots[bit] >>
			    ROOT_BITS);
	}
	uint64_t shift = ROOT_BITS - ONE_BITS + whole;
	if (shift > 63)
		return 0;
	return (mantissa + (UINT64_C(1) << (shift - 1))) >> shift;
}
