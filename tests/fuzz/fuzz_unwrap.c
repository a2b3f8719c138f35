#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "json/check.h"
#include "json/unwrap.h"

enum { ELEMENT_MAX = 200 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct result {
	struct buffer bytes; /* elements and what is bad, one behind another */
	size_t elements, bad;
};

static void
add(struct result *result, int got, const struct unwrap_element *element,
    const struct err *err)
{
	uint64_t place[] = { (uint64_t)got, element->line, element->offset,
		element->length, got < 0 ? err->column : 0 };

	if (got > 0) {
		result->elements++;
		assert(element->text.len > 0);
		assert(element->length == element->text.len);
		assert(
		    memchr(element->text.ptr, '\n', element->text.len) == NULL);
	} else {
		result->bad++;
		assert(err->kind == ERR_DATA);
		assert(err->column >= 1);
	}
	assert(element->text.len <= ELEMENT_MAX);
	assert(element->line >= 1);
	buffer_put(&result->bytes,
	    (struct slice){ (const char *)place, sizeof(place) });
	buffer_put(&result->bytes, element->text);
}

static struct result
run(const struct json_path *path, struct slice text, size_t piece)
{
	struct result result = { .bytes = BUFFER_INIT };
	struct unwrap_element element;
	struct err err = ERR_INIT;
	int got;

	struct unwrap *unwrap = unwrap_new(path, ELEMENT_MAX, &err);
	assert(unwrap != NULL);
	while (text.len > 0) {
		struct slice bytes = { text.ptr,
			text.len < piece ? text.len : piece };

		text.ptr += bytes.len;
		text.len -= bytes.len;
		while ((got = unwrap_next(unwrap, &bytes, &element, &err)) != 0)
			add(&result, got, &element, &err);
		assert(bytes.len == 0);
	}
	while ((got = unwrap_end(unwrap, &element, &err)) != 0)
		add(&result, got, &element, &err);
	unwrap_free(unwrap);
	return result;
}

/*
 * The pieces that the input comes in do not show; a JSON text has nothing bad
 * in it but elements that are too long.
 */
static void
check(const struct json_path *path, struct slice text)
{
	struct result whole = run(path, text, text.len + 1);
	struct result bytes = run(path, text, 1);
	struct result pieces = run(path, text, 7);
	struct err err = ERR_INIT;

	assert(slice_equal(buffer_slice(&whole.bytes),
	    buffer_slice(&bytes.bytes)));
	assert(slice_equal(buffer_slice(&whole.bytes),
	    buffer_slice(&pieces.bytes)));
	if (path == NULL && text.len <= ELEMENT_MAX &&
	    json_check(text, &err) == 0)
		assert(whole.bad == 0);
	buffer_free(&whole.bytes);
	buffer_free(&bytes.bytes);
	buffer_free(&pieces.bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const paths[] = { "a", "a.0", "/1/a" };
	struct slice text = { (const char *)data, size };

	check(NULL, text);
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		struct json_path path;
		struct err err = ERR_INIT;

		assert(json_path_parse(&path, slice_of(paths[i]), &err) == 0);
		check(&path, text);
		json_path_free(&path);
	}
	return 0;
}
