#include "cli/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/intake.h"
#include "cli/msg.h"
#include "io/pipe.h"
#include "io/reader.h"
#include "io/wait.h"

/* The settings of filter_opts, with their defaults. */
static struct {
	uint64_t max_record;
	const char *max_rejects;
	const char *rejects;
	bool stats;
	bool strict;
} settings = {
	.max_record = 16 << 20,
};

const struct opt filter_opts[] = {
	{ 0, "max-record", "size", "reject a longer record (16M)", OPT_SIZE,
	    &settings.max_record, 2, 1 << 30, NULL },
	{ 0, "max-rejects", "n|p%", "end with status 1 when there are more",
	    OPT_TEXT, &settings.max_rejects, 0, 0, NULL },
	{ 'r', "rejects", "file", "append each record set aside to file",
	    OPT_TEXT, &settings.rejects, 0, 0, NULL },
	{ 0, "seq", NULL, "read JSON text sequences", OPT_LATER, NULL, 0, 0,
	    NULL },
	{ 'S', "state", "dir", "keep state in this folder", OPT_LATER, NULL, 0,
	    0, "EV_STATE" },
	{ 0, "stats", NULL, "print figures on stderr at the end", OPT_FLAG,
	    &settings.stats, 0, 0, NULL },
	{ 0, "strict", NULL, "end with status 1 at the first bad record",
	    OPT_FLAG, &settings.strict, 0, 0, NULL },
	{ 0, NULL, NULL, NULL, OPT_FLAG, NULL, 0, 0, NULL },
};

/* All that one run needs; a process has one. */
struct filter_state {
	struct intake intake;
	struct reader reader;
	uint64_t bytes_before; /* read from the files before this one */
	int64_t flushed_ns;    /* wait_monotonic() of the last flush */
	bool failed;           /* a file could not be read: EXIT_FAILED */
};

/* On a stream that never falls quiet rows wait no longer than this. */
enum { ROW_DELAY_NS = 20 * 1000 * 1000 };

void
filter_init(struct filter *filter, const struct tool *tool,
    const struct filter_work *work, void *self)
{
	struct filter_state *state = calloc(1, sizeof(*state));
	struct err err = ERR_INIT;

	if (state == NULL)
		die(EXIT_FAILED, "cannot take memory");
	if (wait_init(&err) < 0)
		die_err(&err);
	state->intake.tool = tool;
	state->intake.work = work;
	state->intake.self = self;
	state->intake.record_max = (size_t)settings.max_record;
	writer_init(&state->intake.out, STDOUT_FILENO);
	figures_start(&state->intake.figures);
	rejects_open(&state->intake.rejects, settings.rejects,
	    settings.max_rejects, settings.strict);
	*filter = (struct filter){
		.now_ns = wait_clock(),
		.wake_ns = FILTER_NEVER,
		.record_max = state->intake.record_max,
		.state = state,
	};
}

void
filter_row(struct filter *filter, struct slice row)
{
	intake_row(&filter->state->intake, row);
}

void
filter_text(struct filter *filter, struct slice text)
{
	intake_text(&filter->state->intake, text);
}

void
filter_warn(struct filter *filter, const struct err *err)
{
	intake_warn(&filter->state->intake, err);
}

struct filter_place
filter_place(const struct filter *filter, const char **file)
{
	*file = filter->state->intake.file;
	return filter->state->intake.here;
}

void
filter_arrived(struct filter *filter, uint64_t records)
{
	filter->state->intake.figures.out += records;
}

void
filter_reject(struct filter *filter, const struct reject *reject,
    const struct err *err)
{
	intake_reject(&filter->state->intake, reject, err);
}

void
filter_tell(struct filter *filter, const char *text)
{
	progress_clear(&filter->state->intake.progress);
	warn("%s", text);
}

/* All that has been read and is whole. */
static void
take_all(struct filter_state *state)
{
	struct intake *intake = &state->intake;
	struct reader *reader = &state->reader;
	struct block block;

	if (intake->work->split != NULL) {
		struct slice bytes;

		if (reader_take_bytes(reader, &bytes))
			intake_bytes(intake, bytes);
		if (reader->at_end)
			intake_bytes(intake, (struct slice){ NULL, 0 });
		return;
	}
	while (!intake->stopped && reader_take(reader, &block)) {
		if (block.length == 0)
			intake_lines(intake, block.text, block.offset);
		else
			intake_long_line(intake, block.text, block.length,
			    block.offset);
	}
}

static bool
is_over(const struct filter_state *state)
{
	return state->intake.stopped || wait_stop() != 0;
}

/* What the clock and the signals ask for between two blocks. */
static void
look_around(struct filter *filter)
{
	struct intake *intake = &filter->state->intake;
	struct err err = ERR_INIT;

	if (wait_usr1())
		intake_figures(intake);
	progress_draw(&intake->progress, &intake->figures);
	if (filter->wake_ns == FILTER_NEVER || is_over(filter->state))
		return;
	filter->now_ns = wait_clock();
	if (filter->now_ns < filter->wake_ns)
		return;
	filter->wake_ns = FILTER_NEVER;
	if (intake->work->wake(intake->self, &err) < 0)
		intake_fail(intake, &err);
	intake_flush(intake);
}

/* Rows leave in full blocks, but not later than ROW_DELAY_NS. */
static void
flush_in_time(struct filter_state *state)
{
	struct intake *intake = &state->intake;
	int64_t now = wait_monotonic();

	if (intake->out.failed == 0 && now - state->flushed_ns < ROW_DELAY_NS)
		return;
	state->flushed_ns = now;
	intake_flush(intake);
}

/* As wait_readable(), by the tool where it waits for more. */
static int
await(struct filter *filter, int64_t until_ns, struct err *err)
{
	struct intake *intake = &filter->state->intake;
	int fd = filter->state->reader.fd;

	if (intake->work->wait == NULL)
		return wait_readable(fd, until_ns, err);
	int got = intake->work->wait(intake->self, fd, until_ns, err);
	if (got < 0)
		intake_fail(intake, err);
	return got;
}

/*
 * Wait for input.  While there is none what was written goes out, so a slow
 * stream has each row at once and a busy one full blocks.
 */
static int
await_input(struct filter *filter, struct err *err)
{
	struct filter_state *state = filter->state;
	struct intake *intake = &state->intake;
	int got = WAIT_TIME;

	if (intake->out.len > 0) {
		got = await(filter, 0, err);
		if (got == WAIT_TIME)
			intake_flush(intake);
	}
	while (got == WAIT_TIME) {
		got = await(filter, filter->wake_ns, err);
		if (got == WAIT_TIME) {
			look_around(filter);
			if (intake->stopped)
				return WAIT_SIGNAL;
		}
	}
	return got;
}

/*
 * Read what the descriptor has to the end, or until it is over.
 * Returns 0, or -1 with *err set when reading fails.
 */
static int
read_file(struct filter *filter, int fd, struct err *err)
{
	struct filter_state *state = filter->state;
	struct intake *intake = &state->intake;
	int got;

	reader_init(&state->reader, fd, intake->record_max);
	relay_init(&intake->relay, fd,
	    intake->work->split == NULL ? STDOUT_FILENO : -1);
	state->reader.relay = &intake->relay;
	for (;;) {
		take_all(state);
		flush_in_time(state);
		look_around(filter);
		if (state->reader.at_end || is_over(state))
			return 0;
		got = await_input(filter, err);
		if (got == WAIT_READY)
			got = reader_fill(&state->reader, err);
		if (got < 0)
			return -1;
		filter->now_ns = wait_clock();
		intake->figures.bytes_in = state->bytes_before +
		    state->reader.total;
	}
}

/* One operand.  What cannot be read is told; the others are still read. */
static void
take_file(struct filter *filter, const char *name)
{
	struct filter_state *state = filter->state;
	struct err err = ERR_INIT;
	bool is_stdin = strcmp(name, "-") == 0;
	int fd = STDIN_FILENO;

	state->intake.file = is_stdin ? "stdin" : name;
	state->intake.lines = 0;
	if (!is_stdin) {
		/*
		 * A FIFO that nobody writes to yet is then waited for by
		 * poll(2), not by open(2), which a signal can come just before.
		 */
		fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
		if (fd < 0) {
			(void)err_set_errno(&err, "cannot open '%s'", name);
			complain_at(NULL, 0, &err);
			state->failed = true;
			return;
		}
	}
	pipe_widen(fd);
	if (state->intake.work->split != NULL)
		state->intake.work->split->start(state->intake.self);
	if (read_file(filter, fd, &err) < 0) {
		progress_clear(&state->intake.progress);
		complain_at(state->intake.file, 0, &err);
		state->failed = true;
	}
	state->bytes_before += state->reader.total;
	reader_free(&state->reader);
	relay_free(&state->intake.relay);
	if (!is_stdin)
		(void)close(fd);
}

/* The bytes that all operands have together; 0 where one is no plain file. */
static uint64_t
size_of_input(int argc, char **argv)
{
	uint64_t size = 0;
	struct stat status;

	for (int i = 1; i < argc || i == 1; i++) {
		bool is_stdin = i >= argc || strcmp(argv[i], "-") == 0;
		int got = is_stdin ? fstat(STDIN_FILENO, &status)
				   : stat(argv[i], &status);

		if (got < 0 || !S_ISREG(status.st_mode))
			return 0;
		size += (uint64_t)status.st_size;
	}
	return size;
}

/* What is under way comes to its end, also after a signal. */
static void
drain(struct filter *filter)
{
	struct intake *intake = &filter->state->intake;
	struct err err = ERR_INIT;
	int got = 1;

	while (intake->work->drain != NULL && got > 0) {
		got = intake->work->drain(intake->self, &err);
		if (got < 0)
			intake_fail(intake, &err);
		if (wait_usr1())
			intake_figures(intake);
		progress_draw(&intake->progress, &intake->figures);
	}
}

/* The end: everything out, everything told.  Returns the exit status. */
static int
finish(struct filter *filter)
{
	struct filter_state *state = filter->state;
	struct intake *intake = &state->intake;
	struct err err = ERR_INIT;

	if (!is_over(state) && intake->work->end != NULL &&
	    intake->work->end(intake->self, &err) < 0)
		intake_fail(intake, &err);
	drain(filter);
	intake_flush(intake);
	progress_clear(&intake->progress);
	intake_close(intake);
	int status = rejects_close(&intake->rejects, intake->figures.in);
	if (settings.stats)
		intake_figures(intake);
	if (!figures_add_up(&intake->figures))
		die(EXIT_FAILED, "the figures do not add up: this is a bug");
	json_walk_free(intake->walk);
	if (wait_stop() != 0)
		wait_end_by(wait_stop());
	if (close(STDOUT_FILENO) < 0 && errno != EINTR)
		die(EXIT_FAILED, "stdout: cannot write: %s", strerror(errno));
	return state->failed ? EXIT_FAILED : status;
}

int
filter_run(struct filter *filter, int argc, char **argv)
{
	struct filter_state *state = filter->state;
	char stdin_name[] = "-";

	intake_start(&state->intake, filter->plan);
	progress_start(&state->intake.progress, size_of_input(argc, argv),
	    msg_is_quiet());
	pipe_widen(STDOUT_FILENO);
	if (argc < 2)
		take_file(filter, stdin_name);
	for (int i = 1; i < argc && !is_over(state); i++)
		take_file(filter, argv[i]);
	int status = finish(filter);
	free(state);
	filter->state = NULL;
	return status;
}
