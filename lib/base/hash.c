#include "base/hash.h"

#include <sys/random.h>
/* Compiled here for this machine: most keys are too short to pay for a call. */
#define XXH_INLINE_ALL
#include <xxhash.h>

_Static_assert(HASH_SECRET_SIZE >= XXH3_SECRET_SIZE_MIN,
    "XXH3 wants a longer secret");

int
hash_init(struct hash *hash, struct err *err)
{
	if (getentropy(hash->secret, sizeof(hash->secret)) < 0)
		return err_set_errno(err, "cannot get random bytes");
	return 0;
}

uint64_t
hash_bytes(const struct hash *hash, struct slice bytes)
{
	return XXH3_64bits_withSecret(bytes.ptr, bytes.len, hash->secret,
	    sizeof(hash->secret));
}

struct hash128
hash_bytes128(const struct hash *hash, struct slice bytes)
{
	XXH128_hash_t got = XXH3_128bits_withSecret(bytes.ptr, bytes.len,
	    hash->secret, sizeof(hash->secret));

	return (struct hash128){ got.low64, got.high64 };
}

struct hash128
hash_fixed128(struct slice bytes, uint64_t seed)
{
	XXH128_hash_t got = XXH3_128bits_withSeed(bytes.ptr, bytes.len, seed);

	return (struct hash128){ got.low64, got.high64 };
}
