#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "../model/json_model.h"
#include "base/buffer.h"
#include "json_mutator.h"
#include "json/check.h"
#include "json/walk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const texts[] = { "", "a", "b", "a.b", "a.b.1.c", "a.0", "0",
	"1", "0.1", "c.a", "/", "a.\xc3\xa9" };

enum { PATHS = sizeof(texts) / sizeof(texts[0]) };

static struct json_path paths[PATHS];

static struct json_plan *
make_plan(void)
{
	struct err err = ERR_INIT;
	struct json_plan *plan = json_plan_new(&err);

	assert(plan != NULL);
	for (int i = 0; i < PATHS; i++) {
		json_path_free(&paths[i]);
		int result = json_path_parse(&paths[i], slice_of(texts[i]),
		    &err);
		assert(result == 0);
		int slot = json_plan_add(plan, &paths[i], &err);
		assert(slot == i);
	}
	return plan;
}

static void
check_fields(const struct json_record *record)
{
	for (int i = 0; i < PATHS; i++) {
		struct slice model = model_find(record->text, &paths[i]);

		assert(record->fields[i].ptr == model.ptr);
		assert(model.ptr == NULL || record->fields[i].len == model.len);
	}
}

/* The tokens rise within the text, and walking them ends where they end. */
static void
check_tokens(const struct json_record *record)
{
	assert(record->tokens_len > 0);
	for (size_t i = 0; i < record->tokens_len; i++) {
		const char *at = record->base + record->tokens[i];

		assert(at >= record->text.ptr);
		assert(at < record->text.ptr + record->text.len);
		assert(i == 0 || record->tokens[i - 1] < record->tokens[i]);
	}
	assert(json_skip(record, 0) == record->tokens_len);
	struct slice value = json_value(record, 0);
	assert(value.ptr == model_trim(record->text).ptr);
	assert(value.len == model_value_len(value));
}

/* The next line by hand; returns false behind the last one. */
static bool
cut_line(struct slice *rest, struct slice *line, bool *has_newline)
{
	if (rest->len == 0)
		return false;
	const char *newline = memchr(rest->ptr, '\n', rest->len);
	size_t len = newline == NULL ? rest->len
				     : (size_t)(newline - rest->ptr);

	*line = (struct slice){ rest->ptr, len };
	*has_newline = newline != NULL;
	len += *has_newline;
	*rest = (struct slice){ rest->ptr + len, rest->len - len };
	return true;
}

/* Each line that is not blank is judged as the plain checker does. */
static void
check_block(struct json_walk *walk, struct slice block, bool any)
{
	struct slice line;
	struct json_record record;
	struct err err = ERR_INIT;
	uint64_t number = 0;
	bool has_newline;

	int result = json_walk_start(walk, block, &err);
	assert(result == 0);
	for (; cut_line(&block, &line, &has_newline); number++) {
		if (model_trim(line).len == 0)
			continue;
		int want = any ? json_check(line, &err)
			       : json_check_object(line, &err);
		int got = json_walk_next(walk, &record, &err);

		assert(got == (want < 0 ? -1 : 1));
		assert(record.text.ptr == line.ptr);
		assert(record.text.len == line.len);
		assert(record.has_newline == has_newline);
		assert(record.line == number);
		if (got < 0)
			continue;
		check_fields(&record);
		check_tokens(&record);
		(void)json_check_names(&record, &err);
	}
	result = json_walk_next(walk, &record, &err);
	assert(result == 0);
}

/* Exactly so many bytes, so that a read outside of them is found. */
static void
check_bytes(const struct json_plan *plan, struct slice block)
{
	struct err err = ERR_INIT;
	char *bytes = malloc(block.len);

	assert(block.len == 0 || bytes != NULL);
	if (block.len > 0)
		memcpy(bytes, block.ptr, block.len);
	for (unsigned any = 0; any < 2; any++) {
		struct json_walk *walk = json_walk_new(plan,
		    any ? JSON_WALK_ANY : 0, &err);

		assert(walk != NULL);
		/* Twice, for the second time the walk guesses the names. */
		for (int i = 0; i < 2; i++)
			check_block(walk, (struct slice){ bytes, block.len },
			    any);
		json_walk_free(walk);
	}
	free(bytes);
}

/* The first line so often that its shape is known when the others come. */
static void
put_many(struct buffer *out, struct slice block)
{
	struct slice line;
	struct slice rest = block;
	bool has_newline;

	if (!cut_line(&rest, &line, &has_newline) || !has_newline)
		return;
	line.len++;
	for (int i = 0; i < 64; i++)
		buffer_put(out, line);
	for (int i = 0; i < 8; i++) {
		buffer_put(out, rest);
		buffer_put_byte(out, '\n');
		buffer_put(out, line);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json_plan *plan = make_plan();
	struct slice block = { (const char *)data, size };
	struct buffer many = BUFFER_INIT;

	check_bytes(plan, block);
	if (size > 0 && size < 1000)
		put_many(&many, block);
	check_bytes(plan, buffer_slice(&many));
	buffer_free(&many);
	json_plan_free(plan);
	return 0;
}
