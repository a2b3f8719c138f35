#include "gen/generators.h"

#include "json/check.h"

enum { PARAMS_MAX = 5 };

enum argument { ARGUMENT_NONE, ARGUMENT_MAY, ARGUMENT_MUST };

static const struct row {
	const char *name;
	generator *compile; /* NULL: not built yet */
	enum argument argument;
	const char *params[PARAMS_MAX + 1]; /* up to a NULL */
} rows[] = {
	{ "array", generator_array, ARGUMENT_MUST, { "length" } },
	{ "bool", generator_bool, ARGUMENT_MAY, { NULL } },
	{ "choice", generator_choice, ARGUMENT_MUST, { "weights" } },
	{ "city", generator_city, ARGUMENT_MAY, { NULL } },
	{ "company", generator_company, ARGUMENT_NONE, { NULL } },
	{ "country", generator_country, ARGUMENT_MAY, { "exponent" } },
	{ "decimal", generator_decimal, ARGUMENT_MUST, { "digits" } },
	{ "email", generator_email, ARGUMENT_NONE, { NULL } },
	{ "entity", generator_entity, ARGUMENT_MUST, { "exponent", "of" } },
	{ "exponential", NULL, ARGUMENT_NONE, { NULL } },
	{ "hex", generator_hex, ARGUMENT_MAY, { NULL } },
	{ "int", generator_int, ARGUMENT_MUST, { NULL } },
	{ "ip", NULL, ARGUMENT_NONE, { NULL } },
	{ "lines", generator_lines, ARGUMENT_MUST, { "exponent", "in_turn" } },
	{ "mix", NULL, ARGUMENT_NONE, { NULL } },
	{ "name", generator_name, ARGUMENT_MAY, { NULL } },
	{ "normal", NULL, ARGUMENT_NONE, { NULL } },
	{ "object", generator_object, ARGUMENT_MUST, { NULL } },
	{ "optional", generator_optional, ARGUMENT_MUST,
	    { "if", "probability" } },
	{ "pattern", NULL, ARGUMENT_NONE, { NULL } },
	{ "ref", generator_ref, ARGUMENT_MUST, { "as" } },
	{ "sentence", generator_sentence, ARGUMENT_MAY, { "end" } },
	{ "sequence", generator_sequence, ARGUMENT_MAY, { "step" } },
	{ "sitemap", generator_sitemap, ARGUMENT_MUST,
	    { "cache", "exponent", "in_turn", "max_age" } },
	{ "template", generator_template, ARGUMENT_MUST, { NULL } },
	{ "time", generator_time, ARGUMENT_MUST,
	    { "ahead", "back", "digits", "late", "late_by" } },
	{ "url", generator_url, ARGUMENT_MUST, { "exponent", "pages" } },
	{ "useragent", NULL, ARGUMENT_NONE, { NULL } },
	{ "username", generator_username, ARGUMENT_NONE, { NULL } },
	{ "uuid", generator_uuid, ARGUMENT_MAY, { NULL } },
	{ "word", generator_word, ARGUMENT_NONE, { "exponent" } },
	{ "zipf", generator_zipf, ARGUMENT_MUST, { "exponent", "from" } },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

static const struct row *
find_row(struct slice name)
{
	for (size_t i = 0; i < ROWS; i++) {
		if (slice_equal(name, slice_of(rows[i].name)))
			return &rows[i];
	}
	return NULL;
}

/* A place for messages: of a node, or of its name in the map around it. */
struct place {
	size_t line, column;
};

static int
err_at(const struct compile *compile, struct place place, struct buffer *text,
    struct err *err)
{
	if (buffer_check(text, err) == 0)
		err_place(err, compile->conf->file, place.line, place.column,
		    "%.*s", (int)text->len, text->bytes);
	buffer_free(text);
	return -1;
}

/* Longer names are cut, so that a message has room for the known ones. */
enum { UNKNOWN_MAX = 30 };

static int
err_unknown(const struct compile *compile, struct place place,
    struct slice name, struct err *err)
{
	struct buffer text = BUFFER_INIT;

	name.len = name.len > UNKNOWN_MAX ? UNKNOWN_MAX : name.len;
	buffer_put(&text, SLICE("unknown generator '"));
	buffer_put(&text, name);
	buffer_put(&text, SLICE("' (known:"));
	for (size_t i = 0; i < ROWS; i++) {
		if (rows[i].compile == NULL)
			continue;
		buffer_put_byte(&text, ' ');
		buffer_put(&text, slice_of(rows[i].name));
	}
	buffer_put(&text, SLICE("; texts stand in quotes)"));
	return err_at(compile, place, &text, err);
}

static int
err_param(const struct compile *compile, const struct conf_node *member,
    const struct row *row, struct err *err)
{
	struct place place = { member->name_line, member->name_column };
	struct buffer text = BUFFER_INIT;

	buffer_put(&text, SLICE("generator '"));
	buffer_put(&text, slice_of(row->name));
	buffer_put(&text, SLICE("' has no parameter '"));
	buffer_put(&text, member->name);
	buffer_put(&text, SLICE("' (known:"));
	for (size_t i = 0; row->params[i] != NULL; i++) {
		buffer_put_byte(&text, ' ');
		buffer_put(&text, slice_of(row->params[i]));
	}
	buffer_put(&text,
	    row->params[0] == NULL ? SLICE(" none)") : SLICE(")"));
	return err_at(compile, place, &text, err);
}

/* Every other member of the map must be a parameter of this generator. */
static int
check_params(const struct compile *compile, const struct conf_node *map,
    const struct row *row, struct err *err)
{
	for (const struct conf_node *at = map->first; at != NULL;
	     at = at->next) {
		bool known = slice_equal(at->name, slice_of(row->name));

		for (size_t i = 0; row->params[i] != NULL; i++)
			known |= slice_equal(at->name,
			    slice_of(row->params[i]));
		if (!known)
			return err_param(compile, at, row, err);
	}
	return 0;
}

/* The member of a map that names a generator; NULL where there is none. */
static const struct conf_node *
find_main(const struct conf_node *map, const struct row **row)
{
	for (const struct conf_node *at = map->first; at != NULL;
	     at = at->next) {
		*row = find_row(at->name);
		if (*row != NULL)
			return at;
	}
	return NULL;
}

bool
compile_constant(const struct compile *compile, const struct conf_node *node,
    struct buffer *out)
{
	struct err ignored = ERR_INIT;

	if (node->kind != CONF_SCALAR)
		return false;
	if (node->quoted) {
		buffer_put_byte(out, '"');
		style_escape(&compile->style, node->text, out);
		buffer_put_byte(out, '"');
		return true;
	}
	/* YAML's bare scalars that are JSON: numbers, true, false, null. */
	bool is_null = conf_is_null(node);
	if (!is_null && json_check(node->text, &ignored) < 0)
		return false;
	buffer_put(out, is_null ? SLICE("null") : node->text);
	return true;
}

/* A bare name; row is NULL where it is unknown. */
static int
compile_bare(struct compile *compile, const struct conf_node *node,
    const struct row *row, struct err *err)
{
	const struct place place = { node->line, node->column };

	if (row == NULL)
		return err_unknown(compile, place, node->text, err);
	if (row->compile == NULL)
		return conf_err(compile->conf, node, err,
		    "generator '%s' is not built yet", row->name);
	if (row->argument == ARGUMENT_MUST)
		return conf_err(compile->conf, node, err,
		    "generator '%s' wants an argument, see evgen(1)",
		    row->name);
	return row->compile(compile, node, NULL, err);
}

static int
compile_map(struct compile *compile, const struct conf_node *map,
    struct err *err)
{
	const struct row *row = NULL;
	const struct conf_node *main = find_main(map, &row);

	if (map->first == NULL)
		return conf_err(compile->conf, map, err,
		    "a generator is wanted here; an object without members is "
		    "{object: {}}");
	const struct conf_node *at = main == NULL ? map->first : main;
	const struct place place = { at->name_line, at->name_column };

	if (main == NULL)
		return err_unknown(compile, place, at->name, err);
	if (row->compile == NULL)
		return err_place(err, compile->conf->file, place.line,
		    place.column, "generator '%s' is not built yet", row->name);
	if (check_params(compile, map, row, err) < 0)
		return -1;
	/* {word: , exponent: 1}: no argument, but parameters. */
	if (conf_is_null(main) && row->argument != ARGUMENT_MUST)
		main = NULL;
	if (main != NULL && row->argument == ARGUMENT_NONE)
		return conf_err(compile->conf, main, err,
		    "generator '%s' takes no argument", row->name);
	return row->compile(compile, map, main, err);
}

int
compile_value(struct compile *compile, const struct conf_node *node,
    struct err *err)
{
	size_t before = compile->literal.len;

	if (node->kind == CONF_MAP)
		return compile_map(compile, node, err);
	if (node->kind == CONF_LIST)
		return conf_err(compile->conf, node, err,
		    "a list is no generator: {choice: […]} picks one of it, "
		    "{array: …} writes one");
	if (!compile_constant(compile, node, &compile->literal))
		return compile_bare(compile, node, find_row(node->text), err);
	compile->max += compile->literal.len - before;
	return 0;
}
