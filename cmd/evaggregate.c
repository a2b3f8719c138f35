/*
 * evaggregate - keyed state and event-time windows over a stream
 *
 * See evaggregate(1).  lib/agg/aggregate.h does the work; this file reads the
 * settings, writes late records, and tells the work what the clock says.
 */
#include "agg/aggregate.h"
#include "cli/filter.h"
#include "cli/late.h"
#include "cli/msg.h"
#include "cli/opt.h"
#include "cli/opt_columns.h"

/* What the groups of all open windows may take. */
#define MEMORY_MAX (UINT64_C(64) << 30)

static struct {
	struct opt_list aggregates;
	const char *emit;
	int64_t idle_ns;
	struct opt_list keys;
	int64_t lag_ns;
	const char *late;
	int64_t max_ahead_ns;
	const char *time;
	const char *time_format;
	const char *window;
} settings = {
	.idle_ns = -1,
	.lag_ns = -1,
	.max_ahead_ns = -1,
	.time_format = "rfc3339",
};

static const struct opt opts[] = {
	{ 'a', "aggregate", "function", "[name=]function[:path[:arg]] (count)",
	    OPT_LIST, &settings.aggregates, 0, 0, NULL },
	{ 0, "dedup", "key:span", NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 'e', "emit", "when", "close, change, every:1s or end", OPT_TEXT,
	    &settings.emit, 0, 0, NULL },
	{ 0, "idle", "span", "after this silence the clock closes windows",
	    OPT_DURATION, &settings.idle_ns, 0, INT64_MAX, NULL },
	{ 'k', "key", "path,...", "what makes a group", OPT_LIST,
	    &settings.keys, 0, 0, NULL },
	{ 'l', "lag", "span", "how late records may come (0s)", OPT_DURATION,
	    &settings.lag_ns, 0, INT64_MAX, NULL },
	{ 0, "late", "file", "append late records to file", OPT_TEXT,
	    &settings.late, 0, 0, NULL },
	{ 0, "lateness", "span", NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 0, "max-ahead", "span", "reject times further ahead of the clock",
	    OPT_DURATION, &settings.max_ahead_ns, 0, INT64_MAX, NULL },
	{ 0, "memory", "size", NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 0, "merge", NULL, NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 0, "partial", NULL, NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 't', "time", "path", "where a record's time stands", OPT_TEXT,
	    &settings.time, 0, 0, NULL },
	{ 0, "time-format", "style", "rfc3339, unix or ms (rfc3339)", OPT_TEXT,
	    &settings.time_format, 0, 0, NULL },
	{ 'w', "window", "window", "groups are for each, as tumbling:1m",
	    OPT_TEXT, &settings.window, 0, 0, NULL },
	{ 0, NULL, NULL, NULL, OPT_FLAG, NULL, 0, 0, NULL },
};

static const struct tool tool = {
	.name = "evaggregate",
	.summary = "keyed state and event-time windows over a stream",
	.operands = "[file ...]",
	.opts = opts,
	.common = filter_opts,
	.examples = "evaggregate -k origin -a sum:passengers flights.ndjson\n"
		    "evaggregate -k Id -a last:Url:5 -t Timestamp -e every:1s\n"
		    "evaggregate -k Url -t Timestamp -w tumbling:1m -l 5s",
};

/* The whole tool; a process has one. */
static struct {
	struct filter filter;
	struct json_plan *fields;
	struct timefield time;
	struct aggregate_rules rules;
	struct aggregate *aggregate;
	bool has_clock; /* windows or rows may be due without a record */
	struct late late;
} self;

static void
write_row(void *to, struct slice row)
{
	filter_row(to, row);
}

static int
take_record(void *to, const struct json_record *record, struct err *err)
{
	struct late_window window;
	int result = aggregate_add(self.aggregate, record, self.filter.now_ns,
	    &window, err);

	(void)to;
	if (self.has_clock)
		self.filter.wake_ns = aggregate_next(self.aggregate);
	if (result <= 0)
		return result < 0 ? -1 : FILTER_DONE;
	if (late_add(&self.late, record, &window, err) < 0)
		return -1;
	return FILTER_LATE;
}

/* The block of lines ends: what was queued is applied. */
static int
settle(void *to, struct err *err)
{
	(void)to;
	if (aggregate_settle(self.aggregate, err) < 0)
		return -1;
	if (self.has_clock)
		self.filter.wake_ns = aggregate_next(self.aggregate);
	return 0;
}

static int
wake(void *to, struct err *err)
{
	(void)to;
	if (aggregate_wake(self.aggregate, self.filter.now_ns, err) < 0)
		return -1;
	self.filter.wake_ns = aggregate_next(self.aggregate);
	return 0;
}

static int
end(void *to, struct err *err)
{
	(void)to;
	if (aggregate_end(self.aggregate, err) < 0)
		return -1;
	late_tell(&self.late);
	return 0;
}

static void
put_stats(void *to, struct buffer *out)
{
	(void)to;
	buffer_put(out, SLICE(",\"groups\":"));
	buffer_put_uint(out, aggregate_groups(self.aggregate));
	buffer_put(out, SLICE(",\"windows\":"));
	buffer_put_uint(out, aggregate_windows(self.aggregate));
}

/* Options that mean nothing without another one are a mistake. */
static void
check_settings(void)
{
	if (settings.window != NULL && settings.time == NULL)
		die(EXIT_USAGE, "-w needs a time (-t PATH)");
	if (settings.max_ahead_ns >= 0 && settings.time == NULL)
		die(EXIT_USAGE, "--max-ahead needs a time (-t PATH)");
	if (settings.window != NULL)
		return;
	if (settings.lag_ns >= 0)
		die(EXIT_USAGE, "-l needs a window (-w WINDOW)");
	if (settings.idle_ns >= 0)
		die(EXIT_USAGE, "--idle needs a window (-w WINDOW)");
	if (settings.late != NULL)
		die(EXIT_USAGE, "--late needs a window (-w WINDOW)");
}

/* The names of a row, each once. */
static int
check_names(struct err *err)
{
	struct names names = { .len = 0 };

	if (settings.window != NULL &&
	    (names_add(&names, "window_start", err) < 0 ||
		names_add(&names, "window_end", err) < 0))
		return -1;
	return group_plan_names(&self.rules.groups, &names, err);
}

static int
plan_groups(struct err *err)
{
	struct group_plan *groups = &self.rules.groups;

	if (opt_columns(&settings.keys, "-k", &groups->keys, self.fields, err) <
	    0)
		return -1;
	for (size_t i = 0; i < settings.aggregates.len; i++)
		if (group_plan_add(groups, settings.aggregates.items[i],
			self.fields, err) < 0)
			return -1;
	if (groups->len == 0 &&
	    group_plan_add(groups, "count", self.fields, err) < 0)
		return -1;
	return check_names(err);
}

static int
plan_time(struct err *err)
{
	struct aggregate_rules *rules = &self.rules;
	bool has_window = settings.window != NULL;

	if (settings.time != NULL) {
		if (timefield_init(&self.time, settings.time, self.fields,
			err) < 0)
			return -1;
		rules->time = &self.time;
	}
	if (has_window &&
	    window_parse(&rules->window, settings.window, err) < 0)
		return -1;
	rules->lag_ns = settings.lag_ns < 0 ? 0 : settings.lag_ns;
	rules->idle_ns = settings.idle_ns;
	rules->max_ahead_ns = settings.max_ahead_ns;
	if (emit_parse(&rules->emit, settings.emit, has_window, err) < 0)
		return -1;
	return time_style_parse(settings.time_format, &rules->style, err);
}

int
main(int argc, char **argv)
{
	static const struct filter_work work = {
		.record = take_record,
		.settle = settle,
		.wake = wake,
		.end = end,
		.stats = put_stats,
	};
	struct err err = ERR_INIT;

	argc = opt_parse(&tool, NULL, argc, argv);
	check_settings();
	self.fields = json_plan_new(&err);
	if (self.fields == NULL || plan_groups(&err) < 0 || plan_time(&err) < 0)
		die_err(&err);
	self.rules.memory_max = MEMORY_MAX;
	self.rules.queue_fields = json_plan_len(self.fields);
	self.rules.queue_keys = AGGREGATE_QUEUE_KEYS;
	self.rules.recall_min = AGGREGATE_RECALL_MIN;
	self.rules.row = write_row;
	self.rules.to = &self.filter;
	self.has_clock = settings.idle_ns >= 0 ||
	    self.rules.emit.kind == EMIT_EVERY;
	self.aggregate = aggregate_new(&self.rules, &err);
	if (self.aggregate == NULL)
		die_err(&err);
	late_open(&self.late, settings.late, self.rules.style);
	filter_init(&self.filter, &tool, &work, &self);
	self.filter.plan = self.fields;
	int status = filter_run(&self.filter, argc, argv);

	late_close(&self.late);
	aggregate_free(self.aggregate);
	group_plan_free(&self.rules.groups);
	timefield_free(&self.time);
	json_plan_free(self.fields);
	return status;
}
