#ifndef TESTS_AGGREGATE_MODEL_H
#define TESTS_AGGREGATE_MODEL_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "event/emit.h"

/*
 * The model of test_aggregate.c: settings and records drawn from a seed, and
 * the row of a group by looking at all records again.
 */

enum {
	RECORDS = 80,
	TEXT_MAX = 512,
	ROW_MAX = 4096,
	WORD_MAX = 340,
	WINDOW_S = 10,
	WINDOWS = 8, /* times are below 80 */
	VALUES = 7,  /* of keys */
	LIST = 3,
	LIST_LONG = 12, /* of the oldest */
};

/*
 * Equal values in several spellings: the row shows that of the first record.
 * The last three differ only where base/recall.h does not look.
 */
static const struct {
	const char *text;
	int value;
} keys[] = { { "\"a\"", 0 }, { "\"\\u0061\"", 0 }, { "\"b\"", 1 }, { "1", 2 },
	{ "1.0", 2 }, { "null", 3 }, { "\"a, as others: 0123456\"", 4 },
	{ "\"b, as others: 0123456\"", 5 },
	{ "\"c, as others: 0123456\"", 6 } };

/* A number as it is spelled, and in quarters; the last two are none. */
static const struct {
	const char *text;
	int quarters;
} numbers[] = { { "1", 4 }, { "1.0", 4 }, { "25e-2", 1 }, { "-3.5", -14 },
	{ "2e1", 80 }, { "0", 0 }, { "-0.0", 0 }, { "null", 0 }, { "", 0 } };

enum { KEYS = 9, NUMBERS = 9, FIRST_NONE = 7 };

/* Each run has some of them. */
enum what {
	COUNT,
	COUNT_N,
	SUM,
	AVG,
	CUT,
	MIN,
	MAX,
	ARGMAX,
	FIRST,
	LAST_WORD,
	NEWEST,
	OLDEST,
	NEWEST_WORDS,
	FUNCTIONS,
};

static const struct {
	const char *spec, *name;
} functions[] = {
	[COUNT] = { "count", "count" },
	[COUNT_N] = { "count:n", "count_n" },
	[SUM] = { "sum:n", "sum_n" },
	[AVG] = { "avg:n", "avg_n" },
	[CUT] = { "cut=avg:n:1", "cut" },
	[MIN] = { "min:n", "min_n" },
	[MAX] = { "max:n", "max_n" },
	[ARGMAX] = { "argmax:id:n", "argmax_id" },
	[FIRST] = { "first:id", "first_id" },
	[LAST_WORD] = { "last:w", "last_w" },
	[NEWEST] = { "newest=last:id:3", "newest" },
	[OLDEST] = { "oldest=first:id:12", "oldest" },
	[NEWEST_WORDS] = { "last:w:3", "last_w" },
};

struct record {
	int key, number, time;
	bool is_late;
	char word[WORD_MAX]; /* with its quotes */
	char text[TEXT_MAX];
};

/* The settings of one run, all its records so far, and what is due. */
static struct {
	bool has_time, has_window;
	bool has[FUNCTIONS];
	enum emit_kind kind;
	int lag, watermark;
	struct record records[RECORDS];
	int len;
	bool closed[WINDOWS];
	int due[WINDOWS * VALUES]; /* groups that changed, the last one last */
	int due_len;
	char shown[WINDOWS * VALUES][ROW_MAX]; /* rows that came out last */
} model;

static struct random dice;

static int
draw(int bound)
{
	return (int)random_below(&dice, (uint64_t)bound);
}

static void
draw_settings(void)
{
	static const enum emit_kind kinds[] = { EMIT_CLOSE, EMIT_CHANGE,
		EMIT_EVERY, EMIT_END };

	memset(&model, 0, sizeof(model));
	model.has_time = draw(3) > 0;
	model.has_window = model.has_time && draw(3) > 0;
	model.kind = kinds[draw(4)];
	if (model.kind == EMIT_CLOSE && !model.has_window)
		model.kind = EMIT_END;
	for (int i = 0; i < FUNCTIONS; i++)
		model.has[i] = draw(3) == 0;
	model.has[draw(FUNCTIONS)] = true;
	model.lag = draw(3) * 5;
	model.watermark = -100;
}

/* One of a few, one of a kind, or one longer than all before. */
static void
draw_word(char *word, int id)
{
	switch (draw(3)) {
	case 0:
		snprintf(word, WORD_MAX, "\"a page with the number %d\"",
		    draw(5));
		break;
	case 1:
		snprintf(word, WORD_MAX, "\"only here: %d\"", id);
		break;
	default:
		memset(word, 'x', 4 * (size_t)id + 1);
		word[0] = '"';
		strcpy(word + 4 * (size_t)id + 1, "\"");
	}
}

static void
draw_record(struct record *record, int id)
{
	const char *comma = ",\"n\":";
	char word[WORD_MAX];

	*record = (struct record){
		.key = draw(KEYS),
		.number = draw(NUMBERS),
		.time = id / 2 + draw(20),
	};
	if (numbers[record->number].text[0] == '\0')
		comma = "";
	draw_word(word, id);
	strcpy(record->word, word);
	snprintf(record->text, TEXT_MAX,
	    "{\"k\": %s,\"id\":%d,\"t\":%d,\"w\":%s%s%s}\n",
	    keys[record->key].text, id, record->time, word, comma,
	    numbers[record->number].text);
}

/* Rows */

static int
window_of(const struct record *record)
{
	return model.has_window ? record->time / WINDOW_S : 0;
}

/* The records of a group that came in time, in the order of arrival. */
static int
collect(int window, int value, const struct record **into)
{
	int len = 0;

	for (int i = 0; i < model.len; i++) {
		const struct record *record = &model.records[i];

		if (!record->is_late && window_of(record) == window &&
		    keys[record->key].value == value)
			into[len++] = record;
	}
	return len;
}

/* units / 10^scale, without zeros that say nothing. */
static int
put_decimal(char *into, long long units, int scale)
{
	char digits[40];
	int len = snprintf(digits, sizeof(digits), "%0*lld", scale + 1,
	    llabs(units));

	while (scale > 0 && digits[len - 1] == '0') {
		len--;
		scale--;
	}
	return sprintf(into, "%s%.*s%s%.*s", units < 0 ? "-" : "", len - scale,
	    digits, scale > 0 ? "." : "", scale, digits + len - scale);
}

/* quarters / count to 15 digits behind the point, half to even. */
static long long
average(long long quarters, long long count)
{
	const long long scaled = llabs(quarters) * 250000000000000;
	long long quotient = scaled / count;
	long long rest = scaled % count;

	if (2 * rest > count || (2 * rest == count && quotient % 2 == 1))
		quotient++;
	return quarters < 0 ? -quotient : quotient;
}

/* What the numbers of a group come to. */
struct numbers {
	int count;
	long long quarters;
	const struct record *min, *max; /* NULL: there are none */
};

static struct numbers
sum_up(const struct record *const *records, int len)
{
	struct numbers sum = { 0 };

	for (int i = 0; i < len; i++) {
		const struct record *record = records[i];
		int value = numbers[record->number].quarters;

		if (record->number >= FIRST_NONE)
			continue;
		sum.quarters += value;
		sum.count++;
		if (sum.min == NULL ||
		    value < numbers[sum.min->number].quarters)
			sum.min = record;
		if (sum.max == NULL ||
		    value > numbers[sum.max->number].quarters)
			sum.max = record;
	}
	return sum;
}

static int
id_of(const struct record *record)
{
	return (int)(record - model.records);
}

/* Does a stand before b among the newest, or among the oldest? */
static bool
is_before(const struct record *a, const struct record *b, bool newest)
{
	if (!model.has_time)
		return newest ? a > b : a < b;
	if (a->time == b->time)
		return a < b;
	return newest ? a->time > b->time : a->time < b->time;
}

/* Sort the records of a group; the words or ids of the first ones as a list. */
static int
put_list(char *into, enum what function, const struct record *const *records,
    int len)
{
	const bool newest = function != OLDEST;
	const int most = function == OLDEST ? LIST_LONG : LIST;
	const struct record *sorted[RECORDS];
	int put = sprintf(into, "[");

	for (int i = 0; i < len; i++) {
		int at = i;

		for (; at > 0 && is_before(records[i], sorted[at - 1], newest);
		     at--)
			sorted[at] = sorted[at - 1];
		sorted[at] = records[i];
	}
	for (int i = 0; i < len && i < most; i++) {
		put += sprintf(into + put, "%s", i > 0 ? "," : "");
		if (function == NEWEST_WORDS)
			put += sprintf(into + put, "%s", sorted[i]->word);
		else
			put += sprintf(into + put, "%d", id_of(sorted[i]));
	}
	return put + sprintf(into + put, "]");
}

static const struct record *
find_first(const struct record *const *records, int len, bool newest)
{
	const struct record *first = records[0];

	for (int i = 1; i < len; i++)
		if (is_before(records[i], first, newest))
			first = records[i];
	return first;
}

static int
put_result(char *into, enum what function, const struct record *const *records,
    int len)
{
	const struct numbers sum = sum_up(records, len);

	if (function == COUNT)
		return sprintf(into, "%d", len);
	if (function == COUNT_N)
		return sprintf(into, "%d", sum.count);
	if (function == SUM)
		return put_decimal(into, 25 * sum.quarters, 2);
	if (function == FIRST)
		return sprintf(into, "%d",
		    id_of(find_first(records, len, false)));
	if (function == LAST_WORD)
		return sprintf(into, "%s",
		    find_first(records, len, true)->word);
	if (function >= NEWEST)
		return put_list(into, function, records, len);
	if (sum.count == 0)
		return sprintf(into, "null");
	if (function == AVG)
		return put_decimal(into, average(sum.quarters, sum.count), 15);
	if (function == CUT)
		return put_decimal(into, 10 * sum.quarters / (4 * sum.count),
		    1);
	if (function == ARGMAX)
		return sprintf(into, "%d", id_of(sum.max));
	return sprintf(into, "%s",
	    numbers[(function == MIN ? sum.min : sum.max)->number].text);
}

/* Write the row of a group, or nothing where it has no records. */
static void
model_row(int window, int value, char *into)
{
	const struct record *records[RECORDS];
	int len = collect(window, value, records);
	int put = 0;

	into[0] = '\0';
	if (len == 0)
		return;
	put += sprintf(into, "{");
	if (model.has_window)
		put += sprintf(into + put,
		    "\"window_start\":%d,\"window_end\":%d,", WINDOW_S * window,
		    WINDOW_S * (window + 1));
	put += sprintf(into + put, "\"k\":%s", keys[records[0]->key].text);
	for (int i = 0; i < FUNCTIONS; i++) {
		if (!model.has[i])
			continue;
		put += sprintf(into + put, ",\"%s\":", functions[i].name);
		put += put_result(into + put, (enum what)i, records, len);
	}
	sprintf(into + put, "}\n");
}

#endif
