#include "agg/toprow.h"

#include <assert.h>

#include "event/row.h"

/* window_start and window_end, as far as they are known. */
static void
put_head(struct row *row, const struct top_head *head)
{
	if (head->start.ptr != NULL)
		row_value(row, "window_start", head->start);
	if (head->end.ptr != NULL)
		row_value(row, "window_end", head->end);
}

/* A member of the item's latest record. */
static struct slice
cell_of(const struct top_item *item, size_t at)
{
	assert(item->latest != NULL);
	return item->latest->cells.at[at];
}

/* What stands behind the rank. */
static void
put_item(struct row *row, const struct top_fields *fields,
    const struct top_item *item)
{
	size_t cell = fields->has_by ? 1 : 0;

	if (fields->members) {
		row_members(row, cell_of(item, 1));
		return;
	}
	for (size_t i = 0; i < fields->labels.len; i++)
		row_value(row, fields->labels.at[i].name, item->labels.at[i]);
	if (fields->whole)
		row_value(row, "record", item->labels.at[fields->labels.len]);
	if (fields->has_by)
		row_value(row, top_fields_value_name(fields), cell_of(item, 0));
	else
		row_uint(row, top_fields_value_name(fields), item->count);
	for (size_t i = 0; i < fields->kept.len; i++)
		row_value(row, fields->kept.at[i].name,
		    cell_of(item, cell + i));
}

int
top_put_rows(const struct top_fields *fields, const struct top_head *head,
    struct top *top, struct buffer *out, struct err *err)
{
	struct row row = ROW_INIT;
	int got = 0;

	for (struct top_group *group = top_first_group(top); group != NULL;
	     group = top_next_group(group)) {
		size_t len = 0;
		struct top_item *const *best = top_best(top, group, &len, err);

		if (best == NULL) {
			got = -1;
			break;
		}
		for (size_t i = 0; i < len; i++) {
			row_start(&row);
			if (head != NULL)
				put_head(&row, head);
			row_uint(&row, "rank", i + 1);
			put_item(&row, fields, best[i]);
			buffer_put(out, row_end(&row));
			buffer_put_byte(out, '\n');
		}
	}
	if (got == 0)
		got = buffer_check(&row.bytes, err);
	row_free(&row);
	return got < 0 ? got : buffer_check(out, err);
}

void
top_put_array(const struct top_head *head, struct slice time, struct slice rows,
    struct buffer *out)
{
	struct row row = ROW_INIT;

	row_start(&row);
	put_head(&row, head);
	if (head->end.ptr == NULL)
		row_value(&row, "time", time);
	row_name(&row, "top");
	buffer_put_byte(&row.bytes, '[');
	for (size_t at = 0; at < rows.len; at++) {
		bool is_last = at + 1 == rows.len;

		if (rows.ptr[at] != '\n')
			buffer_put_byte(&row.bytes, rows.ptr[at]);
		else if (!is_last)
			buffer_put_byte(&row.bytes, ',');
	}
	buffer_put_byte(&row.bytes, ']');
	buffer_put(out, row_end(&row));
	out->failed |= row.bytes.failed;
	row_free(&row);
}
