#include "base/time.h"

#include <assert.h>

#include "base/ascii.h"

enum { DAY_SECONDS = 86400 };

/* Calendar */

/*
 * Years begin in March here, so that the leap day is the last of the year, and
 * an era is the 400 years after which the calendar repeats.  Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms",
 * https://howardhinnant.github.io/date_algorithms.html
 */
enum { ERA_YEARS = 400, ERA_DAYS = 146097, MARCH_1_0000 = 719468 };

int64_t
time_days_of(int64_t year, unsigned month, unsigned day)
{
	assert(month >= 1 && month <= 12);

	year -= month <= 2;
	int64_t era = (year >= 0 ? year : year - (ERA_YEARS - 1)) / ERA_YEARS;
	int64_t year_of_era = year - era * ERA_YEARS;
	int64_t month_of_year = (month + 9) % 12;
	int64_t day_of_year = (153 * month_of_year + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 -
	    year_of_era / 100 + day_of_year;

	return era * ERA_DAYS + day_of_era - MARCH_1_0000;
}

void
time_day(int64_t days, int64_t *year, unsigned *month, unsigned *day)
{
	days += MARCH_1_0000;
	int64_t era = (days >= 0 ? days : days - (ERA_DAYS - 1)) / ERA_DAYS;
	int64_t day_of_era = days - era * ERA_DAYS;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 +
				  day_of_era / 36524 - day_of_era / 146096) /
	    365;
	int64_t day_of_year = day_of_era -
	    (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month_of_year = (5 * day_of_year + 2) / 153;

	*day = (unsigned)(day_of_year - (153 * month_of_year + 2) / 5 + 1);
	*month = (unsigned)(month_of_year < 10 ? month_of_year + 3
					       : month_of_year - 9);
	*year = era * ERA_YEARS + year_of_era + (*month <= 2);
}

bool
time_day_exists(int64_t year, int64_t month, int64_t day)
{
	static const int64_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };

	if (month < 1 || month > 12 || day < 1)
		return false;
	bool is_leap = year % 4 == 0 &&
	    (year % 100 != 0 || year % ERA_YEARS == 0);
	return day <= days[month - 1] + (month == 2 && is_leap);
}

bool
time_join(int64_t days, int64_t seconds, int64_t nanos, int64_t *ns)
{
	const int64_t most = INT64_MAX / TIME_SECOND;

	assert(nanos >= 0);
	assert(nanos < TIME_SECOND);
	/* Twice as much as fits is still far from an overflow. */
	if (days < -most / DAY_SECONDS - 1 || days > most / DAY_SECONDS + 1 ||
	    seconds < -2 * most || seconds > 2 * most)
		return false;
	seconds += days * DAY_SECONDS;
	if (seconds < 0 && nanos > 0) {
		seconds++;
		nanos -= TIME_SECOND;
	}
	if (seconds < -most || seconds > most)
		return false;
	int64_t sum = seconds * TIME_SECOND;
	if (nanos > 0 ? sum > INT64_MAX - nanos : sum <= TIME_NONE - nanos)
		return false;
	*ns = sum + nanos;
	return true;
}

/* Texts */

/* Exactly len digits at *text, which moves on. */
static bool
take_number(struct slice *text, size_t len, int64_t *value)
{
	int64_t sum = 0;

	if (text->len < len)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (!ascii_is_digit(text->ptr[i]))
			return false;
		sum = 10 * sum + (text->ptr[i] - '0');
	}
	*text = (struct slice){ text->ptr + len, text->len - len };
	*value = sum;
	return true;
}

/* One of these bytes. */
static bool
take_byte(struct slice *text, const char *of)
{
	if (text->len == 0 || text->ptr[0] == '\0' ||
	    strchr(of, text->ptr[0]) == NULL)
		return false;
	*text = (struct slice){ text->ptr + 1, text->len - 1 };
	return true;
}

/* A fraction of a second, where there is one; digits past the ninth are cut. */
static bool
take_fraction(struct slice *text, int64_t *nanos)
{
	int64_t weight = TIME_SECOND;
	int64_t digit;

	*nanos = 0;
	if (!take_byte(text, "."))
		return true;
	if (text->len == 0 || !ascii_is_digit(text->ptr[0]))
		return false;
	while (take_number(text, 1, &digit)) {
		weight /= 10;
		*nanos += weight * digit;
	}
	return true;
}

struct moment {
	int64_t days, seconds, nanos;
	bool leap; /* the second is 60 */
};

/* YYYY-MM-DD, one of between, HH:MM:SS[.f] */
static bool
take_moment(struct slice *text, const char *between, struct moment *moment)
{
	int64_t year, month, day, hour, minute, second;

	if (!take_number(text, 4, &year) || !take_byte(text, "-") ||
	    !take_number(text, 2, &month) || !take_byte(text, "-") ||
	    !take_number(text, 2, &day) || !take_byte(text, between) ||
	    !take_number(text, 2, &hour) || !take_byte(text, ":") ||
	    !take_number(text, 2, &minute) || !take_byte(text, ":") ||
	    !take_number(text, 2, &second) ||
	    !take_fraction(text, &moment->nanos))
		return false;
	if (!time_day_exists(year, month, day) || hour > 23 || minute > 59 ||
	    second > 60)
		return false;
	moment->days = time_days_of(year, (unsigned)month, (unsigned)day);
	moment->seconds = hour * 3600 + minute * 60 + second;
	moment->leap = second == 60;
	return true;
}

/* Z, +hh:mm or -hh:mm, in seconds east. */
static bool
take_offset(struct slice *text, int64_t *offset)
{
	int64_t hours, minutes;

	*offset = 0;
	if (take_byte(text, "Zz"))
		return true;
	bool west = text->len > 0 && text->ptr[0] == '-';
	if (!take_byte(text, "+-") || !take_number(text, 2, &hours) ||
	    !take_byte(text, ":") || !take_number(text, 2, &minutes) ||
	    hours > 23 || minutes > 59)
		return false;
	*offset = (hours * 3600 + minutes * 60) * (west ? -1 : 1);
	return true;
}

static bool
join_moment(const struct moment *moment, int64_t offset, int64_t *ns)
{
	int64_t seconds = moment->seconds - offset;

	if (moment->leap && seconds % DAY_SECONDS != 0)
		return false;
	return time_join(moment->days, seconds, moment->nanos, ns);
}

bool
time_parse_rfc3339(struct slice text, int64_t *ns)
{
	struct moment moment;
	int64_t offset;

	return take_moment(&text, "Tt ", &moment) &&
	    take_offset(&text, &offset) && text.len == 0 &&
	    join_moment(&moment, offset, ns);
}

bool
time_parse_sql(struct slice text, int64_t *ns)
{
	struct moment moment;

	return take_moment(&text, " ", &moment) && text.len == 0 &&
	    join_moment(&moment, 0, ns);
}

/* Append a number with zeros in front. */
static void
put_padded(struct buffer *out, int64_t number, int digits)
{
	int64_t weight = 1;

	while (--digits > 0)
		weight *= 10;
	for (; weight > 0; weight /= 10)
		buffer_put_byte(out, (char)('0' + number / weight % 10));
}

void
time_put_rfc3339(int64_t ns, struct buffer *out)
{
	int64_t nanos = ns % TIME_SECOND;
	int64_t seconds = ns / TIME_SECOND;
	int64_t year;
	unsigned month, day;

	if (nanos < 0) {
		nanos += TIME_SECOND;
		seconds--;
	}
	int64_t of_day = seconds % DAY_SECONDS;
	if (of_day < 0)
		of_day += DAY_SECONDS;
	time_day((seconds - of_day) / DAY_SECONDS, &year, &month, &day);

	put_padded(out, year, 4);
	buffer_put_byte(out, '-');
	put_padded(out, month, 2);
	buffer_put_byte(out, '-');
	put_padded(out, day, 2);
	buffer_put_byte(out, 'T');
	put_padded(out, of_day / 3600, 2);
	buffer_put_byte(out, ':');
	put_padded(out, of_day / 60 % 60, 2);
	buffer_put_byte(out, ':');
	put_padded(out, of_day % 60, 2);
	if (nanos != 0)
		buffer_put_byte(out, '.');
	if (nanos % 1000 != 0)
		put_padded(out, nanos, 9);
	else if (nanos % 1000000 != 0)
		put_padded(out, nanos / 1000, 6);
	else if (nanos != 0)
		put_padded(out, nanos / 1000000, 3);
	buffer_put_byte(out, 'Z');
}
