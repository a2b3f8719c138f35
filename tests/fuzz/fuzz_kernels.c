#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../property/kernels.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * All kernels find the same in any bytes.  The first byte says how many blanks
 * stand in front of the rest, so that it lies at any offset of a vector.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct kernels kernels;
	const char *name = "";

	if (kernels.plain.kernel == NULL)
		kernels_init(&kernels);
	if (size == 0)
		return 0;
	size_t blanks = data[0] % 64;
	size_t len = blanks + size - 1;
	char *bytes = malloc(len + (len == 0));
	assert(bytes != NULL);
	memset(bytes, ' ', blanks);
	memcpy(bytes + blanks, data + 1, size - 1);
	const char *difference = kernels_compare(&kernels,
	    (struct slice){ bytes, len }, &name);
	if (difference != NULL)
		(void)fprintf(stderr, "%s: %s\n", name, difference);
	assert(difference == NULL);
	free(bytes);
	return 0;
}
