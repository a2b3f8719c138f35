#ifndef GEN_STYLE_H
#define GEN_STYLE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "conf/conf.h"

/*
 * How a model's lines look.  The blanks are spaces, tabs and CRs, so that lines
 * stay JSON; as texts they belong to the configuration.
 */
struct style {
	struct slice after_colon, after_comma;
	struct slice line_end; /* before the LF */
	bool escape_slash;     /* '/' in strings is written as '\/' */
};

/*
 * Read the map `style`; NULL: the plain style without blanks.
 * Returns 0, or -1 with *err set: ERR_USAGE.
 */
int style_read(struct style *style, const struct conf *conf,
    const struct conf_node *node, struct err *err);

/* Append text (UTF-8) as it stands between the quotes of a JSON string. */
void
style_escape(const struct style *style, struct slice text, struct buffer *out);

#endif
