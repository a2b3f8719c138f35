#include "api.h"

#include "bulk.h"
#include "json/tree.h"

enum { TREE_SIZE_MAX = 64 << 20, SEGMENTS_MAX = 4 };

/* The path between its slashes, decoded; index and id are of this. */
struct path {
	struct slice segments[SEGMENTS_MAX];
	size_t count;
	struct buffer text;
};

static int
path_split(struct path *path, struct slice text)
{
	*path = (struct path){ 0 };
	path_decode(text, &path->text);
	const char *at = path->text.bytes;
	const char *end = at + path->text.len;
	while (at < end) {
		const char *slash = memchr(at, '/', (size_t)(end - at));
		const char *stop = slash == NULL ? end : slash;
		if (stop > at) {
			if (path->count == SEGMENTS_MAX)
				return -1;
			path->segments[path->count++] = (struct slice){ at,
				(size_t)(stop - at) };
		}
		at = stop + (slash != NULL);
	}
	return 0;
}

static bool
is_segment(const struct path *path, size_t i, const char *name)
{
	return i < path->count &&
	    slice_equal(path->segments[i], slice_of(name));
}

static bool
ends_with(struct slice text, struct slice end)
{
	return text.len >= end.len &&
	    memcmp(text.ptr + text.len - end.len, end.ptr, end.len) == 0;
}

static bool
is_bulk(const struct request *request)
{
	return ends_with(request->path, SLICE("/_bulk"));
}

static bool
is_health(const struct request *request)
{
	return slice_equal(request->path, SLICE("/_cluster/health"));
}

void
api_free(struct api *api)
{
	store_free(&api->store);
	buffer_free(&api->late);
	buffer_free(&api->late_index);
}

void
api_begin(struct api *api, struct exchange *exchange)
{
	const struct request *request = &exchange->request;

	api->requests++;
	if (is_bulk(request))
		exchange->fault = plan_next(&api->bulks);
	else if (is_health(request))
		exchange->fault = plan_next(&api->healths);
	else
		exchange->fault = plan_next(&api->others);
	api->faults += exchange->fault.kind != FAULT_NONE;
	exchange->open = is_bulk(request);
	api->open += exchange->open;
	if (api->open > api->open_max)
		api->open_max = api->open;
}

void
api_end(struct api *api, struct exchange *exchange)
{
	const struct held *held = (const struct held *)(const void *)
				      exchange->held.bytes;
	size_t count = exchange->held.len / sizeof(*held);

	for (size_t i = 0; i < count; i++)
		store_release(&api->store, held[i].document, exchange);
	buffer_clear(&exchange->held);
	api->open -= exchange->open;
	exchange->open = false;
	answer_clear(&exchange->answer);
}

static void
put_failure(struct buffer *out, const char *type, const char *reason)
{
	buffer_put(out, SLICE("{\"error\":{\"type\":"));
	json_string_put(out, slice_of(type));
	buffer_put(out, SLICE(",\"reason\":"));
	json_string_put(out, slice_of(reason));
	buffer_put(out, SLICE("}}"));
}

/* The bulk that was kept back, now that a later one is done. */
static void
apply_late(struct api *api)
{
	struct bulk bulk = { .body = buffer_slice(&api->late),
		.index = buffer_slice(&api->late_index),
		.fault = { .kind = FAULT_NONE, .done = true },
		.random = &api->random };

	if (bulk.body.len > 0)
		(void)bulk_apply(&bulk, &api->store);
	buffer_clear(&api->late);
	bulk_free(&bulk);
}

static void
keep_late(struct api *api, const struct bulk *bulk)
{
	apply_late(api);
	buffer_clear(&api->late_index);
	buffer_put(&api->late, bulk->body);
	buffer_put(&api->late_index, bulk->index);
}

static unsigned
answer_bulk(struct api *api, struct exchange *exchange, const struct path *path,
    struct buffer *out)
{
	struct bulk bulk = { .body = exchange->body,
		.index = path->count == 2 ? path->segments[0] : SLICE(""),
		.fault = exchange->fault,
		.random = &api->random };
	unsigned status = 200;

	if (bulk.body.len > api->body_max)
		api->body_max = bulk.body.len;
	if (bulk_check(&bulk, &api->store, exchange, exchange->begun,
		&exchange->held) < 0 ||
	    (bulk.fault.done && bulk_apply(&bulk, &api->store) < 0)) {
		put_failure(out, "illegal_argument_exception", bulk.err.text);
		status = 400;
	} else if (bulk.fault.kind == FAULT_LATE) {
		keep_late(api, &bulk);
	} else if (bulk.fault.done) {
		bulk_put_answer(&bulk, out);
		apply_late(api);
	}
	bulk_free(&bulk);
	return status;
}

/* {"_index":…,"_id":…,"found":true,"_version":…,"_source":…} */
static bool
put_document(struct store *store, struct slice index, struct slice id,
    struct buffer *out)
{
	struct err err = ERR_INIT;
	const struct document *document = store_document(store, index, id,
	    &err);
	bool found = document != NULL && document->exists;

	buffer_put(out, SLICE("{\"_index\":"));
	json_string_put(out, index);
	buffer_put(out, SLICE(",\"_id\":"));
	json_string_put(out, id);
	buffer_put(out,
	    found ? SLICE(",\"found\":true") : SLICE(",\"found\":false"));
	if (found) {
		buffer_put(out, SLICE(",\"_version\":"));
		buffer_put_int(out, document->version);
		buffer_put(out, SLICE(",\"_source\":"));
		buffer_put(out, buffer_slice(&document->source));
	}
	buffer_put_byte(out, '}');
	return found;
}

/* An element of docs or ids; its index may be that of the path. */
static void
put_got(struct api *api, const struct json_node *node, struct slice index,
    struct buffer *out)
{
	struct slice id = node->text;

	if (node->type == JSON_OBJECT) {
		const struct json_node *named = json_tree_get(node,
		    SLICE("_index"));
		const struct json_node *member = json_tree_get(node,
		    SLICE("_id"));
		if (named != NULL)
			index = named->text;
		id = member == NULL ? SLICE("") : member->text;
	}
	if (out->bytes[out->len - 1] != '[')
		buffer_put_byte(out, ',');
	(void)put_document(&api->store, index, id, out);
}

/* {"docs":[{"_index":…,"_id":…},…]} or {"ids":[…]} */
static unsigned
answer_mget(struct api *api, const struct exchange *exchange,
    const struct path *path, struct buffer *out)
{
	struct slice index = path->count == 2 ? path->segments[0] : SLICE("");
	const struct json_node *root, *list = NULL;
	struct err err = ERR_INIT;
	struct arena arena;

	arena_init(&arena, TREE_SIZE_MAX);
	if (json_tree_parse(exchange->body, "mget", &arena, &root, &err) == 0) {
		list = json_tree_get(root, SLICE("docs"));
		if (list == NULL)
			list = json_tree_get(root, SLICE("ids"));
	}
	if (list == NULL) {
		put_failure(out, "parsing_exception", "no docs, no ids");
	} else {
		buffer_put(out, SLICE("{\"docs\":["));
		for (const struct json_node *node = list->first; node != NULL;
		     node = node->next)
			put_got(api, node, index, out);
		buffer_put(out, SLICE("]}"));
	}
	arena_free(&arena);
	return list == NULL ? 400 : 200;
}

static unsigned
answer_acknowledged(struct buffer *out)
{
	buffer_put(out, SLICE("{\"acknowledged\":true}"));
	return 200;
}

/* Templates, pipelines and indices are kept as documents of hidden indices. */
static unsigned
answer_resource(struct api *api, const struct exchange *exchange,
    struct slice kind, struct slice name, struct buffer *out)
{
	struct operation operation = { .kind = OP_INDEX,
		.index = kind,
		.id = name,
		.source = exchange->body.len > 0 ? exchange->body
						 : SLICE("{}") };
	struct outcome outcome = { 0 };
	struct err err = ERR_INIT;

	if (!slice_equal(exchange->request.method, SLICE("PUT")))
		return put_document(&api->store, kind, name, out) ? 200 : 404;
	if (store_apply(&api->store, &operation, &outcome, &err) < 0 ||
	    outcome.result == NULL) {
		put_failure(out, "parse_exception", "failed to parse");
		return 400;
	}
	return answer_acknowledged(out);
}

static unsigned
answer_health(const struct exchange *exchange, struct buffer *out)
{
	bool red = exchange->fault.kind == FAULT_RED;

	buffer_put(out, SLICE("{\"cluster_name\":\"esfault\",\"status\":"));
	buffer_put(out, red ? SLICE("\"red\"") : SLICE("\"green\""));
	buffer_put(out, SLICE(",\"timed_out\":false,\"number_of_nodes\":1}"));
	return 200;
}

static unsigned
answer_listing(struct api *api, const struct path *path, struct buffer *out)
{
	if (is_segment(path, 0, "_ledger"))
		buffer_put(out, buffer_slice(&api->store.ledger));
	else if (is_segment(path, 0, "_documents"))
		store_dump(&api->store, out);
	else if (is_segment(path, 0, "_counts"))
		api_put_counts(api, out);
	else
		return 0;
	return 200;
}

static unsigned
route(struct api *api, struct exchange *exchange, const struct path *path,
    struct buffer *out)
{
	size_t last = path->count - 1;

	if (is_segment(path, last, "_bulk"))
		return answer_bulk(api, exchange, path, out);
	if (is_health(&exchange->request))
		return answer_health(exchange, out);
	if (is_segment(path, last, "_mget"))
		return answer_mget(api, exchange, path, out);
	if (is_segment(path, last, "_refresh")) {
		buffer_put(out, SLICE("{\"_shards\":{\"failed\":0}}"));
		return 200;
	}
	if (path->count == 3 && is_segment(path, 1, "_doc"))
		return put_document(&api->store, path->segments[0],
			   path->segments[2], out)
		    ? 200
		    : 404;
	if (is_segment(path, 0, "_index_template") ||
	    is_segment(path, 0, "_ingest") || is_segment(path, 0, "_template"))
		return answer_resource(api, exchange, path->segments[0],
		    path->segments[last], out);
	if (path->count == 1 && store_has_index(&api->store, path->segments[0]))
		return answer_acknowledged(out);
	if (path->count == 1 && path->segments[0].ptr[0] != '_')
		return answer_resource(api, exchange, SLICE("_index"),
		    path->segments[0], out);
	unsigned status = path->count == 1 ? answer_listing(api, path, out) : 0;
	if (status == 0) {
		api->strays++;
		put_failure(out, "illegal_argument_exception",
		    "no handler found");
		status = 400;
	}
	return status;
}

void
api_answer(struct api *api, struct exchange *exchange)
{
	struct buffer body = BUFFER_INIT;
	struct path path;
	unsigned status = 405;

	if (path_split(&path, exchange->request.path) == 0 && path.count > 0)
		status = route(api, exchange, &path, &body);
	else
		put_failure(&body, "illegal_argument_exception", "not allowed");
	if (exchange->fault.kind != FAULT_NONE && status == 200)
		answer_make_faulty(&exchange->answer, &body, &exchange->fault,
		    &api->random);
	else
		answer_make(&exchange->answer, status, &body,
		    slice_equal(exchange->request.method, SLICE("HEAD")));
	if (exchange->request.closes)
		exchange->answer.closes = true;
	buffer_free(&path.text);
	buffer_free(&body);
}

void
api_answer_early(struct api *api, struct exchange *exchange)
{
	struct buffer none = BUFFER_INIT;

	answer_make_faulty(&exchange->answer, &none, &exchange->fault,
	    &api->random);
}

void
api_put_counts(const struct api *api, struct buffer *out)
{
	const struct {
		const char *name;
		uint64_t value;
	} counts[] = {
		{ "requests", api->requests },
		{ "faults", api->faults },
		{ "strays", api->strays },
		{ "operations", api->store.operations },
		{ "overlaps", api->store.overlaps },
		{ "regressions", api->store.regressions },
		{ "bulks_at_once", api->open_max },
		{ "longest_bulk", api->body_max },
	};

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		buffer_put(out, i == 0 ? SLICE("{") : SLICE(","));
		json_string_put(out, slice_of(counts[i].name));
		buffer_put_byte(out, ':');
		buffer_put_uint(out, counts[i].value);
	}
	buffer_put(out, SLICE("}\n"));
}
