#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/time.h"
#include "base/timepattern.h"
#include "base/unixtime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was read is a time, and what is written of it is read as the same. */
static void
check_written(int64_t ns)
{
	struct buffer text = BUFFER_INIT;
	int64_t again = 0;

	assert(ns != TIME_NONE);
	time_put_rfc3339(ns, &text);
	assert(time_parse_rfc3339(buffer_slice(&text), &again));
	assert(again == ns);
	buffer_free(&text);
}

/* A text, or a pattern and a text with an LF between them. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = { (const char *)data, size };
	const char *end = size > 0 ? memchr(text.ptr, '\n', size) : NULL;
	int64_t ns = 0;

	if (unixtime_parse_auto(text, &ns))
		check_written(ns);
	for (int unit = TIME_UNIX; unit <= TIME_NS; unit++)
		if (unixtime_parse(text, (enum time_format)unit, &ns))
			check_written(ns);
	if (time_parse_rfc3339(text, &ns))
		check_written(ns);
	if (time_parse_sql(text, &ns))
		check_written(ns);
	if (end == NULL)
		return 0;
	struct slice pattern = { text.ptr, (size_t)(end - text.ptr) };
	text.ptr = end + 1;
	text.len -= pattern.len + 1;
	if (timepattern_is_valid(pattern) &&
	    timepattern_parse(text, pattern, &ns))
		check_written(ns);
	return 0;
}
