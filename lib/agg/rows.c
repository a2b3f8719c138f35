#include "agg/rows.h"

void
rows_init(struct rows *rows, const struct aggregate_rules *rules,
    struct panes *panes)
{
	*rows = (struct rows){
		.rules = rules,
		.panes = panes,
		.pending = { .offset = rules->groups.size },
	};
}

static int
render(struct rows *rows, const struct pane *pane, struct table_entry *entry,
    struct slice *text, struct err *err)
{
	const struct aggregate_rules *rules = rows->rules;
	struct row *row = &rows->row;

	row_start(row);
	if (rules->window.kind != WINDOW_NONE) {
		row_time(row, "window_start", pane->start_ns, rules->style);
		row_time(row, "window_end", pane->end_ns, rules->style);
	}
	group_put(&rules->groups, group_of(entry), row);
	*text = row_end(row);
	return buffer_check(&row->bytes, err);
}

int
rows_group(struct rows *rows, const struct pane *pane,
    struct table_entry *entry, struct err *err)
{
	struct slice text;

	if (render(rows, pane, entry, &text, err) < 0)
		return -1;
	rows->rules->row(rows->rules->to, text);
	return 0;
}

int
rows_pane(struct rows *rows, const struct pane *pane, struct err *err)
{
	struct table_entry *entry = table_first(pane->groups);

	for (; entry != NULL; entry = entry->next)
		if (rows_group(rows, pane, entry, err) < 0)
			return -1;
	return 0;
}

/* Emit a row that is pending unless the same came out last. */
static int
emit_pending(struct rows *rows, struct table_entry *entry, struct err *err)
{
	struct pending *pending = pending_of(&rows->pending, entry);
	struct pane *pane = pending->pane;
	struct slice text;

	pending_remove(&rows->pending, entry);
	if (render(rows, pane, entry, &text, err) < 0)
		return -1;
	if (slice_equal(kept_value(&pending->emitted), text))
		return 0;
	if (kept_set(&pending->emitted, text, &pane->arena, err) < 0)
		return -1;
	rows->rules->row(rows->rules->to, text);
	return panes_charge(rows->panes, pane, err);
}

int
rows_pending(struct rows *rows, bool closed_only, struct err *err)
{
	struct table_entry *entry = rows->pending.first;

	while (entry != NULL) {
		const struct pending *pending = pending_of(&rows->pending,
		    entry);
		struct table_entry *next = pending->behind;

		if ((!closed_only || pending->pane->is_closed) &&
		    emit_pending(rows, entry, err) < 0)
			return -1;
		entry = next;
	}
	return 0;
}

void
rows_free(struct rows *rows)
{
	row_free(&rows->row);
}
