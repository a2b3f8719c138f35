/*
 * evgen - make events from a model
 *
 * See evgen(1).  What a record holds is the work of lib/gen; this file decides
 * which records are made, when, and where they go.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/time.h"
#include "cli/figures.h"
#include "cli/msg.h"
#include "cli/opt.h"
#include "cli/progress.h"
#include "event/timefield.h"
#include "gen/fault.h"
#include "gen/model.h"
#include "gen/rate.h"
#include "gen/scaled.h"
#include "io/pipe.h"
#include "io/wait.h"
#include "io/writer.h"

enum {
	RATE_DEFAULT = 1000,
	RATE_MAX = 1000000000,
	BATCH = 1024,          /* records between two looks around */
	TICK_NS = 1000000,     /* so long at least does a pace sleep */
	GRACE_NS = 1000000000, /* for what was due before -d was over */
};

static struct {
	const char *clock;
	int64_t duration;
	const char *malformed;
	const char *model;
	uint64_t number;
	const char *output;
	const char *rate;
	uint64_t seed;
	const char *start;
	bool stats;
} settings = {
	.clock = "event",
	.malformed = "0",
	.duration = -1,
	.seed = 1,
	.start = "2024-01-01T00:00:00Z",
};

static const struct opt opts[] = {
	{ 0, "clock", "which", "event: by --start and rate; real: the system's",
	    OPT_TEXT, &settings.clock, 0, 0, NULL },
	{ 0, "delayed", "share:time", NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 0, "drop", "share", NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 0, "duplicate", "share", NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 'd', "duration", "time", "stop after this time", OPT_DURATION,
	    &settings.duration, 0, INT64_MAX, NULL },
	{ 'j', "jobs", "count", NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 0, "malformed", "share", "so many lines are faulty: 0.01 or 1%",
	    OPT_TEXT, &settings.malformed, 0, 0, NULL },
	{ 'm', "model", "name", "which model of the configuration file",
	    OPT_TEXT, &settings.model, 0, 0, NULL },
	{ 'n', "number", "count", "write so many lines; 0: no limit", OPT_UINT,
	    &settings.number, 0, UINT64_MAX, NULL },
	{ 'o', "output", "file", "write to this file, not to stdout", OPT_TEXT,
	    &settings.output, 0, 0, NULL },
	{ 'R', "rate", "number", "write so many a second", OPT_TEXT,
	    &settings.rate, 0, 0, NULL },
	{ 0, "replay", "file", NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 0, "schema", "file", NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 's', "seed", "number", "the same seed gives the same events",
	    OPT_UINT, &settings.seed, 0, UINT64_MAX, NULL },
	{ 0, "speed", "factor", NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 0, "start", "time", "time of the first record, or now", OPT_TEXT,
	    &settings.start, 0, 0, NULL },
	{ 0, "stats", NULL, "at the end, print figures to stderr", OPT_FLAG,
	    &settings.stats, 0, 0, NULL },
	{ 't', "time", "path", NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 0, "truth", "file", NULL, OPT_LATER, NULL, 0, 0, NULL },
	{ 0, NULL, NULL, NULL, OPT_FLAG, NULL, 0, 0, NULL },
};

static const struct tool tool = {
	.name = "evgen",
	.summary = "make events from a model",
	.operands = "",
	.opts = opts,
	.examples = "evgen -n 1000 -s 7 | evtopn -k Url\n"
		    "evgen -m meetup -R 50 -d 1m --clock real",
};

/* What is made, and how far it has come. */
struct evgen {
	struct model *model;
	char *line; /* the one being made */
	struct faults faults;
	int64_t rate; /* for 10^6 seconds */
	bool is_paced, is_real;
	int64_t start_ns; /* time of record 0, unless is_real */
	uint64_t limit;   /* records to make */
	uint64_t past;    /* the first whose time is past all times */
	uint64_t number;  /* records made, */
	uint64_t faulty;  /* and how many of them are faulty */
	struct writer out;
	const char *out_name;
	struct figures figures;
	struct progress progress;
};

static int64_t
read_rate(const struct model *model)
{
	int64_t rate = model_rate(model);

	if (settings.rate == NULL)
		return rate > 0 ? rate : INT64_C(1) * RATE_DEFAULT * RATE_UNIT;
	if (!scaled_parse(slice_of(settings.rate), 6, &rate) || rate <= 0 ||
	    rate > INT64_C(1) * RATE_MAX * RATE_UNIT)
		die(EXIT_USAGE,
		    "--rate: '%s' is no number above 0 and up to %d",
		    settings.rate, RATE_MAX);
	return rate;
}

static int64_t
read_start(void)
{
	struct slice text = slice_of(settings.start);
	int64_t ns;

	if (slice_equal(text, SLICE("now")))
		return wait_clock();
	if (!time_parse_rfc3339(text, &ns) && !time_parse_sql(text, &ns) &&
	    !time_parse_auto_unix(text, &ns))
		die(EXIT_USAGE,
		    "--start: '%s' is no time (2024-01-31T12:00:00Z"
		    ", Unix time or now)",
		    settings.start);
	if (ns > MODEL_TIME_MAX || ns < -MODEL_TIME_MAX)
		die(EXIT_USAGE, "--start: '%s' is too far from 1970",
		    settings.start);
	return ns;
}

static void
read_settings(struct evgen *evgen)
{
	int64_t billionths;

	if (!share_parse(slice_of(settings.malformed), &billionths))
		die(EXIT_USAGE, "--malformed: '%s' is no share (0.01 or 1%%)",
		    settings.malformed);
	evgen->faults = (struct faults){ settings.seed, (uint32_t)billionths };
	evgen->is_real = strcmp(settings.clock, "real") == 0;
	if (!evgen->is_real && strcmp(settings.clock, "event") != 0)
		die(EXIT_USAGE, "--clock: '%s' is neither event nor real",
		    settings.clock);
	evgen->is_paced = settings.rate != NULL;
	evgen->rate = read_rate(evgen->model);
	evgen->start_ns = read_start();
	evgen->past = rate_count(evgen->rate, MODEL_TIME_MAX - evgen->start_ns);
	evgen->limit = settings.number == 0 ? UINT64_MAX : settings.number;
}

/*
 * A duration is a number of records, so that they do not depend on the speed;
 * but for the system's clock without a pace, which only the clock can tell.
 */
static void
limit_duration(struct evgen *evgen)
{
	if (settings.duration < 0 || (evgen->is_real && !evgen->is_paced))
		return;
	uint64_t due = rate_count(evgen->rate, settings.duration);

	if (due < evgen->limit)
		evgen->limit = due;
}

static void
open_model(struct evgen *evgen, const struct conf *config)
{
	struct err err = ERR_INIT;

	if (config->root->len == 0)
		die(EXIT_USAGE,
		    "there is no configuration file to declare "
		    "models in (-c FILE)");
	if (settings.model == NULL)
		die(EXIT_USAGE, "which model? (-m MODEL)");
	evgen->model = model_new(config, slice_of(settings.model), &err);
	if (evgen->model == NULL)
		die_err(&err);
	evgen->line = malloc(model_line_max(evgen->model) + FAULT_ROOM);
	if (evgen->line == NULL)
		die(EXIT_FAILED, "cannot take memory for a line");
}

static void
open_output(struct evgen *evgen)
{
	const char *name = settings.output;
	int fd = STDOUT_FILENO;

	evgen->out_name = name == NULL ? "stdout" : name;
	if (name != NULL)
		fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		die(EXIT_FAILED, "cannot open '%s': %s", name, strerror(errno));
	pipe_widen(fd);
	writer_init(&evgen->out, fd);
}

static void
flush(struct evgen *evgen)
{
	struct err err = ERR_INIT;

	if (writer_flush(&evgen->out, &err) < 0)
		die(EXIT_FAILED, "%s: %s", evgen->out_name, err.text);
}

static void
print_figures(struct evgen *evgen)
{
	struct buffer own = BUFFER_INIT;
	struct buffer text = BUFFER_INIT;

	progress_clear(&evgen->progress);
	buffer_put(&own, SLICE(",\"malformed\":"));
	buffer_put_uint(&own, evgen->faulty);
	figures_put(&evgen->figures, tool.name, buffer_slice(&own), &text);
	/* Whoever closed stderr does not want to know. */
	ssize_t put = write(STDERR_FILENO, text.bytes, text.len);
	(void)put;
	buffer_free(&own);
	buffer_free(&text);
}

static void
put_record(struct evgen *evgen)
{
	struct model_record record = { .seed = settings.seed,
		.number = evgen->number };
	struct fault fault;

	if (!evgen->is_real && evgen->number >= evgen->past)
		die(EXIT_FAILED,
		    "the time of record %llu is past the year "
		    "2160",
		    (unsigned long long)evgen->number);
	record.time_ns = evgen->is_real
	    ? wait_clock()
	    : evgen->start_ns + rate_due(evgen->rate, evgen->number);
	char *end = model_put(evgen->model, &record, evgen->line);

	if (evgen->faults.billionths > 0 &&
	    fault_draw(&evgen->faults, evgen->number, &fault)) {
		end = fault_make(&fault, evgen->line, end);
		evgen->faulty++;
	}
	writer_put_line(&evgen->out,
	    (struct slice){ evgen->line, (size_t)(end - evgen->line) });
	evgen->number++;
}

/*
 * Sleep until record `number` is due, so many nanoseconds after the start; at
 * high rates a little longer, until there is a batch.  Returns how many records
 * are due then, fewer when a signal came.
 */
static uint64_t
await(const struct evgen *evgen)
{
	int64_t due = rate_due(evgen->rate, evgen->number);
	int64_t now = wait_monotonic() - evgen->figures.start_ns;
	struct err err = ERR_INIT;

	if (due > now) {
		int64_t sleep = due - now > TICK_NS ? due - now : TICK_NS;

		if (wait_readable(-1, wait_clock() + sleep, &err) < 0)
			die_err(&err);
		now = wait_monotonic() - evgen->figures.start_ns;
	}
	/* What is due at this very moment is due. */
	return rate_count(evgen->rate, now + 1);
}

/* Has the time of -d come to its end by the clock? */
static bool
is_over(const struct evgen *evgen)
{
	if (settings.duration < 0 || (!evgen->is_paced && !evgen->is_real))
		return false;
	int64_t now = wait_monotonic() - evgen->figures.start_ns;

	/* What was due before its end is written, unless the reader is slow. */
	return now - (evgen->is_paced ? GRACE_NS : 0) >= settings.duration;
}

static void
look_around(struct evgen *evgen)
{
	evgen->figures.out = evgen->number;
	evgen->figures.bytes_out = evgen->out.total;
	progress_draw(&evgen->progress, &evgen->figures);
	if (wait_usr1())
		print_figures(evgen);
}

/* Make all records that are wanted, or those until a signal comes. */
static void
make_records(struct evgen *evgen)
{
	while (evgen->number < evgen->limit && wait_stop() == 0 &&
	    !is_over(evgen)) {
		uint64_t end = evgen->is_paced ? await(evgen)
					       : evgen->number + BATCH;

		if (end > evgen->limit)
			end = evgen->limit;
		while (evgen->number < end && evgen->out.failed == 0 &&
		    wait_stop() == 0)
			put_record(evgen);
		if (evgen->is_paced || evgen->out.failed != 0)
			flush(evgen);
		look_around(evgen);
	}
	flush(evgen);
}

static void
finish(struct evgen *evgen)
{
	look_around(evgen);
	progress_clear(&evgen->progress);
	if (settings.stats)
		print_figures(evgen);
	if (wait_stop() != 0)
		wait_end_by(wait_stop());
	if (close(evgen->out.fd) < 0 && errno != EINTR)
		die(EXIT_FAILED, "%s: cannot write: %s", evgen->out_name,
		    strerror(errno));
	free(evgen->line);
	model_free(evgen->model);
}

int
main(int argc, char **argv)
{
	static struct evgen evgen;
	struct conf config;
	struct err err = ERR_INIT;

	argc = opt_parse(&tool, &config, argc, argv);
	if (argc > 1)
		die(EXIT_USAGE, "'%s': evgen reads no files", argv[1]);
	if (wait_init(&err) < 0)
		die_err(&err);
	open_model(&evgen, &config);
	read_settings(&evgen);
	limit_duration(&evgen);
	open_output(&evgen);
	figures_start(&evgen.figures);
	progress_start(&evgen.progress, 0, msg_is_quiet());
	make_records(&evgen);
	finish(&evgen);
	conf_free(&config);
	return EXIT_DONE;
}
