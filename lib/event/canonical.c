#include "event/canonical.h"

#include <stdlib.h>

#include "event/key.h"
#include "json/string.h"

/*
 * An object is written as its members in the order of their names, a scalar
 * with its length: '=' and what key_put_part() appends.
 */
struct member {
	struct slice name; /* by value */
	size_t value;      /* its token */
};

/* The members of the objects that are being written, the inner ones last. */
struct members {
	struct member *at; /* owned */
	size_t len, size;
	struct buffer names; /* those with escapes, of the innermost object */
};

/* The tokens of a member: two quotes, a colon, then the value. */
enum { NAME_TOKENS = 3 };

static int
push(struct members *members, struct member member, struct err *err)
{
	enum { FIRST_SIZE = 64 };

	if (members->len == members->size) {
		size_t size = members->size == 0 ? FIRST_SIZE
						 : 2 * members->size;
		struct member *at = realloc(members->at, size * sizeof(*at));

		if (at == NULL)
			return err_set_errno(err, "cannot take memory");
		members->at = at;
		members->size = size;
	}
	members->at[members->len++] = member;
	return 0;
}

/*
 * A name by value.  One with escapes is put into the buffer, which may still
 * move: its ptr stays NULL for now.
 */
static struct slice
read_name(struct slice name, struct buffer *names)
{
	struct slice raw = json_string_raw(name);
	size_t before = names->len;

	if (memchr(raw.ptr, '\\', raw.len) == NULL)
		return raw;
	json_string_unescape(raw, names);
	return (struct slice){ NULL, names->len - before };
}

static char
token_byte(const struct json_record *record, size_t token)
{
	return record->base[record->tokens[token]];
}

/* Push the members of the object that begins at this token. */
static int
collect(const struct json_record *record, size_t token, struct members *members,
    struct err *err)
{
	const size_t first = members->len;

	buffer_clear(&members->names);
	if (token_byte(record, token + 1) == '}')
		return 0;
	/* token is the brace or the comma in front of a member */
	while (token_byte(record, token) != '}') {
		struct slice name = json_value(record, token + 1);
		struct member member = { read_name(name, &members->names),
			token + 1 + NAME_TOKENS };

		if (push(members, member, err) < 0)
			return -1;
		token = json_skip(record, member.value);
	}
	if (buffer_check(&members->names, err) < 0)
		return -1;

	const char *escaped = members->names.bytes;
	for (size_t i = first; i < members->len; i++) {
		struct slice *name = &members->at[i].name;

		if (name->ptr != NULL)
			continue;
		name->ptr = escaped;
		escaped += name->len;
	}
	return 0;
}

/* By name; of one name the last one first. */
static int
compare(const void *a, const void *b)
{
	const struct member *in_a = a;
	const struct member *in_b = b;
	int order = slice_compare(in_a->name, in_b->name);

	if (order != 0)
		return order;
	return (in_a->value < in_b->value) - (in_a->value > in_b->value);
}

/* Push them in order, each name once. */
static int
collect_sorted(const struct json_record *record, size_t token,
    struct members *members, struct err *err)
{
	const size_t first = members->len;
	size_t kept = first;

	if (collect(record, token, members, err) < 0)
		return -1;
	if (members->len > first)
		qsort(members->at + first, members->len - first,
		    sizeof(struct member), compare);
	for (size_t i = first; i < members->len; i++) {
		const struct member *member = &members->at[i];

		if (kept == first ||
		    !slice_equal(member->name, members->at[kept - 1].name))
			members->at[kept++] = *member;
	}
	members->len = kept;
	return 0;
}

static int put_value(const struct json_record *record, size_t token,
    struct members *members, struct buffer *out, struct err *err);

static int
put_object(const struct json_record *record, size_t token,
    struct members *members, struct buffer *out, struct err *err)
{
	const size_t first = members->len;

	if (collect_sorted(record, token, members, err) < 0)
		return -1;
	const size_t end = members->len;
	for (size_t i = first; i < end; i++) {
		size_t value = members->at[i].value;

		key_put_part(json_value(record, value - NAME_TOKENS), out);
		if (put_value(record, value, members, out, err) < 0)
			return -1;
	}
	members->len = first;
	return 0;
}

static int
put_array(const struct json_record *record, size_t token,
    struct members *members, struct buffer *out, struct err *err)
{
	if (token_byte(record, token + 1) == ']')
		return 0;
	/* token is the bracket or the comma in front of an element */
	while (token_byte(record, token) != ']') {
		if (put_value(record, token + 1, members, out, err) < 0)
			return -1;
		token = json_skip(record, token + 1);
	}
	return 0;
}

/* The walk has limited the nesting, and with it the recursion. */
static int
put_value(const struct json_record *record, size_t token,
    struct members *members, struct buffer *out, struct err *err)
{
	int result = 0;

	switch (token_byte(record, token)) {
	case '{':
		buffer_put_byte(out, '{');
		result = put_object(record, token, members, out, err);
		buffer_put_byte(out, '}');
		break;
	case '[':
		buffer_put_byte(out, '[');
		result = put_array(record, token, members, out, err);
		buffer_put_byte(out, ']');
		break;
	default:
		buffer_put_byte(out, '=');
		key_put_part(json_value(record, token), out);
	}
	return result;
}

int
canonical_put(const struct json_record *record, size_t token,
    struct buffer *out, struct err *err)
{
	struct members members = { .names = BUFFER_INIT };
	int result = put_value(record, token, &members, out, err);

	if (result == 0)
		result = buffer_check(out, err);
	buffer_free(&members.names);
	free(members.at);
	return result;
}
