#include "agg/toporder.h"

#include "base/number.h"
#include "json/compare.h"

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
		order = json_value_compare(a->labels.at[i], b->labels.at[i]);
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
