#include "conf/conf.h"
#include "json/check.h"
#include "json/string.h"

/* Is the text of a plain scalar a value of JSON that stands for itself? */
static bool
is_json_value(struct slice text)
{
	struct err err = ERR_INIT;

	if (text.len == 0 || json_check(text, &err) < 0)
		return false;
	return json_type_of(text) == JSON_NUMBER ||
	    json_type_of(text) == JSON_BOOL;
}

static void
put_scalar(const struct conf_node *node, struct buffer *out)
{
	if (conf_is_null(node))
		buffer_put(out, SLICE("null"));
	else if (!node->quoted && is_json_value(node->text))
		buffer_put(out, node->text);
	else
		json_string_put(out, node->text);
}

/* Nesting has a limit, see CONF_DEPTH_MAX. */
void
conf_put_json(const struct conf_node *node, struct buffer *out)
{
	bool is_map = node->kind == CONF_MAP;

	if (node->kind == CONF_SCALAR) {
		put_scalar(node, out);
		return;
	}
	buffer_put_byte(out, is_map ? '{' : '[');
	for (const struct conf_node *child = node->first; child != NULL;
	     child = child->next) {
		if (child != node->first)
			buffer_put_byte(out, ',');
		if (is_map) {
			json_string_put(out, child->name);
			buffer_put_byte(out, ':');
		}
		conf_put_json(child, out);
	}
	buffer_put_byte(out, is_map ? '}' : ']');
}
