#ifndef TESTS_MODEL_MAKER_H
#define TESTS_MODEL_MAKER_H

/*
 * Models out of short texts, and the records that they make.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "gen/model.h"

/* 2024-01-01T00:00:00Z */
#define START INT64_C(1704067200000000000)

static struct conf conf;
static struct model *model;
static char *line;
static struct err err;

static inline void
free_model(void)
{
	model_free(model);
	free(line);
	model = NULL;
	line = NULL;
}

/* The model m of this text.  Returns whether there is no mistake in it. */
static inline bool
read_model(const char *text)
{
	free_model();
	err = (struct err)ERR_INIT;
	ck_assert_int_ge(conf_parse(&conf, slice_of(text), "m.yml", &err), 0);
	model = model_new(&conf, SLICE("m"), NULL, &err);
	conf_free(&conf);
	if (model == NULL)
		return false;
	line = malloc(model_line_max(model));
	ck_assert_ptr_nonnull(line);
	return true;
}

/* A model whose records are {"a":...}, made by this generator. */
static inline void
make(const char *generator)
{
	char text[1024];

	snprintf(text, sizeof(text), "models: {m: {record: {a: %s}}}",
	    generator);
	ck_assert_msg(read_model(text), "%s: %s", generator, err.text);
}

static inline struct slice
record(uint64_t number)
{
	const struct model_record which = { 1, number,
		START + (int64_t)number * 1000000000, START };
	char *end = model_put(model, &which, line);

	ck_assert((size_t)(end - line) < model_line_max(model));
	*end = '\0';
	return (struct slice){ line, (size_t)(end - line) };
}

/* What {"a":...} holds; a string without its quotes. */
static inline const char *
value(uint64_t number)
{
	struct slice whole = record(number);
	size_t skip = strlen("{\"a\":");

	ck_assert_int_eq(line[whole.len - 1], '}');
	line[whole.len - 1] = '\0';
	if (line[skip] == '"') {
		line[whole.len - 2] = '\0';
		skip++;
	}
	return line + skip;
}

#endif
