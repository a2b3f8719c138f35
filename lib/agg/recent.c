/* first, last, and lists of the first and last N */
#include <assert.h>

#include "agg/kinds.h"
#include "agg/texts.h"

struct moment {
	int64_t time;
	struct text *value; /* NULL: nothing yet */
};

static bool
is_newest_first(const struct function *function)
{
	return function->kind == &kind_last ||
	    function->kind == &kind_last_list;
}

/* Does a stand before b, whichever came first?  Of equal times none does. */
static bool
is_before(bool newest_first, int64_t a, int64_t b)
{
	return newest_first ? a > b : a < b;
}

/* On failure there is no value any more. */
static int
set_value(struct moment *moment, struct slice value,
    const struct function_input *input, struct err *err)
{
	/* First back, then out: what is no longer shared is used again. */
	texts_give(input->texts, moment->value);
	moment->value = texts_take(input->texts, value, err);
	return moment->value == NULL ? -1 : 0;
}

static int
moment_apply(const struct function *function, void *state,
    const struct function_input *input, struct err *err)
{
	struct moment *moment = state;
	struct slice value;

	if (!function_value(&function->column, input->fields, &value))
		return 0;
	bool is_new = moment->value == NULL;
	if (!is_new &&
	    !is_before(is_newest_first(function), input->time, moment->time))
		return 0;
	moment->time = input->time;
	if (!is_new && slice_equal(text_value(moment->value), value))
		return 0;
	return set_value(moment, value, input, err) < 0 ? -1 : 1;
}

static void
moment_put(const struct function *function, const void *state,
    struct buffer *out)
{
	const struct moment *moment = state;
	struct slice value = text_value(moment->value);

	(void)function;
	buffer_put(out, value.ptr == NULL ? SLICE("null") : value);
}

const struct function_kind kind_first = {
	.name = "first",
	.size = sizeof(struct moment),
	.apply = moment_apply,
	.put = moment_put,
};

const struct function_kind kind_last = {
	.name = "last",
	.size = sizeof(struct moment),
	.apply = moment_apply,
	.put = moment_put,
};

/* Moments in their order; a list that is full has function->number of them. */
struct list {
	struct moment *at; /* in the arena */
	uint32_t len;
	uint32_t size;
};

enum { LIST_SHORT = 8 };

/* Make room for one more. */
static int
list_grow(struct list *list, size_t most, struct arena *arena, struct err *err)
{
	enum { FIRST_SIZE = 5 };
	size_t size = list->size == 0 ? FIRST_SIZE : 2 * (size_t)list->size;

	assert(list->len < most);
	if (list->len < list->size)
		return 0;
	if (size > most)
		size = most;
	struct moment *at = arena_take(arena, size * sizeof(*at), err);
	if (at == NULL)
		return -1;
	if (list->len > 0)
		memcpy(at, list->at, list->len * sizeof(*at));
	memset(at + list->len, 0, (size - list->len) * sizeof(*at));
	list->at = at;
	list->size = (uint32_t)size;
	return 0;
}

/*
 * Would each place from `at` on show what it shows now if value came in there
 * and the others moved on?
 */
static bool
is_same(const struct list *list, size_t at, struct slice value)
{
	for (; at < list->len; at++) {
		struct slice next = text_value(list->at[at].value);

		if (!slice_equal(value, next))
			return false;
		value = next;
	}
	return true;
}

static void
list_fetch(const void *state)
{
	const struct list *list = state;

	if (list->len == 0)
		return;
	__builtin_prefetch(list->at);
	__builtin_prefetch(&list->at[list->len - 1]);
}

/*
 * Where a moment of this time belongs: behind those of the same time, which
 * came before it.  Short lists are looked through without jumps that depend on
 * the time, which would be guessed wrong time and again.
 */
static size_t
list_place(const struct list *list, bool newest_first, int64_t time)
{
	size_t at = list->len;

	if (list->len <= LIST_SHORT) {
		at = 0;
		for (size_t i = 0; i < list->len; i++)
			at += !is_before(newest_first, time, list->at[i].time);
		return at;
	}
	while (at > 0 && is_before(newest_first, time, list->at[at - 1].time))
		at--;
	return at;
}

/* Move the last moment to a place in front; likewise. */
static void
list_move(struct list *list, size_t last, size_t at)
{
	const struct moment moment = list->at[last];

	assert(at <= last);
	if (last < LIST_SHORT)
		for (size_t i = last; i > 0; i--)
			list->at[i] = list->at[i - (i > at)];
	else
		memmove(list->at + at + 1, list->at + at,
		    (last - at) * sizeof(moment));
	list->at[at] = moment;
}

static int
list_apply(const struct function *function, void *state,
    const struct function_input *input, struct err *err)
{
	const bool newest_first = is_newest_first(function);
	struct list *list = state;
	struct slice value;

	if (!function_value(&function->column, input->fields, &value))
		return 0;
	const size_t at = list_place(list, newest_first, input->time);
	if (at == function->number)
		return 0;
	const bool is_full = list->len == function->number;
	const bool changes = !input->is_watched || !is_full ||
	    !is_same(list, at, value);
	if (!is_full &&
	    list_grow(list, function->number, input->arena, err) < 0)
		return -1;

	/* The last place is free, or its moment falls out. */
	const size_t last = is_full ? list->len - 1 : list->len;
	if (set_value(&list->at[last], value, input, err) < 0)
		return -1;
	list->at[last].time = input->time;
	list_move(list, last, at);
	list->len += !is_full;
	return changes;
}

static void
list_put(const struct function *function, const void *state, struct buffer *out)
{
	const struct list *list = state;

	(void)function;
	buffer_put_byte(out, '[');
	for (size_t i = 0; i < list->len; i++) {
		if (i > 0)
			buffer_put_byte(out, ',');
		buffer_put(out, text_value(list->at[i].value));
	}
	buffer_put_byte(out, ']');
}

const struct function_kind kind_first_list = {
	.name = "first",
	.size = sizeof(struct list),
	.fetch = list_fetch,
	.apply = list_apply,
	.put = list_put,
};

const struct function_kind kind_last_list = {
	.name = "last",
	.size = sizeof(struct list),
	.fetch = list_fetch,
	.apply = list_apply,
	.put = list_put,
};
