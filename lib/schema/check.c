#include "schema/check.h"

#include <assert.h>
#include <stdlib.h>

#include "base/number.h"

static size_t check_value(struct schema_check *check,
    const struct schema_rule *rule, size_t at, bool warning);

/*
 * The value at `at` fails the operation.  Returns true when that is a warning
 * and the walk goes on; the first one is kept.
 */
static bool
fail(struct schema_check *check, const struct schema_op *op, size_t at,
    const struct schema_property *missing, bool warning)
{
	if (!warning) {
		describe(check, op, at, missing, &check->failure);
		return false;
	}
	if (!check->warned)
		describe(check, op, at, missing, &check->warning);
	check->warned = true;
	return true;
}

size_t
count_characters(struct slice text)
{
	size_t len = 0;

	/* Each has one byte that does not continue another. */
	for (size_t i = 0; i < text.len; i++)
		len += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
	return len;
}

/* The text of the string at `at`, valid until the next call. */
static struct slice
string_text(struct schema_check *check, size_t at)
{
	struct slice raw = token_raw(check->record, at);

	if (raw.len == 0 || memchr(raw.ptr, '\\', raw.len) == NULL)
		return raw;
	buffer_clear(&check->text);
	json_string_unescape(raw, &check->text);
	return buffer_slice(&check->text);
}

static bool
is_one_of(const struct schema_check *check, size_t at,
    const struct json_node *list)
{
	const struct json_node *node = list->first;

	while (node != NULL && !value_equals(check, at, node))
		node = node->next;
	return node != NULL;
}

/* Returns 1 when the value fits, 0 when not, -1 with check->failure set. */
static int
fits_pattern(struct schema_check *check, const struct schema_op *op, size_t at)
{
	int got = pattern_find(op->as.pattern, string_text(check, at),
	    &check->failure);

	check->gave_up = got < 0 && check->failure.kind == ERR_DATA;
	return check->gave_up ? 0 : got;
}

static bool
fits_format(struct schema_check *check, const struct format *format, size_t at)
{
	return format->fits(token_byte(check->record, at) == '"'
		? string_text(check, at)
		: check->number);
}

/* An operation on a value that needs no look at its parts; likewise. */
static int
fits(struct schema_check *check, const struct schema_op *op, size_t at)
{
	struct slice limit = op->node->text;

	switch (op->code) {
	case SCHEMA_INTEGER:
		return number_is_integer(check->number);
	case SCHEMA_CONST:
		return value_equals(check, at, op->node);
	case SCHEMA_ENUM:
		return is_one_of(check, at, op->node);
	case SCHEMA_MINIMUM:
		return number_compare(check->number, limit) >= 0;
	case SCHEMA_MAXIMUM:
		return number_compare(check->number, limit) <= 0;
	case SCHEMA_EXCLUSIVE_MINIMUM:
		return number_compare(check->number, limit) > 0;
	case SCHEMA_EXCLUSIVE_MAXIMUM:
		return number_compare(check->number, limit) < 0;
	case SCHEMA_MIN_LENGTH:
		return count_characters(string_text(check, at)) >=
		    op->as.length;
	case SCHEMA_MAX_LENGTH:
		/* No string has more characters than bytes. */
		return token_raw(check->record, at).len <= op->as.length ||
		    count_characters(string_text(check, at)) <= op->as.length;
	case SCHEMA_PATTERN:
		return fits_pattern(check, op, at);
	case SCHEMA_FORMAT:
		return fits_format(check, op->as.format, at);
	case SCHEMA_FALSE:
	case SCHEMA_TYPE:
	case SCHEMA_END:
	case SCHEMA_OBJECT:
	case SCHEMA_ITEMS:
	default:
		return false;
	}
}

/*
 * The property that the name at this token is, or NULL.  Streams repeat their
 * order, so the one behind the last found is tried first.
 */
static const struct schema_property *
find_property(struct schema_check *check, const struct schema_object *object,
    size_t name, size_t *next)
{
	struct slice raw = token_raw(check->record, name);
	const struct schema_property *property = &object->properties[*next];

	if (*next < object->len && property->plain &&
	    slice_equal(raw, property->name)) {
		++*next;
		return property;
	}
	property = schema_property_find(check->schema, object,
	    string_text(check, name));
	if (property != NULL)
		*next = (size_t)(property - object->properties) + 1;
	return property;
}

/* Has every required member been seen? */
static bool
check_required(struct schema_check *check, const struct schema_op *op,
    size_t at, const uint64_t *seen, bool warning)
{
	const struct schema_object *object = op->as.object;

	for (size_t i = 0; i < object->required_len; i++) {
		if ((seen[i / 64] >> (i % 64) & 1) != 0)
			continue;
		return fail(check, op, at,
		    &object->properties[object->required[i]], warning);
	}
	return true;
}

/* One member.  Returns the token behind it, or 0 when it fails. */
static size_t
check_member(struct schema_check *check, const struct schema_object *object,
    size_t name, size_t *next, bool warning)
{
	uint64_t *seen = check->seen + (check->depth - 1) * check->seen_words;
	const struct schema_property *property = find_property(check, object,
	    name, next);
	const struct schema_rule *rule = property == NULL ||
		property->is_additional
	    ? object->additional
	    : property->rule;

	if (property != NULL && property->required > 0) {
		size_t bit = property->required - 1;

		seen[bit / 64] |= UINT64_C(1) << (bit % 64);
	}
	if (rule == NULL || is_hidden(check, name))
		return json_skip(check->record, name + 3);
	return check_value(check, rule, name + 3, warning);
}

/* Returns the token behind the object, or 0 when it fails. */
static size_t
check_object(struct schema_check *check, const struct schema_op *op, size_t at,
    bool warning)
{
	const struct json_record *record = check->record;
	uint64_t *seen = check->seen + check->depth * check->seen_words;
	size_t next = 0;
	size_t member = at + 1;

	assert(check->depth < JSON_DEPTH_MAX);
	check->depth++;
	memset(seen, 0, check->seen_words * sizeof(*seen));
	while (token_byte(record, member) == '"') {
		member = check_member(check, op->as.object, member, &next,
		    warning);
		if (member == 0)
			return 0;
		if (token_byte(record, member) == ',')
			member++;
	}
	check->depth--;
	return check_required(check, op, at, seen, warning) ? member + 1 : 0;
}

/* Returns the token behind the array, or 0 when an element fails. */
static size_t
check_items(struct schema_check *check, const struct schema_op *op, size_t at,
    bool warning)
{
	const struct json_record *record = check->record;
	size_t element = at + 1;

	assert(check->depth < JSON_DEPTH_MAX);
	check->depth++;
	while (token_byte(record, element) != ']') {
		element = check_value(check, op->as.rule, element, warning);
		if (element == 0)
			return 0;
		if (token_byte(record, element) == ',')
			element++;
	}
	check->depth--;
	return element + 1;
}

/*
 * Run one operation.  Returns the token behind the value where it was found on
 * the way, 1 where it was not, 0 when the value fails.
 */
static size_t
run_op(struct schema_check *check, const struct schema_op *op, size_t at,
    bool warning)
{
	if (op->code == SCHEMA_OBJECT)
		return check_object(check, op, at, warning);
	if (op->code == SCHEMA_ITEMS)
		return check_items(check, op, at, warning);
	int got = fits(check, op, at);

	return got > 0 || (got == 0 && fail(check, op, at, NULL, warning));
}

/*
 * The value at `at` against a rule; warning: what fails is one.  Returns the
 * token behind the value, or 0 when it fails and check->failure says why.
 * The recursion is as deep as the record, for a reference is a jump.
 */
static size_t
check_value(struct schema_check *check, const struct schema_rule *rule,
    size_t at, bool warning)
{
	enum json_type type = token_type(check->record, at);
	size_t end = 1;

	if (type == JSON_NUMBER)
		check->number = json_value(check->record, at);
	for (; rule != NULL; rule = rule->ref) {
		warning |= rule->warning;
		for (const struct schema_op *op = rule->ops[type];
		     op->code != SCHEMA_END; op++) {
			size_t got = run_op(check, op, at, warning);

			if (got == 0)
				return 0;
			if (got > 1)
				end = got;
		}
	}
	return end > 1 ? end : json_skip(check->record, at);
}

struct schema_check *
schema_check_new(const struct schema *schema, struct err *err)
{
	struct schema_check *check = calloc(1, sizeof(*check));

	if (check == NULL) {
		(void)err_set_errno(err, "cannot take memory");
		return NULL;
	}
	check->schema = schema;
	check->seen_words = schema->required_max / 64 + 1;
	check->seen = calloc(JSON_DEPTH_MAX * check->seen_words,
	    sizeof(*check->seen));
	if (check->seen == NULL) {
		(void)err_set_errno(err, "cannot take memory");
		schema_check_free(check);
		return NULL;
	}
	return check;
}

/*
 * The record as it stands, hidden members left out where they are known.
 * Returns as schema_check() does, the errors are in check.
 */
static int
run(struct schema_check *check)
{
	check->depth = 0;
	check->warned = false;
	size_t end = check_value(check, check->schema->root, 0, false);

	if (end == 0 || buffer_check(&check->text, &check->failure) < 0)
		return -1;
	return check->warned;
}

int
schema_check(struct schema_check *check, const struct json_record *record,
    struct err *err)
{
	check->record = record;
	check->has_hidden = false;
	int got = run(check);

	if (got == 0)
		return 0;
	/* It may be that what fails does not count. */
	struct err names = ERR_INIT;
	if ((got > 0 || check->failure.kind == ERR_DATA) &&
	    json_check_names(record, &names) < 0) {
		if (find_hidden(check, err) < 0)
			return -1;
		got = run(check);
	}
	if (got != 0)
		*err = got < 0 ? check->failure : check->warning;
	return got;
}

void
schema_check_free(struct schema_check *check)
{
	if (check == NULL)
		return;
	buffer_free(&check->text);
	free(check->seen);
	free(check->hidden);
	free(check);
}
