#include "cli/opt_help.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"
#include "cli/msg.h"
#include "cli/opt_value.h"
#include "cli/version.h"

enum {
	HELP_COLUMN = 28, /* where the texts of the tool's own rows begin */
	CELL_WIDTH = 26,  /* of a row that has no text; three fit a line */
	CELLS = 3,
};

static _Noreturn void
finish_stdout(void)
{
	if (fflush(stdout) != 0)
		die(EXIT_FAILED, "stdout: cannot write: %s", strerror(errno));
	exit(EXIT_DONE);
}

/* `  -n, --number count`, `      --unwrap[=path]`; returns how wide it is. */
static int
print_names(const struct opt *opt)
{
	char letter[] = "-x,";

	letter[1] = opt->letter;
	int width = printf("  %3s --%s", opt->letter == 0 ? "" : letter,
	    opt->name);

	if (opt->type == OPT_SUFFIX)
		width += printf("[=%s]", opt->arg);
	else if (opt->arg != NULL)
		width += printf(" %s", opt->arg);
	return width;
}

/* At least two blanks, so that names and texts can be told apart. */
static void
print_gap(int width, int column)
{
	printf("%*s", width + 2 < column ? column - width : 2, "");
}

static void
print_own_rows(const struct opt_rows *rows)
{
	for (size_t i = 0; i < rows->own; i++) {
		const struct opt *opt = rows->row[i].opt;

		if (opt->type == OPT_LATER)
			continue;
		int width = print_names(opt);
		print_gap(width, HELP_COLUMN);
		printf("%s\n", opt->help);
	}
}

/* The rows that other tools have too, in columns; evtools(7) explains them. */
static void
print_shared_rows(const struct opt_rows *rows)
{
	int cell = 0;
	int width = 0;

	for (size_t i = rows->own; i < rows->len; i++) {
		const struct opt *opt = rows->row[i].opt;

		if (opt->type == OPT_LATER)
			continue;
		if (cell > 0)
			print_gap(width, CELL_WIDTH);
		width = print_names(opt);
		cell = (cell + 1) % CELLS;
		if (cell == 0)
			printf("\n");
	}
	if (cell > 0)
		printf("\n");
}

static void
print_examples(const char *lines)
{
	printf("\nexamples:\n");
	while (*lines != '\0') {
		size_t len = strcspn(lines, "\n");

		printf("  %.*s\n", (int)len, lines);
		lines += len + (lines[len] == '\n');
	}
}

void
opt_print_help(const struct opt_rows *rows)
{
	const struct tool *tool = rows->tool;

	printf("usage: %s [options] %s\n%s\n\n", tool->name, tool->operands,
	    tool->summary);
	print_own_rows(rows);
	if (rows->own > 0)
		printf("\n");
	printf("as in other tools, see evtools(7):\n");
	print_shared_rows(rows);
	if (tool->examples != NULL)
		print_examples(tool->examples);
	finish_stdout();
}

void
opt_print_version(const struct opt_rows *rows)
{
	printf("%s %s\n", rows->tool->name, EVTOOLS_VERSION);
	finish_stdout();
}

void
opt_print_settings(const struct opt_rows *rows)
{
	struct buffer out = BUFFER_INIT;
	struct err err = ERR_INIT;

	buffer_put(&out, slice_of(rows->tool->name));
	buffer_put(&out, SLICE(":\n"));
	for (size_t i = 0; i < rows->len; i++) {
		const struct opt *opt = rows->row[i].opt;

		if (!opt_is_setting(opt))
			continue;
		buffer_put(&out, SLICE("  "));
		buffer_put(&out, slice_of(opt->name));
		buffer_put(&out, SLICE(": "));
		opt_value_put(opt, &out);
		buffer_put_byte(&out, '\n');
	}
	if (buffer_check(&out, &err) < 0)
		die_err(&err);
	(void)fwrite(out.bytes, 1, out.len, stdout);
	buffer_free(&out);
	finish_stdout();
}
