#include "cli/intake.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "cli/msg.h"
#include "io/reader.h"

enum { WARNED_MAX = 10 };

void
intake_fail(struct intake *intake, const struct err *err)
{
	struct err ignored = ERR_INIT;

	progress_clear(&intake->progress);
	(void)writer_flush(&intake->out, &ignored);
	die_err(err);
}

void
intake_flush(struct intake *intake)
{
	struct err err = ERR_INIT;

	if (intake->out.len > 0)
		progress_clear(&intake->progress);
	if (writer_flush(&intake->out, &err) == 0)
		return;
	complain_at("stdout", 0, &err);
	exit(EXIT_FAILED);
}

/*
 * EV_KERNEL names the instructions that JSON is read with: to compare them, and
 * to avoid some.
 */
static void
choose_kernel(struct json_walk *walk)
{
	const char *name = getenv("EV_KERNEL");
	struct err err = ERR_INIT;

	if (name != NULL && *name != '\0' &&
	    json_walk_use(walk, name, &err) < 0)
		die(EXIT_USAGE, "EV_KERNEL: %s", err.text);
}

void
intake_start(struct intake *intake, const struct json_plan *plan)
{
	struct err err = ERR_INIT;

	intake->walk = json_walk_new(plan, intake->work->walk_flags, &err);
	if (intake->walk == NULL)
		die_err(&err);
	choose_kernel(intake->walk);
}

void
intake_figures(struct intake *intake)
{
	struct buffer own = BUFFER_INIT;
	struct err err = ERR_INIT;

	progress_clear(&intake->progress);
	intake->figures.bytes_out = intake->out.total;
	if (intake->work->stats != NULL)
		intake->work->stats(intake->self, &own);
	if (figures_print(&intake->figures, intake->tool->name, &own, &err) < 0)
		intake_fail(intake, &err);
	buffer_free(&own);
}

/* Write the lines that pass: one write for as many as stand side by side. */
static void
end_run(struct intake *intake)
{
	if (intake->run.len == 0)
		return;
	relay_put(&intake->relay, &intake->out, intake->run);
	intake->run = (struct slice){ NULL, 0 };
}

/* Whole lines pass. */
static void
pass_lines(struct intake *intake, struct slice lines)
{
	const char *end = intake->run.len == 0
	    ? NULL
	    : intake->run.ptr + intake->run.len;

	if (lines.ptr == end) {
		intake->run.len += lines.len;
		return;
	}
	end_run(intake);
	intake->run = lines;
}

static void
pass(struct intake *intake, const struct json_record *record)
{
	struct slice line = record->text;

	intake->figures.out++;
	if (!record->has_newline) {
		end_run(intake);
		writer_put_line(&intake->out, line);
		return;
	}
	line.len++;
	pass_lines(intake, line);
}

/* Where all records pass, those that the walk knows already pass at once. */
static void
pass_known(struct intake *intake)
{
	struct slice lines;
	size_t len = json_walk_take(intake->walk, intake->record_max, &lines);

	if (len == 0)
		return;
	intake->figures.in += len;
	intake->figures.out += len;
	intake->figures.accepted += len;
	pass_lines(intake, lines);
}

static void
set_aside(struct intake *intake, const struct reject *reject,
    const struct err *err)
{
	intake->figures.rejected++;
	progress_clear(&intake->progress);
	if (rejects_add(&intake->rejects, reject, err))
		intake->stopped = true;
}

/* Set the line at hand aside; length 0: text is all of it. */
static void
reject(struct intake *intake, struct slice text, uint64_t length,
    const struct err *err)
{
	const struct reject record = {
		.tool = intake->tool->name,
		.file = intake->file,
		.line = intake->here.line,
		.offset = intake->here.offset,
		.record = text,
		.length = length,
	};

	set_aside(intake, &record, err);
}

void
intake_reject(struct intake *intake, const struct reject *reject,
    const struct err *err)
{
	struct reject named = *reject;

	assert(intake->figures.accepted > 0);
	intake->figures.accepted--;
	named.tool = intake->tool->name;
	set_aside(intake, &named, err);
}

static void
reject_long(struct intake *intake, struct slice text, uint64_t length)
{
	struct err err = ERR_INIT;

	(void)err_data(&err, "too-long", intake->record_max + 1,
	    "the record is longer than %zu bytes (--max-record)",
	    intake->record_max);
	if (text.len > READER_KEPT)
		text.len = READER_KEPT;
	reject(intake, text, length, &err);
}

/* Count what the tool said of a record. */
static void
settle(struct intake *intake, const struct json_record *record, int verdict,
    const struct err *err)
{
	switch (verdict) {
	case FILTER_PASS:
		pass(intake, record);
		intake->figures.accepted++;
		break;
	case FILTER_DONE:
		intake->figures.accepted++;
		break;
	case FILTER_LATE:
		intake->figures.late++;
		break;
	case FILTER_DUPLICATE:
		intake->figures.deduplicated++;
		break;
	default:
		if (err->kind != ERR_DATA)
			intake_fail(intake, err);
		reject(intake, record->text, 0, err);
	}
}

/* One line that is not blank; got is what the walk said of it. */
static void
take_record(struct intake *intake, const struct json_record *record, int got,
    struct err *err)
{
	intake->figures.in++;
	if (record->text.len > intake->record_max) {
		reject_long(intake, record->text, record->text.len);
		return;
	}
	if (got > 0)
		got = intake->work->record == NULL
		    ? FILTER_PASS
		    : intake->work->record(intake->self, record, err);
	settle(intake, record, got, err);
}

/* places say where the lines stood; NULL: one behind the other from offset. */
static void
take_lines(struct intake *intake, struct slice text,
    const struct filter_place *places, uint64_t offset)
{
	struct json_record record = { .line = 0 };
	struct err err = ERR_INIT;

	if (json_walk_start(intake->walk, text, &err) < 0)
		intake_fail(intake, &err);
	while (!intake->stopped) {
		if (intake->work->record == NULL)
			pass_known(intake);
		int got = json_walk_next(intake->walk, &record, &err);
		if (got == 0)
			break;
		if (got < 0 && err.kind != ERR_DATA)
			intake_fail(intake, &err);
		if (places != NULL)
			intake->here = places[record.line];
		else
			intake->here = (struct filter_place){
				intake->lines + record.line + 1,
				offset + (uint64_t)(record.text.ptr - text.ptr),
			};
		take_record(intake, &record, got, &err);
	}
	if (intake->work->settle != NULL &&
	    intake->work->settle(intake->self, &err) < 0)
		intake_fail(intake, &err);
	intake->lines += record.line;
	end_run(intake);
}

void
intake_lines(struct intake *intake, struct slice text, uint64_t offset)
{
	take_lines(intake, text, NULL, offset);
}

void
intake_long_line(struct intake *intake, struct slice text, uint64_t length,
    uint64_t offset)
{
	intake->lines++;
	intake->figures.in++;
	intake->here = (struct filter_place){ intake->lines, offset };
	reject_long(intake, text, length);
}

void
intake_bytes(struct intake *intake, struct slice bytes)
{
	int got = 1;

	while (got != 0 && !intake->stopped) {
		struct filter_lines lines = { .places = NULL };
		struct err err = ERR_INIT;

		got = intake->work->split->feed(intake->self, bytes, &lines,
		    &err);
		if (got < 0 && err.kind != ERR_DATA)
			intake_fail(intake, &err);
		if (lines.text.len > 0)
			take_lines(intake, lines.text, lines.places, 0);
		if (got < 0 && !intake->stopped) {
			intake->figures.in++;
			intake->here = lines.bad;
			reject(intake, lines.bad_text, lines.bad_length, &err);
		}
		bytes.len = 0;
	}
}

void
intake_row(struct intake *intake, struct slice row)
{
	end_run(intake);
	writer_put_line(&intake->out, row);
	intake->figures.out++;
}

void
intake_text(struct intake *intake, struct slice text)
{
	end_run(intake);
	writer_put(&intake->out, text);
}

void
intake_warn(struct intake *intake, const struct err *err)
{
	intake->warned++;
	if (intake->warned > WARNED_MAX)
		return;
	progress_clear(&intake->progress);
	warn_at(intake->file, intake->here.line, err);
}

void
intake_close(struct intake *intake)
{
	if (intake->warned > WARNED_MAX)
		warn("%" PRIu64 " warnings, %d shown", intake->warned,
		    (int)WARNED_MAX);
}
