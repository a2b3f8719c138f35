#include "schema/compile.h"

#include <assert.h>
#include <stdlib.h>

#include "schema/schema.h"

static struct schema_rule *
rule_of(struct table_entry *entry)
{
	return (struct schema_rule *)(void *)entry->value;
}

struct schema_rule *
compiler_rule(struct compiler *compiler, const struct json_node *node,
    const char *keyword, bool embedded, struct err *err)
{
	uintptr_t address = (uintptr_t)node;
	struct slice key = { (const char *)&address, sizeof(address) };
	struct table_entry *entry;
	int got = table_put(compiler->schema->rules, key, &entry, err);

	if (got < 0)
		return NULL;
	struct schema_rule *rule = rule_of(entry);

	if (got > 0)
		*rule = (struct schema_rule){
			.node = node,
			.keyword = keyword,
			.embedded = embedded,
		};
	return rule;
}

void
compiler_add(struct compiler *compiler, unsigned types,
    const struct schema_op *op)
{
	size_t at = compiler->ops_len++;

	/* No keyword stands twice in a schema, so there is an end to them. */
	assert(compiler->ops_len <= COMPILER_OPS_MAX);
	for (; at > 0 && compiler->ops[at - 1].op.code > op->code; at--)
		compiler->ops[at] = compiler->ops[at - 1];
	compiler->ops[at] = (struct compiler_op){ *op, types };
}

/* Give each type of value its own list. */
static int
emit(const struct compiler *compiler, struct schema_rule *rule, struct err *err)
{
	static const struct schema_op nothing = { .code = SCHEMA_END };

	for (unsigned type = 0; type < JSON_TYPES; type++) {
		size_t len = 0;

		for (size_t i = 0; i < compiler->ops_len; i++)
			len += compiler->ops[i].types >> type & 1;
		rule->ops[type] = &nothing;
		if (len == 0)
			continue;
		struct schema_op *ops = arena_take(&compiler->schema->arena,
		    (len + 1) * sizeof(*ops), err);
		if (ops == NULL)
			return -1;
		rule->ops[type] = ops;
		for (size_t i = 0; i < compiler->ops_len; i++) {
			if ((compiler->ops[i].types >> type & 1) != 0)
				*ops++ = compiler->ops[i].op;
		}
		*ops = nothing;
	}
	return 0;
}

/* Compile what is in the queue, until nothing comes to it any more. */
static int
compile_rules(struct compiler *compiler, struct err *err)
{
	for (struct table_entry *entry = table_first(compiler->schema->rules);
	     entry != NULL; entry = entry->next) {
		compiler->ops_len = 0;
		if (rule_compile(compiler, rule_of(entry), err) < 0 ||
		    emit(compiler, rule_of(entry), err) < 0)
			return -1;
	}
	return 0;
}

/* References that lead back to where they began would check nothing. */
static int
check_cycles(const struct compiler *compiler, struct err *err)
{
	uint64_t search = 0;

	for (struct table_entry *entry = table_first(compiler->schema->rules);
	     entry != NULL; entry = entry->next) {
		struct schema_rule *rule = rule_of(entry);

		for (search++; rule != NULL && rule->seen == 0;
		     rule = rule->ref)
			rule->seen = search;
		if (rule == NULL || rule->seen < search)
			continue;
		const struct json_node *ref = json_tree_get(rule->node,
		    SLICE("$ref"));
		assert(ref != NULL);
		return err_place(err, compiler->file, ref->line, ref->column,
		    "'$ref' leads back to itself, there is nothing to check");
	}
	return 0;
}

/* The draft that the document says it is of; 2020-12 if it says nothing. */
static int
find_draft(struct compiler *compiler, struct err *err)
{
	const struct json_node *uri = compiler->root->type == JSON_OBJECT
	    ? json_tree_get(compiler->root, SLICE("$schema"))
	    : NULL;

	compiler->draft = DRAFT_2020;
	if (uri == NULL || uri->type != JSON_STRING)
		return 0;
	compiler->draft = draft_find(uri->text);
	if (compiler->draft != 0)
		return 0;
	return err_place(err, compiler->file, uri->line, uri->column,
	    "'$schema' is '%.*s', which is no draft that is known: 2020-12, "
	    "2019-09, 7, 6 and 4 are",
	    (int)uri->text.len, uri->text.ptr);
}

static int
compile(struct schema *schema, struct slice text, const char *file,
    unsigned flags, struct err *err)
{
	struct compiler compiler = { .schema = schema,
		.file = file,
		.flags = flags };

	if (text.len > SCHEMA_BYTES_MAX)
		return err_set(err, ERR_LIMIT,
		    "the schema in '%s' is longer than %d bytes", file,
		    SCHEMA_BYTES_MAX);
	if (hash_init(&schema->hash, err) < 0 ||
	    json_tree_parse(text, file, &schema->arena, &compiler.root, err) <
		0 ||
	    find_draft(&compiler, err) < 0)
		return -1;
	schema->root = compiler_rule(&compiler, compiler.root, "false", false,
	    err);
	if (schema->root == NULL || compile_rules(&compiler, err) < 0)
		return -1;
	return check_cycles(&compiler, err);
}

struct schema *
schema_compile(struct slice text, const char *file, unsigned flags,
    struct err *err)
{
	struct schema *schema = calloc(1, sizeof(*schema));

	if (schema == NULL) {
		(void)err_set_errno(err, "cannot take memory");
		return NULL;
	}
	arena_init(&schema->arena, SCHEMA_MEMORY_MAX);
	schema->rules = table_new(sizeof(struct schema_rule), SCHEMA_MEMORY_MAX,
	    err);
	if (schema->rules == NULL ||
	    compile(schema, text, file, flags, err) < 0) {
		schema_free(schema);
		return NULL;
	}
	return schema;
}

void
schema_free(struct schema *schema)
{
	if (schema == NULL)
		return;
	for (struct schema_pattern *kept = schema->patterns; kept != NULL;
	     kept = kept->next)
		pattern_free(kept->pattern);
	table_free(schema->rules);
	arena_free(&schema->arena);
	free(schema);
}
