#include "es/document.h"

/* "--index: …" */
static int
name_option(struct err *err, const char *option)
{
	struct err inner = *err;

	return err_set(err, inner.kind, "%s: %s", option, inner.text);
}

/* What cannot go together. */
static int
check(const struct es_documents *documents,
    const struct es_document_settings *settings, struct err *err)
{
	bool is_change = documents->op == ES_UPDATE ||
	    documents->op == ES_DELETE;

	if (is_change && es_ident_is_unique(&documents->ident))
		return err_set(err, ERR_USAGE,
		    "--op %s needs the _id of a document (--id)", settings->op);
	if (settings->version != NULL &&
	    (documents->op == ES_UPDATE || documents->op == ES_CREATE))
		return err_set(err, ERR_USAGE,
		    "--doc-version: --op %s knows no versions", settings->op);
	return 0;
}

int
es_documents_init(struct es_documents *documents,
    const struct es_document_settings *settings, struct json_plan *plan,
    struct err *err)
{
	if (settings->index == NULL)
		return err_set(err, ERR_USAGE, "the index is missing (-i)");
	if (es_op_parse(settings->op, &documents->op, err) < 0)
		return name_option(err, "--op");
	for (size_t i = 0; i < settings->ids_len; i++)
		if (es_ident_add(&documents->ident, settings->ids[i], plan,
			err) < 0)
			return -1;
	if (check(documents, settings, err) < 0)
		return -1;
	if (settings->version != NULL) {
		if (column_init(&documents->version,
			slice_of(settings->version), "--doc-version", plan,
			err) < 0)
			return -1;
		documents->has_version = true;
	}
	if (settings->time != NULL) {
		if (timefield_init(&documents->time, settings->time, plan,
			err) < 0)
			return -1;
		documents->has_time = true;
	}
	if (es_index_init(&documents->index, settings->index,
		documents->has_time ? &documents->time : NULL, plan, err) < 0)
		return name_option(err, "--index");
	return 0;
}

static int
version_of(const struct es_documents *documents,
    const struct json_record *record, int64_t *version, struct err *err)
{
	struct slice value;

	*version = ES_NO_VERSION;
	if (!documents->has_version)
		return 0;
	if (column_get(&documents->version, record, &value, err) < 0)
		return -1;
	if (es_version_parse(value, version))
		return 0;
	return column_err(&documents->version, record, err, "number",
	    "is no integer from 0 to 9223372036854775807");
}

int
es_document_of(struct es_documents *documents, const struct json_record *record,
    struct es_doc *doc, struct err *err)
{
	doc->op = documents->op;
	doc->line = record->text;
	if (es_index_of(&documents->index, record, &doc->index, err) < 0 ||
	    es_ident_of(&documents->ident, record, &doc->place, &doc->id, err) <
		0)
		return -1;
	return version_of(documents, record, &doc->version, err);
}

void
es_documents_free(struct es_documents *documents)
{
	es_index_free(&documents->index);
	es_ident_free(&documents->ident);
	if (documents->has_time)
		timefield_free(&documents->time);
	if (documents->has_version)
		column_free(&documents->version);
	documents->has_time = documents->has_version = false;
}
