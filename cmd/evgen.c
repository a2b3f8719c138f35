/*
 * evgen - make events from a model
 *
 * See evgen(1).  What a record holds is the work of lib/gen; this file decides
 * which records are made, when, and where they go.
 */
#include <string.h>

#include "base/time.h"
#include "base/unixtime.h"
#include "cli/figures.h"
#include "cli/msg.h"
#include "cli/opt.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/websites.h"
#include "gen/pace.h"
#include "gen/rate.h"
#include "gen/scaled.h"
#include "gen/stream.h"
#include "io/wait.h"

enum {
	BATCH = 1024,          /* records between two looks around */
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
		    "evgen -m meetup -R 50 -d 1m --clock real --start now",
};

struct evgen {
	struct websites websites;
	struct stream stream;
	struct pace pace;
	bool is_paced, is_real;
	uint64_t limit;  /* records to make, */
	int64_t wall_ns; /* and how long */
	struct output out;
	struct figures figures;
	struct progress progress;
};

static int64_t
read_start(void)
{
	struct slice text = slice_of(settings.start);
	int64_t ns;

	if (slice_equal(text, SLICE("now")))
		return wait_clock();
	if (!time_parse_rfc3339(text, &ns) && !time_parse_sql(text, &ns) &&
	    !unixtime_parse_auto(text, &ns))
		die(EXIT_USAGE,
		    "--start: '%s' is no time (2024-01-31T12:00:00Z, Unix time "
		    "or now)",
		    settings.start);
	if (ns > MODEL_TIME_MAX || ns < -MODEL_TIME_MAX)
		die(EXIT_USAGE, "--start: '%s' is too far from 1970",
		    settings.start);
	return ns;
}

/*
 * A duration is a number of records, so that they do not depend on the speed;
 * but for the system's clock without a pace, which only the clock can tell.
 * The clock also ends a pace that the reader is too slow for.
 */
static void
set_limits(struct evgen *evgen)
{
	evgen->limit = settings.number == 0 ? UINT64_MAX : settings.number;
	evgen->wall_ns = INT64_MAX;
	if (settings.duration < 0)
		return;
	if (evgen->is_paced && settings.duration < INT64_MAX - GRACE_NS)
		evgen->wall_ns = settings.duration + GRACE_NS;
	else if (evgen->is_real)
		evgen->wall_ns = settings.duration;
	uint64_t due = rate_count(evgen->stream.rate, settings.duration);
	if (due < evgen->limit && (evgen->is_paced || !evgen->is_real))
		evgen->limit = due;
}

static void
prepare(struct evgen *evgen, const struct conf *config)
{
	struct err err = ERR_INIT;
	int64_t faulty;

	if (config->root->len == 0)
		die(EXIT_USAGE,
		    "there is no configuration file to declare models in "
		    "(-c FILE)");
	if (settings.model == NULL)
		die(EXIT_USAGE, "which model? (-m MODEL)");
	websites_init(&evgen->websites);
	if (stream_init(&evgen->stream, config, slice_of(settings.model),
		&evgen->websites.sites, &err) < 0) {
		if (wait_stop() != 0)
			wait_end_by(wait_stop());
		die_err(&err);
	}
	websites_free(&evgen->websites);
	evgen->is_paced = settings.rate != NULL;
	evgen->is_real = strcmp(settings.clock, "real") == 0;
	if (!evgen->is_real && strcmp(settings.clock, "event") != 0)
		die(EXIT_USAGE, "--clock: '%s' is neither event nor real",
		    settings.clock);
	if (settings.rate != NULL &&
	    !rate_parse(slice_of(settings.rate), &evgen->stream.rate))
		die(EXIT_USAGE,
		    "--rate: '%s' is no number above 0 and up to %d",
		    settings.rate, RATE_MAX);
	if (!share_parse(slice_of(settings.malformed), &faulty))
		die(EXIT_USAGE, "--malformed: '%s' is no share (0.01 or 1%%)",
		    settings.malformed);
	evgen->stream.faults = (struct faults){ settings.seed,
		(uint32_t)faulty };
	evgen->stream.start_ns = read_start();
	evgen->stream.clock = evgen->is_real ? wait_clock : NULL;
	set_limits(evgen);
}

static void
print_figures(struct evgen *evgen)
{
	struct buffer own = BUFFER_INIT;
	struct err err = ERR_INIT;

	progress_clear(&evgen->progress);
	buffer_put(&own, SLICE(",\"malformed\":"));
	buffer_put_uint(&own, evgen->stream.faulty);
	if (figures_print(&evgen->figures, tool.name, &own, &err) < 0)
		die_err(&err);
	buffer_free(&own);
}

/* The number of the record before which to look around next. */
static uint64_t
next_batch(const struct evgen *evgen)
{
	uint64_t end = evgen->stream.number + BATCH;
	struct err err = ERR_INIT;

	if (evgen->is_paced &&
	    pace_await(&evgen->pace, evgen->stream.number, &end, &err) < 0)
		die_err(&err);
	return end < evgen->limit ? end : evgen->limit;
}

static void
look_around(struct evgen *evgen)
{
	evgen->figures.out = evgen->stream.number;
	evgen->figures.bytes_out = evgen->out.writer.total;
	progress_draw(&evgen->progress, &evgen->figures);
	if (wait_usr1())
		print_figures(evgen);
}

/* Make all records that are wanted, or those until a signal comes. */
static void
make_records(struct evgen *evgen)
{
	struct stream *stream = &evgen->stream;
	struct err err = ERR_INIT;
	struct slice line;
	int result = 0;

	while (result == 0 && stream->number < evgen->limit &&
	    wait_stop() == 0 && !pace_is_past(&evgen->pace, evgen->wall_ns)) {
		uint64_t end = next_batch(evgen);

		while (stream->number < end && evgen->out.writer.failed == 0 &&
		    wait_stop() == 0) {
			result = stream_next(stream, &line, &err);
			if (result < 0)
				break;
			writer_put_line(&evgen->out.writer, line);
		}
		if (evgen->is_paced || evgen->out.writer.failed != 0)
			output_flush(&evgen->out);
		look_around(evgen);
	}
	output_flush(&evgen->out);
	if (result < 0)
		die_err(&err);
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
	output_close(&evgen->out);
	stream_free(&evgen->stream);
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
	prepare(&evgen, &config);
	output_open(&evgen.out, settings.output);
	figures_start(&evgen.figures);
	evgen.pace = (struct pace){ evgen.stream.rate, evgen.figures.start_ns };
	progress_start(&evgen.progress, 0, msg_is_quiet());
	make_records(&evgen);
	finish(&evgen);
	conf_free(&config);
	return EXIT_DONE;
}
