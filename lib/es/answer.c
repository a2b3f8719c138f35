#include "es/answer.h"

#include <assert.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "json/check.h"
#include "json/string.h"

/* An item of the array is an object of one member: the op, and its result. */

int
es_answer_init(struct es_answer *answer, struct err *err)
{
	*answer = (struct es_answer){ .copy = BUFFER_INIT };
	answer->walk = json_walk_new(NULL, 0, err);
	return answer->walk == NULL ? -1 : 0;
}

static char
byte_at(const struct json_record *record, size_t token)
{
	return record->base[record->tokens[token]];
}

/* The token of the name of an object's first member, or 0. */
static size_t
first_member(const struct json_record *record, size_t object)
{
	return byte_at(record, object + 1) == '}' ? 0 : object + 1;
}

/* The value of the member whose name begins there: quotes and a colon on. */
static size_t
value_of(size_t name)
{
	return name + 3;
}

/* Of the next one, or 0. */
static size_t
next_member(const struct json_record *record, size_t name)
{
	size_t behind = json_skip(record, value_of(name));

	return byte_at(record, behind) == ',' ? behind + 1 : 0;
}

static bool
is_name(const struct json_record *record, size_t name, struct slice text)
{
	return json_string_is(json_string_raw(json_value(record, name)), text);
}

/* The value of the member of this name, or 0. */
static size_t
find_member(const struct json_record *record, size_t object, struct slice name)
{
	if (byte_at(record, object) != '{')
		return 0;
	for (size_t at = first_member(record, object); at != 0;
	     at = next_member(record, at))
		if (is_name(record, at, name))
			return value_of(at);
	return 0;
}

/* A status of three digits, else 0. */
static uint32_t
status_of(struct slice value)
{
	uint32_t status = 0;

	if (value.len != 3)
		return 0;
	for (size_t i = 0; i < value.len; i++) {
		if (!ascii_is_digit(value.ptr[i]))
			return 0;
		status = 10 * status + (uint32_t)(value.ptr[i] - '0');
	}
	return status;
}

static bool
is_same_string(struct slice value, struct slice string)
{
	if (slice_equal(value, string))
		return true;
	return json_type_of(value) == JSON_STRING &&
	    json_string_compare(json_string_raw(value),
		json_string_raw(string)) == 0;
}

/*
 * Read the result of one record; *at is its token and moves behind it.  Returns
 * NULL, or what is wrong with it.
 */
static const char *
read_result(const struct json_record *record, size_t *at, struct slice id,
    struct es_item *item)
{
	bool has_id = false;
	size_t name = byte_at(record, *at) == '{' ? first_member(record, *at)
						  : 0;

	if (name == 0)
		return "is no result";
	for (;;) {
		size_t value = value_of(name);

		if (is_name(record, name, SLICE("_id")))
			has_id = is_same_string(json_value(record, value), id);
		else if (is_name(record, name, SLICE("status")))
			item->status = status_of(json_value(record, value));
		else if (is_name(record, name, SLICE("error")))
			item->error = (uint32_t)value;
		else if (is_name(record, name, SLICE("_index")))
			item->index = (uint32_t)value;
		size_t behind = json_skip(record, value);
		if (byte_at(record, behind) != ',') {
			*at = behind + 1;
			break;
		}
		name = behind + 1;
	}
	if (!has_id)
		return "is for another _id";
	return item->status < 200 ? "has no status" : NULL;
}

/* {"index":{…}}; *at as above. */
static const char *
read_item(const struct json_record *record, size_t *at, const char *op,
    struct slice id, struct es_item *item)
{
	size_t name = byte_at(record, *at) == '{' ? first_member(record, *at)
						  : 0;

	*item = (struct es_item){ .status = 0 };
	if (name == 0 || !is_name(record, name, slice_of(op)))
		return "is for another action";
	size_t behind = value_of(name);
	const char *wrong = read_result(record, &behind, id, item);

	if (wrong == NULL && byte_at(record, behind) != '}')
		return "has more than one result";
	*at = behind + 1;
	return wrong;
}

static int
read_items(struct es_answer *answer, size_t array, const struct es_bulk *bulk,
    struct err *err)
{
	const struct json_record *record = &answer->record;
	size_t at = array + 1;
	size_t len = 0;

	while (byte_at(record, at) != ']') {
		if (len == bulk->len)
			return err_data(err, "json", 1,
			    "the answer has more items than the %zu sent", len);
		const struct es_action *action = &bulk->actions[len];
		const char *wrong = read_item(record, &at,
		    es_op_name(action->op), es_bulk_id(bulk, action),
		    &answer->items[len]);
		if (wrong != NULL)
			return err_data(err, "json", 1, "item %zu of %zu %s",
			    len + 1, bulk->len, wrong);
		len++;
		at += byte_at(record, at) == ',';
	}
	if (len < bulk->len)
		return err_data(err, "json", 1,
		    "the answer has %zu items, not %zu", len, bulk->len);
	answer->len = len;
	return 0;
}

/* Make room for so many items. */
static int
reserve(struct es_answer *answer, size_t len, struct err *err)
{
	if (len <= answer->size)
		return 0;
	struct es_item *items = realloc(answer->items, len * sizeof(*items));
	if (items == NULL)
		return err_set(err, ERR_SYSTEM, "out of memory");
	answer->items = items;
	answer->size = len;
	return 0;
}

/* "the answer is no JSON object: …" */
static int
refuse(struct err *err)
{
	struct err inner = *err;

	return err_data(err, inner.reason, inner.column,
	    "the answer is no JSON object: %s", inner.text);
}

/*
 * The walk reads lines.  A document may stand on many: where it is JSON, each
 * raw LF is white space and can be a blank.
 */
static int
join_lines(struct es_answer *answer, struct slice *body, struct err *err)
{
	struct buffer *copy = &answer->copy;

	if (memchr(body->ptr, '\n', body->len) == NULL)
		return 0;
	if (json_check(*body, err) < 0)
		return refuse(err);
	buffer_clear(copy);
	buffer_put(copy, *body);
	if (buffer_check(copy, err) < 0)
		return -1;
	for (size_t i = 0; i < copy->len; i++)
		if (copy->bytes[i] == '\n')
			copy->bytes[i] = ' ';
	*body = buffer_slice(copy);
	return 0;
}

/* Check the grammar of all of it. */
static int
read_document(struct es_answer *answer, struct slice body, struct err *err)
{
	if (body.len == 0)
		return err_data(err, "json", 1, "the answer is empty");
	if (join_lines(answer, &body, err) < 0 ||
	    json_walk_start(answer->walk, body, err) < 0)
		return -1;
	int got = json_walk_next(answer->walk, &answer->record, err);
	if (got == 0)
		return err_data(err, "json", 1, "the answer is blank");
	if (got < 0)
		return err->kind == ERR_DATA ? refuse(err) : -1;
	return 0;
}

int
es_answer_read(struct es_answer *answer, struct slice body,
    const struct es_bulk *bulk, struct err *err)
{
	assert(bulk->done_len == 0);
	answer->len = 0;
	if (reserve(answer, bulk->len, err) < 0 ||
	    read_document(answer, body, err) < 0)
		return -1;
	size_t items = find_member(&answer->record, 0, SLICE("items"));

	if (items == 0 || byte_at(&answer->record, items) != '[')
		return err_data(err, "json", 1, "the answer has no items");
	return read_items(answer, items, bulk, err);
}

bool
es_answer_is_error(const struct es_answer *answer, size_t item)
{
	assert(item < answer->len);
	return answer->items[item].error != 0;
}

struct slice
es_answer_index(const struct es_answer *answer, size_t item)
{
	uint32_t index = answer->items[item].index;

	assert(item < answer->len);
	return index == 0 ? (struct slice){ NULL, 0 }
			  : json_value(&answer->record, index);
}

/* Append a member that is a string, as text. */
static bool
put_member(const struct json_record *record, size_t object, struct slice name,
    struct buffer *out)
{
	size_t value = find_member(record, object, name);

	if (value == 0 || byte_at(record, value) != '"')
		return false;
	json_string_unescape(json_string_raw(json_value(record, value)), out);
	return true;
}

/* An error is an object with a type and a reason, or a text. */
static void
put_error(const struct json_record *record, size_t error, struct buffer *out)
{
	enum { CAUSES_MAX = 3 };

	if (byte_at(record, error) == '"')
		json_string_unescape(json_string_raw(json_value(record, error)),
		    out);
	for (int i = 0; i < CAUSES_MAX && error != 0; i++) {
		if (i > 0)
			buffer_put(out, SLICE(": "));
		if (put_member(record, error, SLICE("type"), out))
			buffer_put(out, SLICE(": "));
		(void)put_member(record, error, SLICE("reason"), out);
		error = find_member(record, error, SLICE("caused_by"));
	}
}

void
es_answer_put_reason(const struct es_answer *answer, size_t item,
    struct buffer *out)
{
	assert(item < answer->len);
	if (answer->items[item].error != 0)
		put_error(&answer->record, answer->items[item].error, out);
}

void
es_answer_put_refusal(struct es_answer *answer, struct slice body,
    struct buffer *out)
{
	struct err ignored = ERR_INIT;

	answer->len = 0;
	if (read_document(answer, body, &ignored) < 0)
		return;
	size_t error = find_member(&answer->record, 0, SLICE("error"));
	if (error != 0)
		put_error(&answer->record, error, out);
}

void
es_answer_free(struct es_answer *answer)
{
	json_walk_free(answer->walk);
	buffer_free(&answer->copy);
	free(answer->items);
	*answer = (struct es_answer){ .copy = BUFFER_INIT };
}
