#include "cli/opt.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/slice.h"
#include "cli/msg.h"
#include "cli/opt_file.h"
#include "cli/opt_help.h"
#include "cli/opt_rows.h"
#include "cli/opt_value.h"

#define DEFAULT_FILE "configuration.yml"

/* What one call of opt_parse() works on. */
struct parse {
	struct opt_rows rows;
	char **next;   /* the argument to look at next */
	char **end;    /* behind the last one */
	size_t rank;   /* of the option at hand */
	bool is_shown; /* -C was given */
};

/* The settings of every tool. */
static struct {
	const char *config;
	bool log_json;
	bool quiet;
	bool verbose;
} shared;

/* The rows that every tool has, behind its own. */
static const struct opt shared_opts[] = {
	{ 'c', "config", "file", "settings; none for no file", OPT_CONFIG,
	    &shared.config, 0, 0, "EV_CONFIG" },
	{ 'h', "help", NULL, "print this and exit", OPT_HELP, NULL, 0, 0,
	    NULL },
	{ 0, "log-json", NULL, "messages are NDJSON", OPT_FLAG,
	    &shared.log_json, 0, 0, NULL },
	{ 'q', "quiet", NULL, "only errors are said", OPT_FLAG, &shared.quiet,
	    0, 0, NULL },
	{ 'C', "show-config", NULL, "print the settings in force and exit",
	    OPT_SHOW, NULL, 0, 0, NULL },
	{ 'v', "verbose", NULL, "say more", OPT_FLAG, &shared.verbose, 0, 0,
	    NULL },
	{ 'V', "version", NULL, "print the version and exit", OPT_VERSION, NULL,
	    0, 0, NULL },
	{ 0 },
};

/* Where the texts of the settings live when the tool does not want the file. */
static struct conf own_conf;

static void
add_rows(struct opt_rows *rows, const struct opt *table)
{
	for (; table != NULL && table->name != NULL; table++) {
		assert(rows->len < OPT_ROWS_MAX);
		rows->row[rows->len++] = (struct opt_row){ table,
			OPT_BY_DEFAULT };
	}
}

static size_t
rank_of(struct opt_rows *rows, struct slice name)
{
	return opt_rows_find(rows, name)->rank;
}

/* Speak as told so far; of -q and -v the one that was said last counts. */
static void
set_voice(struct opt_rows *rows)
{
	if (shared.quiet && shared.verbose) {
		shared.quiet = rank_of(rows, SLICE("quiet")) >=
		    rank_of(rows, SLICE("verbose"));
		shared.verbose = !shared.quiet;
	}
	msg_set(shared.quiet     ? MSG_QUIET
		: shared.verbose ? MSG_VERBOSE
				 : MSG_NORMAL,
	    shared.log_json);
}

/* Do what an option of the command line says; text is "" for a flag. */
static void
obey(struct parse *parse, struct opt_row *row, const char *text)
{
	const struct opt *opt = row->opt;
	struct err err = ERR_INIT;

	switch (opt->type) {
	case OPT_HELP:
		opt_print_help(&parse->rows);
	case OPT_VERSION:
		opt_print_version(&parse->rows);
	case OPT_SHOW:
		parse->is_shown = true;
		return;
	case OPT_LATER:
		die(EXIT_USAGE, "--%s is not built yet", opt->name);
	case OPT_FLAG:
		text = "true";
		break;
	case OPT_UINT:
	case OPT_SIZE:
	case OPT_DURATION:
	case OPT_TEXT:
	case OPT_SUFFIX:
	case OPT_LIST:
	case OPT_CONFIG:
		break;
	}
	if (opt_row_set(row, text, parse->rank++, &err) < 0)
		die(err.kind == ERR_USAGE ? EXIT_USAGE : EXIT_FAILED,
		    "--%s: %s", opt->name, err.text);
	set_voice(&parse->rows);
}

/* The next argument, for an option that needs one. */
static const char *
take_argument(struct parse *parse, const struct opt *opt)
{
	if (parse->next == parse->end)
		die(EXIT_USAGE, "--%s: the %s is missing", opt->name, opt->arg);
	return *parse->next++;
}

/* Does the option need an argument?  One that is not built is not asked. */
static bool
has_argument(const struct opt *opt)
{
	return opt->arg != NULL && opt->type != OPT_LATER &&
	    opt->type != OPT_SUFFIX;
}

static struct opt_row *
find_name(struct opt_rows *rows, struct slice name)
{
	struct opt_row *row = opt_rows_find(rows, name);

	if (row != NULL)
		return row;
	const char *other = opt_rows_suggest(rows, name);
	if (other != NULL)
		die(EXIT_USAGE, "--%.*s: no such option; did you mean --%s?",
		    (int)name.len, name.ptr, other);
	die(EXIT_USAGE, "--%.*s: no such option (-h prints them)",
	    (int)name.len, name.ptr);
}

/* name, name=argument, or name and the next one; the "--" is not in arg. */
static void
parse_name(struct parse *parse, const char *arg)
{
	struct slice name = { arg, strcspn(arg, "=") };
	struct opt_row *row = find_name(&parse->rows, name);
	bool is_joined = arg[name.len] == '=';

	if (row->opt->arg == NULL && row->opt->type != OPT_LATER && is_joined)
		die(EXIT_USAGE, "--%s: takes no argument", row->opt->name);
	if (is_joined)
		obey(parse, row, arg + name.len + 1);
	else if (!has_argument(row->opt))
		obey(parse, row, "");
	else
		obey(parse, row, take_argument(parse, row->opt));
}

static struct opt_row *
find_letter(struct opt_rows *rows, char letter)
{
	for (size_t i = 0; i < rows->len; i++) {
		if (rows->row[i].opt->letter == letter)
			return &rows->row[i];
	}
	die(EXIT_USAGE, "-%c: no such option (-h prints them)", letter);
}

/* Flags, and at the end perhaps an option with its argument or the next one. */
static void
parse_letters(struct parse *parse, const char *arg)
{
	while (*arg != '\0') {
		struct opt_row *row = find_letter(&parse->rows, *arg++);

		if (!has_argument(row->opt)) {
			obey(parse, row, "");
			continue;
		}
		obey(parse, row,
		    *arg != '\0' ? arg : take_argument(parse, row->opt));
		return;
	}
}

/* The command line; the operands are moved to its front.  Returns argc. */
static int
parse_line(struct parse *parse, char **argv)
{
	int kept = 1;
	bool at_options = true;

	while (parse->next < parse->end) {
		char *arg = *parse->next++;

		if (!at_options || arg[0] != '-' || arg[1] == '\0')
			argv[kept++] = arg;
		else if (arg[1] != '-')
			parse_letters(parse, arg + 1);
		else if (arg[2] != '\0')
			parse_name(parse, arg + 2);
		else
			at_options = false;
	}
	argv[kept] = NULL;
	return kept;
}

/* The environment sets what the command line left; empty is not set. */
static void
parse_environment(struct opt_rows *rows)
{
	for (size_t i = 0; i < rows->len; i++) {
		struct opt_row *row = &rows->row[i];
		const char *name = row->opt->env;
		const char *text = name == NULL ? NULL : getenv(name);
		struct err err = ERR_INIT;

		if (text == NULL || *text == '\0')
			continue;
		if (row->opt->type == OPT_LATER)
			die(EXIT_USAGE, "%s: --%s is not built yet", name,
			    row->opt->name);
		if (opt_row_set(row, text, OPT_BY_ENV, &err) < 0)
			die(err.kind == ERR_USAGE ? EXIT_USAGE : EXIT_FAILED,
			    "%s: %s", name, err.text);
	}
}

/*
 * Read the file that the operand names, else -c, else EV_CONFIG, else the one
 * that stands here by custom; only this one need not be there.
 */
static void
read_file(const char *operand, struct conf *conf)
{
	const char *file = operand != NULL ? operand : shared.config;
	bool is_named = file != NULL;
	struct err err = ERR_INIT;
	int got = 0;

	if (!is_named)
		file = DEFAULT_FILE;
	if (strcmp(file, OPT_NO_FILE) == 0)
		is_named = false;
	else
		got = conf_read(conf, file, &err);
	if (got == 0 && is_named)
		die(EXIT_USAGE, "cannot open '%s': %s", file, strerror(ENOENT));
	if (got == 0)
		got = conf_parse(conf, SLICE(""), OPT_NO_FILE, &err);
	if (got < 0)
		die_err(&err);
}

int
opt_parse(const struct tool *tool, struct conf *config, int argc, char **argv)
{
	struct parse parse = { .rows.tool = tool, .rank = OPT_BY_LINE };
	struct conf *conf = config == NULL ? &own_conf : config;
	const char *operand = NULL;
	struct err err = ERR_INIT;

	msg_start(argc > 0 ? argv[0] : tool->name);
	add_rows(&parse.rows, tool->opts);
	parse.rows.own = parse.rows.len;
	add_rows(&parse.rows, tool->common);
	add_rows(&parse.rows, shared_opts);
	if (argc > 0) {
		parse.next = argv + 1;
		parse.end = argv + argc;
		argc = parse_line(&parse, argv);
	}
	parse_environment(&parse.rows);
	if (tool->config_operand != NULL)
		operand = tool->config_operand(argc, argv);
	read_file(operand, conf);
	if (opt_file_apply(&parse.rows, conf, &err) < 0)
		die_err(&err);
	set_voice(&parse.rows);
	note("configuration file: %s", conf->file);
	if (parse.is_shown)
		opt_print_settings(&parse.rows);
	return argc;
}
