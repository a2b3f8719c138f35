#include "gen/param.h"

#include "base/duration.h"
#include "gen/scaled.h"

static bool
parse(struct slice text, const struct param *param, int64_t *into)
{
	switch (param->kind) {
	case PARAM_NUMBER:
		return scaled_parse(text, param->digits, into);
	case PARAM_SHARE:
		return share_parse(text, into);
	case PARAM_DURATION:
		return duration_parse(text, into);
	}
	return false;
}

/* What is wanted, for messages. */
static const char *
wanted(const struct param *param)
{
	switch (param->kind) {
	case PARAM_NUMBER:
		return param->digits == 0 ? "an integer" : "a number";
	case PARAM_SHARE:
		return "a share (0.05 or 5%)";
	case PARAM_DURATION:
		return "a duration (90s, 1h30m)";
	}
	return "";
}

int
param_read(const struct conf *conf, const struct conf_node *node,
    const struct param *param, int64_t *into, struct err *err)
{
	int64_t value;

	if (node->kind != CONF_SCALAR)
		return conf_err(conf, node, err, "%s is wanted here",
		    wanted(param));
	if (!parse(node->text, param, &value))
		return conf_err(conf, node, err, "'%.*s' is not %s%s",
		    (int)node->text.len, node->text.ptr, wanted(param),
		    param->kind == PARAM_NUMBER && param->digits > 0
			? " with so many digits"
			: "");
	if (value < param->min || value > param->max)
		return conf_err(conf, node, err, "%.*s is out of range",
		    (int)node->text.len, node->text.ptr);
	*into = value;
	return 0;
}

int
param_read_range(const struct conf *conf, const struct conf_node *node,
    const struct param *param, int64_t range[2], struct err *err)
{
	if (node->kind == CONF_SCALAR) {
		if (param_read(conf, node, param, &range[0], err) < 0)
			return -1;
		range[1] = range[0];
		return 0;
	}
	if (node->kind != CONF_LIST || node->len != 2)
		return conf_err(conf, node, err,
		    "a range is wanted here: [lowest, highest]");
	if (param_read(conf, node->first, param, &range[0], err) < 0 ||
	    param_read(conf, node->first->next, param, &range[1], err) < 0)
		return -1;
	if (range[0] > range[1])
		return conf_err(conf, node, err,
		    "the lowest of a range comes first");
	return 0;
}

const struct conf_node *
param_find(const struct conf_node *generator, const char *name)
{
	return generator->kind == CONF_MAP ? conf_get(generator, slice_of(name))
					   : NULL;
}

int
param_text(const struct conf *conf, const struct conf_node *node,
    struct slice *into, struct err *err)
{
	if (node->kind != CONF_SCALAR || node->text.len == 0)
		return conf_err(conf, node, err, "a text is wanted here");
	*into = node->text;
	return 0;
}
