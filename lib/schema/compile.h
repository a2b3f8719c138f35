#ifndef SCHEMA_COMPILE_H
#define SCHEMA_COMPILE_H

#include "schema/program.h"

/*
 * The state of one compilation, shared by compile.c, rule.c, object.c and
 * ref.c.
 *
 * Every schema that is met becomes a rule in schema->rules at once, empty, and
 * is compiled when its turn comes: the table keeps the order of arrival and is
 * the queue.  So neither nesting nor references take stack.
 */
enum {
	COMPILER_OPS_MAX = 16,
	COMPILER_ANY = (1u << JSON_TYPES) - 1, /* all types */
};

struct compiler_op {
	struct schema_op op;
	unsigned types; /* 1 << enum json_type, those it speaks of */
};

struct compiler {
	struct schema *schema;
	const struct json_node *root;
	const char *file;
	enum schema_draft draft;
	unsigned flags;
	/* Of the rule at hand, by code. */
	struct compiler_op ops[COMPILER_OPS_MAX];
	size_t ops_len;
};

/*
 * The rule of the schema at node, added if it is new.  keyword is the one that
 * it is a value of; embedded is true below an $id that is not the root's.
 * Returns NULL with *err set on failure.
 */
struct schema_rule *
compiler_rule(struct compiler *compiler, const struct json_node *node,
    const char *keyword, bool embedded, struct err *err);

/* Add an operation to the rule at hand, for values of these types. */
void compiler_add(struct compiler *compiler, unsigned types,
    const struct schema_op *op);

/*
 * Compile the keywords of a rule, adding operations.  Returns 0, or -1 with
 * *err set.
 */
int rule_compile(struct compiler *compiler, struct schema_rule *rule,
    struct err *err);

/*
 * Compile properties, required and additionalProperties of the rule, those
 * that are there, into one operation.  Returns 0, or -1 with *err set.
 */
int object_compile(struct compiler *compiler, const struct schema_rule *rule,
    struct err *err);

/*
 * What does the $ref with this value point to?  Sets *target, and *embedded
 * when it lies below an $id that is not the root's.  Returns 0, or -1 with *err
 * set.
 */
int ref_resolve(const struct compiler *compiler, const struct json_node *ref,
    const struct json_node **target, bool *embedded, struct err *err);

/* Has the schema at node an $id that is not the document's own? */
bool
ref_is_embedded(const struct compiler *compiler, const struct json_node *node);

#endif
