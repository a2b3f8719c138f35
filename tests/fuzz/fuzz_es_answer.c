#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "es/answer.h"
#include "json/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
add(struct es_bulk *bulk, enum es_op op, struct slice id)
{
	struct err err = ERR_INIT;
	const struct es_doc doc = {
		.op = op,
		.index = SLICE("\"i\""),
		.id = id,
		.version = ES_NO_VERSION,
		.line = SLICE("{}"),
	};
	int got = es_bulk_add(bulk, &doc, &err);

	assert(got == 0);
}

/* What was taken for an answer is JSON, and can be asked for all it says. */
static void
check_answer(struct es_answer *answer, struct slice body, size_t len)
{
	struct buffer text = BUFFER_INIT;
	struct err err = ERR_INIT;

	assert(json_check_object(body, &err) == 0);
	assert(answer->len == len);
	for (size_t i = 0; i < len; i++) {
		assert(answer->items[i].status >= 200);
		assert(answer->items[i].status <= 999);
		es_answer_put_reason(answer, i, &text);
		(void)es_answer_index(answer, i);
	}
	buffer_free(&text);
}

/* The first byte says how many records the bulk has, the rest is the answer. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct slice ids[] = { { "\"1\"", 3 }, { "\"a\\\"\"", 5 },
		{ "\"2\"", 3 } };
	struct es_bulk bulk = { .next = NULL };
	struct es_answer answer;
	struct buffer text = BUFFER_INIT;
	struct err err = ERR_INIT;

	if (size == 0)
		return 0;
	size_t len = data[0] % 4;
	/* Exactly so many bytes, so that a read outside of them is found. */
	char *bytes = malloc(size - 1);
	assert(size == 1 || bytes != NULL);
	if (size > 1)
		memcpy(bytes, data + 1, size - 1);
	struct slice body = { bytes, size - 1 };

	int got = es_answer_init(&answer, &err);
	assert(got == 0);
	for (size_t i = 0; i < len; i++)
		add(&bulk, (enum es_op)i, ids[i]);
	if (es_answer_read(&answer, body, &bulk, &err) == 0)
		check_answer(&answer, body, len);
	else
		assert(err.kind == ERR_DATA);
	es_answer_put_refusal(&answer, body, &text);
	buffer_free(&text);
	es_answer_free(&answer);
	es_bulk_free(&bulk);
	free(bytes);
	return 0;
}
