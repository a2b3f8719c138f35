#include "gen/generators.h"
#include "gen/lists.h"
#include "gen/param.h"
#include "gen/picks.h"
#include "gen/put.h"
#include "gen/value.h"

/* An integer of these, both included, inside of a text. */
static int
compile_number(struct compile *compile, int64_t low, int64_t high,
    struct err *err)
{
	struct program_op op = {
		.number = { .min = low, .count = (uint64_t)(high - low) + 1 },
	};

	return compile_put(compile, &op, value_int, PUT_INT_MAX, err);
}

int
generator_name(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	struct slice part = main == NULL ? SLICE("full") : main->text;
	bool full = slice_equal(part, SLICE("full"));
	bool first = full || slice_equal(part, SLICE("first"));
	bool last = full || slice_equal(part, SLICE("last"));

	(void)self;
	if (!first && !last)
		return conf_err(compile->conf, main, err,
		    "a name is first, last or full");
	compile_bytes(compile, SLICE("\""));
	if (first &&
	    picks_list(compile, list_first_names, PICKS_AS_IT_IS, false, err) <
		0)
		return -1;
	if (full)
		compile_bytes(compile, SLICE(" "));
	if (last &&
	    picks_list(compile, list_last_names, PICKS_AS_IT_IS, false, err) <
		0)
		return -1;
	compile_bytes(compile, SLICE("\""));
	return 0;
}

/* Harbor42 */
int
generator_username(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	enum { NUMBER_MAX = 999 };

	(void)self;
	(void)main;
	compile_bytes(compile, SLICE("\""));
	if (picks_list(compile, list_words, PICKS_CAPITAL, true, err) < 0 ||
	    compile_number(compile, 1, NUMBER_MAX, err) < 0)
		return -1;
	compile_bytes(compile, SLICE("\""));
	return 0;
}

/* ada.jones42@example.org */
int
generator_email(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	enum { NUMBER_MAX = 99 };

	(void)self;
	(void)main;
	compile_bytes(compile, SLICE("\""));
	if (picks_list(compile, list_first_names, PICKS_LOWER, true, err) < 0)
		return -1;
	compile_bytes(compile, SLICE("."));
	if (picks_list(compile, list_last_names, PICKS_LOWER, true, err) < 0 ||
	    compile_number(compile, 1, NUMBER_MAX, err) < 0)
		return -1;
	compile_bytes(compile, SLICE("@"));
	if (picks_list(compile, list_mail_hosts, PICKS_AS_IT_IS, true, err) < 0)
		return -1;
	compile_bytes(compile, SLICE("\""));
	return 0;
}

/* Copper Tours */
int
generator_company(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	(void)self;
	(void)main;
	compile_bytes(compile, SLICE("\""));
	if (picks_list(compile, list_words, PICKS_CAPITAL, true, err) < 0)
		return -1;
	compile_bytes(compile, SLICE(" "));
	if (picks_list(compile, list_company_endings, PICKS_AS_IT_IS, true,
		err) < 0)
		return -1;
	compile_bytes(compile, SLICE("\""));
	return 0;
}

int
generator_sentence(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	static const struct param lengths = { PARAM_NUMBER, 0, 1, 1000 };
	const struct conf_node *end = param_find(self, "end");
	struct compile_loop loop = { .between = { NULL, 0 } };
	struct slice stop = SLICE(".");
	int64_t range[2] = { 4, 12 };

	if (main != NULL &&
	    param_read_range(compile->conf, main, &lengths, range, err) < 0)
		return -1;
	if (end != NULL && end->kind != CONF_SCALAR)
		return conf_err(compile->conf, end, err,
		    "the end of a sentence is a text");
	if (end != NULL)
		stop = end->text;
	/* The first word is there in any case. */
	range[0]--;
	range[1]--;
	compile_bytes(compile, SLICE("\""));
	if (picks_list(compile, list_words, PICKS_CAPITAL, true, err) < 0 ||
	    compile_loop_start(compile, &loop, range, err) < 0)
		return -1;
	compile_bytes(compile, SLICE(" "));
	if (picks_list(compile, list_words, PICKS_AS_IT_IS, true, err) < 0 ||
	    compile_loop_end(compile, &loop, err) < 0)
		return -1;
	compile_escaped(compile, stop);
	compile_bytes(compile, SLICE("\""));
	return 0;
}
