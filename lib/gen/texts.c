#include "gen/texts.h"

#include <assert.h>

#include "gen/put.h"

void
texts_draft_end(struct texts_draft *draft)
{
	/* Longer ones are refused by texts_init(). */
	uint32_t end = (uint32_t)draft->bytes.len;

	buffer_put(&draft->ends, (struct slice){ (char *)&end, sizeof(end) });
}

size_t
texts_draft_len(const struct texts_draft *draft)
{
	return draft->ends.len / sizeof(uint32_t);
}

void
texts_draft_free(struct texts_draft *draft)
{
	buffer_free(&draft->bytes);
	buffer_free(&draft->ends);
}

int
texts_init(struct texts *texts, const struct texts_draft *draft,
    struct arena *arena, struct err *err)
{
	size_t len = texts_draft_len(draft);
	struct slice bytes;

	if (buffer_check(&draft->bytes, err) < 0 ||
	    buffer_check(&draft->ends, err) < 0)
		return -1;
	if (draft->bytes.len > TEXTS_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "a list is longer than %d bytes",
		    TEXTS_BYTES_MAX);
	assert(len > 0);
	uint32_t *starts = arena_take(arena, (len + 1) * sizeof(*starts), err);
	if (starts == NULL ||
	    texts_copy(buffer_slice(&draft->bytes), arena, &bytes, err) < 0)
		return -1;
	starts[0] = 0;
	memcpy(starts + 1, draft->ends.bytes, draft->ends.len);
	*texts = (struct texts){ bytes.ptr, starts, len, 0 };
	for (size_t i = 0; i < len; i++) {
		size_t one = texts_get(texts, i).len;

		texts->longest = one > texts->longest ? one : texts->longest;
	}
	return 0;
}

int
texts_copy(struct slice text, struct arena *arena, struct slice *copy,
    struct err *err)
{
	char *bytes = arena_take(arena, text.len + PUT_STEP, err);

	if (bytes == NULL)
		return -1;
	memset(put_text(bytes, text), 0, PUT_STEP);
	*copy = (struct slice){ bytes, text.len };
	return 0;
}
