#include "merge.h"

#include "base/number.h"
#include "json/tree.h"

enum { TREES_SIZE_MAX = 256 << 20 };

static struct slice
text_of(struct slice document, const struct json_node *node)
{
	return (struct slice){ document.ptr + node->offset,
		node->end - node->offset };
}

/* A name and what stands behind it, with a comma where it is not the first. */
static void
put_name(struct buffer *out, struct slice name)
{
	if (out->bytes[out->len - 1] != '{')
		buffer_put_byte(out, ',');
	json_string_put(out, name);
	buffer_put_byte(out, ':');
}

/* Recursion is bounded by the depth that the tree may have. */
static void
merge_objects(const struct json_node *into, struct slice source,
    const struct json_node *from, struct slice changes, struct buffer *out)
{
	const struct json_node *node;

	buffer_put_byte(out, '{');
	for (node = into->first; node != NULL; node = node->next) {
		const struct json_node *new = json_tree_get(from, node->name);
		put_name(out, node->name);
		if (new == NULL)
			buffer_put(out, text_of(source, node));
		else if (new->type == JSON_OBJECT && node->type == JSON_OBJECT)
			merge_objects(node, source, new, changes, out);
		else
			buffer_put(out, text_of(changes, new));
	}
	for (node = from->first; node != NULL; node = node->next) {
		if (json_tree_get(into, node->name) != NULL)
			continue;
		put_name(out, node->name);
		buffer_put(out, text_of(changes, node));
	}
	buffer_put_byte(out, '}');
}

int
merge(struct slice source, struct slice changes, struct buffer *out,
    struct err *err)
{
	const struct json_node *into, *from;
	struct arena arena;
	int result = -1;

	arena_init(&arena, TREES_SIZE_MAX);
	if (json_tree_parse(source, "source", &arena, &into, err) == 0 &&
	    json_tree_parse(changes, "doc", &arena, &from, err) == 0) {
		merge_objects(into, source, from, changes, out);
		result = buffer_check(out, err);
	}
	arena_free(&arena);
	return result;
}

int
member_int(struct slice text, const char *name, int64_t *into)
{
	const struct json_node *root;
	struct err err = ERR_INIT;
	struct arena arena;
	int result = -1;

	arena_init(&arena, TREES_SIZE_MAX);
	if (json_tree_parse(text, "source", &arena, &root, &err) == 0 &&
	    root->type == JSON_OBJECT) {
		const struct json_node *member = json_tree_get(root,
		    slice_of(name));
		result = member != NULL && member->type == JSON_NUMBER &&
		    number_to_int64(member->text, into);
	}
	arena_free(&arena);
	return result;
}
