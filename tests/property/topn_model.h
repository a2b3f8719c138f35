#ifndef PROPERTY_TOPN_MODEL_H
#define PROPERTY_TOPN_MODEL_H

#include <stdbool.h>
#include <stdio.h>

#include "agg/top.h"
#include "base/random.h"

/* Settings of a ranking and records for it, drawn from a seed. */

enum { RECORDS = 60, TEXT_MAX = 160, OUT_MAX = 1 << 16, WINDOW_S = 10 };

/* Equal values in several spellings: the row shows the bytes of one of them. */
static const char *const keys[] = { "\"a\"", "\"\\u0061\"", "\"b\"", "1", "1.0",
	"null" };
static const int key_of[] = { 0, 0, 1, 2, 2, 3 };
static const char *const numbers[] = { "1", "1.0", "10e-1", "2", "-3", "0.5",
	"9007199254740993", "9007199254740992" };

struct record {
	int group, key, once, number, time;
	char text[TEXT_MAX];
	bool is_late;
	bool counted; /* when it came; it may have been replaced since */
};

/* The settings of one run, and all its records so far. */
static struct {
	struct top_rules rules;
	bool has_keys, has_groups, has_time, has_window, has_by, keeps;
	int lag;
	struct record records[RECORDS];
	int len;
	int watermark;
} model;

static struct random dice;

static int
draw(int bound)
{
	return (int)random_below(&dice, (uint64_t)bound);
}

static void
draw_rules(void)
{
	model.has_keys = draw(4) > 0;
	model.has_by = draw(2) > 0;
	model.has_groups = draw(2) > 0;
	model.has_time = draw(2) > 0;
	model.has_window = model.has_time && draw(2) > 0;
	model.keeps = draw(2) > 0;
	/* Keys that are only counted take a way of their own. */
	bool is_plain = draw(4) == 0;
	if (is_plain) {
		model.has_keys = true;
		model.has_by = model.has_groups = model.keeps = false;
	}
	model.lag = draw(3) * 5;
	model.watermark = -1000;
	model.len = 0;
	model.rules = (struct top_rules){
		.kind = !model.has_by ? TOP_COUNTS
		    : model.has_keys  ? TOP_NUMBERS
				      : TOP_RECORDS,
		.ties = (enum top_ties)draw(2),
		.lowest = draw(2) > 0,
		.once = !is_plain && draw(2) > 0,
		.live = !is_plain && draw(2) > 0,
		.number = (size_t)draw(5) + 1,
		.memory_max = TOP_MEMORY_MAX,
	};
}

static void
draw_record(struct record *record)
{
	*record = (struct record){
		.group = draw(3),
		.key = draw(6),
		.once = draw(8),
		.number = draw(8),
		.time = model.len / 2 + draw(12),
	};
	(void)snprintf(record->text, sizeof(record->text),
	    "{\"g\":%d,\"k\":%s,\"o\":%d,\"n\":%s,\"t\":%d}", record->group,
	    keys[record->key], record->once, numbers[record->number],
	    record->time);
}

#endif
