#ifndef GEN_MODEL_H
#define GEN_MODEL_H

#include <stdint.h>

#include "conf/conf.h"
#include "gen/sites.h"

/*
 * A model of records, as the configuration file declares it below `models`; the
 * language is described in evgen(1).
 *
 *	struct model *model = model_new(&conf, name, &sites, &err);
 *	char *line = malloc(model_line_max(model));
 *	char *end = model_put(model, &(struct model_record){ 1, k, ns }, line);
 */
struct model;

/*
 * Make a model ready.  Nothing of conf is needed any more afterwards.  Where
 * sites is NULL the model is good for checks only: no sitemap is looked at.
 * Returns NULL with *err set: ERR_USAGE with the place of the mistake;
 * ERR_LIMIT, ERR_SYSTEM.  The caller must model_free() it.
 */
struct model *model_new(const struct conf *conf, struct slice name,
    const struct sites *sites, struct err *err);

/* The rate that it declares, in records for 10^6 seconds; 0: none. */
int64_t model_rate(const struct model *model);

/* The bytes that model_put() needs: its longest line, and some more. */
size_t model_line_max(const struct model *model);

/* Which record: what it holds depends on nothing else. */
struct model_record {
	uint64_t seed;
	uint64_t number;  /* from 0 */
	int64_t time_ns;  /* within MODEL_TIME_MAX of 1970, as is … */
	int64_t start_ns; /* … that of what a record shares with others */
};

/* 190 years: what a model moves times by cannot overflow them. */
#define MODEL_TIME_MAX INT64_C(6000000000000000000)

/* Write the record, without LF; returns its end. */
char *
model_put(struct model *model, const struct model_record *record, char *line);

void model_free(struct model *model);

#endif
