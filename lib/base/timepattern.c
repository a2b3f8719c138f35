#include "base/timepattern.h"

#include <assert.h>

#include "base/ascii.h"
#include "base/time.h"

/* What a pattern can name; all start as in 1970-01-01T00:00:00Z. */
enum part {
	YEAR,
	MONTH,
	DAY,
	YEAR_DAY, /* 0: not named */
	HOUR,
	HOUR_12, /* 0: not named */
	AFTERNOON,
	MINUTE,
	SECOND,
	NANOS,
	OFFSET, /* seconds east of UTC */
	WEEKDAY,
	PARTS,
};

struct parts {
	int64_t at[PARTS];
	int64_t unix_seconds;
	bool is_unix;
	bool is_before; /* unix_seconds is written with a minus */
};

/* Letters that stand for a number of at most so many digits. */
static const struct number {
	char letter;
	enum part part;
	int digits, min, max;
} numbers[] = {
	{ 'Y', YEAR, 4, 0, 9999 },
	{ 'm', MONTH, 2, 1, 12 },
	{ 'd', DAY, 2, 1, 31 },
	{ 'e', DAY, 2, 1, 31 },
	{ 'j', YEAR_DAY, 3, 1, 366 },
	{ 'H', HOUR, 2, 0, 23 },
	{ 'I', HOUR_12, 2, 1, 12 },
	{ 'M', MINUTE, 2, 0, 59 },
	{ 'S', SECOND, 2, 0, 60 },
};

/* Letters that stand for one of some words. */
static const struct words {
	const char *letters;
	enum part part;
	int first; /* what the first word stands for */
	const char *words[13];
} names[] = {
	{ "bBh", MONTH, 1,
	    { "january", "february", "march", "april", "may", "june", "july",
		"august", "september", "october", "november", "december" } },
	{ "aA", WEEKDAY, 0,
	    { "sunday", "monday", "tuesday", "wednesday", "thursday", "friday",
		"saturday" } },
	{ "p", AFTERNOON, 0, { "am", "pm" } },
	{ "Z", OFFSET, 0, { "utc" } },
	{ "Z", OFFSET, 0, { "gmt" } },
	{ "Z", OFFSET, 0, { "z" } },
};

enum {
	NUMBERS = sizeof(numbers) / sizeof(numbers[0]),
	NAMES = sizeof(names) / sizeof(names[0]),
	SHORT_NAME = 3, /* Jan, Mon */
};

/* Letters that stand for a pattern. */
static struct slice
sub_pattern(char letter)
{
	switch (letter) {
	case 'D':
		return SLICE("%m/%d/%y");
	case 'F':
		return SLICE("%Y-%m-%d");
	case 'R':
		return SLICE("%H:%M");
	case 'T':
		return SLICE("%H:%M:%S");
	default:
		return SLICE("");
	}
}

static bool
is_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static void
skip(struct slice *text, size_t len)
{
	text->ptr += len;
	text->len -= len;
}

static void
skip_blanks(struct slice *text)
{
	while (text->len > 0 && is_blank(text->ptr[0]))
		skip(text, 1);
}

/* Take min to max digits. */
static bool
take_number(struct slice *text, int min, int max, int64_t *value)
{
	int64_t sum = 0;
	int len = 0;

	while (len < max && text->len > 0 && ascii_is_digit(text->ptr[0])) {
		sum = 10 * sum + (text->ptr[0] - '0');
		skip(text, 1);
		len++;
	}
	*value = sum;
	return len >= min;
}

/* Does text start with this word, in any case?  word is in small letters. */
static bool
starts_with(struct slice text, const char *word, size_t len)
{
	if (text.len < len)
		return false;
	for (size_t i = 0; i < len; i++) {
		char byte = text.ptr[i];

		if (byte >= 'A' && byte <= 'Z')
			byte = (char)(byte - 'A' + 'a');
		if (byte != word[i])
			return false;
	}
	return true;
}

/* One of the words, in full or by its first three letters. */
static bool
take_name(struct slice *text, const struct words *words, struct parts *parts)
{
	for (int i = 0; words->words[i] != NULL; i++) {
		size_t len = strlen(words->words[i]);

		if (!starts_with(*text, words->words[i], len))
			len = SHORT_NAME;
		if (len > strlen(words->words[i]) ||
		    !starts_with(*text, words->words[i], len))
			continue;
		skip(text, len);
		parts->at[words->part] = words->first + i;
		return true;
	}
	return false;
}

/* Digits of a fraction; what is finer than a nanosecond is cut. */
static bool
take_fraction(struct slice *text, int64_t *nanos)
{
	int64_t weight = TIME_SECOND;
	int64_t digit;

	if (text->len == 0 || !ascii_is_digit(text->ptr[0]))
		return false;
	*nanos = 0;
	while (take_number(text, 1, 1, &digit)) {
		weight /= 10;
		*nanos += weight * digit;
	}
	return true;
}

/* Z, +hh, +hhmm or +hh:mm */
static bool
take_offset(struct slice *text, int64_t *offset)
{
	int64_t hours, minutes = 0;

	if (starts_with(*text, "z", 1)) {
		skip(text, 1);
		*offset = 0;
		return true;
	}
	if (text->len == 0 || (text->ptr[0] != '+' && text->ptr[0] != '-'))
		return false;
	int64_t sign = text->ptr[0] == '-' ? -1 : 1;
	skip(text, 1);
	if (!take_number(text, 2, 2, &hours))
		return false;
	bool colon = text->len > 0 && text->ptr[0] == ':';
	if (colon)
		skip(text, 1);
	if ((colon || (text->len > 0 && ascii_is_digit(text->ptr[0]))) &&
	    !take_number(text, 2, 2, &minutes))
		return false;
	*offset = sign * (hours * 3600 + minutes * 60);
	return hours <= 23 && minutes <= 59;
}

static bool
take_unix(struct slice *text, struct parts *parts)
{
	enum { DIGITS_MAX = 18 };
	bool negative = text->len > 0 && text->ptr[0] == '-';

	if (negative)
		skip(text, 1);
	if (!take_number(text, 1, DIGITS_MAX, &parts->unix_seconds))
		return false;
	parts->is_unix = true;
	parts->is_before = negative;
	return true;
}

static bool
take_short_year(struct slice *text, struct parts *parts)
{
	enum { FIRST = 69 }; /* POSIX, strptime: 69 is 1969, 68 is 2068 */
	int64_t year;

	if (!take_number(text, 2, 2, &year))
		return false;
	parts->at[YEAR] = year + (year >= FIRST ? 1900 : 2000);
	return true;
}

/* What one letter stands for, other than a pattern. */
static bool
take_letter(struct slice *text, char letter, struct parts *parts)
{
	for (size_t i = 0; i < NUMBERS; i++) {
		const struct number *number = &numbers[i];
		int64_t *value = &parts->at[number->part];

		if (number->letter != letter)
			continue;
		if (number->part == DAY)
			skip_blanks(text);
		return take_number(text, 1, number->digits, value) &&
		    *value >= number->min && *value <= number->max;
	}
	for (size_t i = 0; i < NAMES; i++)
		if (strchr(names[i].letters, letter) != NULL &&
		    take_name(text, &names[i], parts))
			return true;
	switch (letter) {
	case 'y':
		return take_short_year(text, parts);
	case 'f':
		return take_fraction(text, &parts->at[NANOS]);
	case 'z':
		return take_offset(text, &parts->at[OFFSET]);
	case 's':
		return take_unix(text, parts);
	default:
		return false;
	}
}

static bool
take_pattern(struct slice *text, struct slice pattern, struct parts *parts)
{
	while (pattern.len > 0) {
		char byte = pattern.ptr[0];

		assert(byte != '%' || pattern.len > 1);
		char letter = '\0';
		if (byte == '%')
			letter = pattern.ptr[1];
		struct slice inner = sub_pattern(letter);

		skip(&pattern, byte == '%' ? 2 : 1);
		if (is_blank(byte) || letter == 'n' || letter == 't') {
			skip_blanks(text);
		} else if (inner.len > 0) {
			/* At most once deep: no inner one has another. */
			if (!take_pattern(text, inner, parts))
				return false;
		} else if (letter != '\0' && letter != '%') {
			if (!take_letter(text, letter, parts))
				return false;
		} else {
			if (text->len == 0 || text->ptr[0] != byte)
				return false;
			skip(text, 1);
		}
	}
	return true;
}

/* The fraction of a time before 1970 counts away from it too. */
static bool
join_unix(const struct parts *parts, int64_t *ns)
{
	int64_t seconds = parts->unix_seconds;
	int64_t nanos = parts->at[NANOS];

	if (!parts->is_before)
		return time_join(0, seconds, nanos, ns);
	if (nanos == 0)
		return time_join(0, -seconds, 0, ns);
	return time_join(0, -seconds - 1, TIME_SECOND - nanos, ns);
}

static bool
join(struct parts *parts, int64_t *ns)
{
	int64_t *at = parts->at;

	if (parts->is_unix)
		return join_unix(parts, ns);
	if (at[YEAR_DAY] > 0) {
		if (at[YEAR_DAY] == 366 && !time_day_exists(at[YEAR], 2, 29))
			return false;
		at[MONTH] = 1;
		at[DAY] = 1;
	}
	if (!time_day_exists(at[YEAR], at[MONTH], at[DAY]))
		return false;
	int64_t days = time_days_of(at[YEAR], (unsigned)at[MONTH],
	    (unsigned)at[DAY]);
	if (at[YEAR_DAY] > 0)
		days += at[YEAR_DAY] - 1;
	if (at[HOUR_12] > 0)
		at[HOUR] = at[HOUR_12] % 12 + 12 * at[AFTERNOON];
	int64_t seconds = at[HOUR] * 3600 + at[MINUTE] * 60 + at[SECOND] -
	    at[OFFSET];
	/* A leap second is the last one of a day in UTC. */
	if (at[SECOND] == 60 && seconds % 86400 != 0)
		return false;
	return time_join(days, seconds, at[NANOS], ns);
}

bool
timepattern_parse(struct slice text, struct slice pattern, int64_t *ns)
{
	struct parts parts = {
		.at = { [YEAR] = 1970, [MONTH] = 1, [DAY] = 1 }
	};

	return take_pattern(&text, pattern, &parts) && text.len == 0 &&
	    join(&parts, ns);
}

bool
timepattern_is_valid(struct slice pattern)
{
	static const char letters[] = "YymdejHIpMSfzZbBhaAsDFRTnt%";

	while (pattern.len > 0) {
		if (pattern.ptr[0] == '%') {
			skip(&pattern, 1);
			if (pattern.len == 0 || pattern.ptr[0] == '\0' ||
			    strchr(letters, pattern.ptr[0]) == NULL)
				return false;
		}
		skip(&pattern, 1);
	}
	return true;
}
