#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"

/*
 * A hash of bytes that nobody outside can foresee: XXH3 (xxHash,
 * https://xxhash.com) with a secret of its own from the system's generator, so
 * that input cannot be made to collide.  It is not for signatures.
 */
enum { HASH_SECRET_SIZE = 136 };

struct hash {
	unsigned char secret[HASH_SECRET_SIZE];
};

/* Draw a new secret.  Returns 0, or -1 with *err set (ERR_SYSTEM). */
int hash_init(struct hash *hash, struct err *err);

/* The same for the same bytes and secret; all 64 bits are good ones. */
uint64_t hash_bytes(const struct hash *hash, struct slice bytes);

/* 128 bits: two that are alike are taken for the same bytes. */
struct hash128 {
	uint64_t low, high;
};

/* As hash_bytes(). */
struct hash128 hash_bytes128(const struct hash *hash, struct slice bytes);

/*
 * The same in each run and on every machine, for names that must come out again
 * (XXH3's 128 bits with this seed).  It can be made to collide on purpose.
 */
struct hash128 hash_fixed128(struct slice bytes, uint64_t seed);

#endif
