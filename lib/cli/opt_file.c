#include "cli/opt_file.h"

#include <stdbool.h>
#include <string.h>

#include "base/slice.h"
#include "cli/opt_value.h"

/*
 * The options that say what is computed: where the command line has one of
 * them, those of the file would make another question of it.
 */
static const char question_letters[] = "kbga";

static bool
is_question(const struct opt *opt)
{
	return opt->letter != 0 &&
	    strchr(question_letters, opt->letter) != NULL;
}

static bool
line_asks(const struct opt_rows *rows)
{
	for (size_t i = 0; i < rows->len; i++) {
		if (rows->row[i].rank >= OPT_BY_LINE &&
		    is_question(rows->row[i].opt))
			return true;
	}
	return false;
}

/* A row and where its value comes from. */
struct source {
	struct opt_row *row;
	const struct conf *conf;
	size_t rank; /* OPT_JUDGED where the value does not count */
};

/* The name of a member, for messages, at its own place. */
static int
fail_name(const struct conf *conf, const struct conf_node *member,
    struct err *err, const char *text)
{
	return err_place(err, conf->file, member->name_line,
	    member->name_column, "'%s' %s", member->name.ptr, text);
}

/* One text for a row. */
static int
take_scalar(const struct source *source, const struct conf_node *node,
    struct err *err)
{
	const struct opt *opt = source->row->opt;
	struct err why = ERR_INIT;

	if (node->kind != CONF_SCALAR)
		return conf_err(source->conf, node, err,
		    "%s: takes one value, not a %s", opt->name,
		    node->kind == CONF_LIST ? "list" : "map");
	if (opt->type == OPT_FLAG && node->quoted)
		return conf_err(source->conf, node, err,
		    "%s: takes true or false, without quotes", opt->name);
	if (opt_row_set(source->row, node->text.ptr, source->rank, &why) == 0)
		return 0;
	if (why.kind != ERR_USAGE)
		return err_set(err, why.kind, "%s: %s", opt->name, why.text);
	return conf_err(source->conf, node, err, "%s: %s", opt->name, why.text);
}

/* The value of a setting; null is that of one that is not given. */
static int
take_value(const struct source *source, const struct conf_node *node,
    struct err *err)
{
	const struct opt *opt = source->row->opt;

	if (conf_is_null(node)) {
		if (source->row->rank > OPT_BY_DEFAULT ||
		    opt_value_is_unset(opt))
			return 0;
		return conf_err(source->conf, node, err,
		    "%s: the value is missing", opt->name);
	}
	if (opt->type != OPT_LIST || node->kind != CONF_LIST)
		return take_scalar(source, node, err);
	for (const struct conf_node *item = node->first; item != NULL;
	     item = item->next) {
		if (conf_is_null(item))
			return conf_err(source->conf, item, err,
			    "%s: the value is missing", opt->name);
		if (take_scalar(source, item, err) < 0)
			return -1;
	}
	return 0;
}

static int
fail_unknown(const struct opt_rows *rows, const struct conf *conf,
    const struct conf_node *member, struct err *err)
{
	const char *other = opt_rows_suggest(rows, member->name);

	if (other == NULL)
		return fail_name(conf, member, err,
		    "is no setting of this tool");
	return err_place(err, conf->file, member->name_line,
	    member->name_column, "'%s' is no setting; did you mean '%s'?",
	    member->name.ptr, other);
}

int
opt_file_apply(struct opt_rows *rows, const struct conf *conf, struct err *err)
{
	const struct conf_node *section = conf_get(conf->root,
	    slice_of(rows->tool->name));
	bool is_asked = line_asks(rows);

	if (section == NULL || conf_is_null(section))
		return 0;
	if (section->kind != CONF_MAP)
		return conf_err(conf, section, err,
		    "expected settings of %s, such as 'name: value'",
		    rows->tool->name);
	for (const struct conf_node *member = section->first; member != NULL;
	     member = member->next) {
		struct opt_row *row = opt_rows_find(rows, member->name);

		if (row == NULL)
			return fail_unknown(rows, conf, member, err);
		if (row->opt->type == OPT_LATER)
			return fail_name(conf, member, err, "is not built yet");
		if (!opt_is_setting(row->opt))
			return fail_name(conf, member, err,
			    "is for the command line only");
		bool counts = !is_asked || !is_question(row->opt);
		struct source source = { row, conf,
			counts ? OPT_BY_FILE : OPT_JUDGED };
		if (take_value(&source, member, err) < 0)
			return -1;
	}
	return 0;
}
