#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "json/path.h"
#include "json/string.h"
#include "json/walk.h"

enum {
	NAMES_AT_FIRST = 128, /* names that need no memory from the system */
	PAIRS_MAX = 16,       /* objects of more members are sorted */
};

/* A member's name by value. */
struct name {
	struct slice text;
	size_t at; /* offset of its quote in the line */
};

/* An array or object that is open. */
struct frame {
	bool is_object;
	bool name_comes_next;
	size_t names_start; /* how many names there were before it */
	uint64_t number;    /* of an array: of the element at hand */
};

struct checker {
	const struct json_record *record;
	struct err *err;
	struct frame frames[JSON_DEPTH_MAX];
	size_t depth;
	/* Of all objects that are open, those of the outermost first. */
	struct name *names;
	size_t names_len, names_size;
	struct name names_at_first[NAMES_AT_FIRST];
	struct arena decoded; /* the names that have escapes */
};

static int
grow_names(struct checker *checker)
{
	bool is_first = checker->names == checker->names_at_first;
	size_t size = 2 * checker->names_size;
	struct name *names = realloc(is_first ? NULL : checker->names,
	    size * sizeof(*names));

	if (names == NULL)
		return err_set_errno(checker->err, "cannot take memory");
	if (is_first)
		memcpy(names, checker->names_at_first,
		    sizeof(checker->names_at_first));
	checker->names = names;
	checker->names_size = size;
	return 0;
}

/* The text of a name with escapes, in the arena. */
static int
decode(struct checker *checker, struct slice *text)
{
	struct buffer buffer = BUFFER_INIT;
	int result = -1;

	json_string_unescape(*text, &buffer);
	if (buffer_check(&buffer, checker->err) == 0)
		result = arena_copy(&checker->decoded, buffer_slice(&buffer),
		    text, checker->err);
	buffer_free(&buffer);
	return result;
}

static int
add_name(struct checker *checker, const uint32_t *token)
{
	const char *quote = checker->record->base + token[0];
	struct slice text = { quote + 1, token[1] - token[0] - 1 };

	if (memchr(text.ptr, '\\', text.len) != NULL &&
	    decode(checker, &text) < 0)
		return -1;
	if (checker->names_len == checker->names_size &&
	    grow_names(checker) < 0)
		return -1;
	checker->names[checker->names_len++] = (struct name){
		.text = text,
		.at = (size_t)(quote - checker->record->text.ptr),
	};
	return 0;
}

static int
compare_names(const void *a, const void *b)
{
	const struct name *one = a;
	const struct name *other = b;
	int order = slice_compare(one->text, other->text);

	return order != 0 ? order
			  : (one->at > other->at) - (one->at < other->at);
}

/* The first name that stood before, or NULL.  The names may be sorted. */
static const struct name *
find_duplicate(struct name *names, size_t len)
{
	const struct name *found = NULL;

	if (len <= PAIRS_MAX) {
		for (size_t i = 1; i < len; i++) {
			for (size_t j = 0; j < i; j++) {
				if (slice_equal(names[j].text, names[i].text))
					return &names[i];
			}
		}
		return NULL;
	}
	qsort(names, len, sizeof(*names), compare_names);
	for (size_t i = 1; i < len; i++) {
		if (slice_equal(names[i - 1].text, names[i].text) &&
		    (found == NULL || names[i].at < found->at))
			found = &names[i];
	}
	return found;
}

/* Append a step to a JSON Pointer. */
static void
put_step(struct slice name, struct buffer *pointer)
{
	const struct json_path path = { .steps = { name }, .len = 1 };

	json_path_put_pointer(&path, pointer);
}

/* The innermost object has a second member of this name. */
static int
fail(const struct checker *checker, const struct name *name)
{
	struct buffer pointer = BUFFER_INIT;

	for (size_t i = 0; i + 1 < checker->depth; i++) {
		const struct frame *frame = &checker->frames[i];

		if (frame->is_object) {
			/* The last name before those of the next frame. */
			put_step(checker->names[frame[1].names_start - 1].text,
			    &pointer);
		} else {
			buffer_put_byte(&pointer, '/');
			buffer_put_uint(&pointer, frame->number);
		}
	}
	put_step(name->text, &pointer);
	if (buffer_check(&pointer, checker->err) == 0) {
		(void)err_data(checker->err, "duplicate-name", name->at + 1,
		    "the object has a member of this name already");
		err_set_path(checker->err, pointer.bytes, pointer.len);
	}
	buffer_free(&pointer);
	return -1;
}

static void
open_frame(struct checker *checker, bool is_object)
{
	assert(checker->depth < JSON_DEPTH_MAX);
	checker->frames[checker->depth++] = (struct frame){
		.is_object = is_object,
		.name_comes_next = is_object,
		.names_start = checker->names_len,
	};
}

static int
close_frame(struct checker *checker)
{
	assert(checker->depth > 0);
	const struct frame *frame = &checker->frames[checker->depth - 1];

	if (frame->is_object) {
		const struct name *duplicate = find_duplicate(checker->names +
			frame->names_start,
		    checker->names_len - frame->names_start);

		if (duplicate != NULL)
			return fail(checker, duplicate);
		checker->names_len = frame->names_start;
	}
	checker->depth--;
	return 0;
}

/* A string; *at moves from its first to its second quote. */
static int
check_string(struct checker *checker, size_t *at)
{
	const uint32_t *token = checker->record->tokens + (*at)++;

	if (checker->depth == 0)
		return 0;
	struct frame *frame = &checker->frames[checker->depth - 1];
	if (!frame->name_comes_next)
		return 0;
	frame->name_comes_next = false;
	return add_name(checker, token);
}

static void
go_on(struct checker *checker)
{
	struct frame *frame = &checker->frames[checker->depth - 1];

	frame->name_comes_next = frame->is_object;
	frame->number++;
}

static int
check_token(struct checker *checker, size_t *at)
{
	switch (checker->record->base[checker->record->tokens[*at]]) {
	case '{':
		open_frame(checker, true);
		return 0;
	case '[':
		open_frame(checker, false);
		return 0;
	case '}':
	case ']':
		return close_frame(checker);
	case ',':
		go_on(checker);
		return 0;
	case '"':
		return check_string(checker, at);
	default:
		return 0;
	}
}

int
json_check_names(const struct json_record *record, struct err *err)
{
	struct checker checker;
	int result = 0;

	checker.record = record;
	checker.err = err;
	checker.depth = 0;
	checker.names = checker.names_at_first;
	checker.names_len = 0;
	checker.names_size = NAMES_AT_FIRST;
	arena_init(&checker.decoded, SIZE_MAX);
	for (size_t at = 0; at < record->tokens_len && result == 0; at++)
		result = check_token(&checker, &at);
	if (checker.names != checker.names_at_first)
		free(checker.names);
	arena_free(&checker.decoded);
	return result;
}
