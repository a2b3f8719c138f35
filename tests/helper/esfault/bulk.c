#include "bulk.h"

#include "base/number.h"
#include "json/tree.h"

enum { ACTION_SIZE_MAX = 64 << 20 };

void
bulk_free(struct bulk *bulk)
{
	buffer_free(&bulk->items);
	buffer_free(&bulk->ends);
}

static int
bad(struct err *err, const char *what)
{
	return err_set(err, ERR_USAGE, "%s", what);
}

/* Take a line from the body; each must have its line feed. */
static int
take_line(struct slice *body, struct slice *line, struct err *err)
{
	const char *end = body->len == 0 ? NULL
					 : memchr(body->ptr, '\n', body->len);

	if (end == NULL)
		return bad(err,
		    "The bulk request must be terminated by a "
		    "newline [\\n]");
	*line = (struct slice){ body->ptr, (size_t)(end - body->ptr) };
	*body = (struct slice){ end + 1, body->len - line->len - 1 };
	return 0;
}

static int
version_type_parse(struct slice text, enum version_type *into)
{
	if (slice_equal(text, SLICE("external")))
		*into = VERSION_EXTERNAL;
	else if (slice_equal(text, SLICE("external_gte")))
		*into = VERSION_EXTERNAL_GTE;
	else
		return -1;
	return 0;
}

/* A member of the action, such as "_id". */
static int
parse_parameter(struct operation *operation, const struct json_node *node,
    struct err *err)
{
	if (slice_equal(node->name, SLICE("_index"))) {
		operation->index = node->text;
	} else if (slice_equal(node->name, SLICE("_id"))) {
		operation->id = node->text;
	} else if (slice_equal(node->name, SLICE("version"))) {
		if (node->type != JSON_NUMBER ||
		    !number_to_int64(node->text, &operation->version))
			return bad(err, "version is no integer");
	} else if (slice_equal(node->name, SLICE("version_type"))) {
		if (version_type_parse(node->text, &operation->version_type) <
		    0)
			return bad(err, "unknown version_type");
	} else if (!slice_equal(node->name, SLICE("pipeline")) &&
	    !slice_equal(node->name, SLICE("routing")) &&
	    !slice_equal(node->name, SLICE("require_alias")) &&
	    !slice_equal(node->name, SLICE("retry_on_conflict"))) {
		return bad(err, "unknown parameter of an action");
	}
	return 0;
}

/* {"index":{"_index":…,"_id":…}} */
static int
parse_action(struct operation *operation, const struct json_node *root,
    struct err *err)
{
	if (root->type != JSON_OBJECT || root->len != 1 ||
	    root->first->type != JSON_OBJECT)
		return bad(err, "Malformed action/metadata line");
	const struct json_node *action = root->first;
	operation->kind = OP_INDEX;
	while (!slice_equal(action->name,
	    slice_of(operation_name(operation->kind)))) {
		if (operation->kind == OP_DELETE)
			return bad(err, "unknown action");
		operation->kind++;
	}
	for (const struct json_node *node = action->first; node != NULL;
	     node = node->next) {
		if (parse_parameter(operation, node, err) < 0)
			return -1;
	}
	if (operation->index.len == 0)
		return bad(err, "index is missing");
	if (operation->version_type != VERSION_INTERNAL &&
	    (operation->kind == OP_CREATE || operation->kind == OP_UPDATE))
		return bad(err, "create and update have internal versions");
	return 0;
}

/* {"doc":{…},"doc_as_upsert":true} */
static int
parse_update(struct operation *operation, struct arena *arena, struct err *err)
{
	const struct json_node *root;

	if (json_tree_parse(operation->source, "update", arena, &root, err) < 0)
		return -1;
	const struct json_node *doc = json_tree_get(root, SLICE("doc"));
	const struct json_node *upsert = json_tree_get(root,
	    SLICE("doc_as_upsert"));
	if (doc == NULL)
		return bad(err, "script or doc is missing");
	operation->upserts = upsert != NULL &&
	    slice_equal(upsert->text, SLICE("true"));
	operation->source.ptr += doc->offset;
	operation->source.len = doc->end - doc->offset;
	return 0;
}

/* Take an operation from the body: 1, 0 at its end, or -1 with *err set. */
static int
take_operation(struct slice *body, struct operation *operation,
    struct arena *arena, struct err *err)
{
	const struct json_node *root;
	struct slice line = SLICE(""), index = operation->index;

	if (body->len == 0)
		return 0;
	*operation = (struct operation){ .index = index };
	if (take_line(body, &line, err) < 0 ||
	    json_tree_parse(line, "action", arena, &root, err) < 0 ||
	    parse_action(operation, root, err) < 0)
		return -1;
	if (operation->kind == OP_DELETE)
		return 1;
	if (take_line(body, &operation->source, err) < 0)
		return -1;
	if (operation->kind == OP_UPDATE &&
	    parse_update(operation, arena, err) < 0)
		return -1;
	return 1;
}

static void
put_held(struct buffer *held, struct document *document)
{
	const struct held one = { document };

	buffer_put(held, (struct slice){ (const char *)&one, sizeof(one) });
}

int
bulk_check(struct bulk *bulk, struct store *store, const void *holder,
    uint64_t begun, struct buffer *held)
{
	struct slice body = bulk->body;
	int got = body.len == 0 ? bad(&bulk->err, "request body is required")
				: 1;

	while (got > 0) {
		struct operation operation = { .index = bulk->index };
		struct arena arena;
		arena_init(&arena, ACTION_SIZE_MAX);
		got = take_operation(&body, &operation, &arena, &bulk->err);
		if (got > 0 && operation.id.len > 0) {
			struct document *document = store_document(store,
			    operation.index, operation.id, &bulk->err);
			if (document == NULL)
				got = -1;
			else if (store_hold(store, document, holder, begun))
				put_held(held, document);
		}
		arena_free(&arena);
	}
	return got;
}

/* "error":{"type":…,"reason":…},"status":429 */
static void
put_error(struct buffer *out, int status, const char *type, const char *reason)
{
	buffer_put(out, SLICE(",\"error\":{\"type\":"));
	json_string_put(out, slice_of(type));
	buffer_put(out, SLICE(",\"reason\":"));
	json_string_put(out, slice_of(reason));
	buffer_put(out, SLICE("},\"status\":"));
	buffer_put_int(out, status);
}

static void
put_item(struct bulk *bulk, enum operation_kind kind,
    const struct outcome *outcome)
{
	struct buffer *out = &bulk->items;

	buffer_put(out, SLICE("{\""));
	buffer_put(out, slice_of(operation_name(kind)));
	buffer_put(out, SLICE("\":{\"_index\":"));
	json_string_put(out, outcome->index);
	buffer_put(out, SLICE(",\"_id\":"));
	json_string_put(out, outcome->id);
	if (outcome->result == NULL) {
		bulk->errors = true;
		put_error(out, outcome->status, outcome->error_type,
		    outcome->reason);
	} else {
		buffer_put(out, SLICE(",\"_version\":"));
		buffer_put_int(out, outcome->version);
		buffer_put(out, SLICE(",\"result\":\""));
		buffer_put(out, slice_of(outcome->result));
		buffer_put(out,
		    SLICE("\",\"_shards\":{\"total\":1,\"successful\":1,"
			  "\"failed\":0},\"_seq_no\":"));
		buffer_put_uint(out, outcome->seq_no);
		buffer_put(out, SLICE(",\"_primary_term\":1,\"status\":"));
		buffer_put_int(out, outcome->status);
	}
	buffer_put(out, SLICE("}}"));
	buffer_put(&bulk->ends,
	    (struct slice){ (const char *)&out->len, sizeof(out->len) });
}

/* Does the fault hit this item?  It hits the last one if no other. */
static bool
is_hit(const struct bulk *bulk, bool last)
{
	if (bulk->fault.kind != FAULT_ITEMS)
		return false;
	return random_below(bulk->random, 3) == 0 || (last && !bulk->errors);
}

/* Say that it is stored. */
static void
lose_item(const struct operation *operation, struct outcome *outcome)
{
	*outcome = (struct outcome){ .status = 201,
		.result = "created",
		.version = 1,
		.index = operation->index,
		.id = operation->id };
}

static void
fail_item(const struct fault *fault, const struct operation *operation,
    struct outcome *outcome)
{
	*outcome = (struct outcome){ .status = (int)fault->number,
		.index = operation->index,
		.id = operation->id,
		.reason = "by the plan of faults" };
	switch (fault->number) {
	case 400:
		outcome->error_type = "mapper_parsing_exception";
		break;
	case 429:
		outcome->error_type = "rejected_execution_exception";
		break;
	default:
		outcome->error_type = "unavailable_shards_exception";
	}
}

int
bulk_apply(struct bulk *bulk, struct store *store)
{
	struct slice body = bulk->body;
	int got = 1;

	while (got > 0) {
		struct operation operation = { .index = bulk->index };
		struct outcome outcome;
		struct arena arena;
		arena_init(&arena, ACTION_SIZE_MAX);
		got = take_operation(&body, &operation, &arena, &bulk->err);
		if (got > 0) {
			if (bulk->fault.kind == FAULT_LOST)
				lose_item(&operation, &outcome);
			else if (is_hit(bulk, body.len == 0))
				fail_item(&bulk->fault, &operation, &outcome);
			else if (store_apply(store, &operation, &outcome,
				     &bulk->err) < 0)
				got = -1;
			if (got > 0)
				put_item(bulk, operation.kind, &outcome);
		}
		arena_free(&arena);
	}
	return got;
}

static struct slice
item_of(const struct bulk *bulk, size_t i)
{
	const size_t *ends = (const size_t *)(const void *)bulk->ends.bytes;
	size_t start = i == 0 ? 0 : ends[i - 1];

	return (struct slice){ bulk->items.bytes + start, ends[i] - start };
}

/* The item with another _id. */
static void
put_alien(struct buffer *out, struct slice item)
{
	const struct slice before = SLICE("\"_id\":\"");
	size_t at = 0;

	while (memcmp(item.ptr + at, before.ptr, before.len) != 0)
		at++;
	at += before.len;
	buffer_put(out, (struct slice){ item.ptr, at });
	buffer_put(out, SLICE("alien-"));
	buffer_put(out, (struct slice){ item.ptr + at, item.len - at });
}

void
bulk_put_answer(const struct bulk *bulk, struct buffer *out)
{
	size_t count = bulk->ends.len / sizeof(size_t);
	size_t hit = (size_t)random_below(bulk->random, count);
	enum fault_kind kind = bulk->fault.kind;

	if (kind == FAULT_SWAPPED && count == 1)
		kind = FAULT_ALIEN;
	if (kind == FAULT_SHORT)
		count--;
	buffer_put(out, SLICE("{\"took\":1,\"errors\":"));
	buffer_put(out, bulk->errors ? SLICE("true") : SLICE("false"));
	buffer_put(out, SLICE(",\"items\":["));
	for (size_t i = 0; i < count; i++) {
		/* The one that is hit stands in its neighbour's place. */
		size_t from = i;
		if (kind == FAULT_SWAPPED && i == hit)
			from = (hit + 1) % count;
		else if (kind == FAULT_SWAPPED && i == (hit + 1) % count)
			from = hit;
		if (i > 0)
			buffer_put_byte(out, ',');
		if (kind == FAULT_ALIEN && i == hit)
			put_alien(out, item_of(bulk, i));
		else
			buffer_put(out, item_of(bulk, from));
	}
	if (kind == FAULT_MORE) {
		buffer_put_byte(out, ',');
		buffer_put(out, item_of(bulk, hit));
	}
	buffer_put(out, SLICE("]}"));
}
