#include "base/number.h"
#include "schema/compile.h"
#include "schema/schema.h"

enum {
	NUMBERS = 1u << JSON_NUMBER,
	STRINGS = 1u << JSON_STRING,
	ARRAYS = 1u << JSON_ARRAY,
};

static int
later(const struct compiler *compiler, const struct json_node *node,
    const char *what, struct err *err)
{
	return err_place(err, compiler->file, node->line, node->column,
	    "%s is not built yet", what);
}

static void
compile_type(struct compiler *compiler, const struct json_node *node)
{
	struct schema_op op = { .keyword = "type", .node = node };
	struct type_set set = { 0, false };

	if (node->type == JSON_STRING)
		(void)type_set_add(&set, node->text);
	for (const struct json_node *name = node->first; name != NULL;
	     name = name->next)
		(void)type_set_add(&set, name->text);

	if (set.integer && (set.types & NUMBERS) == 0) {
		op.code = SCHEMA_INTEGER;
		compiler_add(compiler, NUMBERS, &op);
		set.types |= NUMBERS;
	}
	op.code = SCHEMA_TYPE;
	compiler_add(compiler, COMPILER_ANY & ~set.types, &op);
}

/* In draft 4 a boolean beside it says whether the limit is exclusive. */
static void
compile_limit(struct compiler *compiler, const struct schema_rule *rule,
    const struct keyword *keyword, const struct json_node *node)
{
	static const struct {
		enum keyword_id id;
		enum schema_code code, exclusive;
		const char *name;
	} limits[] = {
		{ KEYWORD_MINIMUM, SCHEMA_MINIMUM, SCHEMA_EXCLUSIVE_MINIMUM,
		    "exclusiveMinimum" },
		{ KEYWORD_MAXIMUM, SCHEMA_MAXIMUM, SCHEMA_EXCLUSIVE_MAXIMUM,
		    "exclusiveMaximum" },
		{ KEYWORD_EXCLUSIVE_MINIMUM, SCHEMA_EXCLUSIVE_MINIMUM,
		    SCHEMA_EXCLUSIVE_MINIMUM, "" },
		{ KEYWORD_EXCLUSIVE_MAXIMUM, SCHEMA_EXCLUSIVE_MAXIMUM,
		    SCHEMA_EXCLUSIVE_MAXIMUM, "" },
	};
	struct schema_op op = { .keyword = keyword->name, .node = node };
	size_t i = 0;

	while (limits[i].id != keyword->id)
		i++;
	const struct json_node *exclusive = compiler->draft == DRAFT_4
	    ? json_tree_get(rule->node, slice_of(limits[i].name))
	    : NULL;
	op.code = limits[i].code;
	if (exclusive != NULL && slice_equal(exclusive->text, SLICE("true"))) {
		op.code = limits[i].exclusive;
		op.keyword = limits[i].name;
	}
	compiler_add(compiler, NUMBERS, &op);
}

static void
compile_length(struct compiler *compiler, const struct keyword *keyword,
    const struct json_node *node)
{
	struct schema_op op = { .keyword = keyword->name, .node = node };
	/* No string is longer than this, whatever the schema's number. */
	int64_t length = INT64_MAX;

	op.code = keyword->id == KEYWORD_MIN_LENGTH ? SCHEMA_MIN_LENGTH
						    : SCHEMA_MAX_LENGTH;
	(void)number_to_int64(node->text, &length);
	op.as.length = (uint64_t)length;
	compiler_add(compiler, STRINGS, &op);
}

static int
compile_pattern(struct compiler *compiler, const struct json_node *node,
    struct err *err)
{
	struct schema *schema = compiler->schema;
	struct schema_pattern *kept = arena_take(&schema->arena, sizeof(*kept),
	    err);

	if (kept == NULL)
		return -1;
	struct pattern *pattern = pattern_new(node->text, err);
	if (pattern == NULL) {
		struct err why = *err;

		return why.kind == ERR_USAGE
		    ? err_place(err, compiler->file, node->line, node->column,
			  "'pattern': %s", why.text)
		    : -1;
	}
	*kept = (struct schema_pattern){ pattern, schema->patterns };
	schema->patterns = kept;
	compiler_add(compiler, STRINGS,
	    &(struct schema_op){ .code = SCHEMA_PATTERN,
		.keyword = "pattern",
		.node = node,
		.as.pattern = pattern });
	return 0;
}

/* A format that is none of ours nor the drafts' says nothing. */
static int
compile_format(struct compiler *compiler, const struct json_node *node,
    struct err *err)
{
	const struct format *format = format_find(node->text);

	if ((compiler->flags & SCHEMA_NO_FORMAT) != 0)
		return 0;
	if (format_is_later(node->text))
		return err_place(err, compiler->file, node->line, node->column,
		    "'format' '%.*s' is not built yet", (int)node->text.len,
		    node->text.ptr);
	if (format != NULL)
		compiler_add(compiler, format->types,
		    &(struct schema_op){ .code = SCHEMA_FORMAT,
			.keyword = "format",
			.node = node,
			.as.format = format });
	return 0;
}

static int
compile_items(struct compiler *compiler, const struct schema_rule *rule,
    const struct json_node *node, struct err *err)
{
	struct schema_op op = { .code = SCHEMA_ITEMS,
		.keyword = "items",
		.node = node };

	op.as.rule = compiler_rule(compiler, node, "items", rule->embedded,
	    err);
	if (op.as.rule == NULL)
		return -1;
	compiler_add(compiler, ARRAYS, &op);
	return 0;
}

static int
compile_ref(struct compiler *compiler, struct schema_rule *rule,
    const struct json_node *node, struct err *err)
{
	const struct json_node *target;
	bool embedded;

	if (rule->embedded)
		return later(compiler, node, "'$ref' below an '$id'", err);
	if (ref_resolve(compiler, node, &target, &embedded, err) < 0)
		return -1;
	rule->ref = compiler_rule(compiler, target, "$ref", embedded, err);
	return rule->ref == NULL ? -1 : 0;
}

static int
compile_definitions(struct compiler *compiler, const struct schema_rule *rule,
    const struct json_node *node, struct err *err)
{
	for (node = node->first; node != NULL; node = node->next) {
		if (compiler_rule(compiler, node, "$ref", rule->embedded,
			err) == NULL)
			return -1;
	}
	return 0;
}

/* One keyword, whose value has been checked. */
static int
compile_keyword(struct compiler *compiler, struct schema_rule *rule,
    const struct keyword *keyword, const struct json_node *node,
    struct err *err)
{
	struct schema_op op = { .keyword = keyword->name, .node = node };

	switch (keyword->id) {
	case KEYWORD_LATER:
		return err_place(err, compiler->file, node->line, node->column,
		    "'%s' is not built yet", keyword->name);
	case KEYWORD_ADDITIONAL_PROPERTIES:
	case KEYWORD_PROPERTIES:
	case KEYWORD_REQUIRED:
	case KEYWORD_ANNOTATION:
		return 0;
	case KEYWORD_CONST:
	case KEYWORD_ENUM:
		op.code = keyword->id == KEYWORD_CONST ? SCHEMA_CONST
						       : SCHEMA_ENUM;
		compiler_add(compiler, COMPILER_ANY, &op);
		return 0;
	case KEYWORD_DEFINITIONS:
		return compile_definitions(compiler, rule, node, err);
	case KEYWORD_EXCLUSIVE_MAXIMUM:
	case KEYWORD_EXCLUSIVE_MINIMUM:
	case KEYWORD_MAXIMUM:
	case KEYWORD_MINIMUM:
		compile_limit(compiler, rule, keyword, node);
		return 0;
	case KEYWORD_FORMAT:
		return compile_format(compiler, node, err);
	case KEYWORD_ITEMS:
		return compile_items(compiler, rule, node, err);
	case KEYWORD_MAX_LENGTH:
	case KEYWORD_MIN_LENGTH:
		compile_length(compiler, keyword, node);
		return 0;
	case KEYWORD_PATTERN:
		return compile_pattern(compiler, node, err);
	case KEYWORD_REF:
		return compile_ref(compiler, rule, node, err);
	case KEYWORD_SEVERITY:
		rule->warning = slice_equal(node->text, SLICE("warning"));
		return 0;
	case KEYWORD_TYPE:
		compile_type(compiler, node);
		return 0;
	}
	return 0;
}

/* Up to draft 7 a $ref stands alone: what is beside it says nothing. */
static bool
is_beside_ref(const struct compiler *compiler, const struct schema_rule *rule,
    enum keyword_id id)
{
	return compiler->draft <= DRAFT_7 && id != KEYWORD_REF &&
	    id != KEYWORD_DEFINITIONS && id != KEYWORD_SEVERITY &&
	    json_tree_get(rule->node, SLICE("$ref")) != NULL;
}

/* The keywords of a schema that is an object. */
static int
compile_keywords(struct compiler *compiler, struct schema_rule *rule,
    struct err *err)
{
	bool has_object = false;

	for (const struct json_node *node = rule->node->first; node != NULL;
	     node = node->next) {
		const struct keyword *keyword = keyword_find(node->name,
		    compiler->draft);

		if (keyword == NULL ||
		    is_beside_ref(compiler, rule, keyword->id))
			continue;
		if (keyword->id == KEYWORD_ITEMS && node->type == JSON_ARRAY &&
		    compiler->draft != DRAFT_2020)
			return later(compiler, node, "'items' with an array",
			    err);
		if (keyword_check(keyword, node, compiler->file, err) < 0 ||
		    compile_keyword(compiler, rule, keyword, node, err) < 0)
			return -1;
		has_object |= keyword->id == KEYWORD_PROPERTIES ||
		    keyword->id == KEYWORD_REQUIRED ||
		    keyword->id == KEYWORD_ADDITIONAL_PROPERTIES;
	}
	return has_object ? object_compile(compiler, rule, err) : 0;
}

/* The one place where draft 4 takes true and false. */
static bool
is_switch(const struct schema_rule *rule)
{
	return strcmp(rule->keyword, "additionalProperties") == 0;
}

int
rule_compile(struct compiler *compiler, struct schema_rule *rule,
    struct err *err)
{
	const struct json_node *node = rule->node;

	rule->embedded |= ref_is_embedded(compiler, node);
	if (node->type == JSON_OBJECT) {
		if (compile_keywords(compiler, rule, err) < 0)
			return -1;
	} else if (node->type == JSON_BOOL &&
	    (compiler->draft != DRAFT_4 || is_switch(rule))) {
		if (slice_equal(node->text, SLICE("false")))
			compiler_add(compiler, COMPILER_ANY,
			    &(struct schema_op){ .code = SCHEMA_FALSE,
				.keyword = rule->keyword,
				.node = node });
	} else {
		return err_place(err, compiler->file, node->line, node->column,
		    "a schema must be an object%s",
		    compiler->draft == DRAFT_4 ? "" : ", true or false");
	}
	return 0;
}
