#ifndef TESTS_ONE_RECORD_H
#define TESTS_ONE_RECORD_H

#include <check.h>

#include "json/walk.h"

/*
 * Records from texts, for the tests of what works on records: want fields in
 * one_plan, then read one line after the other.
 */
static struct json_plan *one_plan;
static struct json_walk *one_walk;

static inline void
one_setup(void)
{
	struct err err = ERR_INIT;

	one_plan = json_plan_new(&err);
	ck_assert_ptr_nonnull(one_plan);
	one_walk = NULL;
}

static inline void
one_teardown(void)
{
	json_walk_free(one_walk);
	json_plan_free(one_plan);
}

/* The record of a line, which must live as long; valid until the next one. */
static inline const struct json_record *
one_record(const char *text)
{
	static struct json_record record;
	struct err err = ERR_INIT;

	if (one_walk == NULL)
		one_walk = json_walk_new(one_plan, 0, &err);
	ck_assert_ptr_nonnull(one_walk);
	ck_assert_int_eq(json_walk_start(one_walk, slice_of(text), &err), 0);
	int got = json_walk_next(one_walk, &record, &err);
	ck_assert_msg(got == 1, "%s: %s", text, err.text);
	return &record;
}

#endif
