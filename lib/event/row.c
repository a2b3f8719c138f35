#include "event/row.h"

#include <assert.h>

#include "json/string.h"

void
row_start(struct row *row)
{
	buffer_clear(&row->bytes);
	buffer_put_byte(&row->bytes, '{');
}

/* A comma unless it is the first member. */
static void
separate(struct row *row)
{
	if (row->bytes.len > 1)
		buffer_put_byte(&row->bytes, ',');
}

void
row_name(struct row *row, const char *name)
{
	separate(row);
	json_string_put(&row->bytes, slice_of(name));
	buffer_put_byte(&row->bytes, ':');
}

void
row_value(struct row *row, const char *name, struct slice value)
{
	row_name(row, name);
	buffer_put(&row->bytes, value.ptr == NULL ? SLICE("null") : value);
}

void
row_uint(struct row *row, const char *name, uint64_t number)
{
	row_name(row, name);
	buffer_put_uint(&row->bytes, number);
}

void
row_time(struct row *row, const char *name, int64_t ns, enum time_style style)
{
	row_name(row, name);
	time_style_put(style, ns, &row->bytes);
}

static bool
is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

void
row_members(struct row *row, struct slice object)
{
	assert(object.len >= 2);
	assert(object.ptr[0] == '{');

	struct slice inner = { object.ptr + 1, object.len - 2 };
	while (inner.len > 0 && is_space(inner.ptr[0])) {
		inner.ptr++;
		inner.len--;
	}
	while (inner.len > 0 && is_space(inner.ptr[inner.len - 1]))
		inner.len--;
	if (inner.len == 0)
		return;
	separate(row);
	buffer_put(&row->bytes, inner);
}

struct slice
row_end(struct row *row)
{
	buffer_put_byte(&row->bytes, '}');
	return buffer_slice(&row->bytes);
}

void
row_free(struct row *row)
{
	buffer_free(&row->bytes);
}
