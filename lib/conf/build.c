#include "conf/build.h"

#include <assert.h>
#include <stdint.h>

#include "base/table.h"
#include "conf/event.h"
#include "conf/names.h"

/* More than CONF_BYTES_MAX bytes of text can need. */
enum { ANCHORS_MEMORY_MAX = 256 << 20 };

struct builder {
	struct conf *conf;
	struct conf_events *events;
	struct table *anchors;   /* struct anchor by name */
	struct conf_names names; /* of the members of all maps */
	uint64_t maps;           /* so far */
	size_t nodes;            /* so far, aliases counted in full */
	size_t depth;            /* how many lists and maps are open */
};

/* What an anchor names: NULL as long as the node is not complete. */
struct anchor {
	const struct conf_node *node;
};

/* A list or map that is being built: children are added at its end. */
struct parent {
	struct conf_node *node;
	struct conf_node *last;
	uint64_t map; /* its number, if it is one */
};

static struct conf_node *
build(struct builder *builder, const struct conf_event *event, struct err *err);

/* Fail where an event stands. */
static int
fail(const struct builder *builder, const struct conf_event *event,
    struct err *err, const char *text)
{
	return err_place(err, builder->conf->file, event->line, event->column,
	    "%s", text);
}

/* May so many nodes, so high, come here?  Then they are counted. */
static int
admit(struct builder *builder, const struct conf_event *event, size_t nodes,
    size_t height, struct err *err)
{
	if (builder->depth + height > CONF_DEPTH_MAX)
		return fail(builder, event, err,
		    "nested too deep, what an alias names included");
	if (nodes > CONF_NODES_MAX - builder->nodes)
		return fail(builder, event, err,
		    "too many values, those that aliases repeat included");
	builder->nodes += nodes;
	return 0;
}

/* A node that stands where the event does; NULL with *err set on failure. */
static struct conf_node *
new_node(struct builder *builder, enum conf_kind kind,
    const struct conf_event *event, struct err *err)
{
	struct conf_node *node = arena_take(&builder->conf->arena,
	    sizeof(*node), err);

	if (node != NULL)
		*node = (struct conf_node){
			.kind = kind,
			.line = event->line,
			.column = event->column,
			.nodes = 1,
			.height = 1,
		};
	return node;
}

static struct conf_node *
build_scalar(struct builder *builder, const struct conf_event *event,
    struct err *err)
{
	struct slice text = event->text;
	char *bytes = arena_take(&builder->conf->arena, text.len + 1, err);
	struct conf_node *node = new_node(builder, CONF_SCALAR, event, err);

	if (bytes == NULL || node == NULL)
		return NULL;
	if (text.len > 0)
		memcpy(bytes, text.ptr, text.len);
	bytes[text.len] = '\0';
	node->text = (struct slice){ bytes, text.len };
	node->quoted = event->quoted;
	return node;
}

/* What an alias names, at the alias' own place. */
static struct conf_node *
build_alias(struct builder *builder, const struct conf_event *event,
    struct err *err)
{
	struct table_entry *entry = table_find(builder->anchors, event->text);

	if (entry == NULL) {
		(void)fail(builder, event, err,
		    "this alias names no anchor that stands before it");
		return NULL;
	}
	const struct conf_node *named = ((struct anchor *)entry->value)->node;
	if (named == NULL) {
		(void)fail(builder, event, err,
		    "this alias stands inside of what it names");
		return NULL;
	}
	if (admit(builder, event, named->nodes, named->height, err) < 0)
		return NULL;
	struct conf_node *node = new_node(builder, named->kind, event, err);
	if (node == NULL)
		return NULL;
	*node = *named;
	node->next = NULL;
	node->line = event->line;
	node->column = event->column;
	return node;
}

static void
append(struct parent *parent, struct conf_node *child)
{
	struct conf_node *node = parent->node;

	child->next = NULL;
	if (parent->last == NULL)
		node->first = child;
	else
		parent->last->next = child;
	parent->last = child;
	node->len++;
	node->nodes += child->nodes;
	if (node->height <= child->height)
		node->height = child->height + 1;
	assert(node->height <= CONF_DEPTH_MAX);
}

static int
build_list(struct builder *builder, struct conf_node *node, struct err *err)
{
	struct parent list = { .node = node };

	for (;;) {
		struct conf_event event;

		if (conf_events_next(builder->events, &event, err) < 0)
			return -1;
		if (event.kind == CONF_EVENT_END)
			return 0;
		struct conf_node *element = build(builder, &event, err);
		if (element == NULL)
			return -1;
		append(&list, element);
	}
}

/* Is the name of a member a scalar, and one that the map does not have yet? */
static int
check_name(struct builder *builder, const struct parent *map,
    const struct conf_node *name, struct err *err)
{
	size_t *line = NULL;

	if (name->kind != CONF_SCALAR)
		return conf_err(builder->conf, name, err,
		    "a name is a text, not a list or a map");
	int is_new = conf_names_take(&builder->names, map->map, name->text,
	    &line, err);
	if (is_new < 0)
		return -1;
	if (is_new == 0)
		return conf_err(builder->conf, name, err,
		    "'%s' stands twice, first in line %zu", name->text.ptr,
		    *line);
	*line = name->line;
	return 0;
}

/*
 * The name that an event begins, and what it stands for.  *is_merge is set
 * where the name is `<<`, so that the members of what it stands for are meant.
 */
static struct conf_node *
build_member(struct builder *builder, const struct parent *map,
    struct conf_event *event, bool *is_merge, struct err *err)
{
	const struct conf_node *name = build(builder, event, err);

	if (name == NULL || check_name(builder, map, name, err) < 0 ||
	    conf_events_next(builder->events, event, err) < 0)
		return NULL;
	struct conf_node *member = build(builder, event, err);
	if (member == NULL)
		return NULL;
	member->name = name->text;
	member->name_line = name->line;
	member->name_column = name->column;
	*is_merge = !name->quoted && slice_equal(name->text, SLICE("<<"));
	return member;
}

/* Append copies of the members of from whose names the map does not have. */
static int
merge_map(struct builder *builder, struct parent *map,
    const struct conf_node *from, struct err *err)
{
	if (from->kind != CONF_MAP)
		return conf_err(builder->conf, from, err,
		    "'<<' takes a map or a list of maps");
	for (const struct conf_node *member = from->first; member != NULL;
	     member = member->next) {
		size_t *line = NULL;
		int is_new = conf_names_take(&builder->names, map->map,
		    member->name, &line, err);

		if (is_new < 0)
			return -1;
		if (is_new == 0)
			continue;
		*line = member->name_line;
		struct conf_node *copy = arena_take(&builder->conf->arena,
		    sizeof(*copy), err);
		if (copy == NULL)
			return -1;
		*copy = *member;
		append(map, copy);
	}
	return 0;
}

/* What stands behind `<<`: a map, or several, of which the first ones win. */
static int
merge(struct builder *builder, struct parent *map, const struct conf_node *from,
    struct err *err)
{
	int result = 0;

	if (from->kind != CONF_LIST)
		return merge_map(builder, map, from, err);
	for (const struct conf_node *element = from->first;
	     element != NULL && result == 0; element = element->next)
		result = merge_map(builder, map, element, err);
	return result;
}

/*
 * Put the members that `<<` stands for where it stood, behind the member
 * before (NULL: in front), now that all names of the map are known.
 */
static int
insert_merged(struct builder *builder, struct parent *map,
    struct conf_node *before, const struct conf_node *merged, struct err *err)
{
	struct conf_node *last = map->last;
	const struct conf_node *rest = before == NULL ? map->node->first
						      : before->next;

	map->last = before;
	if (merge(builder, map, merged, err) < 0)
		return -1;
	if (map->last == NULL)
		map->node->first = rest;
	else
		map->last->next = rest;
	if (rest != NULL)
		map->last = last;
	return 0;
}

static int
build_map(struct builder *builder, struct conf_node *node, struct err *err)
{
	struct parent map = { .node = node, .map = builder->maps++ };
	struct conf_node *before = NULL;
	struct conf_node *merged = NULL;

	for (;;) {
		struct conf_event event;
		bool is_merge = false;

		if (conf_events_next(builder->events, &event, err) < 0)
			return -1;
		if (event.kind == CONF_EVENT_END)
			break;
		struct conf_node *member = build_member(builder, &map, &event,
		    &is_merge, err);
		if (member == NULL)
			return -1;
		if (is_merge) {
			before = map.last;
			merged = member;
		} else {
			append(&map, member);
		}
	}
	if (merged == NULL)
		return 0;
	return insert_merged(builder, &map, before, merged, err);
}

/* A list or map, from its first event to its last. */
static struct conf_node *
build_parent(struct builder *builder, const struct conf_event *event,
    struct err *err)
{
	bool is_list = event->kind == CONF_EVENT_LIST;
	struct conf_node *node = new_node(builder,
	    is_list ? CONF_LIST : CONF_MAP, event, err);

	if (node == NULL)
		return NULL;
	builder->depth++;
	int result = is_list ? build_list(builder, node, err)
			     : build_map(builder, node, err);
	builder->depth--;
	return result < 0 ? NULL : node;
}

/* The node that begins with this event; NULL with *err set on failure. */
static struct conf_node *
build(struct builder *builder, const struct conf_event *event, struct err *err)
{
	struct table_entry *anchor = NULL;
	struct conf_node *node;

	if (event->kind == CONF_EVENT_ALIAS)
		return build_alias(builder, event, err);
	if (admit(builder, event, 1, 1, err) < 0)
		return NULL;
	if (event->anchor.len > 0 &&
	    table_put(builder->anchors, event->anchor, &anchor, err) < 0)
		return NULL;
	if (anchor != NULL)
		((struct anchor *)anchor->value)->node = NULL;
	if (event->kind == CONF_EVENT_SCALAR)
		node = build_scalar(builder, event, err);
	else
		node = build_parent(builder, event, err);
	if (anchor != NULL)
		((struct anchor *)anchor->value)->node = node;
	return node;
}

/* The document, or the empty map where there is none. */
static int
build_root(struct builder *builder, struct err *err)
{
	struct conf_event event;
	struct conf_node *root;

	if (conf_events_next(builder->events, &event, err) < 0)
		return -1;
	if (event.kind == CONF_EVENT_EOF)
		root = new_node(builder, CONF_MAP, &event, err);
	else
		root = build(builder, &event, err);
	if (root == NULL)
		return -1;
	while (event.kind != CONF_EVENT_EOF) {
		if (conf_events_next(builder->events, &event, err) < 0)
			return -1;
	}
	if (conf_is_null(root))
		root->kind = CONF_MAP;
	if (root->kind != CONF_MAP)
		return conf_err(builder->conf, root, err,
		    "expected settings, such as 'name: value'");
	builder->conf->root = root;
	return 0;
}

int
conf_build(struct conf *conf, struct slice text, struct err *err)
{
	struct builder builder = { .conf = conf };
	int result = -1;

	builder.anchors = table_new(sizeof(struct anchor), ANCHORS_MEMORY_MAX,
	    err);
	if (conf_names_init(&builder.names, err) < 0 || builder.anchors == NULL)
		goto out;
	builder.events = conf_events_new(text, conf->file, err);
	if (builder.events == NULL)
		goto out;
	result = build_root(&builder, err);
out:
	conf_events_free(builder.events);
	table_free(builder.anchors);
	conf_names_free(&builder.names);
	return result;
}
