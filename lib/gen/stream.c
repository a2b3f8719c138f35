#include "gen/stream.h"

#include <assert.h>
#include <stdlib.h>

#include "gen/rate.h"

enum { RATE_DEFAULT = 1000 };

int
stream_init(struct stream *stream, const struct conf *conf, struct slice name,
    const struct sites *sites, struct err *err)
{
	*stream = (struct stream){ .model = model_new(conf, name, sites, err) };
	if (stream->model == NULL)
		return -1;
	stream->rate = model_rate(stream->model);
	if (stream->rate == 0)
		stream->rate = INT64_C(1) * RATE_DEFAULT * RATE_UNIT;
	stream->line = malloc(model_line_max(stream->model) + FAULT_ROOM);
	if (stream->line == NULL) {
		stream_free(stream);
		return err_set_errno(err, "cannot take memory for a line");
	}
	return 0;
}

int
stream_next(struct stream *stream, struct slice *line, struct err *err)
{
	struct model_record record = { .seed = stream->faults.seed,
		.number = stream->number,
		.start_ns = stream->start_ns };
	struct fault fault;

	if (stream->clock != NULL) {
		record.time_ns = stream->clock();
	} else {
		int64_t due = rate_due(stream->rate, stream->number);

		assert(stream->start_ns >= -MODEL_TIME_MAX);
		if (due > MODEL_TIME_MAX ||
		    stream->start_ns + due > MODEL_TIME_MAX)
			return err_set(err, ERR_LIMIT,
			    "the time of record %llu is past the year 2160",
			    (unsigned long long)stream->number);
		record.time_ns = stream->start_ns + due;
	}
	char *end = model_put(stream->model, &record, stream->line);

	if (stream->faults.billionths > 0 &&
	    fault_draw(&stream->faults, stream->number, &fault)) {
		end = fault_make(&fault, stream->line, end);
		stream->faulty++;
	}
	*line = (struct slice){ stream->line, (size_t)(end - stream->line) };
	stream->number++;
	return 0;
}

void
stream_free(struct stream *stream)
{
	free(stream->line);
	model_free(stream->model);
	stream->line = NULL;
	stream->model = NULL;
}
