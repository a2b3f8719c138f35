#include "agg/topwindows.h"

#include <assert.h>
#include <stdlib.h>

enum { FIRST_SIZE = 16 };

void
top_windows_init(struct top_windows *windows, const struct top_rules *rules)
{
	*windows = (struct top_windows){ .rules = *rules };
}

/* Order by end, then by start: <0, 0, >0. */
static int
compare(const struct top_window *window, int64_t start_ns, int64_t end_ns)
{
	if (window->end_ns != end_ns)
		return window->end_ns < end_ns ? -1 : 1;
	return (window->start_ns > start_ns) - (window->start_ns < start_ns);
}

/* Where the window stands in at[], or where it belongs. */
static size_t
find(const struct top_windows *windows, int64_t start_ns, int64_t end_ns)
{
	size_t low = windows->first;
	size_t high = windows->end;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(windows->at[middle], start_ns, end_ns) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Room for one more at the end: by moving to the front, or by growing. */
static int
reserve(struct top_windows *windows, struct err *err)
{
	size_t len = top_windows_len(windows);

	if (windows->end < windows->size)
		return 0;
	if (len > windows->size / 2 || windows->size == 0) {
		size_t size = windows->size == 0 ? FIRST_SIZE
						 : 2 * windows->size;
		struct top_window **at = realloc(windows->at,
		    size * sizeof(struct top_window *));

		if (at == NULL)
			return err_set_errno(err, "cannot take memory");
		windows->at = at;
		windows->size = size;
	}
	memmove(windows->at, windows->at + windows->first,
	    len * sizeof(struct top_window *));
	windows->first = 0;
	windows->end = len;
	return 0;
}

static void
free_window(struct top_window *window)
{
	if (window == NULL)
		return;
	top_free(window->top);
	buffer_free(&window->start);
	buffer_free(&window->end);
	buffer_free(&window->rows);
	free(window);
}

int
top_windows_take(struct top_windows *windows, int64_t start_ns, int64_t end_ns,
    struct top_window **window, struct err *err)
{
	*window = windows->recent;
	if (*window != NULL && compare(*window, start_ns, end_ns) == 0)
		return 0;
	if (reserve(windows, err) < 0)
		return -1;
	size_t at = find(windows, start_ns, end_ns);
	if (at < windows->end &&
	    compare(windows->at[at], start_ns, end_ns) == 0) {
		*window = windows->recent = windows->at[at];
		return 0;
	}

	struct top_window *added = calloc(1, sizeof(*added));
	if (added == NULL)
		return err_set_errno(err, "cannot take memory");
	added->start_ns = start_ns;
	added->end_ns = end_ns;
	added->top = top_new(&windows->rules, err);
	if (added->top == NULL) {
		free_window(added);
		return -1;
	}
	memmove(windows->at + at + 1, windows->at + at,
	    (windows->end - at) * sizeof(struct top_window *));
	windows->at[at] = added;
	windows->end++;
	*window = windows->recent = added;
	return 1;
}

size_t
top_windows_len(const struct top_windows *windows)
{
	return windows->end - windows->first;
}

struct top_window *
top_windows_at(const struct top_windows *windows, size_t at)
{
	return at < top_windows_len(windows) ? windows->at[windows->first + at]
					     : NULL;
}

uint64_t
top_windows_keys(const struct top_windows *windows)
{
	uint64_t keys = 0;

	for (size_t i = windows->first; i < windows->end; i++)
		keys += top_len(windows->at[i]->top);
	return keys;
}

void
top_windows_drop(struct top_windows *windows)
{
	assert(windows->first < windows->end);
	struct top_window *window = windows->at[windows->first++];

	if (windows->recent == window)
		windows->recent = NULL;
	free_window(window);
}

/* Nothing is written of a bound that nothing is known of. */
static struct slice
bound_of(const struct buffer *text)
{
	return text->len == 0 ? (struct slice){ NULL, 0 } : buffer_slice(text);
}

struct top_head
top_window_head(const struct top_window *window)
{
	return (struct top_head){ bound_of(&window->start),
		bound_of(&window->end) };
}

void
top_windows_free(struct top_windows *windows)
{
	while (top_windows_len(windows) > 0)
		top_windows_drop(windows);
	free(windows->at);
	*windows = (struct top_windows){ .rules = windows->rules };
}
