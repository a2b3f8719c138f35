#ifndef SCHEMA_FORMAT_H
#define SCHEMA_FORMAT_H

#include <stdbool.h>

#include "base/slice.h"
#include "json/string.h"

/*
 * The values of `format` that are asserted.  A format says something about
 * values of some types only; a value of another type fits it, as JSON Schema
 * says (2020-12 Validation, section 7).
 */
struct format {
	const char *name;
	const char *what; /* for messages: "longitude" */
	unsigned types;   /* 1 << enum json_type, those it speaks of */
	/*
	 * Does a value of these types fit?  text is the number as it stands or
	 * the string unescaped.
	 */
	bool (*fits)(struct slice text);
};

/* The format of this name, or NULL. */
const struct format *format_find(struct slice name);

/* Is it a format of the drafts that is not built yet? */
bool format_is_later(struct slice name);

#endif
