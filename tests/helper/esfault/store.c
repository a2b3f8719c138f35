#include "store.h"

#include <assert.h>
#include <stdio.h>

#include "merge.h"
#include "json/string.h"

#define STORE_SIZE_MAX ((size_t)4 << 30)

int
store_init(struct store *store, const char *order, struct err *err)
{
	*store = (struct store){ .order = order };
	store->documents = table_new(sizeof(struct document), STORE_SIZE_MAX,
	    err);
	return store->documents == NULL ? -1 : 0;
}

static struct document *
document_of(struct table_entry *entry)
{
	return (struct document *)entry->value;
}

void
store_free(struct store *store)
{
	for (struct table_entry *entry = table_first(store->documents);
	     entry != NULL; entry = entry->next)
		buffer_free(&document_of(entry)->source);
	table_free(store->documents);
	buffer_free(&store->ledger);
	buffer_free(&store->key);
}

/* No name of an index has a line feed. */
struct slice
document_index(const struct table_entry *entry)
{
	const char *end = memchr(entry->key.ptr, '\n', entry->key.len);

	assert(end != NULL);
	return (struct slice){ entry->key.ptr, (size_t)(end - entry->key.ptr) };
}

struct slice
document_id(const struct table_entry *entry)
{
	size_t skip = document_index(entry).len + 1;

	return (struct slice){ entry->key.ptr + skip, entry->key.len - skip };
}

static struct table_entry *
entry_of(struct store *store, struct slice index, struct slice id,
    struct err *err)
{
	struct table_entry *entry;

	buffer_clear(&store->key);
	buffer_put(&store->key, index);
	buffer_put_byte(&store->key, '\n');
	buffer_put(&store->key, id);
	if (buffer_check(&store->key, err) < 0 ||
	    table_put(store->documents, buffer_slice(&store->key), &entry,
		err) < 0)
		return NULL;
	return entry;
}

struct document *
store_document(struct store *store, struct slice index, struct slice id,
    struct err *err)
{
	struct table_entry *entry = entry_of(store, index, id, err);

	return entry == NULL ? NULL : document_of(entry);
}

bool
store_hold(struct store *store, struct document *document, const void *holder,
    uint64_t begun)
{
	bool first = document->holder != holder;

	if (document->holder != NULL || document->released > begun)
		store->overlaps++;
	document->holder = holder;
	return first;
}

void
store_release(struct store *store, struct document *document,
    const void *holder)
{
	document->released = ++store->now;
	if (document->holder == holder)
		document->holder = NULL;
}

const char *
operation_name(enum operation_kind kind)
{
	static const char *const names[] = { "index", "create", "update",
		"delete" };

	return names[kind];
}

static int
fail(struct outcome *outcome, int status, const char *type, const char *reason)
{
	outcome->status = status;
	outcome->result = NULL;
	outcome->error_type = type;
	(void)snprintf(outcome->reason, sizeof(outcome->reason), "%s", reason);
	return 0;
}

/* Does the version allow it?  Deleted documents have a version too. */
static bool
conflicts(const struct document *document, const struct operation *operation,
    struct outcome *outcome)
{
	int64_t now = document->version;
	char reason[128];

	switch (operation->version_type) {
	case VERSION_INTERNAL:
		if (operation->kind != OP_CREATE || !document->exists)
			return false;
		break;
	case VERSION_EXTERNAL:
		if (operation->version > now)
			return false;
		break;
	case VERSION_EXTERNAL_GTE:
		if (operation->version >= now)
			return false;
		break;
	}
	(void)snprintf(reason, sizeof(reason),
	    "version conflict, current version [%lld]", (long long)now);
	(void)fail(outcome, 409, "version_conflict_engine_exception", reason);
	return true;
}

/* JSON on one line: a line feed can only stand between its tokens. */
static void
put_line(struct buffer *out, struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		buffer_put_byte(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
}

/* {"n":…,"op":…,"index":…,"id":…,"version":…,"source":…} and LF */
static void
put_ledger(struct store *store, const struct operation *operation,
    const struct outcome *outcome)
{
	struct buffer *out = &store->ledger;

	buffer_put(out, SLICE("{\"n\":"));
	buffer_put_uint(out, ++store->operations);
	buffer_put(out, SLICE(",\"op\":\""));
	buffer_put(out, slice_of(operation_name(operation->kind)));
	buffer_put(out, SLICE("\",\"index\":"));
	json_string_put(out, outcome->index);
	buffer_put(out, SLICE(",\"id\":"));
	json_string_put(out, outcome->id);
	buffer_put(out, SLICE(",\"version\":"));
	buffer_put_int(out, outcome->version);
	if (operation->kind != OP_DELETE) {
		buffer_put(out, SLICE(",\"source\":"));
		put_line(out, operation->source);
	}
	buffer_put(out, SLICE("}\n"));
}

static void
note_order(struct store *store, struct document *document, struct slice source)
{
	int64_t order;

	if (store->order == NULL ||
	    member_int(source, store->order, &order) != 1)
		return;
	if (document->ordered && order < document->order)
		store->regressions++;
	document->ordered = true;
	document->order = order;
}

/* The new source of an update, in *merged; 0 with *outcome set where none. */
static int
update_source(const struct document *document,
    const struct operation *operation, struct buffer *merged,
    struct outcome *outcome, struct err *err)
{
	if (document->exists) {
		if (merge(buffer_slice(&document->source), operation->source,
			merged, err) < 0)
			return -1;
	} else if (operation->upserts) {
		buffer_put(merged, operation->source);
	} else {
		return fail(outcome, 404, "document_missing_exception",
		    "document missing");
	}
	if (document->exists &&
	    slice_equal(buffer_slice(merged), buffer_slice(&document->source)))
		outcome->result = "noop";
	return 1;
}

/* Change the document: source NULL deletes it. */
static void
change(struct store *store, struct document *document,
    const struct operation *operation, const struct slice *source,
    struct outcome *outcome)
{
	bool existed = document->exists;

	document->version = operation->version_type == VERSION_INTERNAL
	    ? document->version + 1
	    : operation->version;
	document->seq_no = store->seq_no++;
	document->exists = source != NULL;
	buffer_clear(&document->source);
	outcome->status = 200;
	if (source != NULL) {
		buffer_put(&document->source, *source);
		outcome->result = existed ? "updated" : "created";
		outcome->status = existed ? 200 : 201;
		note_order(store, document, operation->source);
	} else {
		outcome->result = existed ? "deleted" : "not_found";
		outcome->status = existed ? 200 : 404;
	}
	outcome->version = document->version;
	outcome->seq_no = document->seq_no;
	put_ledger(store, operation, outcome);
}

static int
apply_to(struct store *store, struct document *document,
    const struct operation *operation, struct outcome *outcome, struct err *err)
{
	struct buffer merged = BUFFER_INIT;
	struct slice source = operation->source;
	int64_t unused;
	int result = 0;

	if (operation->kind == OP_DELETE) {
		if (!conflicts(document, operation, outcome))
			change(store, document, operation, NULL, outcome);
		return 0;
	}
	if (member_int(source, "", &unused) < 0)
		return fail(outcome, 400, "mapper_parsing_exception",
		    "failed to parse");
	if (conflicts(document, operation, outcome))
		return 0;
	if (operation->kind == OP_UPDATE) {
		result = update_source(document, operation, &merged, outcome,
		    err);
		source = buffer_slice(&merged);
	} else {
		result = 1;
	}
	if (result > 0 && outcome->result == NULL)
		change(store, document, operation, &source, outcome);
	if (result > 0 && outcome->status == 0) { /* nothing to change */
		outcome->status = 200;
		outcome->version = document->version;
		outcome->seq_no = document->seq_no;
	}
	buffer_free(&merged);
	return result < 0 ? -1 : 0;
}

int
store_apply(struct store *store, const struct operation *operation,
    struct outcome *outcome, struct err *err)
{
	struct slice id = operation->id;
	char made[32];

	*outcome = (struct outcome){ 0 };
	if (id.len == 0) {
		int len = snprintf(made, sizeof(made), "made-%llu",
		    (unsigned long long)++store->ids);
		id = (struct slice){ made, (size_t)len };
	}
	struct table_entry *entry = entry_of(store, operation->index, id, err);
	if (entry == NULL)
		return -1;
	outcome->index = document_index(entry);
	outcome->id = document_id(entry);
	return apply_to(store, document_of(entry), operation, outcome, err);
}

bool
store_has_index(const struct store *store, struct slice index)
{
	struct table_entry *entry = table_first(store->documents);

	while (entry != NULL && !slice_equal(document_index(entry), index))
		entry = entry->next;
	return entry != NULL;
}

void
store_dump(const struct store *store, struct buffer *out)
{
	for (struct table_entry *entry = table_first(store->documents);
	     entry != NULL; entry = entry->next) {
		const struct document *document = document_of(entry);
		if (!document->exists || entry->key.ptr[0] == '_')
			continue;
		buffer_put(out, SLICE("{\"_index\":"));
		json_string_put(out, document_index(entry));
		buffer_put(out, SLICE(",\"_id\":"));
		json_string_put(out, document_id(entry));
		buffer_put(out, SLICE(",\"_version\":"));
		buffer_put_int(out, document->version);
		buffer_put(out, SLICE(",\"_source\":"));
		buffer_put(out, buffer_slice(&document->source));
		buffer_put(out, SLICE("}\n"));
	}
}
