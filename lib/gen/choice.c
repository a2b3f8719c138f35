#include <errno.h>
#include <stdlib.h>

#include "gen/generators.h"
#include "gen/param.h"
#include "gen/picks.h"
#include "gen/put.h"
#include "gen/value.h"
#include "gen/zipf.h"

enum { WEIGHT_DIGITS = 6, WEIGHT_MAX = 1000000 };

/* A weight in units of 10^-6, all of them below ALIAS_WEIGHT_MAX. */
static const struct param weight_param = { PARAM_NUMBER, WEIGHT_DIGITS, 0,
	INT64_C(1000000) * WEIGHT_MAX };

/* The weights are the members or elements of node, one for each entry. */
static int
read_weights(struct compile *compile, const struct conf_node *node,
    struct alias *alias, struct err *err)
{
	uint64_t *weights = malloc(node->len * sizeof(*weights));
	uint64_t total = 0;
	size_t len = 0;
	int result = -1;

	if (weights == NULL)
		return err_set_errno(err, "cannot take memory for %zu weights",
		    node->len);
	for (const struct conf_node *at = node->first; at != NULL;
	     at = at->next) {
		int64_t weight;

		if (param_read(compile->conf, at, &weight_param, &weight, err) <
		    0)
			goto out;
		weights[len++] = (uint64_t)weight;
		total += (uint64_t)weight;
	}
	if (total == 0)
		conf_err(compile->conf, node, err,
		    "one of the weights must be above 0");
	else
		result = alias_init(alias, weights, len, compile->arena, err);
out:
	free(weights);
	return result;
}

/* By the weights of a map or of the parameter, else all alike. */
static int
read_alias(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct alias *alias, struct err *err)
{
	const struct conf_node *weights = param_find(self, "weights");

	alias_init_even(alias, main->len);
	if (main->kind == CONF_MAP && weights != NULL)
		return conf_err(compile->conf, weights, err,
		    "the weights stand in the map already");
	if (main->kind == CONF_MAP)
		return read_weights(compile, main, alias, err);
	if (weights == NULL)
		return 0;
	if (weights->kind != CONF_LIST || weights->len != main->len)
		return conf_err(compile->conf, weights, err,
		    "%zu weights are wanted, one for each choice", main->len);
	return read_weights(compile, weights, alias, err);
}

/* Append the constants; returns false where one of them is none. */
static bool
draft_constants(const struct compile *compile, const struct conf_node *main,
    struct texts_draft *draft)
{
	for (const struct conf_node *at = main->first; at != NULL;
	     at = at->next) {
		if (main->kind == CONF_MAP) {
			buffer_put_byte(&draft->bytes, '"');
			style_escape(&compile->style, at->name, &draft->bytes);
			buffer_put_byte(&draft->bytes, '"');
		} else if (!compile_constant(compile, at, &draft->bytes)) {
			return false;
		}
		texts_draft_end(draft);
	}
	return true;
}

/*
 * One branch for each choice, all of which go on at the end.  Their sizes are
 * added up although only one is written: the limit is far.
 */
static int
compile_branches(struct compile *compile, const struct conf_node *main,
    struct program_op *op, struct err *err)
{
	const struct program_op jump = { .code = PROGRAM_JUMP };
	uint32_t *targets = arena_take(compile->arena,
	    main->len * sizeof(*targets), err);
	int *jumps = malloc(main->len * sizeof(*jumps));
	size_t len = 0;
	int result = -1;

	if (targets == NULL || jumps == NULL)
		goto out;
	op->code = PROGRAM_BRANCH;
	op->pick.targets = targets;
	if (compile_op(compile, op, 0, err) < 0)
		goto out;
	for (const struct conf_node *at = main->first; at != NULL;
	     at = at->next) {
		int here = compile_here(compile, err);

		if (here < 0 || compile_value(compile, at, err) < 0)
			goto out;
		targets[len] = (uint32_t)here;
		jumps[len] = compile_op(compile, &jump, 0, err);
		if (jumps[len++] < 0)
			goto out;
	}
	result = 0;
	for (size_t i = 0; i < len && result == 0; i++)
		result = compile_patch(compile, jumps[i], err);
out:
	if (targets != NULL && jumps == NULL)
		err_set_errno(err, "cannot take memory for %zu choices",
		    main->len);
	free(jumps);
	return result;
}

/* One of the entries of main, a list or a map of weights, by op's alias. */
static int
compile_choice(struct compile *compile, const struct conf_node *main,
    struct program_op *op, struct err *err)
{
	struct texts_draft draft = TEXTS_DRAFT_INIT;
	int result;

	if (draft_constants(compile, main, &draft)) {
		result = texts_init(&op->pick.texts, &draft, compile->arena,
		    err);
		if (result == 0)
			result = compile_put(compile, op, value_pick,
			    op->pick.texts.longest, err);
	} else {
		result = compile_branches(compile, main, op, err);
	}
	texts_draft_free(&draft);
	return result;
}

int
generator_choice(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	struct program_op op = { .slot = 0 };

	if (main->kind == CONF_SCALAR || main->len == 0)
		return conf_err(compile->conf, main, err,
		    "a choice wants a list, or a map of texts to weights");
	if (read_alias(compile, self, main, &op.pick.alias, err) < 0)
		return -1;
	return compile_choice(compile, main, &op, err);
}

/* Of a count: how often which number is drawn. */
static int
compile_ranks(struct compile *compile, const struct conf_node *self,
    struct program_op *op, struct err *err)
{
	static const struct param any = { PARAM_NUMBER, 0, -(INT64_C(1) << 62),
		INT64_C(1) << 62 };
	const struct conf_node *from = param_find(self, "from");

	if (from != NULL &&
	    param_read(compile->conf, from, &any, &op->pick.min, err) < 0)
		return -1;
	return compile_put(compile, op, value_rank, PUT_INT_MAX, err);
}

int
generator_zipf(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	static const struct param count = { PARAM_NUMBER, 0, 1, ALIAS_MAX };
	struct program_op op = { .slot = 0 };
	int64_t len = (int64_t)main->len;
	int64_t exponent = ZIPF_UNIT;

	if (main->kind == CONF_MAP || (main->kind == CONF_LIST && len == 0))
		return conf_err(compile->conf, main, err,
		    "zipf wants a count or a list");
	if ((main->kind == CONF_SCALAR &&
		param_read(compile->conf, main, &count, &len, err) < 0) ||
	    picks_exponent(compile, self, &exponent, err) < 0 ||
	    picks_zipf(&op.pick.alias, (size_t)len, exponent, compile->arena,
		err) < 0)
		return -1;
	if (main->kind == CONF_SCALAR)
		return compile_ranks(compile, self, &op, err);
	return compile_choice(compile, main, &op, err);
}
