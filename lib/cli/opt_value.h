#ifndef CLI_OPT_VALUE_H
#define CLI_OPT_VALUE_H

#include "base/buffer.h"
#include "base/err.h"
#include "cli/opt.h"

/*
 * The value of a setting: from the text that stands on the command line, in the
 * environment or in a file, and back into YAML.
 */
union opt_value {
	bool flag;
	uint64_t number;  /* OPT_UINT, OPT_SIZE */
	int64_t ns;       /* OPT_DURATION */
	const char *text; /* OPT_TEXT, one item of an OPT_LIST; borrowed */
};

/*
 * Read text by the type and the limits of a row that takes a value.  Returns 0,
 * or -1 with *err set: ERR_USAGE, "'x' is not a number".
 */
int opt_value_parse(const struct opt *opt, const char *text,
    union opt_value *value, struct err *err);

/*
 * Give the value to the row's variable; a list gets it as one more item, after
 * opt_value_clear().  Returns 0, or -1 with *err set: ERR_SYSTEM.
 */
int opt_value_store(const struct opt *opt, const union opt_value *value,
    struct err *err);

/* Empty a list before its first item, for what it holds is the default. */
void opt_value_clear(const struct opt *opt);

/*
 * Is the row's variable at "not given": a text of NULL, a number outside the
 * row's limits?
 */
bool opt_value_is_unset(const struct opt *opt);

/* Append the row's value as YAML, in one line; null where it is not given. */
void opt_value_put(const struct opt *opt, struct buffer *out);

#endif
