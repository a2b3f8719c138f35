#include "json/tree.h"

#include <assert.h>
#include <stdlib.h>
#include <yajl/yajl_parse.h>

#include "base/number.h"
#include "json/check.h"
#include "json/walk.h"

/* A member under construction: its name must be found again. */
struct draft {
	struct json_node node;
	size_t name_at; /* offset of its name in the text */
};

/* An array or object that is open. */
struct frame {
	struct draft *container;
	const struct json_node **tail; /* where the next item is hung */
};

struct builder {
	struct slice text; /* the arena's copy of the document */
	const char *file;
	struct arena *arena;
	struct err *err;
	const struct json_node *root;
	struct frame frames[JSON_DEPTH_MAX];
	size_t depth;
	struct slice name; /* of the member whose value comes next */
	size_t name_at;
	size_t at;   /* offset behind what was read last */
	size_t line; /* that `at` is in */
	size_t line_start;
};

/* Fail with a place in the document, counted from its beginning. */
static int
fail_at(const struct builder *builder, size_t offset, const char *text)
{
	size_t line = 1, line_start = 0;

	for (size_t i = 0; i < offset; i++) {
		if (builder->text.ptr[i] == '\n') {
			line++;
			line_start = i + 1;
		}
	}
	return err_place(builder->err, builder->file, line,
	    offset - line_start + 1, "%s", text);
}

/*
 * Go on to the next token.  yajl tells a token's value but not where it stands;
 * since the text is known to be valid, only white space, commas and colons can
 * stand between two tokens.
 */
static void
find_token(struct builder *builder)
{
	static const char between[] = { ' ', '\t', '\r', '\n', ',', ':' };

	for (;; builder->at++) {
		assert(builder->at < builder->text.len);
		char byte = builder->text.ptr[builder->at];
		if (memchr(between, byte, sizeof(between)) == NULL)
			return;
		if (byte == '\n') {
			builder->line++;
			builder->line_start = builder->at + 1;
		}
	}
}

/* Behind the closing quote of the string that begins at `at`. */
static size_t
string_end(struct slice text, size_t at)
{
	for (at++; text.ptr[at] != '"'; at++) {
		if (text.ptr[at] == '\\')
			at++;
	}
	return at + 1;
}

/* Hang up a value that begins at the next token and is len bytes long. */
static struct draft *
add_node(struct builder *builder, enum json_type type, size_t len)
{
	struct draft *draft = arena_take(builder->arena, sizeof(*draft),
	    builder->err);

	if (draft == NULL)
		return NULL;
	find_token(builder);
	if (type == JSON_STRING)
		len = string_end(builder->text, builder->at) - builder->at;
	*draft = (struct draft){
		.node = {
		    .type = type,
		    .text = { builder->text.ptr + builder->at, len },
		    .name = builder->name,
		    .line = builder->line,
		    .column = builder->at - builder->line_start + 1,
		    .offset = builder->at,
		    .end = builder->at + len,
		},
		.name_at = builder->name_at,
	};
	builder->at += len;
	builder->name = SLICE("");
	if (builder->depth == 0) {
		builder->root = &draft->node;
		return draft;
	}
	struct frame *frame = &builder->frames[builder->depth - 1];
	*frame->tail = &draft->node;
	frame->tail = &draft->node.next;
	frame->container->node.len++;
	return draft;
}

static int
on_null(void *self)
{
	return add_node(self, JSON_NULL, strlen("null")) != NULL;
}

static int
on_bool(void *self, int value)
{
	return add_node(self, JSON_BOOL, strlen(value ? "true" : "false")) !=
	    NULL;
}

static int
on_number(void *self, const char *digits, size_t len)
{
	(void)digits;
	return add_node(self, JSON_NUMBER, len) != NULL;
}

static int
on_string(void *self, const unsigned char *bytes, size_t len)
{
	struct builder *builder = self;
	struct draft *draft = add_node(builder, JSON_STRING, 0);

	return draft != NULL &&
	    arena_copy(builder->arena,
		(struct slice){ (const char *)bytes, len }, &draft->node.text,
		builder->err) == 0;
}

static int
on_open(struct builder *builder, enum json_type type)
{
	struct draft *draft = add_node(builder, type, 1);

	if (draft == NULL)
		return 0;
	assert(builder->depth < JSON_DEPTH_MAX);
	builder->frames[builder->depth++] = (struct frame){ draft,
		&draft->node.first };
	return 1;
}

static int
on_start_object(void *self)
{
	return on_open(self, JSON_OBJECT);
}

static int
on_start_array(void *self)
{
	return on_open(self, JSON_ARRAY);
}

static int
on_name(void *self, const unsigned char *bytes, size_t len)
{
	struct builder *builder = self;

	find_token(builder);
	builder->name_at = builder->at;
	builder->at = string_end(builder->text, builder->at);
	return arena_copy(builder->arena,
		   (struct slice){ (const char *)bytes, len }, &builder->name,
		   builder->err) == 0;
}

/* The bracket that closes the innermost array or object is at hand. */
static struct json_node *
close_container(struct builder *builder)
{
	struct json_node *node = &builder->frames[--builder->depth]
				      .container->node;

	find_token(builder);
	node->end = ++builder->at;
	node->text.len = node->end - node->offset;
	return node;
}

static int
on_end_array(void *self)
{
	(void)close_container(self);
	return 1;
}

/* By name, and those of one name in the order of the document. */
static int
compare_members(const void *a, const void *b)
{
	const struct draft *one = *(const struct draft *const *)a;
	const struct draft *other = *(const struct draft *const *)b;
	int order = slice_compare(one->node.name, other->node.name);

	return order != 0
	    ? order
	    : (one->name_at > other->name_at) - (one->name_at < other->name_at);
}

/* The first member of a name that stood before, by its name's offset; or 0. */
static size_t
find_duplicate(const struct draft **members, size_t len)
{
	size_t found = 0;

	qsort(members, len, sizeof(const struct draft *), compare_members);
	for (size_t i = 1; i < len; i++) {
		if (slice_equal(members[i - 1]->node.name,
			members[i]->node.name) &&
		    (found == 0 || members[i]->name_at < found))
			found = members[i]->name_at;
	}
	return found;
}

static int
on_end_object(void *self)
{
	struct builder *builder = self;
	const struct json_node *object = close_container(builder);
	size_t len = 0;

	if (object->len < 2)
		return 1;
	const struct draft **members = calloc(object->len,
	    sizeof(const struct draft *));
	if (members == NULL) {
		(void)err_set_errno(builder->err, "cannot take memory");
		return 0;
	}
	/* A node is the beginning of its draft. */
	for (const struct json_node *member = object->first; member != NULL;
	     member = member->next)
		members[len++] = (const struct draft *)member;
	size_t duplicate = find_duplicate(members, len);
	free(members);
	if (duplicate == 0)
		return 1;
	(void)fail_at(builder, duplicate,
	    "the object has a member of this name already");
	return 0;
}

/* Only what is valid comes here, so yajl cannot refuse it. */
static int
build(struct builder *builder)
{
	static const yajl_callbacks callbacks = {
		.yajl_null = on_null,
		.yajl_boolean = on_bool,
		.yajl_number = on_number,
		.yajl_string = on_string,
		.yajl_start_map = on_start_object,
		.yajl_map_key = on_name,
		.yajl_end_map = on_end_object,
		.yajl_start_array = on_start_array,
		.yajl_end_array = on_end_array,
	};
	yajl_handle yajl = yajl_alloc(&callbacks, NULL, builder);

	if (yajl == NULL)
		return err_set_errno(builder->err, "cannot take memory");
	yajl_status status = yajl_parse(yajl,
	    (const unsigned char *)builder->text.ptr, builder->text.len);
	if (status == yajl_status_ok)
		status = yajl_complete_parse(yajl);
	yajl_free(yajl);
	assert(status != yajl_status_error);
	return status == yajl_status_ok ? 0 : -1;
}

int
json_tree_parse(struct slice text, const char *file, struct arena *arena,
    const struct json_node **root, struct err *err)
{
	struct builder *builder = calloc(1, sizeof(*builder));
	struct err why = ERR_INIT;
	int result = -1;

	if (builder == NULL)
		return err_set_errno(err, "cannot take memory");
	builder->file = file;
	builder->arena = arena;
	builder->err = err;
	builder->line = 1;
	if (arena_copy(arena, text, &builder->text, err) < 0)
		goto out;
	if (json_check(builder->text, &why) < 0) {
		result = fail_at(builder, why.column - 1, why.text);
		goto out;
	}
	result = build(builder);
	if (result == 0)
		*root = builder->root;
out:
	free(builder);
	return result;
}

const struct json_node *
json_tree_get(const struct json_node *object, struct slice name)
{
	assert(object->type == JSON_OBJECT);
	for (const struct json_node *member = object->first; member != NULL;
	     member = member->next) {
		if (slice_equal(member->name, name))
			return member;
	}
	return NULL;
}

static bool
have_equal_members(const struct json_node *a, const struct json_node *b)
{
	const struct json_node *likely = b->first; /* in the same order? */

	for (const struct json_node *member = a->first; member != NULL;
	     member = member->next) {
		const struct json_node *other = likely;

		if (other == NULL || !slice_equal(other->name, member->name))
			other = json_tree_get(b, member->name);
		if (other == NULL || !json_tree_equal(member, other))
			return false;
		likely = other->next;
	}
	return true;
}

/* It recurses as deep as the tree is: JSON_DEPTH_MAX. */
bool
json_tree_equal(const struct json_node *a, const struct json_node *b)
{
	if (a->type != b->type || a->len != b->len)
		return false;
	switch (a->type) {
	case JSON_NULL:
		return true;
	case JSON_BOOL:
	case JSON_STRING:
		return slice_equal(a->text, b->text);
	case JSON_NUMBER:
		return number_compare(a->text, b->text) == 0;
	case JSON_OBJECT:
		return have_equal_members(a, b);
	case JSON_ARRAY:
		break;
	}
	const struct json_node *other = b->first;
	for (const struct json_node *element = a->first; element != NULL;
	     element = element->next, other = other->next) {
		if (!json_tree_equal(element, other))
			return false;
	}
	return true;
}
