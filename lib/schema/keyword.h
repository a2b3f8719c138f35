#ifndef SCHEMA_KEYWORD_H
#define SCHEMA_KEYWORD_H

#include <stdbool.h>

#include "base/err.h"
#include "base/slice.h"
#include "json/tree.h"

/*
 * The keywords of JSON Schema, which drafts know them, and what their values
 * must be: one table for all drafts.
 *
 * Sources: JSON Schema 2020-12 and 2019-09 Core and Validation, draft 7, 6 and
 * 4, with the meta-schema of each (https://json-schema.org/specification).
 */
enum schema_draft {
	DRAFT_4 = 1,
	DRAFT_6 = 2,
	DRAFT_7 = 4,
	DRAFT_2019 = 8,
	DRAFT_2020 = 16,
};

enum keyword_id {
	KEYWORD_ANNOTATION, /* says nothing about the record */
	KEYWORD_LATER,      /* known, and not built yet */
	KEYWORD_ADDITIONAL_PROPERTIES,
	KEYWORD_CONST,
	KEYWORD_DEFINITIONS,
	KEYWORD_ENUM,
	KEYWORD_EXCLUSIVE_MAXIMUM,
	KEYWORD_EXCLUSIVE_MINIMUM,
	KEYWORD_FORMAT,
	KEYWORD_ITEMS,
	KEYWORD_MAX_LENGTH,
	KEYWORD_MAXIMUM,
	KEYWORD_MIN_LENGTH,
	KEYWORD_MINIMUM,
	KEYWORD_PATTERN,
	KEYWORD_PROPERTIES,
	KEYWORD_REF,
	KEYWORD_REQUIRED,
	KEYWORD_SEVERITY,
	KEYWORD_TYPE,
};

/* What a keyword's value must be. */
enum keyword_value {
	VALUE_ANY,
	VALUE_ARRAY,
	VALUE_BOOL,
	VALUE_COUNT, /* an integer from 0 up */
	VALUE_NAMES, /* an array of strings, no two the same */
	VALUE_NUMBER,
	VALUE_SCHEMA,  /* an object, or a boolean; compiling it says more */
	VALUE_SCHEMAS, /* an object whose members are schemas */
	VALUE_SEVERITY,
	VALUE_STRING,
	VALUE_TYPES, /* the name of a type, or a list of them */
};

struct keyword {
	const char *name;
	unsigned drafts; /* those that know it */
	enum keyword_id id;
	enum keyword_value value;
};

/* The keyword as this draft knows it, or NULL. */
const struct keyword *keyword_find(struct slice name, enum schema_draft draft);

/*
 * Is this a value that the keyword can have?  Returns 0, or -1 with *err set:
 * ERR_USAGE with this file, line and column of what is wrong.
 */
int keyword_check(const struct keyword *keyword, const struct json_node *value,
    const char *file, struct err *err);

/* The draft that a value of `$schema` names, or 0. */
enum schema_draft draft_find(struct slice uri);

/*
 * The types of a `type` list, as bits 1 << enum json_type, and whether
 * "integer" is among them.
 */
struct type_set {
	unsigned types;
	bool integer;
};

/* Add a type by its name.  Returns false for a name that is none. */
bool type_set_add(struct type_set *set, struct slice name);

#endif
