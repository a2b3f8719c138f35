#ifndef TESTS_SCHEMA_MODEL_H
#define TESTS_SCHEMA_MODEL_H

#include <check.h>

#include "base/number.h"
#include "json/tree.h"

/*
 * The plain reading of a schema, as a walk over two trees, for the keywords and
 * the two patterns that tests/property/test_schema.c writes.
 */
struct model {
	const struct json_node *root;
	bool fails, warns;
};

static inline const struct json_node *
get(const struct json_node *object, const char *name)
{
	return json_tree_get(object, slice_of(name));
}

static inline bool
is_text(const struct json_node *node, const char *text)
{
	return slice_equal(node->text, slice_of(text));
}

static inline bool
has_type(const struct json_node *value, struct slice name)
{
	if (slice_equal(name, SLICE("integer")))
		return value->type == JSON_NUMBER &&
		    number_is_integer(value->text);
	return slice_equal(name, slice_of(json_type_name(value->type)));
}

static inline bool
fits_type(const struct json_node *type, const struct json_node *value)
{
	bool fits = type->type == JSON_STRING && has_type(value, type->text);

	for (const struct json_node *name = type->first; name != NULL;
	     name = name->next)
		fits |= has_type(value, name->text);
	return fits;
}

static inline bool
fits_enum(const struct json_node *list, const struct json_node *value)
{
	for (const struct json_node *node = list->first; node != NULL;
	     node = node->next) {
		if (json_tree_equal(node, value))
			return true;
	}
	return false;
}

static inline size_t
characters(struct slice text)
{
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++)
		len += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
	return len;
}

/* The generator knows two patterns. */
static inline bool
fits_pattern(const struct json_node *pattern, struct slice text)
{
	if (is_text(pattern, "^a"))
		return text.len > 0 && text.ptr[0] == 'a';
	ck_assert(is_text(pattern, "b$"));
	return text.len > 0 && text.ptr[text.len - 1] == 'b';
}

static inline bool
fits_limit(const struct json_node *keyword, const struct json_node *value)
{
	if (value->type != JSON_NUMBER || keyword->type != JSON_NUMBER)
		return true;
	int order = number_compare(value->text, keyword->text);

	if (slice_equal(keyword->name, SLICE("minimum")))
		return order >= 0;
	if (slice_equal(keyword->name, SLICE("maximum")))
		return order <= 0;
	if (slice_equal(keyword->name, SLICE("exclusiveMinimum")))
		return order > 0;
	if (slice_equal(keyword->name, SLICE("exclusiveMaximum")))
		return order < 0;
	return true;
}

static inline bool
fits_text(const struct json_node *keyword, const struct json_node *value)
{
	int64_t length = 0;

	if (value->type != JSON_STRING)
		return true;
	if (slice_equal(keyword->name, SLICE("pattern")))
		return fits_pattern(keyword, value->text);
	if (keyword->type != JSON_NUMBER ||
	    !number_to_int64(keyword->text, &length))
		return true;
	if (slice_equal(keyword->name, SLICE("minLength")))
		return characters(value->text) >= (size_t)length;
	if (slice_equal(keyword->name, SLICE("maxLength")))
		return characters(value->text) <= (size_t)length;
	return true;
}

static inline bool
has_all(const struct json_node *names, const struct json_node *value)
{
	for (const struct json_node *name = names->first; name != NULL;
	     name = name->next) {
		if (value->type == JSON_OBJECT &&
		    json_tree_get(value, name->text) == NULL)
			return false;
	}
	return true;
}

static inline void apply(struct model *model, const struct json_node *schema,
    const struct json_node *value, bool warning);

static inline void
apply_parts(struct model *model, const struct json_node *schema,
    const struct json_node *value, bool warning)
{
	const struct json_node *properties = get(schema, "properties");
	const struct json_node *rest = get(schema, "additionalProperties");
	const struct json_node *items = get(schema, "items");

	for (const struct json_node *part = value->first; part != NULL;
	     part = part->next) {
		const struct json_node *own = NULL;

		if (value->type == JSON_ARRAY) {
			own = items;
		} else {
			if (properties != NULL)
				own = json_tree_get(properties, part->name);
			if (own == NULL)
				own = rest;
		}
		if (own != NULL)
			apply(model, own, part, warning);
	}
}

static inline bool
fits_keyword(const struct json_node *keyword, const struct json_node *value)
{
	if (slice_equal(keyword->name, SLICE("type")))
		return fits_type(keyword, value);
	if (slice_equal(keyword->name, SLICE("const")))
		return json_tree_equal(keyword, value);
	if (slice_equal(keyword->name, SLICE("enum")))
		return fits_enum(keyword, value);
	if (slice_equal(keyword->name, SLICE("required")))
		return has_all(keyword, value);
	return fits_limit(keyword, value) && fits_text(keyword, value);
}

static inline void
apply(struct model *model, const struct json_node *schema,
    const struct json_node *value, bool warning)
{
	bool fits = schema->type == JSON_OBJECT || is_text(schema, "true");
	const struct json_node *ref = NULL;

	if (schema->type == JSON_OBJECT) {
		const struct json_node *severity = get(schema, "x-ev-severity");

		warning |= severity != NULL && is_text(severity, "warning");
		for (const struct json_node *keyword = schema->first;
		     keyword != NULL; keyword = keyword->next)
			fits &= fits_keyword(keyword, value);
		apply_parts(model, schema, value, warning);
		ref = get(schema, "$ref");
	}
	if (!fits && warning)
		model->warns = true;
	else if (!fits)
		model->fails = true;
	if (ref == NULL)
		return;
	/* "#/$defs/NAME" */
	struct slice name = { ref->text.ptr + 8, ref->text.len - 8 };

	apply(model, json_tree_get(get(model->root, "$defs"), name), value,
	    warning);
}

#endif
