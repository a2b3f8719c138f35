#include "cli/opt_help.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"
#include "cli/msg.h"
#include "cli/opt_value.h"
#include "cli/version.h"
#include "io/writer.h"

enum {
	HELP_COLUMN = 28, /* where the texts of the tool's own rows begin */
	HELP_WIDTH = 80,
};

/* Write all of it and exit. */
static _Noreturn void
finish(struct buffer *out)
{
	static struct writer writer;
	struct err err = ERR_INIT;

	if (buffer_check(out, &err) < 0)
		die_err(&err);
	writer_init(&writer, STDOUT_FILENO);
	writer_put(&writer, buffer_slice(out));
	if (writer_flush(&writer, &err) < 0)
		die(EXIT_FAILED, "stdout: %s", err.text);
	buffer_free(out);
	exit(EXIT_DONE);
}

/* --number count, --unwrap[=path], --strict */
static void
put_name(const struct opt *opt, struct buffer *out)
{
	buffer_put(out, SLICE("--"));
	buffer_put(out, slice_of(opt->name));
	if (opt->arg == NULL)
		return;
	buffer_put(out, opt->type == OPT_SUFFIX ? SLICE("[=") : SLICE(" "));
	buffer_put(out, slice_of(opt->arg));
	if (opt->type == OPT_SUFFIX)
		buffer_put_byte(out, ']');
}

/* A line for each of the tool's own rows: `  -n, --number count   text`. */
static void
put_own_rows(const struct opt_rows *rows, struct buffer *out)
{
	for (size_t i = 0; i < rows->own; i++) {
		const struct opt *opt = rows->row[i].opt;
		size_t start = out->len;

		if (opt->type == OPT_LATER || opt->help == NULL)
			continue;
		buffer_put(out, SLICE("  "));
		if (opt->letter == 0) {
			buffer_put(out, SLICE("    "));
		} else {
			buffer_put_byte(out, '-');
			buffer_put_byte(out, opt->letter);
			buffer_put(out, SLICE(", "));
		}
		put_name(opt, out);
		/* Two blanks at least tell the name from the text. */
		buffer_put(out, SLICE("  "));
		while (!out->failed && out->len < start + HELP_COLUMN)
			buffer_put_byte(out, ' ');
		buffer_put(out, slice_of(opt->help));
		buffer_put_byte(out, '\n');
	}
}

/*
 * Rows in running text that begins at start, from number `first` up to, not
 * with, `end`; own ones only where they have no line.
 */
static void
put_running_rows(const struct opt_rows *rows, size_t first, size_t end,
    size_t start, struct buffer *out)
{
	struct buffer word = BUFFER_INIT;
	bool is_first = true;

	for (size_t i = first; i < end; i++) {
		const struct opt *opt = rows->row[i].opt;

		if (opt->type == OPT_LATER ||
		    (i < rows->own && opt->help != NULL))
			continue;
		if (!is_first)
			buffer_put_byte(out, ',');
		is_first = false;
		buffer_clear(&word);
		if (opt->letter != 0) {
			buffer_put_byte(&word, '-');
			buffer_put_byte(&word, opt->letter);
			buffer_put_byte(&word, ' ');
		}
		put_name(opt, &word);
		/* A comma may follow. */
		if (out->len - start + 2 + word.len > HELP_WIDTH) {
			buffer_put_byte(out, '\n');
			start = out->len;
		} else {
			buffer_put_byte(out, ' ');
		}
		buffer_put(out, buffer_slice(&word));
	}
	buffer_put_byte(out, '\n');
	buffer_free(&word);
}

/* The rows that other tools have too. */
static void
put_shared_rows(const struct opt_rows *rows, struct buffer *out)
{
	size_t start = out->len;

	buffer_put(out, SLICE("and as in evtools(7):"));
	put_running_rows(rows, rows->own, rows->len, start, out);
}

/* The tool's own rows that are for few. */
static void
put_rare_rows(const struct opt_rows *rows, struct buffer *out)
{
	size_t start = out->len;
	bool has_some = false;

	for (size_t i = 0; i < rows->own; i++)
		has_some |= rows->row[i].opt->type != OPT_LATER &&
		    rows->row[i].opt->help == NULL;
	if (!has_some)
		return;
	buffer_put(out, SLICE("also:"));
	put_running_rows(rows, 0, rows->own, start, out);
}

/* Each line, indented. */
static void
put_examples(const char *lines, struct buffer *out)
{
	buffer_put_byte(out, '\n');
	while (*lines != '\0') {
		size_t len = strcspn(lines, "\n");

		buffer_put(out, SLICE("  "));
		buffer_put(out, (struct slice){ lines, len });
		buffer_put_byte(out, '\n');
		lines += len + (lines[len] == '\n');
	}
}

void
opt_print_help(const struct opt_rows *rows)
{
	const struct tool *tool = rows->tool;
	struct buffer out = BUFFER_INIT;

	buffer_put(&out, SLICE("usage: "));
	buffer_put(&out, slice_of(tool->name));
	buffer_put(&out, SLICE(" [options]"));
	if (*tool->operands != '\0')
		buffer_put_byte(&out, ' ');
	buffer_put(&out, slice_of(tool->operands));
	buffer_put_byte(&out, '\n');
	buffer_put(&out, slice_of(tool->summary));
	buffer_put_byte(&out, '\n');
	put_own_rows(rows, &out);
	put_rare_rows(rows, &out);
	put_shared_rows(rows, &out);
	if (tool->examples != NULL)
		put_examples(tool->examples, &out);
	finish(&out);
}

void
opt_print_version(const struct opt_rows *rows)
{
	struct buffer out = BUFFER_INIT;

	buffer_put(&out, slice_of(rows->tool->name));
	buffer_put(&out, SLICE(" " EVTOOLS_VERSION "\n"));
	finish(&out);
}

void
opt_print_settings(const struct opt_rows *rows)
{
	struct buffer out = BUFFER_INIT;

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
	finish(&out);
}
