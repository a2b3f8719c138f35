#include "gen/generators.h"

#include "gen/param.h"
#include "gen/value.h"

enum { ARRAY_MAX = 100000 };

/* Has a member been written before, whatever was drawn? */
enum members { MEMBERS_NONE, MEMBERS_MAYBE, MEMBERS_SURE };

/* The comma before a member. */
static int
compile_comma(struct compile *compile, enum members before, struct err *err)
{
	struct program_op op = { .code = PROGRAM_COMMA };

	if (before == MEMBERS_NONE)
		return 0;
	if (before == MEMBERS_SURE) {
		compile_bytes(compile, SLICE(","));
		compile_bytes(compile, compile->style.after_comma);
		return 0;
	}
	struct buffer comma = BUFFER_INIT;

	buffer_put_byte(&comma, ',');
	buffer_put(&comma, compile->style.after_comma);
	int result = buffer_check(&comma, err);
	if (result == 0)
		result = texts_copy(buffer_slice(&comma), compile->arena,
		    &op.between, err);
	if (result == 0)
		result = compile_op(compile, &op, comma.len, err);
	buffer_free(&comma);
	return result;
}

/* name is the member, value what is written behind it. */
static int
compile_member(struct compile *compile, const struct conf_node *name,
    const struct conf_node *value, struct err *err)
{
	struct conf_node named = *value;

	compile_bytes(compile, SLICE("\""));
	compile_escaped(compile, name->name);
	compile_bytes(compile, SLICE("\":"));
	compile_bytes(compile, compile->style.after_colon);
	named.name = name->name;
	return compile_named(compile, &named, err);
}

/* The value of this name, for a message at node where there is none. */
static const struct compile_name *
find(const struct compile *compile, const struct conf_node *node,
    struct slice name, struct err *err)
{
	const struct compile_name *found = compile_find(compile, name);

	if (found == NULL)
		conf_err(compile->conf, node, err,
		    "no value '%.*s' is made before this one%s", (int)name.len,
		    name.ptr,
		    compile->entities > 0 ? ", inside of the entity" : "");
	return found;
}

/* The parameters of an `optional`, which is not compiled by its row. */
static int
check_optional(const struct compile *compile, const struct conf_node *member,
    struct err *err)
{
	static const char *const known[] = { "if", "optional", "probability" };

	for (const struct conf_node *at = member->first; at != NULL;
	     at = at->next) {
		size_t i = 0;

		while (i < 3 && !slice_equal(at->name, slice_of(known[i])))
			i++;
		if (i == 3)
			return err_place(err, compile->conf->file,
			    at->name_line, at->name_column,
			    "generator 'optional' has no parameter '%s' "
			    "(known: if probability)",
			    at->name.ptr);
	}
	return 0;
}

/* The operation that decides whether the member is there. */
static int
read_optional(const struct compile *compile, const struct conf_node *member,
    struct program_op *op, struct err *err)
{
	static const struct param share = { PARAM_SHARE, 0, 0, 1000000000 };
	const struct conf_node *probability = param_find(member, "probability");
	const struct conf_node *condition = param_find(member, "if");
	const struct compile_name *value;
	int64_t billionths = 500000000;
	struct slice name;

	if (check_optional(compile, member, err) < 0)
		return -1;
	if (condition != NULL && probability != NULL)
		return conf_err(compile->conf, condition, err,
		    "a member depends on a value or on a probability, not on "
		    "both");
	if (condition != NULL) {
		if (param_text(compile->conf, condition, &name, err) < 0)
			return -1;
		value = find(compile, condition, name, err);
		if (value == NULL)
			return -1;
		op->code = PROGRAM_IF;
		op->slot = value->slot;
		return 0;
	}
	if (probability != NULL &&
	    param_read(compile->conf, probability, &share, &billionths, err) <
		0)
		return -1;
	op->code = PROGRAM_SKIP;
	op->billionths = (uint32_t)billionths;
	return 0;
}

static int
compile_optional(struct compile *compile, const struct conf_node *member,
    enum members before, struct err *err)
{
	const struct conf_node *value = param_find(member, "optional");
	struct program_op op = { .slot = 0 };

	if (read_optional(compile, member, &op, err) < 0)
		return -1;
	int skip = compile_op(compile, &op, 0, err);
	if (skip < 0 || compile_comma(compile, before, err) < 0 ||
	    compile_member(compile, member, value, err) < 0)
		return -1;
	return compile_patch(compile, skip, err);
}

int
compile_members(struct compile *compile, const struct conf_node *map,
    struct err *err)
{
	enum members before = MEMBERS_NONE;

	for (const struct conf_node *at = map->first; at != NULL;
	     at = at->next) {
		if (param_find(at, "optional") != NULL) {
			if (compile_optional(compile, at, before, err) < 0)
				return -1;
			if (before == MEMBERS_NONE)
				before = MEMBERS_MAYBE;
			continue;
		}
		if (compile_comma(compile, before, err) < 0 ||
		    compile_member(compile, at, at, err) < 0)
			return -1;
		before = MEMBERS_SURE;
	}
	return 0;
}

/* References in an object know its members by their names alone. */
int
generator_object(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	size_t path = compile->path.len;

	if (main->kind != CONF_MAP)
		return conf_err(compile->conf, main, err,
		    "an object's members are a map");
	buffer_put(&compile->path, self->name);
	buffer_put_byte(&compile->path, '.');
	compile_bytes(compile, SLICE("{"));
	int result = compile_members(compile, main, err);
	compile_bytes(compile, SLICE("}"));
	compile->path.len = path;
	compile->compound = true;
	return result;
}

int
generator_optional(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	(void)main;
	return conf_err(compile->conf, self, err,
	    "'optional' stands only for a member of an object");
}

int
generator_array(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	static const struct param lengths = { PARAM_NUMBER, 0, 0, ARRAY_MAX };
	const struct conf_node *length = param_find(self, "length");
	struct buffer comma = BUFFER_INIT;
	struct compile_loop loop;
	int64_t range[2];
	int result = -1;

	if (length == NULL)
		return conf_err(compile->conf, self, err,
		    "an array wants its length: {array: …, length: [1, 5]}");
	buffer_put_byte(&comma, ',');
	buffer_put(&comma, compile->style.after_comma);
	loop.between = buffer_slice(&comma);
	compile_bytes(compile, SLICE("["));

	/* The elements have the name of their array. */
	struct conf_node element = *main;
	element.name = self->name;
	if (buffer_check(&comma, err) == 0 &&
	    param_read_range(compile->conf, length, &lengths, range, err) ==
		0 &&
	    compile_loop_start(compile, &loop, range, err) >= 0 &&
	    compile_value(compile, &element, err) == 0)
		result = compile_loop_end(compile, &loop, err);
	compile_bytes(compile, SLICE("]"));
	compile->compound = true;
	buffer_free(&comma);
	return result;
}

static int
err_compound(const struct compile *compile, const struct conf_node *node,
    struct slice name, struct err *err)
{
	return conf_err(compile->conf, node, err,
	    "'%.*s' is an object or array, not a text", (int)name.len,
	    name.ptr);
}

/* A text made of another value. */
static int
compile_changed(struct compile *compile, const struct conf_node *as,
    const struct compile_name *value, struct err *err)
{
	struct program_op op = { .slot = value->slot };
	program_put *put = NULL;

	if (slice_equal(as->text, SLICE("lower")))
		put = value_lower;
	else if (slice_equal(as->text, SLICE("slug")))
		put = value_slug;
	else if (slice_equal(as->text, SLICE("text")))
		put = value_inner;
	else if (slice_equal(as->text, SLICE("title")))
		put = value_title;
	if (as->kind != CONF_SCALAR || put == NULL)
		return conf_err(compile->conf, as, err,
		    "a reference is taken as lower, slug, text or title");
	if (value->compound)
		return err_compound(compile, as, value->path, err);
	compile_bytes(compile, SLICE("\""));
	int result = compile_put(compile, &op, put, value->max, err);
	compile_bytes(compile, SLICE("\""));
	return result;
}

int
generator_ref(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	const struct conf_node *as = param_find(self, "as");
	struct slice name;

	if (param_text(compile->conf, main, &name, err) < 0)
		return -1;
	const struct compile_name *value = find(compile, main, name, err);
	if (value == NULL)
		return -1;
	if (as != NULL)
		return compile_changed(compile, as, value, err);
	struct program_op op = { .slot = value->slot };

	compile->compound |= value->compound;
	return compile_put(compile, &op, value_copy, value->max, err);
}

/* One {name} of a template. */
static int
compile_hole(struct compile *compile, const struct conf_node *node,
    struct slice name, struct err *err)
{
	const struct compile_name *value = find(compile, node, name, err);

	if (value == NULL)
		return -1;
	if (value->compound)
		return err_compound(compile, node, name, err);
	struct program_op op = { .slot = value->slot };

	return compile_put(compile, &op, value_inner, value->max, err);
}

int
generator_template(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	struct slice text;

	(void)self;
	if (param_text(compile->conf, main, &text, err) < 0)
		return -1;
	compile_bytes(compile, SLICE("\""));
	while (text.len > 0) {
		const char *open = memchr(text.ptr, '{', text.len);
		size_t len = open == NULL ? text.len
					  : (size_t)(open - text.ptr);

		compile_escaped(compile, (struct slice){ text.ptr, len });
		text.ptr += len;
		text.len -= len;
		if (open == NULL)
			break;
		const char *close = memchr(text.ptr, '}', text.len);
		if (close == NULL)
			return conf_err(compile->conf, main, err,
			    "a '{' of this template has no '}'");
		struct slice name = { open + 1, (size_t)(close - open) - 1 };

		if (compile_hole(compile, main, name, err) < 0)
			return -1;
		text.ptr += name.len + 2;
		text.len -= name.len + 2;
	}
	compile_bytes(compile, SLICE("\""));
	return 0;
}
