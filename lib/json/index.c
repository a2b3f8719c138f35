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
		json_index_free(index);
	return json_index_plain(index, block, err);
}

void
json_index_free(struct json_index *index)
{
	free(index->tokens);
	free(index->bad);
	*index = (struct json_index)JSON_INDEX_INIT;
}
