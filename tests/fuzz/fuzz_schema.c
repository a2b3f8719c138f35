#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "schema/schema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_records(const struct schema *schema, struct slice block)
{
	struct json_record record;
	struct err err = ERR_INIT;
	int got;

	struct schema_check *check = schema_check_new(schema, &err);
	struct json_walk *walk = json_walk_new(NULL, JSON_WALK_ANY, &err);
	assert(check != NULL);
	assert(walk != NULL);
	assert(json_walk_start(walk, block, &err) == 0);
	while ((got = json_walk_next(walk, &record, &err)) != 0) {
		if (got < 0)
			continue;
		struct err failure = ERR_INIT;
		int fits = schema_check(check, &record, &failure);

		if (fits != 0) {
			assert(failure.kind == ERR_DATA);
			assert(failure.reason != NULL);
			assert(failure.column == 1);
		}
	}
	json_walk_free(walk);
	schema_check_free(check);
}

/*
 * The schema is what stands before the first NUL, the records are behind it.
 * What is refused has its place; what is not can be run.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *end = size == 0 ? NULL : memchr(text, '\0', size);
	struct err err = ERR_INIT;

	if (end == NULL)
		return 0;
	size_t len = (size_t)(end - text);
	struct schema *schema = schema_compile((struct slice){ text, len }, "s",
	    0, &err);

	if (schema == NULL) {
		assert(err.kind == ERR_USAGE);
		assert(err.line >= 1);
		assert(err.column >= 1);
		return 0;
	}
	check_records(schema, (struct slice){ end + 1, size - len - 1 });
	schema_free(schema);
	return 0;
}
