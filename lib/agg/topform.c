#include "agg/topform.h"

#include "agg/toprow.h"
#include "agg/toptable.h"

static int
put_table(struct top_form *form, struct slice rows, struct buffer *out,
    struct err *err)
{
	if (form->has_table)
		buffer_put_byte(out, '\n');
	form->has_table = true;
	return toptable_put(rows, out, err);
}

static int
put_array(const struct top_form *form, const struct top_window *window,
    struct buffer *out, struct err *err)
{
	struct top_head head = top_window_head(window);
	struct buffer time = BUFFER_INIT;

	time_style_put(form->style, form->time_ns, &time);
	int got = buffer_check(&time, err);
	top_put_array(&head, buffer_slice(&time), buffer_slice(&window->rows),
	    out);
	buffer_put_byte(out, '\n');
	buffer_free(&time);
	return got;
}

/* Make the rows anew.  Returns 1 when they differ from those before, or -1. */
static int
renew_rows(struct top_form *form, struct top_window *window, struct err *err)
{
	struct top_head head = top_window_head(window);
	struct buffer before = window->rows;

	buffer_clear(&form->rows);
	if (top_put_rows(form->fields, form->shape == TOP_ARRAY ? NULL : &head,
		window->top, &form->rows, err) < 0)
		return -1;
	if (slice_equal(buffer_slice(&form->rows), buffer_slice(&before)))
		return 0;
	window->rows = form->rows;
	form->rows = before;
	return 1;
}

int
top_form_put(struct top_form *form, struct top_window *window,
    struct buffer *out, struct err *err)
{
	if (!window->stale)
		return 0;
	window->stale = false;
	int got = renew_rows(form, window, err);
	if (got <= 0)
		return got;
	if (form->shape == TOP_ROWS)
		buffer_put(out, buffer_slice(&window->rows));
	else if (form->shape == TOP_ARRAY)
		got = put_array(form, window, out, err);
	else
		got = put_table(form, buffer_slice(&window->rows), out, err);
	return got < 0 || buffer_check(out, err) < 0 ? -1 : 1;
}

void
top_form_free(struct top_form *form)
{
	buffer_free(&form->rows);
}
