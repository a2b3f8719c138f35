#include "json/walk.h"

#include <assert.h>
#include <stdlib.h>

#include "json/check.h"
#include "json/index.h"
#include "json/plan.h"
#include "json/scalar.h"
#include "json/string.h"

/*
 * A block is indexed in batches of whole lines of about so many bytes, so that
 * the tokens are still in the cache when they are walked.
 */
enum { BATCH = 32 * 1024 };

struct json_walk {
	const struct json_plan *plan; /* borrowed; NULL: no fields */
	unsigned flags;
	struct slice *fields;
	/* For each node of the plan, the last line that it was found in. */
	uint64_t *seen;
	uint64_t lines;          /* walked so far, in all blocks */
	struct buffer name;      /* a member's name without its escapes */
	struct slice rest;       /* of the block, behind the batch */
	struct slice batch;      /* at hand */
	struct json_index index; /* of the batch */
	size_t token;            /* the first one of the next line */
	size_t bad;              /* the first of index.bad that is left */
	size_t line_start;       /* of the next line, in the batch */
	uint64_t line;           /* its number in the block */
	/*
	 * The batch has bad strings, or its last line lacks the LF: lines must
	 * be looked at before they are walked.
	 */
	bool careful;
};

/*
 * The byte where a token is.  A token is looked at only while all before it
 * fits the grammar, so never one behind the line's LF; and the last token of a
 * block that lacks its LF is never reached, see is_walkable().
 */
static inline char
byte_at(const struct json_walk *walk, const uint32_t *token)
{
	return walk->batch.ptr[*token];
}

/* Is it the LF, or what stands for it? */
static inline bool
is_line_end(const struct json_walk *walk, const uint32_t *token)
{
	return *token == walk->batch.len || byte_at(walk, token) == '\n';
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
skip_scalar(const struct json_walk *walk, const uint32_t *token,
    const char **end)
{
	const char *at = walk->batch.ptr + *token;

	if (*at == '"') {
		*end = walk->batch.ptr + token[1] + 1;
		return token + 2;
	}
	*end = json_scalar_end(at, walk->batch.ptr + walk->batch.len);
	return *end == NULL ? NULL : token + 1;
}

/* In an object, a member's name and the colon; in an array there is nothing. */
static inline const uint32_t *
skip_name(const struct json_walk *walk, const uint32_t *token, char closer)
{
	if (closer == ']')
		return token;
	if (byte_at(walk, token) != '"' || byte_at(walk, token + 2) != ':')
		return NULL;
	return token + 3;
}

/* An array or object in which nothing is wanted. */
static const uint32_t *
skip_container(const struct json_walk *walk, const uint32_t *token,
    size_t outer)
{
	char closers[JSON_DEPTH_MAX]; /* of those around the innermost */
	char closer = '\0';           /* of the innermost */
	size_t depth = outer;
	const char *end;

	for (;;) {
		bool has_ended = true; /* the value at hand */

		if (is_open(byte_at(walk, token))) {
			if (depth == JSON_DEPTH_MAX)
				return NULL;
			closers[depth++] = closer;
			closer = closer_of(byte_at(walk, token++));
			has_ended = byte_at(walk, token) == closer;
		} else {
			token = skip_scalar(walk, token, &end);
			if (token == NULL)
				return NULL;
		}
		while (has_ended && byte_at(walk, token) == closer) {
			token++;
			closer = closers[--depth];
			if (depth == outer)
				return token;
		}
		if (has_ended && byte_at(walk, token++) != ',')
			return NULL;
		token = skip_name(walk, token, closer);
		if (token == NULL)
			return NULL;
	}
}

/* What is wanted of the member with the name at this token, or NULL. */
static const struct json_plan_node *
find_member(struct json_walk *walk, const struct json_plan_node *node,
    const uint32_t *token)
{
	struct slice raw = { walk->batch.ptr + token[0] + 1,
		token[1] - token[0] - 1 };

	if (!walk->index.escapes || memchr(raw.ptr, '\\', raw.len) == NULL)
		return json_plan_child(node, raw);
	buffer_clear(&walk->name);
	json_string_unescape(raw, &walk->name);
	return json_plan_child(node, buffer_slice(&walk->name));
}

/* Forget what was found below a node.  Paths have JSON_PATH_STEPS_MAX steps. */
static void
clear_below(struct json_walk *walk, const struct json_plan_node *node)
{
	for (size_t i = 0; i < node->len; i++) {
		const struct json_plan_node *child = node->children[i];

		if (child->slot >= 0)
			walk->fields[child->slot] = (struct slice){ NULL, 0 };
		clear_below(walk, child);
	}
}

static const uint32_t *walk_value(struct json_walk *walk, const uint32_t *token,
    const struct json_plan_node *node, size_t outer);

static const uint32_t *
walk_object(struct json_walk *walk, const uint32_t *token,
    const struct json_plan_node *node, size_t outer)
{
	if (byte_at(walk, ++token) == '}')
		return token + 1;
	for (;;) {
		const uint32_t *value = skip_name(walk, token, '}');

		if (value == NULL)
			return NULL;
		token = walk_value(walk, value, find_member(walk, node, token),
		    outer + 1);
		if (token == NULL)
			return NULL;
		char byte = byte_at(walk, token++);
		if (byte == '}')
			return token;
		if (byte != ',')
			return NULL;
	}
}

static const uint32_t *
walk_array(struct json_walk *walk, const uint32_t *token,
    const struct json_plan_node *node, size_t outer)
{
	size_t next = 0; /* the child whose number is not yet passed */

	if (byte_at(walk, ++token) == ']')
		return token + 1;
	for (uint64_t number = 0;; number++) {
		const struct json_plan_node *wanted = NULL;

		while (next < node->len &&
		    node->children[next]->number == JSON_PLAN_NAME)
			next++;
		if (next < node->len && node->children[next]->number == number)
			wanted = node->children[next++];
		token = walk_value(walk, token, wanted, outer + 1);
		if (token == NULL)
			return NULL;
		char byte = byte_at(walk, token++);
		if (byte == ']')
			return token;
		if (byte != ',')
			return NULL;
	}
}

/* A value of which node says what is wanted; NULL: nothing. */
static const uint32_t *
walk_value(struct json_walk *walk, const uint32_t *token,
    const struct json_plan_node *node, size_t outer)
{
	const char *first = walk->batch.ptr + *token;
	const char *end = NULL;
	bool is_leaf = node == NULL || node->len == 0;

	if (!is_leaf) {
		/* Of two members with one name the last one counts. */
		if (walk->seen[node->id] == walk->lines)
			clear_below(walk, node);
		walk->seen[node->id] = walk->lines;
	}
	if (!is_open(*first))
		token = skip_scalar(walk, token, &end);
	else if (is_leaf)
		token = skip_container(walk, token, outer);
	else if (outer == JSON_DEPTH_MAX)
		return NULL;
	else if (*first == '{')
		token = walk_object(walk, token, node, outer);
	else
		token = walk_array(walk, token, node, outer);

	if (token == NULL || node == NULL || node->slot < 0)
		return token;
	if (end == NULL)
		end = walk->batch.ptr + token[-1] + 1;
	walk->fields[node->slot] = (struct slice){ first,
		(size_t)(end - first) };
	return token;
}

/* Where the line ends that begins at walk->line_start: at its LF. */
static size_t
find_line_end(const struct json_walk *walk)
{
	const char *start = walk->batch.ptr + walk->line_start;
	const char *newline = memchr(start, '\n',
	    walk->batch.len - walk->line_start);

	return newline == NULL ? walk->batch.len
			       : (size_t)(newline - walk->batch.ptr);
}

static int
check_line(const struct json_walk *walk, struct slice line, struct err *err)
{
	return (walk->flags & JSON_WALK_ANY) != 0
	    ? json_check(line, err)
	    : json_check_object(line, err);
}

/*
 * May the line be walked, of which the walk takes for granted that its strings
 * are good and that an LF stands behind it?  The one that lacks it must be
 * found valid by other means first.
 */
static bool
is_walkable(const struct json_walk *walk)
{
	size_t end = find_line_end(walk);
	struct slice line = { walk->batch.ptr + walk->line_start,
		end - walk->line_start };
	struct err err = ERR_INIT;

	if (walk->bad < walk->index.bad_len &&
	    walk->index.bad[walk->bad] <= end)
		return false;
	return end < walk->batch.len || check_line(walk, line, &err) == 0;
}

/* The token behind the line, which is not blank, or NULL where it is bad. */
static const uint32_t *
walk_line(struct json_walk *walk)
{
	const uint32_t *first = walk->index.tokens + walk->token;
	const struct json_plan_node *root = NULL;

	if (walk->careful && !is_walkable(walk))
		return NULL;
	if ((walk->flags & JSON_WALK_ANY) == 0 && byte_at(walk, first) != '{')
		return NULL;
	walk->lines++;
	if (walk->plan != NULL) {
		root = walk->plan->root;
		for (size_t i = 0; i < walk->plan->slots_len; i++)
			walk->fields[i] = (struct slice){ NULL, 0 };
	}
	const uint32_t *behind = walk_value(walk, first, root, 0);
	if (behind == NULL || !is_line_end(walk, behind))
		return NULL;
	return behind;
}

/* Leave the line at hand, whose LF is at end, for the next one. */
static void
next_line(struct json_walk *walk, size_t end)
{
	walk->line_start = end + 1;
	walk->line++;
}

/* Tell what is wrong with the line at hand, and leave it. */
static int
reject_line(struct json_walk *walk, struct json_record *record, struct err *err)
{
	size_t end = find_line_end(walk);
	const struct json_index *index = &walk->index;

	*record = (struct json_record){
		.text = { walk->batch.ptr + walk->line_start,
		    end - walk->line_start },
		.has_newline = end < walk->batch.len,
		.line = walk->line,
	};
	int result = check_line(walk, record->text, err);
	assert(result < 0);
	while (walk->token < index->len && index->tokens[walk->token] <= end)
		walk->token++;
	while (walk->bad < index->bad_len && index->bad[walk->bad] <= end)
		walk->bad++;
	next_line(walk, end);
	return result;
}

/* Index what comes next.  1, or 0 at the end of the block, -1 with *err. */
static int
next_batch(struct json_walk *walk, struct err *err)
{
	struct slice rest = walk->rest;
	size_t len = rest.len;

	if (len == 0)
		return 0;
	if (len > BATCH) {
		const char *newline = memchr(rest.ptr + BATCH, '\n',
		    len - BATCH);
		if (newline != NULL)
			len = (size_t)(newline - rest.ptr) + 1;
	}
	walk->batch = (struct slice){ rest.ptr, len };
	walk->rest = (struct slice){ rest.ptr + len, rest.len - len };
	walk->line_start = 0;
	walk->token = 0;
	walk->bad = 0;
	if (json_index_block(&walk->index, walk->batch, err) < 0) {
		walk->index.len = 0;
		return -1;
	}
	walk->careful = walk->index.bad_len > 0 || rest.ptr[len - 1] != '\n';
	return 1;
}

struct json_walk *
json_walk_new(const struct json_plan *plan, unsigned flags, struct err *err)
{
	struct json_walk *walk = calloc(1, sizeof(*walk));

	if (walk == NULL)
		goto fail;
	walk->plan = plan;
	walk->flags = flags;
	if (plan == NULL)
		return walk;
	walk->fields = calloc(plan->slots_len + 1, sizeof(*walk->fields));
	walk->seen = calloc(plan->nodes_len, sizeof(*walk->seen));
	if (walk->fields != NULL && walk->seen != NULL)
		return walk;
fail:
	(void)err_set_errno(err, "cannot take memory");
	json_walk_free(walk);
	return NULL;
}

int
json_walk_start(struct json_walk *walk, struct slice block, struct err *err)
{
	walk->rest = block;
	walk->line = 0;
	walk->index.len = 0;
	walk->token = 0;
	return next_batch(walk, err) < 0 ? -1 : 0;
}

int
json_walk_next(struct json_walk *walk, struct json_record *record,
    struct err *err)
{
	const uint32_t *first;

	for (;;) {
		if (walk->token == walk->index.len) {
			int got = next_batch(walk, err);
			if (got <= 0)
				return got;
		}
		first = walk->index.tokens + walk->token;
		if (!is_line_end(walk, first))
			break;
		walk->token++; /* a blank line */
		next_line(walk, *first);
	}

	const uint32_t *behind = walk_line(walk);
	if (buffer_check(&walk->name, err) < 0)
		return -1;
	if (behind == NULL)
		return reject_line(walk, record, err);
	*record = (struct json_record){
		.text = { walk->batch.ptr + walk->line_start,
		    *behind - walk->line_start },
		.has_newline = *behind < walk->batch.len,
		.line = walk->line,
		.fields = walk->fields,
		.base = walk->batch.ptr,
		.tokens = first,
		.tokens_len = (size_t)(behind - first),
	};
	walk->token = (size_t)(behind + 1 - walk->index.tokens);
	next_line(walk, *behind);
	return 1;
}

void
json_walk_free(struct json_walk *walk)
{
	if (walk == NULL)
		return;
	json_index_free(&walk->index);
	buffer_free(&walk->name);
	free(walk->fields);
	free(walk->seen);
	free(walk);
}
