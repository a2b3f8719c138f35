#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "io/wait.h"

enum { EVERY_NS = 500000000, BAR_LEN = 24, LINE_MAX_LEN = 160 };

void
progress_start(struct progress *progress, uint64_t size, bool quiet)
{
	*progress = (struct progress){
		.on = !quiet && isatty(STDERR_FILENO),
		.size = size,
		.next_ns = wait_monotonic() + 2 * (int64_t)EVERY_NS,
	};
}

/* A number of three digits or so with its unit: 12.3 M. */
static void
scale(double number, double *scaled, const char **unit)
{
	static const char *const units[] = { "", "k", "M", "G", "T" };
	size_t i = 0;

	while (number >= 1000 && i + 1 < sizeof(units) / sizeof(units[0])) {
		number /= 1000;
		i++;
	}
	*scaled = number;
	*unit = units[i];
}

/* `[#####     ] 21 % 3 s left`; returns its length. */
static int
print_bar(char *line, size_t size, double done, double seconds)
{
	char bar[BAR_LEN + 1];
	int full = (int)(done * BAR_LEN);

	memset(bar, ' ', BAR_LEN);
	memset(bar, '#', (size_t)full);
	bar[BAR_LEN] = '\0';
	double left = done > 0 ? seconds / done - seconds : 0;
	return snprintf(line, size, " [%s] %.0f %% %.0f s left", bar,
	    100 * done, left);
}

/* What goes wrong on the way to a terminal hurts nobody. */
static void
say(const char *text, size_t len)
{
	ssize_t put = write(STDERR_FILENO, text, len);

	(void)put;
}

void
progress_draw(struct progress *progress, const struct figures *figures)
{
	if (!progress->on)
		return;
	int64_t now = wait_monotonic();
	if (now < progress->next_ns)
		return;
	progress->next_ns = now + EVERY_NS;

	char line[LINE_MAX_LEN];
	double seconds = (double)(now - figures->start_ns) / 1e9;
	double records, bytes;
	const char *records_unit, *bytes_unit;

	scale((double)figures->in / seconds, &records, &records_unit);
	scale((double)figures->bytes_in / seconds, &bytes, &bytes_unit);
	int len = snprintf(line, sizeof(line),
	    "\r\033[K%" PRIu64 " records, %.1f %s/s, %.1f %sB/s", figures->in,
	    records, records_unit, bytes, bytes_unit);
	if (progress->size > 0 && figures->bytes_in <= progress->size)
		len += print_bar(line + len, sizeof(line) - (size_t)len,
		    (double)figures->bytes_in / (double)progress->size,
		    seconds);
	say(line, (size_t)len);
	progress->shown = true;
}

void
progress_clear(struct progress *progress)
{
	if (!progress->shown)
		return;
	say("\r\033[K", 4);
	progress->shown = false;
}
