#include "json/walk.h"

#include <assert.h>
#include <stdlib.h>

#include "json/check.h"
#include "json/index.h"
#include "json/kernel.h"
#include "json/learnt.h"
#include "json/value.h"

/*
 * A block is indexed in batches of whole lines of about so many bytes, so that
 * the tokens are still in the cache when they are walked.
 */
enum { BATCH = 32 * 1024 };

struct json_walk {
	unsigned flags;
	struct json_values values;
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
	struct json_learnt learnt;
	size_t alike; /* so many of the next lines have its shape */
};

/* Is it the LF, or what stands for it? */
static inline bool
is_line_end(const struct json_walk *walk, const uint32_t *token)
{
	return *token == walk->batch.len || walk->batch.ptr[*token] == '\n';
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

static bool
is_valid(const struct json_walk *walk, struct slice line)
{
	struct err err = ERR_INIT; /* large: not to be cleared for each line */

	return check_line(walk, line, &err) == 0;
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

	if (walk->bad < walk->index.bad_len &&
	    walk->index.bad[walk->bad] <= end)
		return false;
	return end < walk->batch.len || is_valid(walk, line);
}

/* The token behind the line, which is not blank, or NULL where it is bad. */
static const uint32_t *
walk_line(struct json_walk *walk)
{
	const uint32_t *first = walk->index.tokens + walk->token;

	if (walk->careful && !is_walkable(walk))
		return NULL;
	if ((walk->flags & JSON_WALK_ANY) == 0 &&
	    walk->batch.ptr[*first] != '{')
		return NULL;
	const uint32_t *behind = json_values_walk(&walk->values, first);
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
	assert(walk->alike == 0);
	if (json_index_block(&walk->index, walk->batch, err) < 0) {
		walk->index.len = 0;
		return -1;
	}
	walk->values.bytes = walk->batch;
	walk->values.escapes = walk->index.escapes;
	walk->careful = walk->index.bad_len > 0 || rest.ptr[len - 1] != '\n';
	return 1;
}

struct json_walk *
json_walk_new(const struct json_plan *plan, unsigned flags, struct err *err)
{
	struct json_walk *walk = calloc(1, sizeof(*walk));

	if (walk == NULL) {
		(void)err_set_errno(err, "cannot take memory");
		return NULL;
	}
	walk->flags = flags;
	if (json_values_init(&walk->values, plan, err) < 0 ||
	    json_learnt_init(&walk->learnt, err) < 0) {
		json_walk_free(walk);
		return NULL;
	}
	return walk;
}

int
json_walk_use(struct json_walk *walk, const char *name, struct err *err)
{
	return json_index_use(&walk->index, name, err);
}

int
json_walk_start(struct json_walk *walk, struct slice block, struct err *err)
{
	walk->rest = block;
	walk->line = 0;
	walk->alike = 0;
	walk->index.len = 0;
	walk->token = 0;
	return next_batch(walk, err) < 0 ? -1 : 0;
}

/*
 * Move to the next line that is not blank.  Returns 1, or 0 at the end of the
 * block, -1 with *err.
 */
static int
find_line(struct json_walk *walk, struct err *err)
{
	for (;;) {
		if (walk->token == walk->index.len) {
			int got = next_batch(walk, err);
			if (got <= 0)
				return got;
		}
		const uint32_t *first = walk->index.tokens + walk->token;
		if (!is_line_end(walk, first))
			return 1;
		walk->token++; /* a blank line */
		next_line(walk, *first);
	}
}

/* How many of the lines at hand have a known shape. */
static size_t
find_alike(struct json_walk *walk)
{
	const struct json_index *index = &walk->index;
	size_t readable = (size_t)(walk->rest.ptr + walk->rest.len -
	    walk->batch.ptr);
	const struct json_shape_lines lines = {
		.base = walk->batch.ptr,
		.tokens = index->tokens + walk->token,
		.tokens_len = index->len - walk->token,
		.limit = walk->bad < index->bad_len ? index->bad[walk->bad]
						    : readable,
	};

	return json_learnt_find(&walk->learnt, index->kernel->match, &lines,
	    readable);
}

/* The line at hand, up to this token, is good: learn its shape. */
static void
learn_line(struct json_walk *walk, const uint32_t *behind)
{
	const struct json_plan *plan = walk->values.plan;
	const uint32_t *first = walk->index.tokens + walk->token;
	const struct json_shape_lines lines = {
		.base = walk->batch.ptr,
		.tokens = first,
		.tokens_len = (size_t)(behind + 1 - first),
	};

	json_learnt_add(&walk->learnt, &lines, walk->values.fields,
	    plan == NULL ? 0 : json_plan_len(plan));
}

/* The line at hand, up to this token, is the next record. */
static inline void
take_record(struct json_walk *walk, struct json_record *record,
    const uint32_t *behind)
{
	const uint32_t *first = walk->index.tokens + walk->token;

	*record = (struct json_record){
		.text = { walk->batch.ptr + walk->line_start,
		    *behind - walk->line_start },
		.has_newline = *behind < walk->batch.len,
		.is_plain = !walk->index.escapes,
		.line = walk->line,
		.fields = walk->values.fields,
		.base = walk->batch.ptr,
		.tokens = first,
		.tokens_len = (size_t)(behind - first),
	};
	walk->token = (size_t)(behind + 1 - walk->index.tokens);
	next_line(walk, *behind);
}

/* The line at hand has the shape that was learnt. */
static inline void
take_alike(struct json_walk *walk, struct json_record *record)
{
	const struct json_shape *shape = walk->learnt.shape;
	const uint32_t *first = walk->index.tokens + walk->token;

	walk->alike--;
	json_shape_fill(shape, walk->batch.ptr, first, walk->values.fields);
	take_record(walk, record, first + shape->tokens_len - 1);
}

/* json_walk_next() for a line that is not known to have the shape. */
static int
walk_next(struct json_walk *walk, struct json_record *record, struct err *err)
{
	int got = find_line(walk, err);

	record->line = walk->line;
	if (got <= 0)
		return got;
	bool is_compared = (walk->flags & JSON_WALK_EACH) == 0 &&
	    !json_learnt_rests(&walk->learnt);
	if (is_compared) {
		walk->alike = find_alike(walk);
		if (walk->alike > 0) {
			take_alike(walk, record);
			return 1;
		}
	}
	const uint32_t *behind = walk_line(walk);
	if (behind == NULL && buffer_check(&walk->values.name, err) < 0)
		return -1;
	if (behind == NULL)
		return reject_line(walk, record, err);
	if (is_compared && *behind < walk->batch.len)
		learn_line(walk, behind);
	take_record(walk, record, behind);
	return 1;
}

int
json_walk_next(struct json_walk *walk, struct json_record *record,
    struct err *err)
{
	if (walk->alike == 0)
		return walk_next(walk, record, err);
	take_alike(walk, record);
	return 1;
}

size_t
json_walk_take(struct json_walk *walk, size_t max, struct slice *lines)
{
	size_t len = walk->alike;
	size_t behind = walk->token + len * walk->learnt.shape->tokens_len;

	if (len == 0)
		return 0;
	size_t end = (size_t)walk->index.tokens[behind - 1] + 1;
	if (end - walk->line_start > max)
		return 0;
	*lines = (struct slice){ walk->batch.ptr + walk->line_start,
		end - walk->line_start };
	walk->token = behind;
	walk->line_start = end;
	walk->line += len;
	walk->alike = 0;
	return len;
}

void
json_walk_free(struct json_walk *walk)
{
	if (walk == NULL)
		return;
	json_index_free(&walk->index);
	json_learnt_free(&walk->learnt);
	json_values_free(&walk->values);
	free(walk);
}
