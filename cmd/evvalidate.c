/*
 * evvalidate - pass the records that are valid, set the others aside
 *
 * See evvalidate(1).  The grammar of JSON is checked by the walk that every
 * filter reads with; this file adds what the options ask for.
 */
#include "cli/filter.h"
#include "cli/msg.h"
#include "cli/opt.h"

enum { REQUIRED_MAX = 64 };

/* A member that every record must have. */
struct required {
	struct json_path path;
	int slot;
};

static struct {
	bool any;
	struct opt_list require;
} settings;

static const struct opt opts[] = {
	{ 0, "any", NULL, "a record may be any JSON value", OPT_FLAG,
	    &settings.any, 0, 0, NULL },
	{ 0, "errors", "which", "report the first failure or all", OPT_LATER,
	    NULL, 0, 0, NULL },
	{ 0, "explain", NULL, "print the compiled schema", OPT_LATER, NULL, 0,
	    0, NULL },
	{ 0, "infer", NULL, "print a schema that fits the records", OPT_LATER,
	    NULL, 0, 0, NULL },
	{ 0, "no-format", NULL, "'format' says nothing", OPT_LATER, NULL, 0, 0,
	    NULL },
	{ 0, "require", "path", "the member must be there and not null",
	    OPT_LIST, &settings.require, 0, 0, NULL },
	{ 's', "schema", "file", "records must fit this JSON Schema", OPT_LATER,
	    NULL, 0, 0, NULL },
	{ 0, "schema-dir", "dir", "where schemas are looked for", OPT_LATER,
	    NULL, 0, 0, NULL },
	{ 0, "select", "path", "the record names its schema", OPT_LATER, NULL,
	    0, 0, NULL },
	{ 0, "strict-names", NULL, "no name may stand twice in an object",
	    OPT_LATER, NULL, 0, 0, NULL },
	{ 0, "unwrap", NULL, "read arrays and values on many lines", OPT_LATER,
	    NULL, 0, 0, NULL },
	{ 0, NULL, NULL, NULL, OPT_FLAG, NULL, 0, 0, NULL },
};

static const struct tool tool = {
	.name = "evvalidate",
	.summary = "pass the records that are valid, set the others aside",
	.operands = "[file ...]",
	.opts = opts,
	.common = filter_opts,
	.examples = "evvalidate -r bad.ndjson events.ndjson >good.ndjson\n"
		    "evvalidate --require venue.lon --require venue.lat",
};

struct validate {
	struct filter filter;
	struct json_plan *plan;
	struct required required[REQUIRED_MAX];
	size_t required_len;
};

/* The member is missing, or null, which is no better. */
static int
reject_missing(const struct required *required,
    const struct json_record *record, struct err *err)
{
	struct slice value = record->fields[required->slot];
	struct buffer pointer = BUFFER_INIT;
	size_t column = 1;

	if (value.ptr != NULL)
		column += (size_t)(value.ptr - record->text.ptr);
	json_path_put_pointer(&required->path, &pointer);
	(void)err_data(err, "missing", column, "'%.*s' is %s", (int)pointer.len,
	    pointer.bytes, value.ptr == NULL ? "missing" : "null");
	err_set_path(err, pointer.bytes, pointer.len);
	if (pointer.failed)
		(void)buffer_check(&pointer, err);
	buffer_free(&pointer);
	return -1;
}

static int
check_record(void *self, const struct json_record *record, struct err *err)
{
	const struct validate *validate = self;

	for (size_t i = 0; i < validate->required_len; i++) {
		const struct required *required = &validate->required[i];
		struct slice value = record->fields[required->slot];

		if (value.ptr == NULL || value.ptr[0] == 'n')
			return reject_missing(required, record, err);
	}
	return FILTER_PASS;
}

/* The paths of --require.  Exits where one is wrong. */
static void
plan_required(struct validate *validate)
{
	struct err err = ERR_INIT;

	if (settings.require.len > REQUIRED_MAX)
		die(EXIT_USAGE, "--require: more than %d paths", REQUIRED_MAX);
	validate->plan = json_plan_new(&err);
	if (validate->plan == NULL)
		die_err(&err);
	for (size_t i = 0; i < settings.require.len; i++) {
		struct slice text = slice_of(settings.require.items[i]);
		struct required *required = &validate->required[i];

		if (json_path_parse(&required->path, text, &err) < 0)
			die(EXIT_USAGE, "--require: %s", err.text);
		required->slot = json_plan_add(validate->plan, &required->path,
		    &err);
		if (required->slot < 0)
			die_err(&err);
		validate->required_len++;
	}
	validate->filter.plan = validate->plan;
}

int
main(int argc, char **argv)
{
	static struct validate validate;
	static struct filter_work work = { .record = check_record };

	argc = opt_parse(&tool, NULL, argc, argv);
	work.walk_flags = settings.any ? JSON_WALK_ANY : 0;
	filter_init(&validate.filter, &tool, &work, &validate);
	plan_required(&validate);
	int status = filter_run(&validate.filter, argc, argv);

	for (size_t i = 0; i < validate.required_len; i++)
		json_path_free(&validate.required[i].path);
	json_plan_free(validate.plan);
	return status;
}
