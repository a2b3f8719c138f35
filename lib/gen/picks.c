#include "gen/picks.h"

#include <errno.h>
#include <stdlib.h>

#include "gen/generators.h"
#include "gen/lists.h"
#include "gen/param.h"
#include "gen/put.h"
#include "gen/value.h"
#include "gen/zipf.h"

enum { EXPONENT_DIGITS = 6 }; /* ZIPF_UNIT has them */

int
picks_zipf(struct alias *alias, size_t len, int64_t exponent,
    struct arena *arena, struct err *err)
{
	uint64_t *weights = malloc(len * sizeof(*weights));

	if (weights == NULL)
		return err_set_errno(err, "cannot take memory for %zu weights",
		    len);
	for (size_t i = 0; i < len; i++)
		weights[i] = zipf_weight(i + 1, (uint32_t)exponent);
	int result = alias_init(alias, weights, len, arena, err);
	free(weights);
	return result;
}

int
picks_exponent(const struct compile *compile, const struct conf_node *self,
    int64_t *exponent, struct err *err)
{
	static const struct param exponents = { PARAM_NUMBER, EXPONENT_DIGITS,
		0, ZIPF_EXPONENT_MAX };
	const struct conf_node *at = param_find(self, "exponent");

	return at == NULL
	    ? 0
	    : param_read(compile->conf, at, &exponents, exponent, err);
}

/* `in_turn: true`: not by chance. */
static int
read_in_turn(const struct compile *compile, const struct conf_node *self,
    bool *in_turn, struct err *err)
{
	const struct conf_node *at = param_find(self, "in_turn");

	*in_turn = at != NULL && slice_equal(at->text, SLICE("true"));
	if (at == NULL || *in_turn || slice_equal(at->text, SLICE("false")))
		return 0;
	return conf_err(compile->conf, at, err, "in_turn is true or false");
}

int
picks_draft(struct compile *compile, const struct conf_node *self,
    const struct texts_draft *draft, struct slice quote, struct err *err)
{
	struct program_op op = { .slot = 0 };
	size_t len = texts_draft_len(draft);
	int64_t exponent = 0;
	bool in_turn;

	if (len == 0 || len > ALIAS_MAX)
		return conf_err(compile->conf, self, err,
		    "a list to draw from has 1 to %d entries", ALIAS_MAX);
	if (picks_exponent(compile, self, &exponent, err) < 0 ||
	    read_in_turn(compile, self, &in_turn, err) < 0 ||
	    texts_init(&op.pick.texts, draft, compile->arena, err) < 0)
		return -1;
	alias_init_even(&op.pick.alias, len);
	if (exponent > 0 &&
	    picks_zipf(&op.pick.alias, len, exponent, compile->arena, err) < 0)
		return -1;
	compile_bytes(compile, quote);
	int result = compile_put(compile, &op,
	    in_turn ? value_turn : value_pick, op.pick.texts.longest, err);
	compile_bytes(compile, quote);
	return result;
}

static bool
is_ascii(const char *text)
{
	for (; *text != '\0'; text++) {
		if ((unsigned char)*text >= 0x80)
			return false;
	}
	return true;
}

static void
change(char *text, size_t len, enum picks_change change)
{
	switch (change) {
	case PICKS_AS_IT_IS:
		break;
	case PICKS_LOWER:
		for (size_t i = 0; i < len; i++) {
			if (text[i] >= 'A' && text[i] <= 'Z')
				text[i] = (char)(text[i] - 'A' + 'a');
		}
		break;
	case PICKS_CAPITAL:
		if (len > 0 && text[0] >= 'a' && text[0] <= 'z')
			text[0] = (char)(text[0] - 'a' + 'A');
		break;
	}
}

/* None of the lists' texts needs an escape. */
static void
draft_list(struct texts_draft *draft, const char *const *list,
    enum picks_change how, bool ascii_only)
{
	for (; *list != NULL; list++) {
		size_t len = strlen(*list);
		char *to = buffer_reserve(&draft->bytes, len);

		if (to == NULL)
			return;
		if (ascii_only && !is_ascii(*list))
			continue;
		memcpy(to, *list, len);
		change(to, len, how);
		draft->bytes.len += len;
		texts_draft_end(draft);
	}
}

int
picks_list(struct compile *compile, const char *const *list,
    enum picks_change how, bool ascii_only, struct err *err)
{
	static const struct conf_node bare = { .kind = CONF_SCALAR };
	struct texts_draft draft = TEXTS_DRAFT_INIT;

	draft_list(&draft, list, how, ascii_only);
	int result = picks_draft(compile, &bare, &draft,
	    (struct slice){ NULL, 0 }, err);
	texts_draft_free(&draft);
	return result;
}

/* The same as a value of its own, with the parameters of self. */
static int
compile_list(struct compile *compile, const struct conf_node *self,
    const char *const *list, enum picks_change how, struct err *err)
{
	struct texts_draft draft = TEXTS_DRAFT_INIT;

	draft_list(&draft, list, how, false);
	int result = picks_draft(compile, self, &draft, SLICE("\""), err);
	texts_draft_free(&draft);
	return result;
}

int
generator_word(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	(void)main;
	return compile_list(compile, self, list_words, PICKS_AS_IT_IS, err);
}

int
generator_country(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	bool is_lower = main != NULL && slice_equal(main->text, SLICE("lower"));

	if (main != NULL && !is_lower &&
	    !slice_equal(main->text, SLICE("upper")))
		return conf_err(compile->conf, main, err,
		    "a country is written upper or lower");
	return compile_list(compile, self, list_countries,
	    is_lower ? PICKS_LOWER : PICKS_AS_IT_IS, err);
}
