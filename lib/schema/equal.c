#include "base/number.h"
#include "schema/check.h"

/*
 * A record's value and a schema's.  The recursion is as deep as the schema's
 * value, which json/tree bounds by JSON_DEPTH_MAX.
 *
 * While hidden members are not known they are compared like all others: what is
 * found equal then is equal.
 */

static bool
array_equals(const struct schema_check *check, size_t at,
    const struct json_node *node)
{
	const struct json_record *record = check->record;
	const struct json_node *element = node->first;
	size_t value = at + 1;

	for (; element != NULL && token_byte(record, value) != ']';
	     element = element->next) {
		if (!value_equals(check, value, element))
			return false;
		value = json_skip(record, value);
		if (token_byte(record, value) == ',')
			value++;
	}
	return element == NULL && token_byte(record, value) == ']';
}

static const struct json_node *
member_named(const struct json_node *object, struct slice raw)
{
	const struct json_node *member = object->first;

	while (member != NULL && !json_string_is(raw, member->name))
		member = member->next;
	return member;
}

static bool
has_member(const struct schema_check *check, size_t at, struct slice name)
{
	const struct json_record *record = check->record;

	for (size_t member = at + 1; token_byte(record, member) == '"';) {
		if (json_string_is(token_raw(record, member), name))
			return true;
		member = json_skip(record, member + 3);
		if (token_byte(record, member) == ',')
			member++;
	}
	return false;
}

/* Each member of the one is in the other, and the other way round. */
static bool
object_equals(const struct schema_check *check, size_t at,
    const struct json_node *node)
{
	const struct json_record *record = check->record;

	for (size_t name = at + 1; token_byte(record, name) == '"';) {
		const struct json_node *member = member_named(node,
		    token_raw(record, name));

		if (!is_hidden(check, name) &&
		    (member == NULL || !value_equals(check, name + 3, member)))
			return false;
		name = json_skip(record, name + 3);
		if (token_byte(record, name) == ',')
			name++;
	}
	for (const struct json_node *member = node->first; member != NULL;
	     member = member->next) {
		if (!has_member(check, at, member->name))
			return false;
	}
	return true;
}

bool
value_equals(const struct schema_check *check, size_t at,
    const struct json_node *node)
{
	const struct json_record *record = check->record;

	if (token_type(record, at) != node->type)
		return false;
	switch (node->type) {
	case JSON_NULL:
		return true;
	case JSON_BOOL:
		return token_byte(record, at) == node->text.ptr[0];
	case JSON_NUMBER:
		return number_compare(json_value(record, at), node->text) == 0;
	case JSON_STRING:
		return json_string_is(token_raw(record, at), node->text);
	case JSON_ARRAY:
		return array_equals(check, at, node);
	case JSON_OBJECT:
	default:
		return object_equals(check, at, node);
	}
}
