#include "agg/topcells.h"

#include <string.h>

int
top_cells_set(struct top_cells *cells, const struct slice *values, size_t len,
    struct arena *arena, struct err *err)
{
	size_t need = 0;

	for (size_t i = 0; i < len; i++)
		need += values[i].len;
	if (cells->at == NULL || need > cells->room) {
		size_t room = need > 2 * cells->room ? need : 2 * cells->room;
		struct slice *at = arena_take(arena, len * sizeof(*at) + room,
		    err);

		if (at == NULL)
			return -1;
		*cells = (struct top_cells){ at, room };
	}
	char *to = (char *)(cells->at + len);
	for (size_t i = 0; i < len; i++) {
		if (values[i].len > 0)
			memcpy(to, values[i].ptr, values[i].len);
		cells->at[i] = (struct slice){ to, values[i].len };
		to += values[i].len;
	}
	return 0;
}
