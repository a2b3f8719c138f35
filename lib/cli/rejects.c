#include "cli/rejects.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/msg.h"
#include "cli/output.h"
#include "io/writer.h"

enum { SHOWN_MAX = 10 };

/* N or P%, where P may have a fraction. */
static void
parse_limit(struct rejects *rejects, const char *text)
{
	char *end;

	errno = 0;
	if (text[strspn(text, "0123456789.")] == '%' && text[0] != '%') {
		rejects->max_share = strtod(text, &end) / 100;
		if (end[0] == '%' && end[1] == '\0' && rejects->max_share <= 1)
			return;
	} else if (text[0] != '\0' &&
	    text[strspn(text, "0123456789")] == '\0') {
		rejects->max = strtoull(text, &end, 10);
		if (errno == 0)
			return;
	}
	die(EXIT_USAGE,
	    "--max-rejects: '%s' is neither a number nor 0%%..100%%", text);
}

void
rejects_open(struct rejects *rejects, const char *file, const char *limit,
    bool strict)
{
	*rejects = (struct rejects){
		.file = file,
		.fd = -1,
		.max = UINT64_MAX,
		.max_share = -1,
		.strict = strict,
		.row = BUFFER_INIT,
	};
	if (limit != NULL)
		parse_limit(rejects, limit);
	if (file == NULL)
		return;
	rejects->fd = output_file(file, O_APPEND, " for the rejects");
}

/* One write(2), so that tools can share the file. */
static void
keep(struct rejects *rejects, const struct reject *reject,
    const struct err *err)
{
	struct err failed = ERR_INIT;

	buffer_clear(&rejects->row);
	reject_put(reject, err, &rejects->row);
	if (buffer_check(&rejects->row, &failed) < 0)
		die_err(&failed);
	if (writer_put_now(rejects->fd, buffer_slice(&rejects->row)) < 0)
		die(EXIT_FAILED, "%s: cannot write: %s", rejects->file,
		    strerror(errno));
}

bool
rejects_add(struct rejects *rejects, const struct reject *reject,
    const struct err *err)
{
	rejects->len++;
	if (rejects->file != NULL)
		keep(rejects, reject, err);
	else if (rejects->len <= SHOWN_MAX)
		warn_at(reject->file, reject->line, err);
	if (rejects->strict) {
		/* Else the record itself has been told. */
		if (rejects->file != NULL)
			warn("a record was rejected (--strict): stopped");
		return true;
	}
	if (rejects->len <= rejects->max)
		return false;
	warn("more than %" PRIu64 " %s rejected (--max-rejects): stopped",
	    rejects->max, msg_records(rejects->max));
	return true;
}

int
rejects_close(struct rejects *rejects, uint64_t in)
{
	int status = EXIT_DONE;

	buffer_free(&rejects->row);
	if (rejects->file == NULL && rejects->len > SHOWN_MAX)
		warn("%" PRIu64 " records rejected, %d shown"
		     " (-r FILE keeps them)",
		    rejects->len, (int)SHOWN_MAX);
	if (rejects->file != NULL && close(rejects->fd) < 0 && errno != EINTR)
		die(EXIT_FAILED, "%s: cannot write: %s", rejects->file,
		    strerror(errno));
	if (rejects->len > 0 &&
	    (rejects->file == NULL || rejects->strict ||
		rejects->len > rejects->max))
		status = EXIT_REJECTED;
	if (rejects->max_share >= 0 &&
	    (double)rejects->len > rejects->max_share * (double)in) {
		warn("%" PRIu64 " of %" PRIu64
		     " %s rejected, more than --max-rejects allows",
		    rejects->len, in, msg_records(in));
		status = EXIT_REJECTED;
	}
	return status;
}
