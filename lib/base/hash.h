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

#endif
