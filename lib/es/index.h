#ifndef ES_INDEX_H
#define ES_INDEX_H

#include "es/bulk.h"
#include "event/timefield.h"
#include "gen/timeform.h"

/*
 * The index that a record goes to: a name, with members of the record in it and
 * its time: `visits`, `{site}-{time:%Y.%m.%d}`.  A brace is taken literally
 * behind a backslash, as is a backslash.
 *
 * A name must be one that the cluster takes: at most 255 bytes of UTF-8, lower
 * case, none of \ / * ? " < > | , # : and blanks, not begun with - _ or +,
 * neither . nor ..
 * https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-indices-create
 */
enum { ES_INDEX_MAX = 255, ES_INDEX_PARTS_MAX = 16 };

struct es_index_part {
	enum { ES_PART_TEXT, ES_PART_PATH, ES_PART_TIME } kind;
	char *text;           /* owned; ES_PART_TEXT, ES_PART_TIME: pattern */
	struct column column; /* ES_PART_PATH */
	struct timeform form; /* ES_PART_TIME */
};

struct es_index {
	struct es_index_part parts[ES_INDEX_PARTS_MAX];
	size_t len;
	struct timefield *time; /* borrowed; NULL: none */
	struct buffer name;
	struct buffer string; /* as a JSON string */
};

/*
 * time is what -t says, or NULL.  Returns 0, or -1 with *err set: ERR_USAGE,
 * ERR_SYSTEM; es_index_free() it in any case.
 */
int es_index_init(struct es_index *index, const char *pattern,
    struct timefield *time, struct json_plan *plan, struct err *err);

/*
 * The name for a record, as a JSON string, valid until the next call.  Returns
 * 0, or -1 with *err set: ERR_DATA "missing", "type", "time", or "index" for a
 * name that is none; ERR_SYSTEM.
 */
int es_index_of(struct es_index *index, const struct json_record *record,
    struct slice *name, struct err *err);

void es_index_free(struct es_index *index);

#endif
