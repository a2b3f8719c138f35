#include "gen/timeform.h"

#include <assert.h>

#include "base/time.h"
#include "gen/put.h"

enum { DAY_SECONDS = 86400 };

static const char *const days[] = { "Sunday", "Monday", "Tuesday", "Wednesday",
	"Thursday", "Friday", "Saturday" };
static const char *const months[] = { "January", "February", "March", "April",
	"May", "June", "July", "August", "September", "October", "November",
	"December" };

/* A time taken apart, in UTC. */
struct moment {
	uint32_t fraction_ns;
	int64_t day; /* since 1970-01-01 */
	int64_t year;
	unsigned month, month_day;
	unsigned hour, minute, seconds;
	int digits; /* of %f */
};

static void
moment_of(struct moment *moment, int64_t ns)
{
	int64_t fraction = ns % TIME_SECOND;

	int64_t second = ns / TIME_SECOND;

	if (fraction < 0) {
		fraction += TIME_SECOND;
		second--;
	}
	moment->fraction_ns = (uint32_t)fraction;
	int64_t of_day = second % DAY_SECONDS;

	moment->day = second / DAY_SECONDS;
	if (of_day < 0) {
		of_day += DAY_SECONDS;
		moment->day--;
	}
	moment->hour = (unsigned)(of_day / 3600);
	moment->minute = (unsigned)(of_day / 60 % 60);
	moment->seconds = (unsigned)(of_day % 60);
	time_day(moment->day, &moment->year, &moment->month,
	    &moment->month_day);
}

/* The years that 64 bits of nanoseconds reach have four digits. */
static char *
put_date(char *at, const struct moment *moment)
{
	at = put_digits(at, (uint64_t)moment->year, 4);
	*at++ = '-';
	at = put_digits(at, moment->month, 2);
	*at++ = '-';
	return put_digits(at, moment->month_day, 2);
}

static char *
put_minutes(char *at, const struct moment *moment)
{
	at = put_digits(at, moment->hour, 2);
	*at++ = ':';
	return put_digits(at, moment->minute, 2);
}

static char *
put_clock(char *at, const struct moment *moment)
{
	at = put_minutes(at, moment);
	*at++ = ':';
	return put_digits(at, moment->seconds, 2);
}

static char *
put_fraction(char *at, const struct moment *moment)
{
	uint32_t fraction = moment->fraction_ns;

	for (int i = moment->digits; i < TIMEFORM_DIGITS_MAX; i++)
		fraction /= 10;
	return put_digits(at, fraction, moment->digits);
}

static char *
put_name(char *at, const char *name, bool in_short)
{
	return put_text(at,
	    (struct slice){ name, in_short ? 3 : strlen(name) });
}

static uint64_t
day_of_year(const struct moment *moment)
{
	return (uint64_t)(moment->day - time_days_of(moment->year, 1, 1)) + 1;
}

/* 1970-01-01 was a Thursday. */
static const char *
weekday(const struct moment *moment)
{
	return days[((moment->day + 4) % 7 + 7) % 7];
}

static char *
put_blank_padded(char *at, unsigned number)
{
	if (number < 10)
		*at++ = ' ';
	return put_uint(at, number);
}

static unsigned
hour_of_twelve(unsigned hour)
{
	return hour % 12 == 0 ? 12 : hour % 12;
}

/* What %letter stands for; all else stands for itself. */
static char *
put_letter(char *at, char letter, const struct moment *moment)
{
	switch (letter) {
	case 'Y':
		return put_digits(at, (uint64_t)moment->year, 4);
	case 'y':
		return put_digits(at, (uint64_t)moment->year, 2);
	case 'm':
		return put_digits(at, moment->month, 2);
	case 'd':
		return put_digits(at, moment->month_day, 2);
	case 'e':
		return put_blank_padded(at, moment->month_day);
	case 'j':
		return put_digits(at, day_of_year(moment), 3);
	case 'H':
		return put_digits(at, moment->hour, 2);
	case 'I':
		return put_digits(at, hour_of_twelve(moment->hour), 2);
	case 'p':
		return put_text(at,
		    moment->hour < 12 ? SLICE("AM") : SLICE("PM"));
	case 'M':
		return put_digits(at, moment->minute, 2);
	case 'S':
		return put_digits(at, moment->seconds, 2);
	case 'f':
		return put_fraction(at, moment);
	case 'b':
	case 'B':
		return put_name(at, months[moment->month - 1], letter == 'b');
	case 'a':
	case 'A':
		return put_name(at, weekday(moment), letter == 'a');
	case 'z':
		return put_text(at, SLICE("+0000"));
	case 'Z':
		return put_text(at, SLICE("UTC"));
	case 'F':
		return put_date(at, moment);
	case 'T':
		return put_clock(at, moment);
	case 'R':
		return put_minutes(at, moment);
	default:
		*at = letter;
		return at + 1;
	}
}

/* The longest that two bytes of a pattern stand for: %F. */
enum { LETTER_MAX = 10 };

static bool
pattern_is_known(struct slice pattern)
{
	static const char letters[] = "YymdejHIpMSfbBaAzZFTR%";

	for (size_t i = 0; i < pattern.len; i++) {
		if (pattern.ptr[i] != '%')
			continue;
		i++;
		if (i == pattern.len ||
		    memchr(letters, pattern.ptr[i], sizeof(letters) - 1) ==
			NULL)
			return false;
	}
	return memchr(pattern.ptr, '%', pattern.len) != NULL;
}

bool
timeform_init(struct timeform *form, struct slice name, int digits)
{
	static const char *const numbers[] = { "unix", "ms", "us", "ns" };

	assert(digits >= 0 && digits <= TIMEFORM_DIGITS_MAX);
	form->digits = digits;
	for (unsigned i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		form->kind = TIMEFORM_UNIX + i;
		if (slice_equal(name, slice_of(numbers[i])))
			return true;
	}
	form->kind = TIMEFORM_PATTERN;
	if (slice_equal(name, SLICE("rfc3339")))
		form->pattern = digits > 0 ? SLICE("%FT%T.%fZ")
					   : SLICE("%FT%TZ");
	else if (slice_equal(name, SLICE("sql")))
		form->pattern = digits > 0 ? SLICE("%F %T.%f") : SLICE("%F %T");
	else
		form->pattern = name;
	return pattern_is_known(form->pattern);
}

bool
timeform_is_text(const struct timeform *form)
{
	return form->kind == TIMEFORM_PATTERN;
}

size_t
timeform_max(const struct timeform *form)
{
	if (form->kind == TIMEFORM_PATTERN)
		return form->pattern.len * LETTER_MAX;
	return PUT_INT_MAX + 1 + TIMEFORM_DIGITS_MAX;
}

/* Rounded down, also before 1970. */
static int64_t
floor_div(int64_t ns, int64_t unit)
{
	return ns / unit - (ns % unit < 0);
}

/* Seconds with a fraction; before 1970 the sign is that of all of it. */
static char *
put_seconds(const struct timeform *form, int64_t ns, char *at)
{
	if (form->digits == 0)
		return put_int(at, floor_div(ns, TIME_SECOND));
	uint64_t size = ns < 0 ? 0 - (uint64_t)ns : (uint64_t)ns;
	struct moment moment = { .digits = form->digits,
		.fraction_ns = (uint32_t)(size % TIME_SECOND) };

	if (ns < 0)
		*at++ = '-';
	at = put_uint(at, size / TIME_SECOND);
	*at++ = '.';
	return put_fraction(at, &moment);
}

static char *
put_pattern(const struct timeform *form, int64_t ns, char *at)
{
	struct moment moment = { .digits = form->digits };
	struct slice pattern = form->pattern;

	moment_of(&moment, ns);
	for (size_t i = 0; i < pattern.len; i++) {
		if (pattern.ptr[i] == '%')
			at = put_letter(at, pattern.ptr[++i], &moment);
		else
			*at++ = pattern.ptr[i];
	}
	return at;
}

char *
timeform_put(const struct timeform *form, int64_t ns, char *at)
{
	switch (form->kind) {
	case TIMEFORM_UNIX:
		return put_seconds(form, ns, at);
	case TIMEFORM_MS:
		return put_int(at, floor_div(ns, TIME_SECOND / 1000));
	case TIMEFORM_US:
		return put_int(at, floor_div(ns, TIME_SECOND / 1000000));
	case TIMEFORM_NS:
		return put_int(at, ns);
	case TIMEFORM_PATTERN:
		return put_pattern(form, ns, at);
	}
	return at;
}
