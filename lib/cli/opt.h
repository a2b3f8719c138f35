#ifndef CLI_OPT_H
#define CLI_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conf/conf.h"

/*
 * The settings of a tool, from one table, which is the only place where a tool
 * spells them: the command line, the environment, its section of the
 * configuration file, -C, -h and the test that compares them with the manual
 * all read it.  Like cli/msg.h it may print and exit: for main programs alone.
 */

enum opt_type {
	OPT_FLAG, /* bool *; in the file true or false */
	OPT_UINT, /* uint64_t *, decimal, within min..max */
	OPT_SIZE, /* uint64_t *, bytes, with an optional K, M or G (1024s) */
	OPT_DURATION, /* int64_t *, nanoseconds: 500ms, 1h30m; min..max */
	OPT_TEXT,     /* const char **; a scalar in the file */
	OPT_SUFFIX,   /* const char **; --name is "", --name=x is x */
	OPT_LIST,   /* struct opt_list *, may be repeated; a list in the file */
	OPT_LATER,  /* "is not built yet", status 2; not shown in -h */
	OPT_CONFIG, /* the rest are opt.c's own */
	OPT_HELP,
	OPT_VERSION,
	OPT_SHOW,
};

struct opt_list {
	const char **items; /* owned by opt.c, for the life of the process */
	size_t len;
};

struct opt {
	char letter;      /* -n; 0 for an option with a long name only */
	const char *name; /* --number; NULL ends the table */
	const char *arg;  /* name of its argument in -h, NULL for a flag */
	const char *help; /* one line, lower case, no full stop; NULL: -h only
	                     names the option */
	enum opt_type type;
	void *into; /* holds the default, receives the value */
	/* A number outside of these, or a text of NULL, is "not given". */
	uint64_t min, max;
	const char *env; /* environment variable that sets it, or NULL */
};

struct tool {
	const char *name;         /* evtopn: also its section of the file */
	const char *summary;      /* one line for -h */
	const char *operands;     /* for -h: "[file ...]" */
	const struct opt *opts;   /* its own rows, alphabetical */
	const struct opt *common; /* rows of its kind (filter_opts), or NULL */
	const char *examples;     /* command lines for the end of -h, or NULL */
	/* evconf: the operand that names the file, before -c; or NULL. */
	const char *(*config_operand)(int argc, char **argv);
};

/* What -c takes for no file. */
#define OPT_NO_FILE "none"

/*
 * Take the settings: command line over environment over the tool's section of
 * the configuration file (-c, EV_CONFIG, else ./configuration.yml if there is
 * one) over what stands in the table's variables.  Where the command line names
 * one of -k -b -g -a, all of these from the file are off.
 *
 * Options may stand anywhere up to "--"; letters can be joined (-sn5); a long
 * name is written in full, its argument behind '=' or as the next one.  Alone,
 * "-" is an operand.
 *
 * config	receives the file that was read, for tools that need more of it;
 *		its root is an empty map and its file OPT_NO_FILE where there
 *		was none; texts of settings are in it, so it must live as long
 *		as they; NULL: not wanted
 *
 * Leaves the operands in argv[1], argv[2], ... and returns the new argc.
 * -h, -V and -C print to stdout and exit with EXIT_DONE; a mistake prints one
 * line to stderr and exits with EXIT_USAGE.
 */
int
opt_parse(const struct tool *tool, struct conf *config, int argc, char **argv);

#endif
