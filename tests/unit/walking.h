#ifndef TESTS_WALKING_H
#define TESTS_WALKING_H

#include <check.h>

#include "json/walk.h"

/*
 * A plan, a walk over a block, and the record at hand, for the tests of one
 * file: setup() and teardown() are its checked fixture.
 */
static struct json_plan *plan;
static struct json_walk *walk;
static struct json_record record;
static struct err err;

static inline void
setup(void)
{
	plan = json_plan_new(&err);
	ck_assert_ptr_nonnull(plan);
	walk = NULL;
}

static inline void
teardown(void)
{
	json_walk_free(walk);
	json_plan_free(plan);
}

/* Want a path; its slot. */
static inline int
want(const char *text)
{
	struct json_path path;

	ck_assert_int_eq(json_path_parse(&path, slice_of(text), &err), 0);
	int slot = json_plan_add(plan, &path, &err);
	json_path_free(&path);
	return slot;
}

static inline void
start(struct slice block, unsigned flags)
{
	json_walk_free(walk);
	walk = json_walk_new(plan, flags, &err);
	ck_assert_ptr_nonnull(walk);
	ck_assert_int_eq(json_walk_start(walk, block, &err), 0);
}

static inline void
expect_record(const char *text)
{
	int got = json_walk_next(walk, &record, &err);

	ck_assert_msg(got == 1, "got %d %s", got, err.text);
	ck_assert_msg(slice_equal(record.text, slice_of(text)), "got %.*s",
	    (int)record.text.len, record.text.ptr);
}

static inline void
expect_bad(const char *text, const char *reason, size_t column)
{
	ck_assert_int_eq(json_walk_next(walk, &record, &err), -1);
	ck_assert(slice_equal(record.text, slice_of(text)));
	ck_assert_int_eq(err.kind, ERR_DATA);
	ck_assert_str_eq(err.reason, reason);
	ck_assert_uint_eq(err.column, column);
}

static inline void
expect_end(void)
{
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 0);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 0);
}

static inline void
expect_field(int slot, const char *value)
{
	struct slice got = record.fields[slot];

	if (value == NULL)
		ck_assert_ptr_null(got.ptr);
	else
		ck_assert_msg(got.ptr != NULL &&
			slice_equal(got, slice_of(value)),
		    "got %.*s", (int)got.len, got.ptr);
}

#endif
