#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/slice.h"

enum { WORD_MAX = 64 };

static const struct {
	const char *name;
	enum fault_kind kind;
	bool numbered;
	bool done;   /* the request is carried out, whatever the answer says */
	bool passes; /* may be drawn: the same request sent again is served */
} kinds[] = {
	{ "ok", FAULT_NONE, false, true, true },
	{ "early", FAULT_EARLY, true, false, false },
	{ "cut-request", FAULT_CUT_REQUEST, true, false, true },
	{ "cut-answer", FAULT_CUT_ANSWER, true, true, true },
	{ "stall", FAULT_STALL, false, false, true },
	{ "late", FAULT_LATE, false, false, false },
	{ "items", FAULT_ITEMS, true, true, true },
	{ "lost", FAULT_LOST, false, true, false },
	{ "short", FAULT_SHORT, false, true, true },
	{ "more", FAULT_MORE, false, true, true },
	{ "swapped", FAULT_SWAPPED, false, true, true },
	{ "alien", FAULT_ALIEN, false, true, true },
	{ "cut-json", FAULT_CUT_JSON, false, true, true },
	{ "broken", FAULT_BROKEN, false, true, true },
	{ "deep", FAULT_DEEP, false, true, true },
	{ "huge", FAULT_HUGE, false, true, true },
	{ "bomb", FAULT_BOMB, false, true, true },
	{ "garbage", FAULT_GARBAGE, false, true, true },
	{ "slow", FAULT_SLOW, false, true, true },
	{ "red", FAULT_RED, false, true, false },
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static int
fault_parse(struct fault *fault, const char *word)
{
	const char *digits = word;
	char *end;

	*fault = (struct fault){ .kind = FAULT_STATUS };
	if (word[0] < '1' || word[0] > '9') {
		size_t len = strcspn(word, ":+");
		size_t i = 0;
		while (i < KINDS &&
		    (strlen(kinds[i].name) != len ||
			memcmp(kinds[i].name, word, len) != 0))
			i++;
		if (i == KINDS || kinds[i].numbered != (word[len] == ':'))
			return -1;
		fault->kind = kinds[i].kind;
		fault->done = kinds[i].done;
		digits = word + len + kinds[i].numbered;
	}
	fault->number = (unsigned)strtoul(digits, &end, 10);
	if (*end == '+') {
		fault->done = true;
		end++;
	}
	return *end == '\0' ? 0 : -1;
}

static int
plan_add(struct plan *plan, const struct fault *fault, size_t times)
{
	for (size_t i = 0; i < times; i++) {
		if (plan->count == PLAN_FAULTS_MAX)
			return -1;
		plan->faults[plan->count++] = *fault;
	}
	return 0;
}

static int
plan_word(struct plan *plan, const char *word)
{
	const char *star = strchr(word, '*');
	struct fault fault;
	size_t times = 1;

	if (plan->repeats) /* nothing comes after what is for ever */
		return -1;
	if (star != NULL) {
		times = strtoul(word, NULL, 10);
		plan->repeats = star == word;
		word = star + 1;
	}
	if (fault_parse(&fault, word) < 0)
		return -1;
	return plan_add(plan, &fault, plan->repeats ? 1 : times);
}

int
plan_parse(struct plan *plan, const char *text)
{
	char word[WORD_MAX];

	while (*text != '\0') {
		size_t len = strcspn(text, ",");
		if (len >= sizeof(word))
			return -1;
		memcpy(word, text, len);
		word[len] = '\0';
		if (plan_word(plan, word) < 0)
			return -1;
		text += len + (text[len] == ',');
	}
	return 0;
}

/* Any number of bytes below 1 MiB, small ones as often as large ones. */
static unsigned
draw_bytes(struct random *random)
{
	return (unsigned)random_below(random,
	    UINT64_C(2) << random_below(random, 20));
}

static struct fault
fault_draw(struct random *random)
{
	static const unsigned statuses[] = { 413, 429, 502, 503, 504 };
	static const unsigned of_items[] = { 400, 429, 503 };
	struct fault fault = { .kind = FAULT_STATUS };

	/* One in three is a status, with and without the bulk being done. */
	if (random_below(random, 3) == 0) {
		fault.number = statuses[random_below(random, 5)];
		fault.done = fault.number > 429 && random_below(random, 2) == 0;
		return fault;
	}
	size_t i = (size_t)random_below(random, KINDS);
	while (!kinds[i].passes || kinds[i].kind == FAULT_NONE)
		i = (size_t)random_below(random, KINDS);
	fault.kind = kinds[i].kind;
	fault.done = kinds[i].done;
	if (fault.kind == FAULT_STALL)
		fault.done = random_below(random, 2) == 0;
	if (fault.kind == FAULT_ITEMS)
		fault.number = of_items[random_below(random, 3)];
	else if (kinds[i].numbered)
		fault.number = draw_bytes(random);
	return fault;
}

void
plan_draw(struct plan *plan, struct random *random, size_t count)
{
	const struct fault none = { .kind = FAULT_NONE, .done = true };

	for (size_t i = 0; i < count; i++) {
		struct fault fault = fault_draw(random);
		(void)plan_add(plan, &none, (size_t)random_below(random, 3));
		(void)plan_add(plan, &fault, 1);
	}
}

struct fault
plan_next(struct plan *plan)
{
	const struct fault none = { .kind = FAULT_NONE, .done = true };

	if (plan->next == plan->count)
		return none;
	struct fault fault = plan->faults[plan->next];
	if (!plan->repeats || plan->next + 1 < plan->count)
		plan->next++;
	return fault;
}
