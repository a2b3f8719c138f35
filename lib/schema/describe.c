#include <stdio.h>

#include "schema/check.h"
#include "json/path.h"

/* How much of what the input says is repeated in a message, in bytes. */
enum { SHOWN_PATH_MAX = 80, SHOWN_VALUE_MAX = 40 };

/* Append text, cut between two characters where it is longer than max. */
static void
put_cut(struct buffer *out, struct slice text, size_t max)
{
	if (text.len <= max) {
		buffer_put(out, text);
		return;
	}
	text.len = max;
	text.len = utf8_valid_len(text);
	buffer_put(out, text);
	buffer_put(out, SLICE("..."));
}

/* The step from an array to the value at `at` in it; *from becomes its token.
 */
static void
put_index(struct buffer *out, const struct json_record *record, size_t at,
    size_t *from)
{
	size_t number = 0;
	size_t element = *from + 1;

	for (;;) {
		size_t after = json_skip(record, element);

		if (after > at)
			break;
		element = after + 1;
		number++;
	}
	buffer_put_byte(out, '/');
	buffer_put_uint(out, number);
	*from = element;
}

/* Likewise from an object. */
static void
put_name(struct buffer *out, const struct json_record *record, size_t at,
    size_t *from)
{
	struct buffer name = BUFFER_INIT;
	size_t member = *from + 1;

	for (;;) {
		size_t after = json_skip(record, member + 3);

		if (after > at)
			break;
		member = after + 1;
	}
	json_string_unescape(token_raw(record, member), &name);
	json_pointer_put_step(buffer_slice(&name), out);
	out->failed |= name.failed;
	buffer_free(&name);
	*from = member + 3;
}

/* Append the JSON Pointer of the value at `at`. */
static void
put_pointer(struct buffer *out, const struct json_record *record, size_t at)
{
	for (size_t from = 0; from != at;) {
		if (token_byte(record, from) == '[')
			put_index(out, record, at, &from);
		else
			put_name(out, record, at, &from);
	}
}

static void
put_node(struct buffer *out, const struct json_node *node)
{
	struct buffer text = BUFFER_INIT;

	if (node->type == JSON_STRING)
		json_string_put(&text, node->text);
	else
		buffer_put(&text, node->text);
	put_cut(out, buffer_slice(&text), SHOWN_VALUE_MAX);
	out->failed |= text.failed;
	buffer_free(&text);
}

/* The elements of a list, at most a few of them: `"a", "b", null`. */
static void
put_list(struct buffer *out, const struct json_node *list)
{
	enum { SHOWN_MAX = 5 };
	size_t number = 0;

	if (list->first == NULL)
		buffer_put(out, SLICE("no values"));
	for (const struct json_node *node = list->first; node != NULL;
	     node = node->next) {
		if (++number > SHOWN_MAX) {
			buffer_put(out, SLICE(", ..."));
			return;
		}
		if (number > 1)
			buffer_put(out, SLICE(", "));
		put_node(out, node);
	}
}

static void
put_type(struct buffer *out, struct slice name)
{
	if (!slice_equal(name, SLICE("null"))) {
		buffer_put(out,
		    strchr("aeiou", name.ptr[0]) != NULL ? SLICE("an ")
							 : SLICE("a "));
	}
	buffer_put(out, name);
}

/* The types of a `type` keyword: "a string or null". */
static void
put_types(struct buffer *out, const struct json_node *types)
{
	if (types->type == JSON_STRING)
		put_type(out, types->text);
	for (const struct json_node *node = types->first; node != NULL;
	     node = node->next) {
		if (node != types->first)
			buffer_put(out, SLICE(" or "));
		put_type(out, node->text);
	}
}

/* What the value is: "is 12", "is an object", "has 3 characters". */
static void
put_value(struct buffer *out, const struct schema_check *check,
    const struct schema_op *op, size_t at)
{
	enum json_type type = token_type(check->record, at);
	struct slice value = json_value(check->record, at);
	bool is_shown = type != JSON_ARRAY && type != JSON_OBJECT &&
	    (op->code != SCHEMA_TYPE || type == JSON_NULL);

	if (op->code == SCHEMA_MIN_LENGTH || op->code == SCHEMA_MAX_LENGTH) {
		struct buffer text = BUFFER_INIT;

		json_string_unescape(token_raw(check->record, at), &text);
		buffer_put(out, SLICE(" has "));
		size_t len = count_characters(buffer_slice(&text));
		buffer_put_uint(out, len);
		buffer_put(out,
		    len == 1 ? SLICE(" character, ") : SLICE(" characters, "));
		out->failed |= text.failed;
		buffer_free(&text);
		return;
	}
	buffer_put(out, SLICE(" is "));
	if (is_shown)
		put_cut(out, value, SHOWN_VALUE_MAX);
	else
		put_type(out, slice_of(json_type_name(type)));
	buffer_put(out, SLICE(", "));
}

/* What it should be. */
static void
put_wanted(struct buffer *out, const struct schema_check *check,
    const struct schema_op *op)
{
	static const char *const words[] = {
		[SCHEMA_TYPE] = "not ",
		[SCHEMA_INTEGER] = "not ",
		[SCHEMA_CONST] = "not ",
		[SCHEMA_ENUM] = "not one of ",
		[SCHEMA_MINIMUM] = "less than the minimum ",
		[SCHEMA_MAXIMUM] = "more than the maximum ",
		[SCHEMA_EXCLUSIVE_MINIMUM] = "not more than ",
		[SCHEMA_EXCLUSIVE_MAXIMUM] = "not less than ",
		[SCHEMA_MIN_LENGTH] = "fewer than ",
		[SCHEMA_MAX_LENGTH] = "more than ",
		[SCHEMA_PATTERN] = "which does not match ",
		[SCHEMA_FORMAT] = "which is no ",
		[SCHEMA_ITEMS] = "",
	};

	if (op->code == SCHEMA_PATTERN && check->gave_up)
		buffer_put(out, SLICE("which takes too long to match with "));
	else
		buffer_put(out, slice_of(words[op->code]));
	if (op->code == SCHEMA_TYPE || op->code == SCHEMA_INTEGER)
		put_types(out, op->node);
	else if (op->code == SCHEMA_ENUM)
		put_list(out, op->node);
	else if (op->code == SCHEMA_FORMAT)
		buffer_put(out, slice_of(op->as.format->what));
	else
		put_node(out, op->node);
}

/* The place that is bad, as messages name it. */
static void
put_place(struct buffer *out, struct slice path)
{
	if (path.len == 0) {
		buffer_put(out, SLICE("the record"));
		return;
	}
	buffer_put_byte(out, '\'');
	put_cut(out, path, SHOWN_PATH_MAX);
	buffer_put_byte(out, '\'');
}

void
describe(const struct schema_check *check, const struct schema_op *op,
    size_t at, const struct schema_property *missing, struct err *err)
{
	struct buffer path = BUFFER_INIT;
	struct buffer text = BUFFER_INIT;

	put_pointer(&path, check->record, at);
	if (missing != NULL)
		json_pointer_put_step(missing->name, &path);
	put_place(&text, buffer_slice(&path));
	if (missing != NULL) {
		buffer_put(&text, SLICE(" is missing"));
	} else if (op->code == SCHEMA_FALSE) {
		buffer_put(&text, SLICE(" is not allowed by the schema"));
	} else {
		put_value(&text, check, op, at);
		put_wanted(&text, check, op);
	}
	(void)err_data(err, op->keyword, 1, "%.*s", (int)text.len, text.bytes);
	err_set_path(err, path.bytes, path.len);
	if (text.failed || path.failed)
		(void)err_set(err, ERR_SYSTEM, "cannot take memory");
	buffer_free(&text);
	buffer_free(&path);
}
