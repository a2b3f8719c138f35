#include "schema/keyword.h"

#include "base/number.h"

enum {
	ALL = DRAFT_4 | DRAFT_6 | DRAFT_7 | DRAFT_2019 | DRAFT_2020,
	FROM_6 = ALL & ~DRAFT_4,
	FROM_7 = FROM_6 & ~DRAFT_6,
	FROM_2019 = DRAFT_2019 | DRAFT_2020,
	TO_2019 = ALL & ~DRAFT_2020,
};

/* Sorted by name for those who read it. */
static const struct keyword keywords[] = {
	{ "$anchor", FROM_2019, KEYWORD_LATER, VALUE_ANY },
	{ "$comment", FROM_7, KEYWORD_ANNOTATION, VALUE_STRING },
	{ "$defs", FROM_2019, KEYWORD_DEFINITIONS, VALUE_SCHEMAS },
	{ "$dynamicAnchor", DRAFT_2020, KEYWORD_LATER, VALUE_ANY },
	{ "$dynamicRef", DRAFT_2020, KEYWORD_LATER, VALUE_ANY },
	{ "$id", FROM_6, KEYWORD_ANNOTATION, VALUE_STRING },
	{ "$recursiveAnchor", DRAFT_2019, KEYWORD_LATER, VALUE_ANY },
	{ "$recursiveRef", DRAFT_2019, KEYWORD_LATER, VALUE_ANY },
	{ "$ref", ALL, KEYWORD_REF, VALUE_STRING },
	{ "$schema", ALL, KEYWORD_ANNOTATION, VALUE_STRING },
	{ "$vocabulary", FROM_2019, KEYWORD_LATER, VALUE_ANY },
	{ "additionalItems", TO_2019, KEYWORD_LATER, VALUE_ANY },
	{ "additionalProperties", ALL, KEYWORD_ADDITIONAL_PROPERTIES,
	    VALUE_SCHEMA },
	{ "allOf", ALL, KEYWORD_LATER, VALUE_ANY },
	{ "anyOf", ALL, KEYWORD_LATER, VALUE_ANY },
	{ "const", FROM_6, KEYWORD_CONST, VALUE_ANY },
	{ "contains", FROM_6, KEYWORD_LATER, VALUE_ANY },
	{ "contentEncoding", FROM_7, KEYWORD_ANNOTATION, VALUE_STRING },
	{ "contentMediaType", FROM_7, KEYWORD_ANNOTATION, VALUE_STRING },
	{ "contentSchema", FROM_2019, KEYWORD_ANNOTATION, VALUE_SCHEMA },
	{ "default", ALL, KEYWORD_ANNOTATION, VALUE_ANY },
	{ "definitions", ALL, KEYWORD_DEFINITIONS, VALUE_SCHEMAS },
	{ "dependencies", ALL, KEYWORD_LATER, VALUE_ANY },
	{ "dependentRequired", FROM_2019, KEYWORD_LATER, VALUE_ANY },
	{ "dependentSchemas", FROM_2019, KEYWORD_LATER, VALUE_ANY },
	{ "deprecated", FROM_2019, KEYWORD_ANNOTATION, VALUE_BOOL },
	{ "description", ALL, KEYWORD_ANNOTATION, VALUE_STRING },
	{ "else", FROM_7, KEYWORD_LATER, VALUE_ANY },
	{ "enum", ALL, KEYWORD_ENUM, VALUE_ARRAY },
	{ "examples", FROM_6, KEYWORD_ANNOTATION, VALUE_ARRAY },
	{ "exclusiveMaximum", DRAFT_4, KEYWORD_ANNOTATION, VALUE_BOOL },
	{ "exclusiveMaximum", FROM_6, KEYWORD_EXCLUSIVE_MAXIMUM, VALUE_NUMBER },
	{ "exclusiveMinimum", DRAFT_4, KEYWORD_ANNOTATION, VALUE_BOOL },
	{ "exclusiveMinimum", FROM_6, KEYWORD_EXCLUSIVE_MINIMUM, VALUE_NUMBER },
	{ "format", ALL, KEYWORD_FORMAT, VALUE_STRING },
	{ "id", DRAFT_4, KEYWORD_ANNOTATION, VALUE_STRING },
	{ "if", FROM_7, KEYWORD_LATER, VALUE_ANY },
	{ "items", ALL, KEYWORD_ITEMS, VALUE_SCHEMA },
	{ "maxContains", FROM_2019, KEYWORD_LATER, VALUE_ANY },
	{ "maxItems", ALL, KEYWORD_LATER, VALUE_ANY },
	{ "maxLength", ALL, KEYWORD_MAX_LENGTH, VALUE_COUNT },
	{ "maxProperties", ALL, KEYWORD_LATER, VALUE_ANY },
	{ "maximum", ALL, KEYWORD_MAXIMUM, VALUE_NUMBER },
	{ "minContains", FROM_2019, KEYWORD_LATER, VALUE_ANY },
	{ "minItems", ALL, KEYWORD_LATER, VALUE_ANY },
	{ "minLength", ALL, KEYWORD_MIN_LENGTH, VALUE_COUNT },
	{ "minProperties", ALL, KEYWORD_LATER, VALUE_ANY },
	{ "minimum", ALL, KEYWORD_MINIMUM, VALUE_NUMBER },
	{ "multipleOf", ALL, KEYWORD_LATER, VALUE_ANY },
	{ "not", ALL, KEYWORD_LATER, VALUE_ANY },
	{ "oneOf", ALL, KEYWORD_LATER, VALUE_ANY },
	{ "pattern", ALL, KEYWORD_PATTERN, VALUE_STRING },
	{ "patternProperties", ALL, KEYWORD_LATER, VALUE_ANY },
	{ "prefixItems", DRAFT_2020, KEYWORD_LATER, VALUE_ANY },
	{ "properties", ALL, KEYWORD_PROPERTIES, VALUE_SCHEMAS },
	{ "propertyNames", FROM_6, KEYWORD_LATER, VALUE_ANY },
	{ "readOnly", FROM_7, KEYWORD_ANNOTATION, VALUE_BOOL },
	{ "required", ALL, KEYWORD_REQUIRED, VALUE_NAMES },
	{ "then", FROM_7, KEYWORD_LATER, VALUE_ANY },
	{ "title", ALL, KEYWORD_ANNOTATION, VALUE_STRING },
	{ "type", ALL, KEYWORD_TYPE, VALUE_TYPES },
	{ "unevaluatedItems", FROM_2019, KEYWORD_LATER, VALUE_ANY },
	{ "unevaluatedProperties", FROM_2019, KEYWORD_LATER, VALUE_ANY },
	{ "uniqueItems", ALL, KEYWORD_LATER, VALUE_ANY },
	{ "writeOnly", FROM_7, KEYWORD_ANNOTATION, VALUE_BOOL },
	{ "x-ev-severity", ALL, KEYWORD_SEVERITY, VALUE_SEVERITY },
};

const struct keyword *
keyword_find(struct slice name, enum schema_draft draft)
{
	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++) {
		if ((keywords[i].drafts & draft) != 0 &&
		    slice_equal(name, slice_of(keywords[i].name)))
			return &keywords[i];
	}
	return NULL;
}

enum schema_draft
draft_find(struct slice uri)
{
	static const struct {
		const char *uri;
		enum schema_draft draft;
	} drafts[] = {
		{ "https://json-schema.org/draft/2020-12/schema", DRAFT_2020 },
		{ "https://json-schema.org/draft/2019-09/schema", DRAFT_2019 },
		{ "http://json-schema.org/draft-07/schema", DRAFT_7 },
		{ "http://json-schema.org/draft-06/schema", DRAFT_6 },
		{ "http://json-schema.org/draft-04/schema", DRAFT_4 },
	};

	/* An empty fragment names the same document. */
	if (uri.len > 0 && uri.ptr[uri.len - 1] == '#')
		uri.len--;
	for (size_t i = 0; i < sizeof(drafts) / sizeof(*drafts); i++) {
		if (slice_equal(uri, slice_of(drafts[i].uri)))
			return drafts[i].draft;
	}
	return 0;
}

bool
type_set_add(struct type_set *set, struct slice name)
{
	if (slice_equal(name, SLICE("integer"))) {
		set->integer = true;
		return true;
	}
	for (enum json_type type = JSON_NULL; type <= JSON_OBJECT; type++) {
		if (slice_equal(name, slice_of(json_type_name(type)))) {
			set->types |= 1u << type;
			return true;
		}
	}
	return false;
}

/* What must the value be?  For messages. */
static const char *const must[] = {
	[VALUE_ANY] = "anything",
	[VALUE_ARRAY] = "an array",
	[VALUE_BOOL] = "true or false",
	[VALUE_COUNT] = "an integer from 0 up",
	[VALUE_NAMES] = "a list of strings",
	[VALUE_NUMBER] = "a number",
	[VALUE_SCHEMA] = "a schema: an object, true or false",
	[VALUE_SCHEMAS] = "an object of schemas",
	[VALUE_SEVERITY] = "\"error\" or \"warning\"",
	[VALUE_STRING] = "a string",
	[VALUE_TYPES] = "the name of a type, or a list of them",
};

static int
wrong(const struct keyword *keyword, const struct json_node *value,
    const char *file, struct err *err)
{
	return err_place(err, file, value->line, value->column,
	    "'%s' must be %s", keyword->name, must[keyword->value]);
}

/* Does the value as a whole look as it must? */
static bool
fits(enum keyword_value kind, const struct json_node *value)
{
	enum json_type type = value->type;

	switch (kind) {
	case VALUE_ARRAY:
	case VALUE_NAMES:
		return type == JSON_ARRAY;
	case VALUE_BOOL:
		return type == JSON_BOOL;
	case VALUE_COUNT:
		return type == JSON_NUMBER && number_is_integer(value->text) &&
		    number_compare(value->text, SLICE("0")) >= 0;
	case VALUE_NUMBER:
		return type == JSON_NUMBER;
	case VALUE_SCHEMA:
		return type == JSON_OBJECT || type == JSON_BOOL;
	case VALUE_SCHEMAS:
		return type == JSON_OBJECT;
	case VALUE_SEVERITY:
		return type == JSON_STRING &&
		    (slice_equal(value->text, SLICE("warning")) ||
			slice_equal(value->text, SLICE("error")));
	case VALUE_STRING:
		return type == JSON_STRING;
	case VALUE_TYPES:
		return type == JSON_STRING ||
		    (type == JSON_ARRAY && value->len > 0);
	case VALUE_ANY:
	default:
		return true;
	}
}

static bool
is_listed_before(const struct json_node *first, const struct json_node *node)
{
	for (; first != node; first = first->next) {
		if (slice_equal(first->text, node->text))
			return true;
	}
	return false;
}

static int
check_type(const struct keyword *keyword, const struct json_node *name,
    const char *file, struct err *err)
{
	struct type_set set = { 0, false };

	if (type_set_add(&set, name->text))
		return 0;
	return err_place(err, file, name->line, name->column,
	    "'%s' is '%.*s', which is no type of JSON Schema", keyword->name,
	    (int)name->text.len, name->text.ptr);
}

/* Strings, no two the same, and names of types where they must be. */
static int
check_names(const struct keyword *keyword, const struct json_node *list,
    const char *file, struct err *err)
{
	for (const struct json_node *name = list->first; name != NULL;
	     name = name->next) {
		if (name->type != JSON_STRING)
			return wrong(keyword, name, file, err);
		if (is_listed_before(list->first, name))
			return err_place(err, file, name->line, name->column,
			    "'%s' lists '%.*s' twice", keyword->name,
			    (int)name->text.len, name->text.ptr);
		if (keyword->value == VALUE_TYPES &&
		    check_type(keyword, name, file, err) < 0)
			return -1;
	}
	return 0;
}

int
keyword_check(const struct keyword *keyword, const struct json_node *value,
    const char *file, struct err *err)
{
	if (!fits(keyword->value, value))
		return wrong(keyword, value, file, err);
	if (keyword->value == VALUE_TYPES && value->type == JSON_STRING)
		return check_type(keyword, value, file, err);
	if (keyword->value == VALUE_TYPES || keyword->value == VALUE_NAMES)
		return check_names(keyword, value, file, err);
	return 0;
}
