#include <assert.h>

#include "schema/compile.h"

enum { FIRST_SLOTS = 4 };

const struct schema_property *
schema_property_find(const struct schema *schema,
    const struct schema_object *object, struct slice name)
{
	size_t mask = object->slots_len - 1;
	size_t at = (size_t)hash_bytes(&schema->hash, name) & mask;

	for (; object->slots[at] != 0; at = (at + 1) & mask) {
		const struct schema_property
		    *property = &object->properties[object->slots[at] - 1];

		if (slice_equal(property->name, name))
			return property;
	}
	return NULL;
}

/* Add a property, which must not be there yet. */
static struct schema_property *
add(const struct schema *schema, struct schema_object *object,
    struct slice name)
{
	size_t mask = object->slots_len - 1;
	size_t at = (size_t)hash_bytes(&schema->hash, name) & mask;
	struct schema_property *property = &object->properties[object->len++];

	assert(object->len <= object->slots_len / 2);
	while (object->slots[at] != 0)
		at = (at + 1) & mask;
	object->slots[at] = (uint32_t)object->len;
	*property = (struct schema_property){
		.name = name,
		.plain = name.len == 0 ||
		    memchr(name.ptr, '\\', name.len) == NULL,
	};
	return property;
}

/* Room for so many properties, of which so many are required. */
static int
take_room(struct compiler *compiler, struct schema_object *object,
    size_t properties, size_t required, struct err *err)
{
	struct arena *arena = &compiler->schema->arena;

	object->slots_len = FIRST_SLOTS;
	while (object->slots_len < 2 * properties)
		object->slots_len *= 2;
	object->properties = arena_take(arena,
	    (properties + 1) * sizeof(*object->properties), err);
	object->required = arena_take(arena,
	    (required + 1) * sizeof(*object->required), err);
	object->slots = arena_take(arena,
	    object->slots_len * sizeof(*object->slots), err);
	if (object->properties == NULL || object->required == NULL ||
	    object->slots == NULL)
		return -1;
	memset(object->slots, 0, object->slots_len * sizeof(*object->slots));
	return 0;
}

/* The members that `required` names; *object has those of `properties`. */
static void
require(const struct schema *schema, struct schema_object *object,
    const struct json_node *required)
{
	for (const struct json_node *node = required->first; node != NULL;
	     node = node->next) {
		const struct schema_property
		    *found = schema_property_find(schema, object, node->text);
		struct schema_property *property = found == NULL
		    ? add(schema, object, node->text)
		    : &object->properties[found - object->properties];

		if (found == NULL)
			property->is_additional = true;
		object->required[object->required_len++] = (uint32_t)(property -
		    object->properties);
		property->required = (uint32_t)object->required_len;
	}
}

int
object_compile(struct compiler *compiler, const struct schema_rule *rule,
    struct err *err)
{
	const struct json_node *properties = json_tree_get(rule->node,
	    SLICE("properties"));
	const struct json_node *required = json_tree_get(rule->node,
	    SLICE("required"));
	const struct json_node *additional = json_tree_get(rule->node,
	    SLICE("additionalProperties"));
	size_t required_len = required == NULL ? 0 : required->len;
	size_t len = required_len + (properties == NULL ? 0 : properties->len);
	struct schema *schema = compiler->schema;

	struct schema_object *object = arena_take(&schema->arena,
	    sizeof(*object), err);
	if (object == NULL)
		return -1;
	*object = (struct schema_object){ .len = 0 };
	if (take_room(compiler, object, len, required_len, err) < 0)
		return -1;
	for (const struct json_node *node =
		 properties == NULL ? NULL : properties->first;
	     node != NULL; node = node->next) {
		struct schema_property *property = add(schema, object,
		    node->name);

		property->rule = compiler_rule(compiler, node, "properties",
		    rule->embedded, err);
		if (property->rule == NULL)
			return -1;
	}
	if (required != NULL)
		require(schema, object, required);
	if (schema->required_max < required_len)
		schema->required_max = required_len;
	if (additional != NULL) {
		object->additional = compiler_rule(compiler, additional,
		    "additionalProperties", rule->embedded, err);
		if (object->additional == NULL)
			return -1;
	}
	compiler_add(compiler, 1u << JSON_OBJECT,
	    &(struct schema_op){ .code = SCHEMA_OBJECT,
		.keyword = "required",
		.node = required,
		.as.object = object });
	return 0;
}
