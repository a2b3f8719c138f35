#include "gen/generators.h"
#include "gen/param.h"
#include "gen/picks.h"
#include "gen/value.h"

enum { HEX_MAX = 4096, HEX_DIGITS = 32, POOL_MAX = 100000 };

/*
 * So many values that come again and again: what would be drawn for the records
 * of a seed of their own, so that all models and seeds share them.
 */
static int
draft_pool(const struct program_op *op, uint64_t len, struct texts_draft *draft,
    struct err *err)
{
	struct program_run run = { .number = 0 };

	for (uint64_t i = 0; i < len; i++) {
		char *to = buffer_reserve(&draft->bytes,
		    (size_t)op->number.digits);

		if (to == NULL)
			return buffer_check(&draft->bytes, err);
		random_init(&run.random, 0, i);
		draft->bytes.len += (size_t)(value_hex(op, &run, to) - to);
		texts_draft_end(draft);
	}
	return 0;
}

static int
compile_pool(struct compile *compile, const struct conf_node *self,
    const struct program_op *op, uint64_t len, struct err *err)
{
	struct texts_draft draft = TEXTS_DRAFT_INIT;
	int result = draft_pool(op, len, &draft, err);

	if (result == 0)
		result = picks_draft(compile, self, &draft, SLICE("\""), err);
	texts_draft_free(&draft);
	return result;
}

int
generator_hex(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	static const struct param digits = { PARAM_NUMBER, 0, 1, HEX_MAX };
	static const struct param counts = { PARAM_NUMBER, 0, 1, POOL_MAX };
	const struct conf_node *pool = param_find(self, "pool");
	struct program_op op = { .slot = 0 };
	int64_t wanted = HEX_DIGITS, len;

	if (main != NULL &&
	    param_read(compile->conf, main, &digits, &wanted, err) < 0)
		return -1;
	op.number.digits = (int)wanted;
	if (pool != NULL) {
		if (param_read(compile->conf, pool, &counts, &len, err) < 0)
			return -1;
		return compile_pool(compile, self, &op, (uint64_t)len, err);
	}
	compile_bytes(compile, SLICE("\""));
	int result = compile_put(compile, &op, value_hex, (size_t)wanted, err);
	compile_bytes(compile, SLICE("\""));
	return result;
}
