#include "schema/compile.h"
#include "json/path.h"

/*
 * `$ref`: a URI reference that is resolved against the $id it stands below
 * (2020-12 Core, section 8.2).  Built is what needs no other document: a
 * fragment that is empty or a JSON Pointer (RFC 6901, section 6), in the scope
 * of the root.
 */

static int
refuse(const struct compiler *compiler, const struct json_node *ref,
    struct err *err)
{
	return err_place(err, compiler->file, ref->line, ref->column,
	    "'$ref' to '%.*s' is not built yet, only to '#' and '#/...'",
	    (int)ref->text.len, ref->text.ptr);
}

bool
ref_is_embedded(const struct compiler *compiler, const struct json_node *node)
{
	struct slice name = compiler->draft == DRAFT_4 ? SLICE("id")
						       : SLICE("$id");

	if (node == compiler->root || node->type != JSON_OBJECT)
		return false;
	const struct json_node *id = json_tree_get(node, name);

	/* A fragment alone names a place and changes no base. */
	return id != NULL && id->type == JSON_STRING && id->text.len > 0 &&
	    id->text.ptr[0] != '#';
}

static int
hex_digit(char byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	if (byte >= 'a' && byte <= 'f')
		return byte - 'a' + 10;
	if (byte >= 'A' && byte <= 'F')
		return byte - 'A' + 10;
	return -1;
}

/* RFC 3986, section 2.1.  Returns false for a '%' without two digits. */
static bool
decode(struct slice text, struct buffer *out)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '%') {
			buffer_put_byte(out, text.ptr[i]);
			continue;
		}
		if (text.len - i < 3)
			return false;
		int high = hex_digit(text.ptr[i + 1]);
		int low = hex_digit(text.ptr[i + 2]);

		if (high < 0 || low < 0)
			return false;
		buffer_put_byte(out, (char)(high << 4 | low));
		i += 2;
	}
	return true;
}

/* The element of an array, or NULL. */
static const struct json_node *
element(const struct json_node *array, struct slice step)
{
	const struct json_node *node = array->first;
	size_t number = 0;

	if (step.len == 0 || (step.ptr[0] == '0' && step.len > 1))
		return NULL;
	for (size_t i = 0; i < step.len; i++) {
		if (step.ptr[i] < '0' || step.ptr[i] > '9' ||
		    number > array->len)
			return NULL;
		number = 10 * number + (size_t)(step.ptr[i] - '0');
	}
	while (number-- > 0 && node != NULL)
		node = node->next;
	return node;
}

static const struct json_node *
follow(const struct compiler *compiler, const struct json_path *path,
    bool *embedded)
{
	const struct json_node *node = compiler->root;

	*embedded = false;
	for (size_t i = 0; i < path->len && node != NULL; i++) {
		*embedded |= ref_is_embedded(compiler, node);
		if (node->type == JSON_OBJECT)
			node = json_tree_get(node, path->steps[i]);
		else
			node = element(node, path->steps[i]);
	}
	return node;
}

int
ref_resolve(const struct compiler *compiler, const struct json_node *ref,
    const struct json_node **target, bool *embedded, struct err *err)
{
	struct slice text = ref->text;
	struct buffer pointer = BUFFER_INIT;
	struct json_path path;
	int got = -1;

	if (text.len == 0 || text.ptr[0] != '#' ||
	    (text.len > 1 && text.ptr[1] != '/' && text.ptr[1] != '%'))
		return refuse(compiler, ref, err);
	text.ptr++;
	text.len--;
	bool valid = decode(text, &pointer);
	if (buffer_check(&pointer, err) < 0)
		goto out;
	if (valid && pointer.len > 0 && pointer.bytes[0] != '/') {
		got = refuse(compiler, ref, err);
		goto out;
	}
	*target = NULL;
	if (valid && pointer.len == 0) {
		*target = compiler->root;
		*embedded = false;
	} else if (valid &&
	    json_path_parse(&path, buffer_slice(&pointer), err) == 0) {
		*target = follow(compiler, &path, embedded);
		json_path_free(&path);
	}
	got = 0;
	if (*target == NULL)
		got = err_place(err, compiler->file, ref->line, ref->column,
		    "'$ref' to '%.*s': there is nothing in the document",
		    (int)ref->text.len, ref->text.ptr);
out:
	buffer_free(&pointer);
	return got;
}
