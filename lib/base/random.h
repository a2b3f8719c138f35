#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stdint.h>

/*
 * Random numbers that are the same on every machine for the same seed:
 * xoshiro256** (Blackman & Vigna, "Scrambled Linear Pseudorandom Number
 * Generators", ACM TOMS 47, 2021), its state filled by splitmix64 from the seed
 * and a stream number.  Not for secrets.
 */
struct random {
	uint64_t state[4];
};

/* Streams of one seed are independent of each other. */
void random_init(struct random *random, uint64_t seed, uint64_t stream);

uint64_t random_next(struct random *random);

/* 0 <= result < bound, all alike (Lemire, ACM TOMACS 29, 2019); bound > 0. */
uint64_t random_below(struct random *random, uint64_t bound);

#endif
