#include "base/duration.h"

#include <assert.h>

#include "base/ascii.h"

static const struct unit {
	const char *name;
	int64_t ns;
} units[] = {
	{ "d", INT64_C(86400000000000) },
	{ "h", INT64_C(3600000000000) },
	{ "m", INT64_C(60000000000) },
	{ "s", INT64_C(1000000000) },
	{ "ms", INT64_C(1000000) },
	{ "us", INT64_C(1000) },
	{ "ns", INT64_C(1) },
};

enum { UNITS = sizeof(units) / sizeof(units[0]) };

/* Take digits from the front of *text. */
static bool
take_count(struct slice *text, int64_t *count)
{
	size_t at = 0;
	int64_t sum = 0;

	for (; at < text->len && ascii_is_digit(text->ptr[at]); at++) {
		int digit = text->ptr[at] - '0';

		if (sum > (INT64_MAX - digit) / 10)
			return false;
		sum = 10 * sum + digit;
	}
	*text = (struct slice){ text->ptr + at, text->len - at };
	*count = sum;
	return at > 0;
}

/* Take a unit, and only one from units[from] on; returns which, or UNITS. */
static size_t
take_unit(struct slice *text, size_t from)
{
	size_t len = 0;

	while (len < text->len && !ascii_is_digit(text->ptr[len]))
		len++;
	struct slice name = { text->ptr, len };
	*text = (struct slice){ text->ptr + len, text->len - len };
	while (from < UNITS && !slice_equal(name, slice_of(units[from].name)))
		from++;
	return from;
}

bool
duration_parse(struct slice text, int64_t *ns)
{
	size_t unit = 0;
	int64_t sum = 0;

	if (text.len == 0)
		return false;
	while (text.len > 0) {
		int64_t count;

		if (!take_count(&text, &count))
			return false;
		unit = take_unit(&text, unit);
		if (unit == UNITS || count > (INT64_MAX - sum) / units[unit].ns)
			return false;
		sum += count * units[unit++].ns;
	}
	*ns = sum;
	return true;
}

void
duration_put(int64_t ns, struct buffer *out)
{
	assert(ns >= 0);

	if (ns == 0)
		buffer_put(out, SLICE("0s"));
	for (size_t i = 0; i < UNITS; i++) {
		if (ns < units[i].ns)
			continue;
		buffer_put_int(out, ns / units[i].ns);
		buffer_put(out, slice_of(units[i].name));
		ns %= units[i].ns;
	}
}
