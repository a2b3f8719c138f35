#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/duration.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is written of a span that was read is read as the same. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = { (const char *)data, size };
	struct buffer written = BUFFER_INIT;
	int64_t ns = -1;
	int64_t again = -1;

	if (!duration_parse(text, &ns))
		return 0;
	assert(ns >= 0);
	duration_put(ns, &written);
	assert(duration_parse(buffer_slice(&written), &again));
	assert(again == ns);
	buffer_free(&written);
	return 0;
}
