#include "cli/opt_rows.h"

#include "cli/opt_value.h"

struct opt_row *
opt_rows_find(struct opt_rows *rows, struct slice name)
{
	for (size_t i = 0; i < rows->len; i++) {
		if (slice_equal(slice_of(rows->row[i].opt->name), name))
			return &rows->row[i];
	}
	return NULL;
}

/*
 * One byte left out, added or wrong, or two neighbours swapped: what is left
 * between the beginning and the end that both have.
 */
static bool
is_one_slip(struct slice a, struct slice b)
{
	while (a.len > 0 && b.len > 0 && a.ptr[0] == b.ptr[0]) {
		a = (struct slice){ a.ptr + 1, a.len - 1 };
		b = (struct slice){ b.ptr + 1, b.len - 1 };
	}
	while (a.len > 0 && b.len > 0 && a.ptr[a.len - 1] == b.ptr[b.len - 1]) {
		a.len--;
		b.len--;
	}
	if (a.len == 2 && b.len == 2)
		return a.ptr[0] == b.ptr[1] && a.ptr[1] == b.ptr[0];
	return a.len <= 1 && b.len <= 1;
}

static bool
begins_with(struct slice text, struct slice start)
{
	return start.len >= 2 && start.len < text.len &&
	    slice_equal((struct slice){ text.ptr, start.len }, start);
}

const char *
opt_rows_suggest(const struct opt_rows *rows, struct slice name)
{
	const char *longer = NULL;

	for (size_t i = 0; i < rows->len; i++) {
		struct slice other = slice_of(rows->row[i].opt->name);

		if (rows->row[i].opt->type == OPT_LATER)
			continue;
		if (is_one_slip(name, other))
			return other.ptr;
		if (longer == NULL && begins_with(other, name))
			longer = other.ptr;
	}
	return longer;
}

int
opt_row_set(struct opt_row *row, const char *text, size_t rank, struct err *err)
{
	union opt_value value;

	if (opt_value_parse(row->opt, text, &value, err) < 0)
		return -1;
	if (row->rank > rank)
		return 0;
	if (row->rank == OPT_BY_DEFAULT)
		opt_value_clear(row->opt);
	row->rank = rank;
	return opt_value_store(row->opt, &value, err);
}

bool
opt_is_setting(const struct opt *opt)
{
	return opt->type < OPT_LATER;
}
