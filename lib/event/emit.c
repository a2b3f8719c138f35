#include "event/emit.h"

#include <string.h>

#include "base/duration.h"

static int
parse_every(struct emit *emit, const char *text, struct err *err)
{
	emit->kind = EMIT_EVERY;
	if (!duration_parse(slice_of(text), &emit->every_ns) ||
	    emit->every_ns < EMIT_EVERY_MIN_NS)
		return err_set(err, ERR_USAGE,
		    "-e: '%s' is no span of at least 1ms (such as every:1s)",
		    text);
	return 0;
}

int
emit_parse(struct emit *emit, const char *text, bool has_window,
    struct err *err)
{
	static const char every[] = "every:";

	*emit = (struct emit){ .kind = has_window ? EMIT_CLOSE : EMIT_END };
	if (text == NULL)
		return 0;
	if (strncmp(text, every, sizeof(every) - 1) == 0)
		return parse_every(emit, text + sizeof(every) - 1, err);
	if (strcmp(text, "close") == 0)
		emit->kind = EMIT_CLOSE;
	else if (strcmp(text, "change") == 0)
		emit->kind = EMIT_CHANGE;
	else if (strcmp(text, "end") == 0)
		emit->kind = EMIT_END;
	else
		return err_set(err, ERR_USAGE,
		    "-e: '%s' is none of close, change, every:D and end", text);
	if (emit->kind == EMIT_CLOSE && !has_window)
		return err_set(err, ERR_USAGE, "-e close needs a window (-w)");
	return 0;
}

void
emit_start(struct emit *emit, int64_t now_ns)
{
	emit->next_ns = emit->every_ns > INT64_MAX - now_ns
	    ? INT64_MAX
	    : now_ns + emit->every_ns;
}

bool
emit_due(struct emit *emit, int64_t now_ns)
{
	if (now_ns < emit->next_ns)
		return false;
	/* The grid's last point that has passed is the new beginning. */
	now_ns -= (now_ns - emit->next_ns) % emit->every_ns;
	emit_start(emit, now_ns);
	return true;
}
