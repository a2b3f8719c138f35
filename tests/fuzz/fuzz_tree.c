#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "../model/json_model.h"
#include "json_mutator.h"
#include "json/check.h"
#include "json/tree.h"
#include "json/walk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The place of a byte, counted by hand. */
static void
check_place(struct slice text, const struct json_node *node)
{
	size_t line = 1, column = 1;

	for (size_t i = 0; i < node->offset; i++) {
		column = text.ptr[i] == '\n' ? 1 : column + 1;
		line += text.ptr[i] == '\n';
	}
	assert(node->line == line);
	assert(node->column == column);
}

/* Each node's bytes are a value, and stand inside those of its parent. */
static void
check_node(struct slice text, const struct json_node *node, size_t end)
{
	struct slice value = { text.ptr + node->offset,
		node->end - node->offset };
	size_t at = node->offset + 1, len = 0;

	assert(node->end <= end);
	assert(value.len == model_value_len(value));
	assert(json_type_of(value) == node->type);
	check_place(text, node);
	if (node->type == JSON_STRING)
		assert(json_string_is((struct slice){ value.ptr + 1,
					  value.len - 2 },
		    node->text));
	else
		assert(slice_equal(node->text, value));
	for (const struct json_node *child = node->first; child != NULL;
	     child = child->next, len++) {
		assert(child->offset >= at);
		check_node(text, child, node->end - 1);
		at = child->end;
		if (node->type == JSON_OBJECT)
			assert(json_tree_get(node, child->name) == child);
	}
	assert(node->len == len);
	assert(json_tree_equal(node, node));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = { (const char *)data, size };
	const struct json_node *root = NULL;
	struct arena arena;
	struct err err = ERR_INIT;
	struct err why = ERR_INIT;

	arena_init(&arena, SIZE_MAX);
	int checked = json_check(text, &why);
	int parsed = json_tree_parse(text, "f", &arena, &root, &err);
	if (checked < 0)
		assert(parsed == -1);
	if (parsed < 0) {
		assert(err.kind == ERR_USAGE);
		assert(err.line >= 1);
		assert(err.column >= 1);
		assert(checked < 0 || strstr(err.text, "of this name") != NULL);
	} else {
		check_node(text, root, size);
	}
	arena_free(&arena);
	return 0;
}
