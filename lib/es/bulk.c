#include "es/bulk.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { ACTIONS_MIN = 64 };

static const char *const op_names[] = {
	[ES_INDEX] = "index",
	[ES_CREATE] = "create",
	[ES_UPDATE] = "update",
	[ES_DELETE] = "delete",
};

const char *
es_op_name(enum es_op op)
{
	return op_names[op];
}

int
es_op_parse(const char *name, enum es_op *op, struct err *err)
{
	for (size_t i = 0; i < sizeof(op_names) / sizeof(op_names[0]); i++)
		if (strcmp(name, op_names[i]) == 0) {
			*op = (enum es_op)i;
			return 0;
		}
	return err_set(err, ERR_USAGE,
	    "'%s' is none of index, create, update and delete", name);
}

/* Room for one more action. */
static int
reserve(struct es_bulk *bulk, struct err *err)
{
	if (bulk->len < bulk->size)
		return 0;
	size_t size = bulk->size == 0 ? ACTIONS_MIN : bulk->size * 2;
	struct es_action *actions = realloc(bulk->actions,
	    size * sizeof(*actions));
	if (actions == NULL)
		return err_set(err, ERR_SYSTEM, "out of memory");
	bulk->actions = actions;
	bulk->size = size;
	return 0;
}

/* The line that says what is to be done with the record. */
static void
put_action(const struct es_doc *doc, struct buffer *out,
    struct es_action *action)
{
	size_t start = out->len;

	buffer_put(out, SLICE("{\""));
	buffer_put(out, slice_of(op_names[doc->op]));
	buffer_put(out, SLICE("\":{\"_index\":"));
	buffer_put(out, doc->index);
	buffer_put(out, SLICE(",\"_id\":"));
	action->id_at = (uint16_t)(out->len - start);
	action->id_len = (uint16_t)doc->id.len;
	buffer_put(out, doc->id);
	if (doc->version != ES_NO_VERSION) {
		buffer_put(out, SLICE(",\"version\":"));
		buffer_put_int(out, doc->version);
		buffer_put(out, SLICE(",\"version_type\":\"external_gte\""));
	}
	buffer_put(out, SLICE("}}\n"));
}

static void
put_line(const struct es_doc *doc, struct buffer *out, struct es_action *action)
{
	if (doc->op == ES_UPDATE)
		buffer_put(out, SLICE("{\"doc\":"));
	action->line_at = (uint32_t)out->len;
	buffer_put(out, doc->line);
	if (doc->op == ES_UPDATE)
		buffer_put(out, SLICE(",\"doc_as_upsert\":true}"));
	if (doc->op != ES_DELETE)
		buffer_put_byte(out, '\n');
}

size_t
es_bulk_room(const struct es_doc *doc)
{
	/* What stands around the texts: for an update, and with a version. */
	static const char update[] = "{'update':{'_index':,'_id':}}."
				     "{'doc':,'doc_as_upsert':true}.";
	static const char version[] = ",'version':9223372036854775807,"
				      "'version_type':'external_gte'";
	size_t around = sizeof(update) - 1;

	if (doc->version != ES_NO_VERSION)
		around += sizeof(version) - 1;
	return doc->line.len + doc->index.len + doc->id.len + around;
}

int
es_bulk_add(struct es_bulk *bulk, const struct es_doc *doc, struct err *err)
{
	size_t body_len = bulk->body.len;
	size_t lines_len = bulk->lines.len;

	assert(doc->id.len <= UINT16_MAX / 4);
	assert(doc->index.len <= UINT16_MAX / 4);
	if (es_bulk_bytes(bulk) + es_bulk_room(doc) > UINT32_MAX)
		return err_set(err, ERR_LIMIT, "a bulk is too long");
	if (reserve(bulk, err) < 0)
		return -1;
	struct es_action *action = &bulk->actions[bulk->len];
	*action = (struct es_action){
		.place = doc->place,
		.version = doc->version,
		.op = doc->op,
		.at = (uint32_t)body_len,
		.line_len = (uint32_t)doc->line.len,
	};
	put_action(doc, &bulk->body, action);
	put_line(doc, doc->op == ES_DELETE ? &bulk->lines : &bulk->body,
	    action);
	action->len = (uint32_t)(bulk->body.len - body_len);
	if (buffer_check(&bulk->body, err) < 0 ||
	    buffer_check(&bulk->lines, err) < 0) {
		bulk->body.len = body_len;
		bulk->lines.len = lines_len;
		return -1;
	}
	bulk->len++;
	return 0;
}

size_t
es_bulk_bytes(const struct es_bulk *bulk)
{
	return bulk->body.len + bulk->lines.len;
}

static struct slice
part(const struct buffer *of, size_t at, size_t len)
{
	assert(at + len <= of->len);
	return (struct slice){ of->bytes + at, len };
}

static const struct buffer *
lines_of(const struct es_bulk *bulk, const struct es_action *action)
{
	return action->op == ES_DELETE ? &bulk->lines : &bulk->body;
}

struct slice
es_bulk_line(const struct es_bulk *bulk, const struct es_action *action)
{
	return part(lines_of(bulk, action), action->line_at, action->line_len);
}

struct slice
es_bulk_id(const struct es_bulk *bulk, const struct es_action *action)
{
	return part(&bulk->body, action->at + action->id_at, action->id_len);
}

void
es_bulk_set_done(struct es_bulk *bulk, struct es_action *action)
{
	assert(!action->is_done);
	action->is_done = true;
	bulk->done_len++;
}

/* Move bytes of a buffer up to *len, which is behind those that stay. */
static void
move_up(struct buffer *in, uint32_t at, size_t len, size_t *to)
{
	memmove(in->bytes + *to, in->bytes + at, len);
	*to += len;
}

void
es_bulk_drop_done(struct es_bulk *bulk)
{
	size_t body_len = 0, lines_len = 0, len = 0;

	if (bulk->done_len == 0)
		return;
	for (size_t i = 0; i < bulk->len; i++) {
		struct es_action action = bulk->actions[i];

		if (action.is_done)
			continue;
		uint32_t line_in = action.line_at - action.at;
		uint32_t at = (uint32_t)body_len;
		move_up(&bulk->body, action.at, action.len, &body_len);
		if (action.op == ES_DELETE) {
			uint32_t line_at = (uint32_t)lines_len;
			move_up(&bulk->lines, action.line_at, action.line_len,
			    &lines_len);
			action.line_at = line_at;
		} else {
			action.line_at = at + line_in;
		}
		action.at = at;
		bulk->actions[len++] = action;
	}
	assert(len == bulk->len - bulk->done_len);
	bulk->len = len;
	bulk->done_len = 0;
	bulk->body.len = body_len;
	bulk->lines.len = lines_len;
}

/* Append the bytes that end `from` there, from this place on. */
static void
append_tail(struct buffer *to, const struct buffer *from, size_t at)
{
	assert(at <= from->len);
	if (at < from->len)
		buffer_put(to,
		    (struct slice){ from->bytes + at, from->len - at });
}

int
es_bulk_move(struct es_bulk *to, struct es_bulk *from, size_t first,
    struct err *err)
{
	size_t body_len = to->body.len, lines_len = to->lines.len;
	size_t lines_at = from->lines.len;

	assert(from->done_len == 0);
	if (first >= from->len)
		return 0;
	if (es_bulk_bytes(to) + es_bulk_bytes(from) > UINT32_MAX)
		return err_set(err, ERR_LIMIT, "a bulk is too long");
	size_t body_at = from->actions[first].at;
	for (size_t i = from->len; i-- > first;)
		if (from->actions[i].op == ES_DELETE)
			lines_at = from->actions[i].line_at;
	while (to->size - to->len < from->len - first) {
		size_t len = to->len;

		to->len = to->size;
		int got = reserve(to, err);
		to->len = len;
		if (got < 0)
			return -1;
	}
	append_tail(&to->body, &from->body, body_at);
	append_tail(&to->lines, &from->lines, lines_at);
	if (buffer_check(&to->body, err) < 0 ||
	    buffer_check(&to->lines, err) < 0) {
		to->body.len = body_len;
		to->lines.len = lines_len;
		return -1;
	}
	for (size_t i = first; i < from->len; i++) {
		struct es_action action = from->actions[i];

		action.line_at = (uint32_t)(action.op == ES_DELETE
			? action.line_at - lines_at + lines_len
			: action.line_at - body_at + body_len);
		action.at = (uint32_t)(action.at - body_at + body_len);
		to->actions[to->len++] = action;
	}
	from->len = first;
	from->body.len = body_at;
	from->lines.len = lines_at;
	return 0;
}

void
es_bulk_clear(struct es_bulk *bulk)
{
	buffer_clear(&bulk->body);
	buffer_clear(&bulk->lines);
	bulk->body.failed = false;
	bulk->lines.failed = false;
	bulk->len = 0;
	bulk->done_len = 0;
	bulk->tries = 0;
	bulk->due_ns = 0;
	bulk->is_alone = false;
}

void
es_bulk_free(struct es_bulk *bulk)
{
	buffer_free(&bulk->body);
	buffer_free(&bulk->lines);
	free(bulk->actions);
	*bulk = (struct es_bulk){ .next = NULL };
}
