#ifndef SCHEMA_PROGRAM_H
#define SCHEMA_PROGRAM_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/table.h"
#include "schema/format.h"
#include "schema/keyword.h"
#include "schema/pattern.h"
#include "json/tree.h"

/*
 * The compiled form of a schema, between compile.c, which writes it, and
 * check.c, which runs it.
 *
 * Each schema of the document, at any depth, is a rule.  A rule has one list of
 * operations for each type of value: only what speaks of that type stands in
 * it, so a number never passes by a pattern.  A list ends with SCHEMA_END; then
 * the rule of its $ref goes on, if there is one: a reference is a jump, it
 * takes no stack.
 */
enum schema_code {
	SCHEMA_END,
	SCHEMA_FALSE,
	SCHEMA_TYPE,    /* always fails: it is in the lists of other types */
	SCHEMA_INTEGER, /* in the list of numbers */
	SCHEMA_CONST,
	SCHEMA_ENUM,
	SCHEMA_MINIMUM,
	SCHEMA_MAXIMUM,
	SCHEMA_EXCLUSIVE_MINIMUM,
	SCHEMA_EXCLUSIVE_MAXIMUM,
	SCHEMA_MIN_LENGTH,
	SCHEMA_MAX_LENGTH,
	SCHEMA_PATTERN,
	SCHEMA_FORMAT,
	SCHEMA_OBJECT,
	SCHEMA_ITEMS,
};

struct schema_op {
	enum schema_code code;
	const char *keyword; /* the reason when it fails; static */
	/* The keyword's value in the document. */
	const struct json_node *node;
	union {
		struct schema_rule *rule;           /* ITEMS */
		uint64_t length;                    /* …_LENGTH */
		struct pattern *pattern;            /* PATTERN */
		const struct format *format;        /* FORMAT */
		const struct schema_object *object; /* OBJECT */
	} as;
};

enum { JSON_TYPES = JSON_OBJECT + 1 };

struct schema_rule {
	const struct schema_op *ops[JSON_TYPES]; /* by enum json_type */
	struct schema_rule *ref; /* goes on with this one, or NULL */
	bool warning;            /* what fails in it is a warning */
	/* For the compiler alone. */
	const struct json_node *node;
	const char *keyword; /* that it is the value of: reason of `false` */
	bool embedded;       /* below an $id that is not the document's */
	uint64_t seen;       /* by which search for a cycle */
};

/*
 * What properties, required and additionalProperties of one schema say
 * together.  A member that only `required` names is an additional one too.
 */
struct schema_property {
	struct slice name;
	struct schema_rule *rule; /* of `properties`; NULL: none */
	bool is_additional;       /* not named by `properties` */
	/* Names are often written as they are: no backslash in its value. */
	bool plain;
	uint32_t required; /* its number in `required` from 1, or 0 */
};

struct schema_object {
	struct schema_property *properties; /* in the order of the document */
	size_t len;
	/* Numbers of properties from 1, 0 for none; by hash, linear probing. */
	uint32_t *slots;
	size_t slots_len;   /* a power of two, at least twice len */
	uint32_t *required; /* numbers of properties from 0, in its order */
	size_t required_len;
	struct schema_rule *additional; /* NULL: they may be anything */
};

struct schema {
	struct arena arena;  /* the document, the operations and objects */
	struct table *rules; /* struct schema_rule by address of its node */
	struct schema_rule *root;
	struct hash hash;    /* of the names of members */
	size_t required_max; /* longest `required` of all objects */
	struct schema_pattern *patterns;
};

/* They are not the arena's memory, so they are freed one by one. */
struct schema_pattern {
	struct pattern *pattern;
	struct schema_pattern *next;
};

/* The property of this name, or NULL. */
const struct schema_property *schema_property_find(const struct schema *schema,
    const struct schema_object *object, struct slice name);

#endif
