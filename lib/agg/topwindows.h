#ifndef AGG_TOPWINDOWS_H
#define AGG_TOPWINDOWS_H

#include "agg/top.h"
#include "agg/toprow.h"
#include "base/buffer.h"

/* The ranking of one window; without windows there is one of all time. */
struct top_window {
	int64_t start_ns, end_ns;
	struct buffer start, end; /* as rows show them; empty: they do not */
	struct top *top;
	struct buffer rows; /* those that came out last */
	bool stale;         /* since then something may have changed */
};

/* The open windows, in order of end, then start. */
struct top_windows {
	struct top_rules rules;
	struct top_window **at; /* owned, as all that follows */
	size_t first, end;      /* which of at[] are open: [first, end) */
	size_t size;
	struct top_window *recent; /* the one taken last, or NULL */
};

void
top_windows_init(struct top_windows *windows, const struct top_rules *rules);

/*
 * The window of these bounds.  Returns 1 when it is new, its start and end
 * then being for the caller to fill; 0 when it was there; -1 with *err set:
 * ERR_LIMIT, ERR_SYSTEM.
 */
int top_windows_take(struct top_windows *windows, int64_t start_ns,
    int64_t end_ns, struct top_window **window, struct err *err);

/* How many there are, and which; at 0 the one that ends first, NULL: no more.
 */
size_t top_windows_len(const struct top_windows *windows);
struct top_window *top_windows_at(const struct top_windows *windows, size_t at);

/* How many keys they hold together. */
uint64_t top_windows_keys(const struct top_windows *windows);

/* Forget the first one. */
void top_windows_drop(struct top_windows *windows);

/* How a row shows the window's bounds. */
struct top_head top_window_head(const struct top_window *window);

void top_windows_free(struct top_windows *windows);

#endif
