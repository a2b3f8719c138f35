#include "gen/compile.h"

#include <assert.h>

#include "gen/put.h"

void
compile_bytes(struct compile *compile, struct slice bytes)
{
	buffer_put(&compile->literal, bytes);
	compile->max += bytes.len;
}

void
compile_escaped(struct compile *compile, struct slice text)
{
	size_t before = compile->literal.len;

	style_escape(&compile->style, text, &compile->literal);
	compile->max += compile->literal.len - before;
}

static struct program_op *
op_at(const struct compile *compile, int number)
{
	/* A buffer's bytes come from malloc(), so they are aligned. */
	struct program_op *ops = (void *)compile->ops.bytes;

	return &ops[number];
}

static size_t
ops_len(const struct compile *compile)
{
	return compile->ops.len / sizeof(struct program_op);
}

static size_t
names_len(const struct compile *compile)
{
	return compile->names.len / sizeof(struct compile_name);
}

static int
check_limits(const struct compile *compile, struct err *err)
{
	if (compile->max > COMPILE_LINE_MAX)
		return conf_err(compile->conf, compile->model, err,
		    "a line of this model may be longer than %d bytes",
		    COMPILE_LINE_MAX);
	if (ops_len(compile) >= COMPILE_OPS_MAX)
		return conf_err(compile->conf, compile->model, err,
		    "this model has more than %d parts", COMPILE_OPS_MAX);
	return 0;
}

int
compile_op(struct compile *compile, const struct program_op *op, size_t max,
    struct err *err)
{
	struct program_op copy = *op;

	compile->max += max;
	if (check_limits(compile, err) < 0 ||
	    buffer_check(&compile->literal, err) < 0 ||
	    texts_copy(buffer_slice(&compile->literal), compile->arena,
		&copy.before, err) < 0)
		return -1;
	buffer_clear(&compile->literal);
	buffer_put(&compile->ops,
	    (struct slice){ (const char *)&copy, sizeof(copy) });
	if (buffer_check(&compile->ops, err) < 0)
		return -1;
	return (int)ops_len(compile) - 1;
}

int
compile_put(struct compile *compile, struct program_op *op, program_put *put,
    size_t max, struct err *err)
{
	op->code = PROGRAM_PUT;
	op->put = put;
	return compile_op(compile, op, max, err) < 0 ? -1 : 0;
}

int
compile_here(struct compile *compile, struct err *err)
{
	const struct program_op text = { .code = PROGRAM_TEXT };

	if (compile->literal.len > 0 && compile_op(compile, &text, 0, err) < 0)
		return -1;
	return (int)ops_len(compile);
}

int
compile_patch(struct compile *compile, int number, struct err *err)
{
	int here = compile_here(compile, err);

	if (here < 0)
		return -1;
	op_at(compile, number)->target = (uint32_t)here;
	return 0;
}

int
compile_loop_start(struct compile *compile, struct compile_loop *loop,
    const int64_t range[2], struct err *err)
{
	struct program_op op = { .code = PROGRAM_LOOP,
		.level = compile->loops };

	assert(range[0] >= 0 && range[0] <= range[1]);
	if (compile->loops == PROGRAM_LOOPS_MAX)
		return conf_err(compile->conf, compile->model, err,
		    "arrays nest deeper than %d levels", PROGRAM_LOOPS_MAX);
	compile->loops++;
	op.number.min = range[0];
	op.number.count = (uint64_t)(range[1] - range[0]) + 1;
	loop->most = (uint64_t)range[1];
	loop->start = compile_op(compile, &op, 0, err);
	loop->max = compile->max;
	compile->max = 0;
	return loop->start;
}

int
compile_loop_end(struct compile *compile, const struct compile_loop *loop,
    struct err *err)
{
	struct program_op op = { .code = PROGRAM_AGAIN,
		.level = --compile->loops,
		.target = (uint32_t)loop->start + 1 };

	if (texts_copy(loop->between, compile->arena, &op.between, err) < 0 ||
	    compile_op(compile, &op, loop->between.len, err) < 0)
		return -1;
	/* Neither factor is past a limit, so there is no overflow. */
	compile->max = loop->max + compile->max * loop->most;
	if (check_limits(compile, err) < 0)
		return -1;
	return compile_patch(compile, loop->start, err);
}

/* FNV-1a (Fowler, Noll & Vo): the same on every machine. */
static uint64_t
key_of(struct slice name)
{
	uint64_t key = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < name.len; i++)
		key = (key ^ (unsigned char)name.ptr[i]) *
		    UINT64_C(0x100000001b3);
	return key;
}

int
compile_entity_start(struct compile *compile, struct compile_entity *entity,
    struct slice name, const struct alias *alias, struct err *err)
{
	struct program_op op = { .code = PROGRAM_ENTER,
		.level = compile->entities,
		.slot = compile->slots,
		.entity = { .alias = *alias, .key = key_of(name) } };

	if (compile->entities == PROGRAM_ENTITIES_MAX)
		return conf_err(compile->conf, compile->model, err,
		    "entities nest deeper than %d levels",
		    PROGRAM_ENTITIES_MAX);
	compile->entities++;
	entity->hidden = compile->hidden;
	compile->hidden = names_len(compile);
	entity->start = compile_op(compile, &op, 0, err);
	return entity->start;
}

int
compile_entity_end(struct compile *compile, const struct compile_entity *entity,
    struct err *err)
{
	struct program_op op = { .code = PROGRAM_LEAVE };
	struct program_op *enter = op_at(compile, entity->start);

	assert(compile->entities > 0);
	op.level = --compile->entities;
	enter->entity.slots = compile->slots - enter->slot;
	compile->hidden = entity->hidden;
	return compile_op(compile, &op, 0, err) < 0 ? -1 : 0;
}

int
compile_name(struct compile *compile, struct slice name,
    const struct compile_name *what, struct err *err)
{
	struct compile_name copy = *what;
	size_t len = compile->path.len;

	buffer_put(&compile->path, name);
	if (buffer_check(&compile->path, err) < 0 ||
	    arena_copy(compile->arena, buffer_slice(&compile->path), &copy.path,
		err) < 0)
		return -1;
	compile->path.len = len;
	/* A value that was never made is null. */
	if (copy.max < strlen("null"))
		copy.max = strlen("null");
	buffer_put(&compile->names,
	    (struct slice){ (const char *)&copy, sizeof(copy) });
	return buffer_check(&compile->names, err);
}

/* The latest value with the path `prefix` and `name` that is not hidden. */
static const struct compile_name *
find_path(const struct compile *compile, struct slice prefix, struct slice name)
{
	const struct compile_name *names = (void *)compile->names.bytes;
	size_t at = names_len(compile);

	while (at-- > compile->hidden) {
		struct slice path = names[at].path;
		struct slice head = { path.ptr, prefix.len };
		struct slice tail = { path.ptr + prefix.len, name.len };

		if (path.len == prefix.len + name.len &&
		    slice_equal(head, prefix) && slice_equal(tail, name))
			return &names[at];
	}
	return NULL;
}

const struct compile_name *
compile_find(const struct compile *compile, struct slice name)
{
	struct slice prefix = buffer_slice(&compile->path);

	for (;;) {
		const struct compile_name *found = find_path(compile, prefix,
		    name);

		if (found != NULL || prefix.len == 0)
			return found;
		/* The path ends in a dot: go on behind the one before it. */
		do
			prefix.len--;
		while (prefix.len > 0 && prefix.ptr[prefix.len - 1] != '.');
	}
}

/*
 * May a reference or template below this node mean this name?  Their texts are
 * searched for it: a name that is found by chance costs a little time only.
 */
static bool
is_wanted(const struct conf_node *node, struct slice name)
{
	if (node->kind == CONF_SCALAR) {
		for (size_t i = 0; i + name.len <= node->text.len; i++) {
			if (memcmp(node->text.ptr + i, name.ptr, name.len) == 0)
				return true;
		}
		return false;
	}
	for (const struct conf_node *at = node->first; at != NULL;
	     at = at->next) {
		bool refers = slice_equal(at->name, SLICE("if")) ||
		    slice_equal(at->name, SLICE("ref")) ||
		    slice_equal(at->name, SLICE("template"));

		if ((at->kind != CONF_SCALAR || refers) && is_wanted(at, name))
			return true;
	}
	return false;
}

int
compile_named(struct compile *compile, const struct conf_node *node,
    struct err *err)
{
	struct program_op op = { .code = PROGRAM_OPEN, .slot = compile->slots };
	size_t before = compile->max;

	compile->compound = false;
	if (!is_wanted(compile->model, node->name))
		return compile_value(compile, node, err);
	compile->slots++;
	/* The opening quote belongs to the value: nothing may stay pending. */
	if (compile_op(compile, &op, 0, err) < 0 ||
	    compile_value(compile, node, err) < 0)
		return -1;
	op.code = PROGRAM_CLOSE;
	if (compile_op(compile, &op, 0, err) < 0)
		return -1;
	return compile_name(compile, node->name,
	    &(struct compile_name){ .slot = op.slot,
		.max = compile->max - before,
		.compound = compile->compound },
	    err);
}

int
compile_end(struct compile *compile, struct program *program, struct err *err)
{
	const struct program_op end = { .code = PROGRAM_END };

	if (compile_op(compile, &end, 0, err) < 0)
		return -1;
	struct program_op *ops = arena_take(compile->arena, compile->ops.len,
	    err);
	if (ops == NULL)
		return -1;
	memcpy(ops, compile->ops.bytes, compile->ops.len);
	program->ops = ops;
	program->slots = compile->slots;
	program->line_max = compile->max;
	return 0;
}
