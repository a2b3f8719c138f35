#ifndef TESTS_KERNELS_H
#define TESTS_KERNELS_H

#include <assert.h>
#include <string.h>

#include "json/index.h"

/*
 * Each kernel of the index beside the plain one, which is the model.
 */
static const char *const kernel_names[] = { "avx2", "avx512" };

enum { KERNELS_LEN = sizeof(kernel_names) / sizeof(kernel_names[0]) };

/* One index for each; those that this machine cannot run have no kernel. */
struct kernels {
	struct json_index plain;
	struct json_index others[KERNELS_LEN];
};

static inline void
kernels_init(struct kernels *kernels)
{
	struct err err = ERR_INIT;

	*kernels = (struct kernels){ .plain = JSON_INDEX_INIT };
	int result = json_index_use(&kernels->plain, "plain", &err);
	assert(result == 0);
	for (int i = 0; i < KERNELS_LEN; i++)
		(void)json_index_use(&kernels->others[i], kernel_names[i],
		    &err);
}

static inline void
kernels_free(struct kernels *kernels)
{
	json_index_free(&kernels->plain);
	for (int i = 0; i < KERNELS_LEN; i++)
		json_index_free(&kernels->others[i]);
}

/* Are both in one line of the block? */
static inline bool
is_same_line(struct slice block, size_t a, size_t b)
{
	size_t first = a < b ? a : b;
	size_t last = a < b ? b : a;

	return memchr(block.ptr + first, '\n', last - first) == NULL;
}

/* What the index has that the plain one has not, or NULL. */
static inline const char *
kernels_difference(const struct json_index *plain,
    const struct json_index *index, struct slice block)
{
	if (index->len != plain->len)
		return "the number of tokens";
	for (size_t i = 0; i < plain->len; i++) {
		if (index->tokens[i] != plain->tokens[i])
			return "a token";
	}
	if (index->bad_len != plain->bad_len)
		return "the number of bad lines";
	for (size_t i = 0; i < plain->bad_len; i++) {
		if (!is_same_line(block, index->bad[i], plain->bad[i]))
			return "a bad line";
	}
	if (index->escapes != plain->escapes)
		return "whether there are escapes";
	return NULL;
}

/*
 * Index the block by all kernels.  Returns NULL, or what the kernel *name finds
 * otherwise than the plain one.
 */
static inline const char *
kernels_compare(struct kernels *kernels, struct slice block, const char **name)
{
	struct err err = ERR_INIT;
	int result = json_index_block(&kernels->plain, block, &err);

	assert(result == 0);
	for (int i = 0; i < KERNELS_LEN; i++) {
		struct json_index *index = &kernels->others[i];

		if (index->kernel == NULL)
			continue;
		result = json_index_block(index, block, &err);
		assert(result == 0);
		const char *difference = kernels_difference(&kernels->plain,
		    index, block);
		if (difference != NULL) {
			*name = kernel_names[i];
			return difference;
		}
	}
	return NULL;
}

#endif
