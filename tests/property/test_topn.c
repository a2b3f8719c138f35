/*
 * Rankings against the obvious model: keep every record, and for each ranking
 * look at all of them again.  The settings and the records are drawn from a
 * seed; after each record what comes out must be what the model says, byte for
 * byte, however the records were cut into blocks.
 */
#include <check.h>
#include <stdio.h>

#include "agg/topform.h"
#include "agg/topstream.h"
#include "base/number.h"
#include "topn_model.h"

/* Is a the later one?  Without times arrival alone decides. */
static bool
is_later(const struct record *a, const struct record *b)
{
	return model.has_time && a->time != b->time ? a->time > b->time : a > b;
}

static bool
same_window(const struct record *a, const struct record *b)
{
	return !a->is_late && !b->is_late &&
	    (!model.has_window || a->time / WINDOW_S == b->time / WINDOW_S);
}

static struct slice
number_of(const struct record *record)
{
	return slice_of(numbers[record->number]);
}

/* Are they equal as JSON values? */
static bool
is_equal(const struct record *a, const struct record *b)
{
	return a->group == b->group && key_of[a->key] == key_of[b->key] &&
	    a->once == b->once && a->time == b->time &&
	    number_compare(number_of(a), number_of(b)) == 0;
}

/* Do both belong to one item? */
static bool
same_item(const struct record *a, const struct record *b)
{
	if (!same_window(a, b) || (model.has_groups && a->group != b->group))
		return false;
	if (model.rules.kind == TOP_RECORDS)
		return a == b;
	return model.has_keys ? key_of[a->key] == key_of[b->key]
			      : is_equal(a, b);
}

/* Was the record taken back, or passed over, for one with the same `once`? */
static bool
is_replaced(const struct record *record)
{
	for (int i = 0; model.rules.once && i < model.len; i++) {
		const struct record *other = &model.records[i];

		if (other != record && other->once == record->once &&
		    same_window(other, record) && is_later(other, record))
			return true;
	}
	return false;
}

/* What an item is worth: its first record in *first, its latest in *latest. */
static int
count_item(const struct record *of, const struct record **first,
    const struct record **latest)
{
	int count = 0;

	*first = *latest = NULL;
	for (int i = 0; i < model.len; i++) {
		const struct record *record = &model.records[i];

		if (!same_item(record, of) || !record->counted)
			continue;
		if (*first == NULL)
			*first = record;
		if (is_replaced(record))
			continue;
		count++;
		if (*latest == NULL || is_later(record, *latest))
			*latest = record;
	}
	return count;
}

struct item {
	const struct record *first, *latest;
	int count;
};

static bool
ranks_before(const struct item *a, const struct item *b)
{
	int order = model.has_by
	    ? number_compare(number_of(a->latest), number_of(b->latest))
	    : a->count - b->count;

	if (order != 0)
		return model.rules.lowest ? order < 0 : order > 0;
	return model.rules.ties == TOP_TIES_LAST ? a->first > b->first
						 : a->first < b->first;
}

static void
add_row(char *out, const struct item *item, int rank)
{
	const struct record *first = item->first;
	const struct record *latest = item->latest;
	char *to = out + strlen(out);

	to += sprintf(to, "{");
	if (model.has_window)
		to += sprintf(to, "\"window_start\":%d,\"window_end\":%d,",
		    first->time / WINDOW_S * WINDOW_S,
		    (first->time / WINDOW_S + 1) * WINDOW_S);
	to += sprintf(to, "\"rank\":%d,", rank);
	if (model.rules.kind == TOP_RECORDS && !model.keeps) {
		(void)sprintf(to, "%s\n", latest->text + 1);
		return;
	}
	if (model.has_groups)
		to += sprintf(to, "\"g\":%d,", first->group);
	if (model.has_keys)
		to += sprintf(to, "\"k\":%s,", keys[first->key]);
	else if (!model.has_by)
		to += sprintf(to, "\"record\":%s,", first->text);
	if (model.has_by)
		to += sprintf(to, "\"n\":%s", numbers[latest->number]);
	else
		to += sprintf(to, "\"count\":%d", item->count);
	if (model.keeps)
		to += sprintf(to, ",\"o\":%d", latest->once);
	(void)sprintf(to, "}\n");
}

/* The items of one group in order, by insertion.  Returns how many. */
static int
rank_group(const struct record *of, struct item *items)
{
	int len = 0;

	for (int i = 0; i < model.len; i++) {
		const struct record *record = &model.records[i];
		struct item item;
		int at = len;

		if (!record->counted || !same_window(record, of) ||
		    (model.has_groups && record->group != of->group))
			continue;
		item.count = count_item(record, &item.first, &item.latest);
		if (item.first != record || item.count == 0)
			continue;
		for (; at > 0 && ranks_before(&item, &items[at - 1]); at--)
			items[at] = items[at - 1];
		items[at] = item;
		len++;
	}
	return len;
}

/* The ranking of the window that this record is of. */
static void
rank_all(const struct record *of, char *out)
{
	struct item items[RECORDS];
	bool done[3] = { false, false, false };

	out[0] = '\0';
	for (int i = 0; i < model.len; i++) {
		const struct record *record = &model.records[i];
		int group = model.has_groups ? record->group : 0;

		if (!record->counted || !same_window(record, of) || done[group])
			continue;
		done[group] = true;
		int len = rank_group(record, items);
		for (int at = 0; at < len && at < (int)model.rules.number; at++)
			add_row(out, &items[at], at + 1);
	}
}

static void
add_columns(struct columns *columns, const char *list, struct json_plan *plan)
{
	struct err err = ERR_INIT;

	ck_assert_int_eq(columns_add(columns, list, "-x", plan, &err), 0);
}

static void
start_stream(struct top_stream *stream, struct json_plan *plan)
{
	const char *by = model.has_by ? "n" : NULL;
	const char *time = model.has_time ? "t" : NULL;
	const char *window = model.has_window ? "tumbling:10s" : NULL;
	int64_t lag_ns = model.lag * TIME_SECOND;
	struct top_fields *fields = &stream->fields;
	struct err err = ERR_INIT;

	*stream = (struct top_stream){ .style = TIME_STYLE_UNIX };
	if (model.has_groups) {
		add_columns(&fields->groups, "g", plan);
		add_columns(&fields->labels, "g", plan);
	}
	if (model.has_keys)
		add_columns(&fields->labels, "k", plan);
	if (model.keeps)
		add_columns(&fields->kept, "o", plan);
	if (model.rules.once)
		add_columns(&fields->once, "o", plan);
	ck_assert_int_eq(top_fields_by(fields, by, plan, &err), 0);
	ck_assert_int_eq(top_fields_time(fields, time, plan, &err), 0);
	ck_assert_int_eq(top_fields_finish(fields, plan, &err), 0);
	ck_assert_int_eq(fields->kind, model.rules.kind);
	int got = top_spans_init(&stream->spans, window, lag_ns, plan, &err);
	ck_assert_int_eq(got, 0);
	model.rules.labels_len = top_fields_labels(fields);
	model.rules.cells_len = top_fields_cells(fields);
	top_stream_rank(stream, &model.rules);
	stream->queue.keys_min = (size_t)draw(3);
}

/* The model takes the record in. */
static void
take(struct record *record)
{
	int end = (record->time / WINDOW_S + 1) * WINDOW_S;

	record->is_late = model.has_window && end <= model.watermark;
	model.len++;
	record->counted = !record->is_late && !is_replaced(record);
	if (record->time - model.lag > model.watermark)
		model.watermark = record->time - model.lag;
}

/* Both take one record; what comes out must be the same. */
static void
check_record(struct top_stream *stream, struct top_form *form,
    const struct json_record *read, struct record *record)
{
	static char expected[OUT_MAX];
	struct buffer out = BUFFER_INIT;
	struct top_window *window;
	struct err err = ERR_INIT;

	take(record);
	int got = top_stream_add(stream, read, &window, &err);
	ck_assert_int_eq(got, !record->is_late);
	/* Sometimes several records come between two looks. */
	if (got == 0 || draw(3) == 0)
		return;
	ck_assert_int_eq(top_stream_settle(stream, &err), 0);
	got = top_form_put(form, window, &out, &err);
	ck_assert_int_ge(got, 0);
	rank_all(record, expected);
	ck_assert(slice_equal(buffer_slice(&window->rows), slice_of(expected)));
	ck_assert(
	    got == 0 || slice_equal(buffer_slice(&out), slice_of(expected)));
	buffer_free(&out);
}

/* So many records come in one block. */
static void
check_block(struct top_stream *stream, struct top_form *form,
    struct json_walk *walk, int len)
{
	char block[RECORDS * TEXT_MAX] = "";
	struct json_record read;
	struct err err = ERR_INIT;
	struct record *record = &model.records[model.len];

	for (int i = 0; i < len; i++) {
		draw_record(&record[i]);
		strcat(strcat(block, record[i].text), "\n");
	}
	ck_assert_int_eq(json_walk_start(walk, slice_of(block), &err), 0);
	for (int i = 0; i < len; i++) {
		ck_assert_int_eq(json_walk_next(walk, &read, &err), 1);
		check_record(stream, form, &read, &record[i]);
	}
	ck_assert_int_eq(top_stream_settle(stream, &err), 0);
}

START_TEST(rankings_are_those_of_a_naive_model)
{
	struct err err = ERR_INIT;
	struct top_stream stream;

	random_init(&dice, (uint64_t)_i, 0);
	draw_rules();
	struct json_plan *plan = json_plan_new(&err);
	start_stream(&stream, plan);
	struct top_form form = { .fields = &stream.fields };
	struct json_walk *walk = json_walk_new(plan, 0, &err);
	while (model.len < RECORDS)
		check_block(&stream, &form, walk,
		    draw(RECORDS - model.len) + 1);
	json_walk_free(walk);
	top_form_free(&form);
	top_stream_free(&stream);
	json_plan_free(plan);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("topn");
	TCase *tcase = tcase_create("topn");

	tcase_add_loop_test(tcase, rankings_are_those_of_a_naive_model, 0,
	    1000);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
