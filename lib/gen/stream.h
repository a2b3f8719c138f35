#ifndef GEN_STREAM_H
#define GEN_STREAM_H

#include "gen/fault.h"
#include "gen/model.h"

/*
 * The records of a model, one after the other, with their times and faults.
 */
struct stream {
	struct model *model;  /* owned */
	char *line;           /* owned; the record at hand */
	struct faults faults; /* its seed is that of the records too */
	int64_t rate;         /* records in 10^6 seconds */
	int64_t start_ns;     /* time of record 0 */
	/* Where times come from if not from start and rate; NULL: they do. */
	int64_t (*clock)(void);
	uint64_t number; /* of the record that comes next */
	uint64_t faulty; /* so many of those before it were made faulty */
};

/*
 * Begin with record 0 of this model, at its own rate or 1000 a second; the
 * caller may set the members above then.  Returns 0, or -1 with *err set, as
 * model_new() does.
 */
int stream_init(struct stream *stream, const struct conf *conf,
    struct slice name, const struct sites *sites, struct err *err);

/*
 * The next line, without its LF, valid until the next call.
 * Returns 0, or -1 with *err set: ERR_LIMIT when its time would be past
 * MODEL_TIME_MAX.
 */
int stream_next(struct stream *stream, struct slice *line, struct err *err);

void stream_free(struct stream *stream);

#endif
