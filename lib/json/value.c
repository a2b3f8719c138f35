#include "json/value.h"

#include <assert.h>
#include <stdlib.h>

#include "json/scalar.h"
#include "json/string.h"
#include "json/word.h"

/* So many children are compared one by one faster than they are searched. */
enum { FEW = 8 };

static inline char
byte_at(const struct json_values *values, const uint32_t *token)
{
	return values->bytes.ptr[*token];
}

static inline bool
is_open(char byte)
{
	return byte == '{' || byte == '[';
}

/* In ASCII '}' is two behind '{', and ']' behind '['. */
static inline char
closer_of(char open)
{
	return (char)(open + 2);
}

/*
 * The functions that follow take the token that a value begins with and return
 * the one behind it, or NULL where the grammar does not fit or too many arrays
 * and objects are open; `outer` is how many are open around the value.  The
 * inside of strings needs no look: the index has checked it.
 */

/* A scalar; *end becomes the byte behind it. */
static inline const uint32_t *
skip_scalar(const struct json_values *values, const uint32_t *token,
    const char **end)
{
	const char *at = values->bytes.ptr + *token;

	if (*at == '"') {
		*end = values->bytes.ptr + token[1] + 1;
		return token + 2;
	}
	*end = json_scalar_skip(at, values->bytes.ptr + values->bytes.len);
	return *end == NULL ? NULL : token + 1;
}

/* In an object, a member's name and the colon; in an array there is nothing. */
static inline const uint32_t *
skip_name(const struct json_values *values, const uint32_t *token, char closer)
{
	if (closer == ']')
		return token;
	if (byte_at(values, token) != '"' || byte_at(values, token + 2) != ':')
		return NULL;
	return token + 3;
}

/* An array or object in which nothing is wanted. */
static const uint32_t *
skip_container(const struct json_values *values, const uint32_t *token,
    size_t outer)
{
	char closers[JSON_DEPTH_MAX + 1]; /* of all that are open */
	char closer = '\0';               /* of the innermost */
	size_t depth = outer;
	const char *end;

	closers[outer] = closer; /* of what is around, not closed here */
	for (;;) {
		bool has_ended = true; /* the value at hand */

		if (is_open(byte_at(values, token))) {
			if (depth == JSON_DEPTH_MAX)
				return NULL;
			closer = closer_of(byte_at(values, token++));
			closers[++depth] = closer;
			has_ended = byte_at(values, token) == closer;
		} else {
			token = skip_scalar(values, token, &end);
			if (token == NULL)
				return NULL;
		}
		while (has_ended && byte_at(values, token) == closer) {
			assert(depth > outer);
			token++;
			closer = closers[--depth];
			if (depth == outer)
				return token;
		}
		if (has_ended && byte_at(values, token++) != ',')
			return NULL;
		token = skip_name(values, token, closer);
		if (token == NULL)
			return NULL;
	}
}

/* Is this the node's name?  limit: bytes in front of it may be read. */
static inline bool
is_named(const struct json_plan_node *node, struct slice raw, const char *limit)
{
	size_t len = raw.len;

	if (len != node->name.len)
		return false;
	if (limit - raw.ptr < 8)
		return slice_equal(raw, node->name);
	if (len < 8)
		return (load_word(raw.ptr) & node->mask) == node->head;
	return load_word(raw.ptr) == node->head &&
	    load_word(raw.ptr + len - 8) == node->tail &&
	    (len <= 16 || slice_equal(raw, node->name));
}

/* Does the name have escapes?  Most are short enough for two words. */
static inline bool
has_backslash(struct slice raw, const char *limit)
{
	if (raw.len > 16 || limit - raw.ptr < 16)
		return memchr(raw.ptr, '\\', raw.len) != NULL;
	uint64_t head = word_backslashes(load_word(raw.ptr));
	if (head != 0)
		return word_first(head) < raw.len;
	uint64_t tail = word_backslashes(load_word(raw.ptr + 8));
	return tail != 0 && 8 + word_first(tail) < raw.len;
}

/* The child of this name, escapes taken away, or NULL. */
static const struct json_plan_node *
search_escaped(struct json_values *values, const struct json_plan_node *node,
    struct slice raw)
{
	buffer_clear(&values->name);
	json_string_unescape(raw, &values->name);
	return json_plan_child(node, buffer_slice(&values->name));
}

/* The same for any name; limit: bytes in front of it may be read. */
static inline const struct json_plan_node *
search_member(struct json_values *values, const struct json_plan_node *node,
    struct slice raw, const char *limit)
{
	if (values->escapes && has_backslash(raw, limit))
		return search_escaped(values, node, raw);
	if (!json_plan_has_length(node, raw.len))
		return NULL;
	if (node->len > FEW)
		return json_plan_child(node, raw);
	for (size_t i = 0; i < node->len; i++) {
		if (is_named(node->children[i], raw, limit))
			return node->children[i];
	}
	return NULL;
}

/*
 * What is wanted of the member with the name at this token, or NULL.  *expected
 * is where the guess stands, and moves on when something is found.
 */
static inline const struct json_plan_node *
find_member(struct json_values *values, const struct json_plan_node *node,
    const uint32_t *token, const struct json_plan_node ***expected)
{
	const struct json_plan_node *child = **expected;
	const char *limit = values->bytes.ptr + values->bytes.len;
	struct slice raw = { values->bytes.ptr + token[0] + 1,
		token[1] - token[0] - 1 };

	if (child == NULL || !is_named(child, raw, limit)) {
		child = search_member(values, node, raw, limit);
		if (child == NULL)
			return NULL;
		/* A raw name would be taken for a text with a backslash. */
		if (!child->has_backslash)
			**expected = child;
	}
	*expected = &values->expected[2 * child->id + 1];
	return child;
}

/* Forget what was found below a node.  Paths have JSON_PATH_STEPS_MAX steps. */
static void
clear_below(struct json_values *values, const struct json_plan_node *node)
{
	for (size_t i = 0; i < node->len; i++) {
		const struct json_plan_node *child = node->children[i];

		if (child->slot >= 0)
			values->fields[child->slot] = (struct slice){ NULL, 0 };
		clear_below(values, child);
	}
}

/* A value of which node says what is wanted; NULL: nothing. */
static const uint32_t *walk_value(struct json_values *values,
    const uint32_t *token, const struct json_plan_node *node, size_t outer);

/*
 * The same.  Most members are scalars of which all or nothing is wanted: they
 * take no call.
 */
static inline const uint32_t *
walk_member(struct json_values *values, const uint32_t *token,
    const struct json_plan_node *node, size_t outer)
{
	const char *first = values->bytes.ptr + *token;
	const char *end;

	if (is_open(*first) || (node != NULL && node->len > 0))
		return walk_value(values, token, node, outer);
	token = skip_scalar(values, token, &end);
	if (token == NULL || node == NULL)
		return token;
	assert(node->slot >= 0);
	values->fields[node->slot] = (struct slice){ first,
		(size_t)(end - first) };
	return token;
}

static const uint32_t *
walk_object(struct json_values *values, const uint32_t *token,
    const struct json_plan_node *node, size_t outer)
{
	const struct json_plan_node **expected = values->expected +
	    2 * node->id;

	if (byte_at(values, ++token) == '}')
		return token + 1;
	for (;;) {
		const uint32_t *value = skip_name(values, token, '}');

		if (value == NULL)
			return NULL;
		token = walk_member(values, value,
		    find_member(values, node, token, &expected), outer + 1);
		if (token == NULL)
			return NULL;
		char byte = byte_at(values, token++);
		if (byte == '}')
			return token;
		if (byte != ',')
			return NULL;
	}
}

static const uint32_t *
walk_array(struct json_values *values, const uint32_t *token,
    const struct json_plan_node *node, size_t outer)
{
	size_t next = 0; /* the child whose number is not yet passed */

	if (byte_at(values, ++token) == ']')
		return token + 1;
	for (uint64_t number = 0;; number++) {
		const struct json_plan_node *wanted = NULL;

		while (next < node->len &&
		    node->children[next]->number == JSON_PLAN_NAME)
			next++;
		if (next < node->len && node->children[next]->number == number)
			wanted = node->children[next++];
		token = walk_value(values, token, wanted, outer + 1);
		if (token == NULL)
			return NULL;
		char byte = byte_at(values, token++);
		if (byte == ']')
			return token;
		if (byte != ',')
			return NULL;
	}
}

static const uint32_t *
walk_value(struct json_values *values, const uint32_t *token,
    const struct json_plan_node *node, size_t outer)
{
	const char *first = values->bytes.ptr + *token;
	const char *end = NULL;
	bool is_leaf = node == NULL || node->len == 0;

	if (!is_leaf) {
		/* Of two members with one name the last one counts. */
		if (values->seen[node->id] == values->round)
			clear_below(values, node);
		values->seen[node->id] = values->round;
	}
	if (!is_open(*first))
		token = skip_scalar(values, token, &end);
	else if (is_leaf)
		token = skip_container(values, token, outer);
	else if (outer == JSON_DEPTH_MAX)
		return NULL;
	else if (*first == '{')
		token = walk_object(values, token, node, outer);
	else
		token = walk_array(values, token, node, outer);

	if (token == NULL || node == NULL || node->slot < 0)
		return token;
	if (end == NULL)
		end = values->bytes.ptr + token[-1] + 1;
	values->fields[node->slot] = (struct slice){ first,
		(size_t)(end - first) };
	return token;
}

const uint32_t *
json_values_walk(struct json_values *values, const uint32_t *token)
{
	const struct json_plan_node *root = NULL;

	if (values->plan == NULL && is_open(byte_at(values, token)))
		return skip_container(values, token, 0);
	values->round++;
	if (values->plan != NULL) {
		root = values->plan->root;
		for (size_t i = 0; i < values->plan->slots_len; i++)
			values->fields[i] = (struct slice){ NULL, 0 };
	}
	token = walk_value(values, token, root, 0);
	return values->name.failed ? NULL : token;
}

int
json_values_init(struct json_values *values, const struct json_plan *plan,
    struct err *err)
{
	*values = (struct json_values){ .plan = plan };
	if (plan == NULL)
		return 0;
	values->fields = calloc(plan->slots_len + 1, sizeof(*values->fields));
	values->seen = calloc(plan->nodes_len, sizeof(*values->seen));
	values->expected = calloc(2 * plan->nodes_len,
	    sizeof(const struct json_plan_node *));
	if (values->fields != NULL && values->seen != NULL &&
	    values->expected != NULL)
		return 0;
	(void)err_set_errno(err, "cannot take memory");
	json_values_free(values);
	return -1;
}

void
json_values_free(struct json_values *values)
{
	buffer_free(&values->name);
	free(values->fields);
	free(values->seen);
	free(values->expected);
	*values = (struct json_values){ .plan = NULL };
}
