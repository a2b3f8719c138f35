#include "agg/toporder.h"

#include "base/buffer.h"
#include "base/number.h"
#include "json/string.h"

static struct slice
without_quotes(struct slice string)
{
	return (struct slice){ string.ptr + 1, string.len - 2 };
}

/* The order of UTF-8 is that of its code points. */
static int
compare_strings(struct slice a, struct slice b)
{
	struct buffer texts[] = { BUFFER_INIT, BUFFER_INIT };

	json_string_unescape(without_quotes(a), &texts[0]);
	json_string_unescape(without_quotes(b), &texts[1]);
	int order = slice_compare(buffer_slice(&texts[0]),
	    buffer_slice(&texts[1]));
	buffer_free(&texts[0]);
	buffer_free(&texts[1]);
	return order;
}

static bool
has_escape(struct slice string)
{
	return memchr(string.ptr, '\\', string.len) != NULL;
}

int
top_value_compare(struct slice a, struct slice b)
{
	enum json_type type = json_type_of(a);
	enum json_type other = json_type_of(b);

	if (type != other)
		return type < other ? -1 : 1;
	if (type == JSON_NUMBER)
		return number_compare(a, b);
	if (type != JSON_STRING)
		return slice_compare(a, b);
	if (has_escape(a) || has_escape(b))
		return compare_strings(a, b);
	return slice_compare(without_quotes(a), without_quotes(b));
}

static int
compare_ranks(const struct top_rules *rules, const struct top_item *a,
    const struct top_item *b)
{
	if (rules->kind == TOP_COUNTS)
		return (a->count > b->count) - (a->count < b->count);
	return number_compare(a->latest->cells.at[0], b->latest->cells.at[0]);
}

static int
compare_labels(const struct top_rules *rules, const struct top_item *a,
    const struct top_item *b)
{
	int order = 0;

	for (size_t i = 0; order == 0 && i < rules->labels_len; i++)
		order = top_value_compare(a->labels.at[i], b->labels.at[i]);
	return order;
}

bool
top_item_before(const struct top_rules *rules, const struct top_item *a,
    const struct top_item *b)
{
	int order = 0;

	if (a->count == 0 || b->count == 0)
		return a->count != 0 || (b->count == 0 && a->seen < b->seen);
	order = compare_ranks(rules, a, b);
	if (order != 0)
		return rules->lowest ? order < 0 : order > 0;
	if (rules->ties == TOP_TIES_KEY)
		order = compare_labels(rules, a, b);
	if (order != 0)
		return order < 0;
	return rules->ties == TOP_TIES_LAST ? a->seen > b->seen
					    : a->seen < b->seen;
}

int
top_ties_parse(const char *text, enum top_kind kind, enum top_ties *ties,
    struct err *err)
{
	static const char *const names[] = {
		[TOP_TIES_FIRST] = "first",
		[TOP_TIES_LAST] = "last",
		[TOP_TIES_KEY] = "key",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(text, names[i]) == 0)
			*ties = (enum top_ties)i;
	if (strcmp(text, names[*ties]) != 0)
		return err_set(err, ERR_USAGE,
		    "--ties: '%s' is none of first, last and key", text);
	if (*ties == TOP_TIES_KEY && kind == TOP_RECORDS)
		return err_set(err, ERR_USAGE,
		    "--ties key: records have no key (name one with -k)");
	return 0;
}
