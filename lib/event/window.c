#include "event/window.h"

#include <assert.h>

#include "base/duration.h"
#include "base/time.h"
#include "json/path.h"

static const char *const later[] = { "hopping", "cumulate", "session",
	"sliding", "count", "day", "hour", "week", "month" };

enum { LATER = sizeof(later) / sizeof(later[0]) };

/* SIZE[+OFFSET] */
static int
parse_tumbling(struct window *window, struct slice text, struct err *err)
{
	struct slice size;
	struct slice offset = text;
	bool has_offset = path_cut(&offset, '+', &size);

	*window = (struct window){ .kind = WINDOW_TUMBLING };
	if (!duration_parse(size, &window->size_ns) || window->size_ns == 0 ||
	    window->size_ns > WINDOW_SIZE_MAX_NS)
		return err_set(err, ERR_USAGE,
		    "-w: '%.*s' is no size of a window (such as 1m or 1h30m)",
		    (int)size.len, size.ptr);
	if (has_offset && !duration_parse(offset, &window->offset_ns))
		return err_set(err, ERR_USAGE,
		    "-w: '%.*s' is no offset of a window (such as 6h)",
		    (int)offset.len, offset.ptr);
	window->offset_ns %= window->size_ns;
	return 0;
}

int
window_parse(struct window *window, const char *text, struct err *err)
{
	struct slice rest = slice_of(text);
	struct slice kind;

	(void)path_cut(&rest, ':', &kind);
	if (slice_equal(kind, SLICE("tumbling")))
		return parse_tumbling(window, rest, err);
	for (size_t i = 0; i < LATER; i++)
		if (slice_equal(kind, slice_of(later[i])))
			return err_set(err, ERR_USAGE, "-w %s is not built yet",
			    later[i]);
	return err_set(err, ERR_USAGE,
	    "-w: '%s' is no window (such as tumbling:1m)", text);
}

bool
window_start(const struct window *window, int64_t time_ns, int64_t *start_ns)
{
	assert(window->kind == WINDOW_TUMBLING);
	assert(window->offset_ns >= 0);
	assert(window->offset_ns < window->size_ns);

	/* How far into its window is it? */
	int64_t into = time_ns % window->size_ns - window->offset_ns;
	if (into < 0)
		into += window->size_ns;
	if (into < 0)
		into += window->size_ns;
	if (time_ns <= TIME_NONE + into ||
	    time_ns - into > INT64_MAX - window->size_ns)
		return false;
	*start_ns = time_ns - into;
	return true;
}
