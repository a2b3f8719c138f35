#include "base/random.h"

#include <assert.h>

/* This constant and the mixing are splitmix64's (Steele, Lea & Flood, 2014). */
#define GOLDEN UINT64_C(0x9e3779b97f4a7c15)

__extension__ typedef unsigned __int128 uint128;

static uint64_t
mix(uint64_t x)
{
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

void
random_init(struct random *random, uint64_t seed, uint64_t stream)
{
	/*
	 * Mixed twice, or the states of neighbouring streams would be parts of
	 * one and the same sequence.
	 */
	uint64_t at = mix(mix(seed + GOLDEN) ^ stream);

	for (int i = 0; i < 4; i++) {
		at += GOLDEN;
		random->state[i] = mix(at);
	}
}

static uint64_t
rotate(uint64_t x, unsigned bits)
{
	return x << bits | x >> (64 - bits);
}

uint64_t
random_next(struct random *random)
{
	uint64_t *state = random->state;
	uint64_t result = rotate(state[1] * 5, 7) * 9;
	uint64_t shifted = state[1] << 17;

	state[2] ^= state[0];
	state[3] ^= state[1];
	state[1] ^= state[2];
	state[0] ^= state[3];
	state[2] ^= shifted;
	state[3] = rotate(state[3], 45);
	return result;
}

uint64_t
random_below(struct random *random, uint64_t bound)
{
	assert(bound > 0);
	uint128 product = (uint128)random_next(random) * bound;

	/* Only a low half below 2^64 mod bound makes some results likelier. */
	if ((uint64_t)product < bound) {
		uint64_t excess = (0 - bound) % bound;

		while ((uint64_t)product < excess)
			product = (uint128)random_next(random) * bound;
	}
	return (uint64_t)(product >> 64);
}
