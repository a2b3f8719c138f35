/*
 * evtopn - the N highest, of all, of each window, of each group
 *
 * See evtopn(1).  lib/agg/top.h ranks; this file says what of a record is
 * ranked, in which window, and when and in which form the ranking comes out.
 */
#include <string.h>

#include "agg/topform.h"
#include "agg/toporder.h"
#include "agg/topstream.h"
#include "cli/filter.h"
#include "cli/late.h"
#include "cli/msg.h"
#include "cli/opt.h"
#include "cli/opt_columns.h"
#include "event/emit.h"

enum { NUMBER_MAX = 1000000 };

static struct {
	bool array, lowest, table;
	const char *by, *emit, *ties, *time, *time_format, *window;
	struct opt_list groups, kept, keys, once;
	int64_t lag_ns;
	uint64_t number;
} conf = {
	.number = 10,
	.ties = "first",
	.time_format = "rfc3339",
};

static const struct opt opts[] = {
	{ 0, "approx", "size", NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 0, "array", NULL, "write each ranking as one object", OPT_FLAG,
	    &conf.array, 0, 0, NULL },
	{ 'b', "by", "path", "rank by this number, not by count", OPT_TEXT,
	    &conf.by, 0, 0, NULL },
	{ 0, "changes", NULL, NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 'e', "emit", "when", "close, change, every:1s or end", OPT_TEXT,
	    &conf.emit, 0, 0, NULL },
	{ 'g', "group", "path,...", "rank within each group", OPT_LIST,
	    &conf.groups, 0, 0, NULL },
	{ 0, "keep", "path,...", "write these members of the latest record",
	    OPT_LIST, &conf.kept, 0, 0, NULL },
	{ 'k', "key", "path,...", "what is ranked", OPT_LIST, &conf.keys, 0, 0,
	    NULL },
	{ 'l', "lag", "span", "how late records may come (0s)", OPT_DURATION,
	    &conf.lag_ns, 0, INT64_MAX, NULL },
	{ 0, "lowest", NULL, "the lowest first, not the highest", OPT_FLAG,
	    &conf.lowest, 0, 0, NULL },
	{ 'n', "number", "count", "rank so many (10)", OPT_UINT, &conf.number,
	    1, NUMBER_MAX, NULL },
	{ 0, "once", "path", "of records alike in this the latest counts",
	    OPT_LIST, &conf.once, 0, 0, NULL },
	{ 0, "table", NULL, "write aligned text for people", OPT_FLAG,
	    &conf.table, 0, 0, NULL },
	{ 0, "ties", "order", "first, last or key (first)", OPT_TEXT,
	    &conf.ties, 0, 0, NULL },
	{ 't', "time", "path", "where a record's time stands", OPT_TEXT,
	    &conf.time, 0, 0, NULL },
	{ 0, "time-format", "style", "rfc3339, unix or ms (rfc3339)", OPT_TEXT,
	    &conf.time_format, 0, 0, NULL },
	{ 0, "watch", NULL, NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 'w', "window", "window", "rank within each, as tumbling:1m", OPT_TEXT,
	    &conf.window, 0, 0, NULL },
	{ 0, NULL, NULL, NULL, OPT_FLAG, NULL, 0, 0, NULL },
};

static const struct tool tool = {
	.name = "evtopn",
	.summary = "the highest, of all, of each window, of each group",
	.operands = "[file ...]",
	.opts = opts,
	.common = filter_opts,
	.examples = "evtopn -k Url --table visits.ndjson\n"
		    "evtopn -n 3 -b magnitude quakes.ndjson\n"
		    "evaggregate -k Url -t Timestamp -w tumbling:1m |"
		    " evtopn -k Url -b count\n",
};

/* The whole tool; a process has one. */
static struct {
	struct filter filter;
	struct json_plan *plan;
	struct top_stream stream;
	struct top_form form;
	struct emit emit;
	struct buffer out; /* used again and again */
} self;

/* What the form put, row by row; a table is text and no rows. */
static void
hand_out(struct slice text)
{
	if (self.form.shape == TOP_TABLE) {
		filter_text(&self.filter, text);
		return;
	}
	while (text.len > 0) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t len = (size_t)(end - text.ptr);

		filter_row(&self.filter, (struct slice){ text.ptr, len });
		text.ptr += len + 1;
		text.len -= len + 1;
	}
}

static int
write_window(struct top_window *window, struct err *err)
{
	if (top_stream_settle(&self.stream, err) < 0)
		return -1;
	buffer_clear(&self.out);
	self.form.time_ns = top_stream_time(&self.stream, self.filter.now_ns);
	int got = top_form_put(&self.form, window, &self.out, err);
	if (got > 0)
		hand_out(buffer_slice(&self.out));
	return got < 0 ? -1 : 0;
}

static int
write_all(void *tool_self, struct err *err)
{
	struct top_windows *windows = &self.stream.windows;

	(void)tool_self;
	for (size_t i = 0; i < top_windows_len(windows); i++)
		if (write_window(top_windows_at(windows, i), err) < 0)
			return -1;
	return 0;
}

/* What is closed comes out and is forgotten; -e end waits for the end. */
static int
write_closed(struct err *err)
{
	struct top_window *window;

	while (self.emit.kind != EMIT_END &&
	    (window = top_stream_closed(&self.stream)) != NULL) {
		if (write_window(window, err) < 0)
			return -1;
		top_windows_drop(&self.stream.windows);
	}
	return 0;
}

static int
take_record(void *tool_self, const struct json_record *record, struct err *err)
{
	struct top_window *window;
	int got = top_stream_add(&self.stream, record, &window, err);

	(void)tool_self;
	if (got <= 0)
		return got < 0 ? -1 : FILTER_LATE;
	if (self.emit.kind == EMIT_CHANGE && write_window(window, err) < 0)
		return -1;
	if (self.emit.kind == EMIT_EVERY &&
	    self.filter.wake_ns == FILTER_NEVER) {
		emit_start(&self.emit, self.filter.now_ns);
		self.filter.wake_ns = self.emit.next_ns;
	}
	return write_closed(err) < 0 ? -1 : FILTER_DONE;
}

/* The block of lines ends: what was queued is counted. */
static int
settle(void *tool_self, struct err *err)
{
	(void)tool_self;
	return top_stream_settle(&self.stream, err);
}

static int
wake(void *tool_self, struct err *err)
{
	if (emit_due(&self.emit, self.filter.now_ns) &&
	    write_all(tool_self, err) < 0)
		return -1;
	self.filter.wake_ns = self.emit.next_ns;
	return 0;
}

static void
put_stats(void *tool_self, struct buffer *out)
{
	(void)tool_self;
	buffer_put(out, SLICE(",\"keys\":"));
	buffer_put_uint(out, top_windows_keys(&self.stream.windows));
}

static const struct filter_work work = {
	.record = take_record,
	.settle = settle,
	.wake = wake,
	.end = write_all,
	.stats = put_stats,
};

/* What is read of a record. */
static int
prepare_fields(struct top_fields *fields, struct err *err)
{
	struct json_plan *plan = self.plan;

	if (opt_columns(&conf.groups, "-g", &fields->groups, plan, err) < 0 ||
	    opt_columns(&conf.groups, "-g", &fields->labels, plan, err) < 0 ||
	    opt_columns(&conf.keys, "-k", &fields->labels, plan, err) < 0 ||
	    opt_columns(&conf.kept, "--keep", &fields->kept, plan, err) < 0 ||
	    opt_columns(&conf.once, "--once", &fields->once, plan, err) < 0 ||
	    top_fields_by(fields, conf.by, plan, err) < 0 ||
	    top_fields_time(fields, conf.time, plan, err) < 0)
		return -1;
	return top_fields_finish(fields, plan, err);
}

/* In which windows, when and how it comes out. */
static int
prepare_output(struct err *err)
{
	if (conf.array && conf.table)
		return err_set(err, ERR_USAGE, "--array or --table, not both");
	if (conf.window != NULL && conf.time == NULL)
		return err_set(err, ERR_USAGE,
		    "-w: a window needs the time of the records (-t)");
	if (top_spans_init(&self.stream.spans, conf.window, conf.lag_ns,
		self.plan, err) < 0 ||
	    time_style_parse(conf.time_format, &self.form.style, err) < 0)
		return -1;
	self.stream.spans.time = &self.stream.fields.time.column;
	self.stream.style = self.form.style;
	self.form.fields = &self.stream.fields;
	self.form.shape = conf.array ? TOP_ARRAY
	    : conf.table             ? TOP_TABLE
				     : TOP_ROWS;
	/* Without -w rows may carry their windows. */
	return emit_parse(&self.emit, conf.emit, true, err);
}

static int
prepare_ranking(struct err *err)
{
	struct top_rules rules = {
		.kind = self.stream.fields.kind,
		.lowest = conf.lowest,
		.once = conf.once.len > 0,
		.live = self.emit.kind == EMIT_CHANGE,
		.number = (size_t)conf.number,
		.labels_len = top_fields_labels(&self.stream.fields),
		.cells_len = top_fields_cells(&self.stream.fields),
		.memory_max = TOP_MEMORY_MAX,
	};

	if (top_ties_parse(conf.ties, rules.kind, &rules.ties, err) < 0)
		return -1;
	top_stream_rank(&self.stream, &rules);
	return 0;
}

int
main(int argc, char **argv)
{
	struct err err = ERR_INIT;

	argc = opt_parse(&tool, NULL, argc, argv);
	filter_init(&self.filter, &tool, &work, &self);
	self.plan = json_plan_new(&err);
	if (self.plan == NULL ||
	    prepare_fields(&self.stream.fields, &err) < 0 ||
	    prepare_output(&err) < 0 || prepare_ranking(&err) < 0)
		die_err(&err);
	self.filter.plan = self.plan;
	int status = filter_run(&self.filter, argc, argv);
	late_warn(self.stream.late, "-l waits for such records");
	top_stream_free(&self.stream);
	top_form_free(&self.form);
	json_plan_free(self.plan);
	buffer_free(&self.out);
	return status;
}
