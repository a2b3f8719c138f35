/*
 * Aggregates against the obvious model: keep every record, and for each row
 * look at all of them again.  The settings and the records are drawn from a
 * seed; what comes out must be what the model says, byte for byte, however the
 * records were cut into blocks.
 */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "agg/aggregate.h"
#include "aggregate_model.h"
#include "base/time.h"
#include "json/walk.h"

enum { OUT_MAX = 1 << 19 };

static char expected[OUT_MAX], got[OUT_MAX];
static size_t expected_len, got_len;

/* What the model says */

static void
expect(const char *row)
{
	size_t len = strlen(row);

	ck_assert_uint_lt(expected_len + len, OUT_MAX);
	memcpy(expected + expected_len, row, len);
	expected_len += len;
}

/* All rows of a window, in the order in which their keys came. */
static void
expect_window(int window)
{
	bool seen[VALUES] = { false };
	char row[ROW_MAX];

	for (int i = 0; i < model.len; i++) {
		const struct record *record = &model.records[i];
		int value = keys[record->key].value;

		if (record->is_late || window_of(record) != window ||
		    seen[value])
			continue;
		seen[value] = true;
		model_row(window, value, row);
		expect(row);
	}
}

/* The groups that are due, of the windows before this one. */
static void
expect_due(int until)
{
	char row[ROW_MAX];
	int kept = 0;

	for (int i = 0; i < model.due_len; i++) {
		int group = model.due[i];

		if (group / VALUES >= until) {
			model.due[kept++] = group;
			continue;
		}
		model_row(group / VALUES, group % VALUES, row);
		if (strcmp(row, model.shown[group]) != 0)
			expect(row);
		strcpy(model.shown[group], row);
	}
	model.due_len = kept;
}

/* Close all windows whose end is at or before the watermark. */
static void
model_close(void)
{
	int until = 0;

	while (until < WINDOWS && WINDOW_S * (until + 1) <= model.watermark) {
		if (model.kind == EMIT_CLOSE && !model.closed[until])
			expect_window(until);
		model.closed[until++] = true;
	}
	if (model.kind == EMIT_EVERY)
		expect_due(until);
}

static void
model_due(int group)
{
	int kept = 0;

	for (int i = 0; i < model.due_len; i++)
		if (model.due[i] != group)
			model.due[kept++] = model.due[i];
	model.due[kept++] = group;
	model.due_len = kept;
}

static void
model_add(void)
{
	struct record *record = &model.records[model.len];
	int window = window_of(record);
	int value = keys[record->key].value;
	char before[ROW_MAX], after[ROW_MAX];

	if (record->time - model.lag > model.watermark)
		model.watermark = record->time - model.lag;
	if (model.has_window) {
		record->is_late = WINDOW_S * (window + 1) <= model.watermark;
		model_close();
	}
	model_row(window, value, before);
	model.len++;
	model_row(window, value, after);
	if (strcmp(before, after) == 0)
		return;
	if (model.kind == EMIT_CHANGE)
		expect(after);
	if (model.kind == EMIT_EVERY)
		model_due(window * VALUES + value);
}

static void
model_end(void)
{
	if (model.kind == EMIT_EVERY)
		expect_due(WINDOWS);
	if (model.kind == EMIT_CLOSE || model.kind == EMIT_END)
		for (int i = 0; i < WINDOWS; i++)
			if (model.kind == EMIT_END || !model.closed[i])
				expect_window(i);
}

/* What the aggregate says */

static struct timefield timefield;
static struct aggregate_rules rules;
static struct json_plan *plan;

static void
take_row(void *to, struct slice row)
{
	(void)to;
	ck_assert_uint_lt(got_len + row.len + 1, OUT_MAX);
	memcpy(got + got_len, row.ptr, row.len);
	got_len += row.len;
	got[got_len++] = '\n';
}

static void
make_rules(void)
{
	struct err err = ERR_INIT;

	plan = json_plan_new(&err);
	rules = (struct aggregate_rules){
		.style = TIME_STYLE_UNIX,
		.lag_ns = model.lag * TIME_SECOND,
		.max_ahead_ns = -1,
		.idle_ns = -1,
		.emit = { .kind = model.kind, .every_ns = 1 },
		.memory_max = 1 << 24,
		.row = take_row,
		.queue_keys = (size_t)draw(5),
		.recall_min = (size_t)draw(20),
	};
	ck_assert_int_eq(columns_add(&rules.groups.keys, "k", "-k", plan, &err),
	    0);
	for (int i = 0; i < FUNCTIONS; i++)
		if (model.has[i])
			ck_assert_int_eq(group_plan_add(&rules.groups,
					     functions[i].spec, plan, &err),
			    0);
	if (model.has_time) {
		ck_assert_int_eq(timefield_init(&timefield, "t", plan, &err),
		    0);
		rules.time = &timefield;
	}
	if (model.has_window)
		ck_assert_int_eq(window_parse(&rules.window, "tumbling:10s",
				     &err),
		    0);
	rules.queue_fields = draw(4) == 0 ? 0 : json_plan_len(plan);
}

static void
free_rules(void)
{
	group_plan_free(&rules.groups);
	if (rules.time != NULL)
		timefield_free(&timefield);
	json_plan_free(plan);
}

enum { BLOCK_MAX = RECORDS * TEXT_MAX };

/* Sometimes a record that is rejected stands before the next one. */
static size_t
put_bad(char *text)
{
	static const char bad[] = "{\"t\":99,\"n\":1}\n";

	if (draw(8) > 0)
		return 0;
	memcpy(text, bad, strlen(bad));
	return strlen(bad);
}

/* Some more records in one block, for both. */
static void
add_block(struct aggregate *aggregate, struct json_walk *walk, int64_t now_ns)
{
	char text[BLOCK_MAX];
	int end = model.len + 1 + draw(draw(3) == 0 ? 70 : 9);
	size_t len = 0;
	struct json_record record;
	struct err err = ERR_INIT;

	for (int i = model.len; i < end && i < RECORDS; i++) {
		len += put_bad(text + len);
		draw_record(&model.records[i], i);
		memcpy(text + len, model.records[i].text,
		    strlen(model.records[i].text));
		len += strlen(model.records[i].text);
	}
	ck_assert_int_eq(json_walk_start(walk, (struct slice){ text, len },
			     &err),
	    0);
	while (json_walk_next(walk, &record, &err) > 0) {
		struct late_window late;
		int result = aggregate_add(aggregate, &record, now_ns, &late,
		    &err);

		if (result < 0) {
			ck_assert_str_eq(err.reason, "missing");
			continue;
		}
		model_add();
		ck_assert_int_eq(result, model.records[model.len - 1].is_late);
	}
	ck_assert_int_eq(aggregate_settle(aggregate, &err), 0);
}

/* Both texts have the same lines. */
static void
expect_same(void)
{
	const char *want = expected;
	const char *have = got;

	while (*want != '\0' || *have != '\0') {
		int want_len = (int)strcspn(want, "\n");
		int have_len = (int)strcspn(have, "\n");

		ck_assert_msg(want_len == have_len &&
			memcmp(want, have, (size_t)want_len) == 0,
		    "expected %.*s\ngot %.*s", want_len, want, have_len, have);
		want += want_len + (want[want_len] == '\n');
		have += have_len + (have[have_len] == '\n');
	}
}

START_TEST(rows_are_those_of_the_model)
{
	struct err err = ERR_INIT;

	random_init(&dice, (uint64_t)_i, 0);
	expected_len = got_len = 0;
	draw_settings();
	make_rules();
	struct json_walk *walk = json_walk_new(plan, 0, &err);
	struct aggregate *aggregate = aggregate_new(&rules, &err);

	for (int64_t now_ns = 1; model.len < RECORDS; now_ns += 2) {
		add_block(aggregate, walk, now_ns);
		if (model.kind == EMIT_EVERY && draw(3) == 0) {
			ck_assert_int_eq(aggregate_wake(aggregate, now_ns + 1,
					     &err),
			    0);
			expect_due(WINDOWS);
		}
	}
	ck_assert_int_eq(aggregate_end(aggregate, &err), 0);
	model_end();

	expected[expected_len] = '\0';
	got[got_len] = '\0';
	expect_same();
	aggregate_free(aggregate);
	json_walk_free(walk);
	free_rules();
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("aggregate");
	TCase *tcase = tcase_create("aggregate");

	tcase_add_loop_test(tcase, rows_are_those_of_the_model, 1, 200);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
