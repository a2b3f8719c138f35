#include "json/index.h"

#include <assert.h>
#include <stdlib.h>

#include "json/kernel.h"

/*
 * Room that is kept from one block to the next; what one long record took
 * beyond it is given back.
 */
enum { TOKENS_KEPT = 256 * 1024 };

const uint8_t json_byte_class[256] = {
	['\t'] = BYTE_BLANK,
	['\n'] = BYTE_BLANK | BYTE_NEWLINE,
	['\r'] = BYTE_BLANK,
	[' '] = BYTE_BLANK,
	['"'] = BYTE_QUOTE,
	[','] = BYTE_OPERATOR,
	[':'] = BYTE_OPERATOR,
	['['] = BYTE_OPERATOR,
	[']'] = BYTE_OPERATOR,
	['{'] = BYTE_OPERATOR,
	['}'] = BYTE_OPERATOR,
};

/* Let an array of *size offsets hold at least `want`. */
static int
grow(uint32_t **offsets, size_t *size, size_t want, struct err *err)
{
	size_t bigger = *size + *size / 2;

	if (bigger < want)
		bigger = want;
	uint32_t *moved = NULL;
	if (bigger <= SIZE_MAX / sizeof(*moved))
		moved = realloc(*offsets, bigger * sizeof(*moved));
	if (moved == NULL)
		return err_set_errno(err, "cannot take memory for the index");
	*offsets = moved;
	*size = bigger;
	return 0;
}

static void
free_arrays(struct json_index *index)
{
	free(index->tokens);
	free(index->bad);
	index->tokens = NULL;
	index->bad = NULL;
	index->size = 0;
	index->bad_size = 0;
}

int
json_index_reserve(struct json_index *index, size_t count, struct err *err)
{
	if (count <= index->size - index->len)
		return 0;
	return grow(&index->tokens, &index->size, index->len + count, err);
}

int
json_index_add_bad(struct json_index *index, struct slice block, size_t at,
    struct err *err)
{
	assert(at <= block.len);
	if (index->bad_len > 0 && at <= index->bad_end)
		return 0;
	if (index->bad_len == index->bad_size &&
	    grow(&index->bad, &index->bad_size, index->bad_len + 16, err) < 0)
		return -1;
	index->bad[index->bad_len++] = (uint32_t)at;

	const char *newline = at == block.len
	    ? NULL
	    : memchr(block.ptr + at, '\n', block.len - at);
	index->bad_end = newline == NULL ? block.len
					 : (size_t)(newline - block.ptr);
	return 0;
}

/* Faster ones first; NEON's place is in front of the one that runs everywhere.
 */
static const struct json_kernel *const kernels[] = {
	&json_kernel_avx512,
	&json_kernel_avx2,
	&json_kernel_plain,
};

enum { KERNELS_LEN = sizeof(kernels) / sizeof(kernels[0]) };

static const struct json_kernel *
fastest_kernel(void)
{
	size_t i = 0;

	while (i < KERNELS_LEN - 1 && !kernels[i]->is_runnable())
		i++;
	return kernels[i];
}

int
json_index_use(struct json_index *index, const char *name, struct err *err)
{
	for (size_t i = 0; i < KERNELS_LEN; i++) {
		if (strcmp(kernels[i]->name, name) != 0)
			continue;
		if (!kernels[i]->is_runnable())
			return err_set(err, ERR_USAGE,
			    "this processor cannot run the kernel '%s'; the "
			    "fastest that it can is '%s'",
			    name, fastest_kernel()->name);
		index->kernel = kernels[i];
		return 0;
	}
	return err_set(err, ERR_USAGE,
	    "there is no kernel '%s', only 'plain', 'avx2' and 'avx512'", name);
}

int
json_index_block(struct json_index *index, struct slice block, struct err *err)
{
	if (block.len > JSON_BLOCK_MAX)
		return err_set(err, ERR_LIMIT,
		    "a line of %zu bytes is too long to be indexed", block.len);
	index->len = 0;
	index->bad_len = 0;
	index->escapes = false;
	if (index->size > TOKENS_KEPT && block.len < TOKENS_KEPT)
		free_arrays(index);
	if (index->kernel == NULL)
		index->kernel = fastest_kernel();
	if (block.len == 0)
		return 0;
	return index->kernel->index(index, block, err);
}

void
json_index_free(struct json_index *index)
{
	free_arrays(index);
	*index = (struct json_index)JSON_INDEX_INIT;
}
