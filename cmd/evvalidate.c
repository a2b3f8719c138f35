/*
 * evvalidate - pass the records that are valid, set the others aside
 *
 * See evvalidate(1).  The grammar of JSON is checked by the walk that every
 * filter reads with; this file adds what the options ask for.
 */
#include <stdio.h>

#include "cli/elements.h"
#include "cli/filter.h"
#include "cli/msg.h"
#include "cli/opt.h"
#include "event/required.h"
#include "io/file.h"
#include "schema/schema.h"

static struct {
	bool any;
	const char *errors;
	bool no_format;
	struct opt_list require;
	const char *schema;
	bool strict_names;
	const char *unwrap;
} settings = {
	.errors = "first",
};

static const struct opt opts[] = {
	{ 0, "any", NULL, "a record may be any JSON value", OPT_FLAG,
	    &settings.any, 0, 0, NULL },
	{ 0, "errors", "first|all", "how many failures of a record are told",
	    OPT_TEXT, &settings.errors, 0, 0, NULL },
	{ 0, "explain", NULL, "print the compiled schema", OPT_LATER, NULL, 0,
	    0, NULL },
	{ 0, "infer", NULL, "print a schema that fits the records", OPT_LATER,
	    NULL, 0, 0, NULL },
	{ 0, "no-format", NULL, "'format' in a schema asserts nothing",
	    OPT_FLAG, &settings.no_format, 0, 0, NULL },
	{ 0, "require", "path", "the member must be there and not null",
	    OPT_LIST, &settings.require, 0, 0, NULL },
	{ 's', "schema", "file", "records must fit this JSON Schema", OPT_TEXT,
	    &settings.schema, 0, 0, NULL },
	{ 0, "schema-dir", "dir", "where schemas are looked for", OPT_LATER,
	    NULL, 0, 0, NULL },
	{ 0, "select", "path", "the record names its schema", OPT_LATER, NULL,
	    0, 0, NULL },
	{ 0, "strict-names", NULL, "no name may stand twice in an object",
	    OPT_FLAG, &settings.strict_names, 0, 0, NULL },
	{ 0, "unwrap", "path", "take arrays and values on many lines apart",
	    OPT_SUFFIX, &settings.unwrap, 0, 0, NULL },
	{ 0, NULL, NULL, NULL, OPT_FLAG, NULL, 0, 0, NULL },
};

static const struct tool tool = {
	.name = "evvalidate",
	.summary = "pass the records that are valid, set the others aside",
	.operands = "[file ...]",
	.opts = opts,
	.common = filter_opts,
	.examples = "evvalidate -r bad.ndjson events.ndjson >good.ndjson\n"
		    "evvalidate -s schema.json --require venue.lon\n"
		    "evvalidate --unwrap=features earthquakes.json",
};

struct validate {
	struct filter filter;
	struct json_plan *plan;
	struct required required;
	struct schema *schema; /* NULL: none */
	struct schema_check *check;
	uint64_t warnings; /* records with one */
	/* --unwrap */
	struct json_path path;
	struct elements elements;
};

/* A failure that the schema calls a warning: the record passes. */
static void
tell_warning(struct validate *validate, struct err *warning)
{
	char text[ERR_TEXT_MAX];

	(void)snprintf(text, sizeof(text), "%s", warning->text);
	(void)snprintf(warning->text, sizeof(warning->text), "warning: %.*s",
	    (int)sizeof(text) - (int)sizeof("warning: "), text);
	validate->warnings++;
	filter_warn(&validate->filter, warning);
}

static int
check_record(void *self, const struct json_record *record, struct err *err)
{
	struct validate *validate = self;

	if (required_check(&validate->required, record, err) < 0 ||
	    (settings.strict_names && json_check_names(record, err) < 0))
		return -1;
	if (validate->check == NULL)
		return FILTER_PASS;
	int got = schema_check(validate->check, record, err);

	if (got > 0)
		tell_warning(validate, err);
	return got < 0 ? -1 : FILTER_PASS;
}

static void
put_stats(void *self, struct buffer *out)
{
	const struct validate *validate = self;

	if (validate->schema == NULL)
		return;
	buffer_put(out, SLICE(",\"warnings\":"));
	buffer_put_uint(out, validate->warnings);
}

/* See struct filter_split. */
static void
start_elements(void *self)
{
	struct validate *validate = self;

	elements_start(&validate->elements);
}

static int
feed_elements(void *self, struct slice bytes, struct filter_lines *lines,
    struct err *err)
{
	struct validate *validate = self;

	return elements_feed(&validate->elements, bytes, lines, err);
}

/* The paths of --require.  Exits where one is wrong. */
static void
plan_required(struct validate *validate)
{
	struct err err = ERR_INIT;

	validate->plan = json_plan_new(&err);
	if (validate->plan == NULL)
		die_err(&err);
	for (size_t i = 0; i < settings.require.len; i++) {
		if (required_add(&validate->required, settings.require.items[i],
			validate->plan, &err) < 0)
			die(err.kind == ERR_USAGE ? EXIT_USAGE : EXIT_FAILED,
			    "--require: %s", err.text);
	}
	validate->filter.plan = validate->plan;
}

/* The schema of --schema.  Exits where it is wrong. */
static void
read_schema(struct validate *validate)
{
	struct err err = ERR_INIT;
	struct buffer text = BUFFER_INIT;
	unsigned flags = settings.no_format ? SCHEMA_NO_FORMAT : 0;

	if (settings.schema == NULL)
		return;
	if (file_read(settings.schema, SCHEMA_BYTES_MAX, &text, &err) < 0)
		die_err(&err);
	validate->schema = schema_compile(buffer_slice(&text), settings.schema,
	    flags, &err);
	buffer_free(&text);
	if (validate->schema != NULL)
		validate->check = schema_check_new(validate->schema, &err);
	if (validate->check == NULL)
		die_err(&err);
}

/* What --unwrap asks for.  Exits where its path is wrong. */
static void
prepare_unwrap(struct validate *validate)
{
	struct err err = ERR_INIT;

	if (settings.unwrap == NULL)
		return;
	if (json_path_parse(&validate->path, slice_of(settings.unwrap), &err) <
	    0)
		die(EXIT_USAGE, "--unwrap: %s", err.text);
	if (elements_init(&validate->elements, &validate->path,
		validate->filter.record_max, &err) < 0)
		die_err(&err);
}

static bool
checks_more_than_grammar(const struct validate *validate)
{
	return settings.require.len > 0 || settings.strict_names ||
	    validate->schema != NULL;
}

static void
clean_up(struct validate *validate)
{
	required_free(&validate->required);
	json_plan_free(validate->plan);
	schema_check_free(validate->check);
	schema_free(validate->schema);
	elements_free(&validate->elements);
	json_path_free(&validate->path);
}

int
main(int argc, char **argv)
{
	static const struct filter_split split = { start_elements,
		feed_elements };
	static struct filter_work work = { .stats = put_stats };
	static struct validate validate;

	argc = opt_parse(&tool, NULL, argc, argv);
	if (strcmp(settings.errors, "all") == 0)
		die(EXIT_USAGE, "--errors all is not built yet");
	if (strcmp(settings.errors, "first") != 0)
		die(EXIT_USAGE, "--errors: '%s' is neither first nor all",
		    settings.errors);
	if (settings.any)
		work.walk_flags = JSON_WALK_ANY;
	if (settings.unwrap != NULL)
		work.split = &split;
	filter_init(&validate.filter, &tool, &work, &validate);
	plan_required(&validate);
	read_schema(&validate);
	prepare_unwrap(&validate);
	if (checks_more_than_grammar(&validate))
		work.record = check_record;
	int status = filter_run(&validate.filter, argc, argv);

	clean_up(&validate);
	return status;
}
