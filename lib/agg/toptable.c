#include "agg/toptable.h"

#include <assert.h>
#include <stdlib.h>

#include "base/width.h"
#include "event/reject.h"
#include "json/string.h"
#include "json/walk.h"

struct text_column {
	struct slice name; /* raw, in the rows */
	size_t width;
	bool has_numbers;
	bool has_others;
	struct slice value; /* of the row at hand; ptr NULL: none */
};

struct table {
	struct text_column columns[TOPTABLE_COLUMNS_MAX];
	size_t len;
	struct buffer text; /* of the string at hand */
	struct buffer cell; /* the same, as it is shown */
};

static const struct slice gap = { "  ", 2 };

/* Text as it is shown, valid until the next call. */
static struct slice
show_text(struct table *table, struct slice text)
{
	buffer_clear(&table->cell);
	escape_put(text, &table->cell);
	return buffer_slice(&table->cell);
}

/* The same for a raw string. */
static struct slice
show_string(struct table *table, struct slice raw)
{
	buffer_clear(&table->text);
	json_string_unescape(raw, &table->text);
	return show_text(table, buffer_slice(&table->text));
}

static struct slice
show_value(struct table *table, struct slice value)
{
	if (value.ptr == NULL || json_type_of(value) == JSON_NULL)
		return SLICE("-");
	if (json_type_of(value) == JSON_STRING)
		return show_string(table, json_string_raw(value));
	/* Strings inside of it may hold what a terminal obeys. */
	return show_text(table, value);
}

static struct text_column *
take_column(struct table *table, struct slice name)
{
	for (size_t i = 0; i < table->len; i++)
		if (json_string_compare(table->columns[i].name, name) == 0)
			return &table->columns[i];
	if (table->len == TOPTABLE_COLUMNS_MAX)
		return NULL;
	struct text_column *column = &table->columns[table->len++];
	*column = (struct text_column){
		.name = name,
		.width = width_of(show_string(table, name)),
	};
	return column;
}

/* The columns get the values of this row. */
static void
take_row(struct table *table, const struct json_record *record)
{
	size_t at = 1;

	for (size_t i = 0; i < table->len; i++)
		table->columns[i].value = (struct slice){ NULL, 0 };
	while (record->base[record->tokens[at]] == '"') {
		struct slice name = json_string_raw(json_value(record, at));
		size_t value = json_skip(record, at) + 1;
		struct text_column *column = take_column(table, name);

		if (column != NULL)
			column->value = json_value(record, value);
		at = json_skip(record, value);
		if (record->base[record->tokens[at]] == ',')
			at++;
	}
}

/* How wide are the values of this row, and are they numbers? */
static void
measure_row(struct table *table)
{
	for (size_t i = 0; i < table->len; i++) {
		struct text_column *column = &table->columns[i];
		size_t width = width_of(show_value(table, column->value));

		if (width > column->width)
			column->width = width;
		if (column->value.ptr == NULL ||
		    json_type_of(column->value) == JSON_NULL)
			continue;
		if (json_type_of(column->value) == JSON_NUMBER)
			column->has_numbers = true;
		else
			column->has_others = true;
	}
}

static void
put_blanks(struct buffer *out, size_t len)
{
	while (len-- > 0)
		buffer_put_byte(out, ' ');
}

/* A cell; blanks stand behind it only where another one follows. */
static void
put_cell(const struct table *table, size_t at, struct slice text,
    struct buffer *out)
{
	const struct text_column *column = &table->columns[at];
	size_t width = width_of(text);
	bool to_right = column->has_numbers && !column->has_others;
	bool is_last = at + 1 == table->len;

	assert(width <= column->width);
	if (at > 0)
		buffer_put(out, gap);
	if (to_right)
		put_blanks(out, column->width - width);
	buffer_put(out, text);
	if (!to_right && !is_last)
		put_blanks(out, column->width - width);
	if (is_last)
		buffer_put_byte(out, '\n');
}

static void
put_names(struct table *table, struct buffer *out)
{
	for (size_t i = 0; i < table->len; i++)
		put_cell(table, i, show_string(table, table->columns[i].name),
		    out);
}

static void
put_values(struct table *table, struct buffer *out)
{
	for (size_t i = 0; i < table->len; i++)
		put_cell(table, i, show_value(table, table->columns[i].value),
		    out);
}

/* Go through the rows once, to measure them or (out not NULL) to write them. */
static int
pass(struct table *table, struct json_walk *walk, struct slice rows,
    struct buffer *out, struct err *err)
{
	struct json_record record;
	int got;

	if (json_walk_start(walk, rows, err) < 0)
		return -1;
	while ((got = json_walk_next(walk, &record, err)) > 0) {
		take_row(table, &record);
		if (out == NULL)
			measure_row(table);
		else
			put_values(table, out);
	}
	return got;
}

int
toptable_put(struct slice rows, struct buffer *out, struct err *err)
{
	struct json_walk *walk = json_walk_new(NULL, 0, err);
	struct table *table = calloc(1, sizeof(*table));
	int got = -1;

	if (walk == NULL)
		goto out;
	if (table == NULL) {
		(void)err_set_errno(err, "cannot take memory");
		goto out;
	}
	if (pass(table, walk, rows, NULL, err) < 0)
		goto out;
	put_names(table, out);
	if (pass(table, walk, rows, out, err) < 0 ||
	    buffer_check(&table->text, err) < 0 ||
	    buffer_check(&table->cell, err) < 0)
		goto out;
	got = buffer_check(out, err);
out:
	if (table != NULL) {
		buffer_free(&table->text);
		buffer_free(&table->cell);
	}
	free(table);
	json_walk_free(walk);
	return got;
}
