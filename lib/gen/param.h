#ifndef GEN_PARAM_H
#define GEN_PARAM_H

#include <stdint.h>

#include "conf/conf.h"

/* Reading the parameters of generators; mistakes are told with their place. */

enum param_kind {
	PARAM_NUMBER,   /* decimal, in units of 10^-digits */
	PARAM_SHARE,    /* 0.05 or 5%, in billionths */
	PARAM_DURATION, /* 1m30s, in nanoseconds */
};

struct param {
	enum param_kind kind;
	int digits;       /* of PARAM_NUMBER, 0 to SCALED_DIGITS_MAX */
	int64_t min, max; /* in the units above */
};

/* One of them.  Returns 0, or -1 with *err set: ERR_USAGE. */
int param_read(const struct conf *conf, const struct conf_node *node,
    const struct param *param, int64_t *into, struct err *err);

/* A list of two, the lower first, or one that stands for both. */
int param_read_range(const struct conf *conf, const struct conf_node *node,
    const struct param *param, int64_t range[2], struct err *err);

/* The parameter of this name of a generator; NULL where it is not given. */
const struct conf_node *
param_find(const struct conf_node *generator, const char *name);

/* It must be a scalar with a text.  Returns 0, or -1 with *err set. */
int param_text(const struct conf *conf, const struct conf_node *node,
    struct slice *into, struct err *err);

#endif
