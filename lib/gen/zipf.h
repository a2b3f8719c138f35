#ifndef GEN_ZIPF_H
#define GEN_ZIPF_H

#include <stdint.h>

/*
 * Zipf's law as weights: rank 1 has ZIPF_ONE, rank r has ZIPF_ONE / r^exponent.
 * Logarithm and power are taken in integers, so the weights are the same on
 * every machine (libm's results are not); they are right to one part in 2^24.
 *
 * A weight below 1/2 is 0: it would not be drawn once in 2^40 times.
 */
#define ZIPF_ONE (UINT64_C(1) << 40)

/* Exponents are given in millionths: 1000000 is the law as Zipf found it. */
enum { ZIPF_UNIT = 1000000, ZIPF_EXPONENT_MAX = 10 * ZIPF_UNIT };

/* 1 <= rank < 2^32, 0 <= exponent <= ZIPF_EXPONENT_MAX. */
uint64_t zipf_weight(uint64_t rank, uint32_t exponent);

#endif
