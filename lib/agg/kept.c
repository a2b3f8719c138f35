#include "agg/kept.h"

#include <assert.h>

/* The arena gives multiples of this. */
enum { ALIGN = 16 };

int
kept_set(struct kept *kept, struct slice value, struct arena *arena,
    struct err *err)
{
	assert(value.len > 0);
	assert(value.len <= UINT32_MAX / 2);

	if (value.len > kept->size) {
		size_t size = kept->size + (size_t)kept->size / 2;

		if (size < value.len)
			size = value.len;
		size = (size + ALIGN - 1) / ALIGN * ALIGN;
		char *bytes = arena_take(arena, size, err);
		if (bytes == NULL)
			return -1;
		kept->bytes = bytes;
		kept->size = (uint32_t)size;
	}
	memcpy(kept->bytes, value.ptr, value.len);
	kept->len = (uint32_t)value.len;
	return 0;
}

struct slice
kept_value(const struct kept *kept)
{
	if (kept->len == 0)
		return (struct slice){ NULL, 0 };
	assert(kept->bytes != NULL);
	return (struct slice){ kept->bytes, kept->len };
}
