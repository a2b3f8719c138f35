#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "conf/conf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is below a node, counted by hand, is what the node says of itself. */
static void
check_node(const struct conf_node *node, size_t depth)
{
	size_t len = 0;
	size_t nodes = 1;
	size_t height = 1;

	assert(depth <= CONF_DEPTH_MAX);
	assert(node->line > 0);
	assert(node->column > 0);
	if (node->kind == CONF_SCALAR) {
		assert(node->first == NULL);
		assert(strlen(node->text.ptr) == node->text.len);
	}
	for (const struct conf_node *child = node->first; child != NULL;
	     child = child->next) {
		check_node(child, depth + 1);
		if (node->kind == CONF_MAP) {
			assert(strlen(child->name.ptr) == child->name.len);
			assert(conf_get(node, child->name) == child);
		}
		len++;
		nodes += child->nodes;
		if (height <= child->height)
			height = child->height + 1;
	}
	assert(node->len == len);
	assert(node->nodes == nodes);
	assert(node->height == height);
}

/*
 * A tree keeps its limits and every name in a map finds its own member; an
 * error has a place.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = { (const char *)data, size };
	struct err err = ERR_INIT;
	struct conf conf;

	if (conf_parse(&conf, text, "fuzz.yml", &err) < 0) {
		assert(err.kind == ERR_USAGE);
		assert(size > CONF_BYTES_MAX || err.line > 0);
		return 0;
	}
	assert(conf.root->kind == CONF_MAP);
	assert(conf.root->nodes <= CONF_NODES_MAX);
	check_node(conf.root, 1);
	conf_free(&conf);
	return 0;
}
