#define _DEFAULT_SOURCE /* getrusage() is XSI's, not in plain POSIX */

#include "cli/figures.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "io/wait.h"
#include "io/writer.h"

enum { SECOND_US = 1000000 };

void
figures_start(struct figures *figures)
{
	*figures = (struct figures){ .start_ns = wait_monotonic() };
}

bool
figures_add_up(const struct figures *figures)
{
	return figures->in ==
	    figures->accepted + figures->rejected + figures->late +
	    figures->deduplicated;
}

static void
put_count(struct buffer *out, const char *name, uint64_t count)
{
	buffer_put(out, SLICE(",\""));
	buffer_put(out, slice_of(name));
	buffer_put(out, SLICE("\":"));
	buffer_put_uint(out, count);
}

static void
put_seconds(struct buffer *out, const char *name, int64_t us)
{
	char fraction[16];

	put_count(out, name, (uint64_t)us / SECOND_US);
	(void)snprintf(fraction, sizeof(fraction), ".%06" PRId64,
	    us % SECOND_US);
	buffer_put(out, slice_of(fraction));
}

/* User and system time of this process, in microseconds. */
static int64_t
cpu_us(void)
{
	struct rusage usage;

	if (getrusage(RUSAGE_SELF, &usage) < 0)
		return 0;
	return ((int64_t)usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) *
	    SECOND_US +
	    usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

void
figures_put(const struct figures *figures, const char *tool, struct slice own,
    struct buffer *out)
{
	buffer_put(out, SLICE("{\"tool\":\""));
	buffer_put(out, slice_of(tool));
	buffer_put_byte(out, '"');
	put_count(out, "in", figures->in);
	put_count(out, "accepted", figures->accepted);
	put_count(out, "rejected", figures->rejected);
	put_count(out, "late", figures->late);
	put_count(out, "deduplicated", figures->deduplicated);
	put_count(out, "out", figures->out);
	put_count(out, "bytes_in", figures->bytes_in);
	put_count(out, "bytes_out", figures->bytes_out);
	put_seconds(out, "seconds",
	    (wait_monotonic() - figures->start_ns) / 1000);
	put_seconds(out, "cpu_seconds", cpu_us());
	buffer_put(out, own);
	buffer_put(out, SLICE("}\n"));
}

int
figures_print(const struct figures *figures, const char *tool,
    const struct buffer *own, struct err *err)
{
	struct buffer text = BUFFER_INIT;
	int result = buffer_check(own, err);

	figures_put(figures, tool, buffer_slice(own), &text);
	if (result == 0)
		result = buffer_check(&text, err);
	/* Whoever closed stderr does not want to know. */
	if (result == 0)
		(void)writer_put_now(STDERR_FILENO, buffer_slice(&text));
	buffer_free(&text);
	return result;
}
