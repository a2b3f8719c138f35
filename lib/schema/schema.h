#ifndef SCHEMA_SCHEMA_H
#define SCHEMA_SCHEMA_H

#include "base/err.h"
#include "base/slice.h"
#include "json/walk.h"

/*
 * JSON Schema: compiled once, then run over the tokens of each record.
 *
 *	struct schema *schema = schema_compile(text, "a.json", 0, &err);
 *	struct schema_check *check = schema_check_new(schema, &err);
 *	...
 *	if (schema_check(check, &record, &err) < 0)
 *		... the record does not fit
 *
 * The keywords that are built are those of keyword.c; one that is known to the
 * drafts and not built yet is refused, never ignored.  `$ref` reaches what
 * stands in the same document.
 */
enum {
	SCHEMA_BYTES_MAX = 16 << 20,   /* of a schema's text */
	SCHEMA_MEMORY_MAX = 256 << 20, /* of one that is compiled */
};

enum {
	SCHEMA_NO_FORMAT = 1, /* `format` is an annotation, nothing more */
};

struct schema;

/*
 * Compile the text of a schema; file is for messages and is copied.
 * The draft is told by `$schema`, 2020-12 without it.
 *
 * Returns NULL with *err set: ERR_USAGE with file, line and column for what is
 * no JSON or no schema, or not built yet; ERR_LIMIT; ERR_SYSTEM.
 */
struct schema *schema_compile(struct slice text, const char *file,
    unsigned flags, struct err *err);

void schema_free(struct schema *schema);

struct schema_check;

/*
 * What checking needs beside the schema, which must outlive it.  One at a time
 * may use a schema.  Returns NULL with *err set (ERR_SYSTEM).
 */
struct schema_check *
schema_check_new(const struct schema *schema, struct err *err);

/*
 * Does the record fit the schema?  Of members with one name the last one
 * counts.  Nothing is allocated for a record that fits.
 *
 * Returns 0 when it does; 1 when all that fails is a warning
 * (x-ev-severity), the first of them in *err; -1 with *err set when it does
 * not.  Then and for a warning the kind is ERR_DATA, the reason a keyword, the
 * column 1, and path points to the value that fails.  Also -1: ERR_SYSTEM.
 */
int schema_check(struct schema_check *check, const struct json_record *record,
    struct err *err);

void schema_check_free(struct schema_check *check);

#endif
