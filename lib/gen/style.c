#include "gen/style.h"

#include "json/string.h"

static int
read_blanks(const struct conf *conf, const struct conf_node *node,
    struct slice *into, struct err *err)
{
	if (node->kind != CONF_SCALAR)
		return conf_err(conf, node, err, "blanks are wanted here");
	for (size_t i = 0; i < node->text.len; i++) {
		char byte = node->text.ptr[i];

		if (byte != ' ' && byte != '\t' && byte != '\r')
			return conf_err(conf, node, err,
			    "only spaces, tabs and CRs keep a line JSON");
	}
	*into = node->text;
	return 0;
}

static int
read_slash(const struct conf *conf, const struct conf_node *node, bool *into,
    struct err *err)
{
	*into = slice_equal(node->text, SLICE("escaped"));
	if (node->kind == CONF_SCALAR &&
	    (*into || slice_equal(node->text, SLICE("plain"))))
		return 0;
	return conf_err(conf, node, err, "slash is plain or escaped");
}

int
style_read(struct style *style, const struct conf *conf,
    const struct conf_node *node, struct err *err)
{
	*style = (struct style){ .escape_slash = false };
	if (node == NULL)
		return 0;
	if (node->kind != CONF_MAP)
		return conf_err(conf, node, err, "a style is a map");
	for (const struct conf_node *at = node->first; at != NULL;
	     at = at->next) {
		int got;

		if (slice_equal(at->name, SLICE("after_colon")))
			got = read_blanks(conf, at, &style->after_colon, err);
		else if (slice_equal(at->name, SLICE("after_comma")))
			got = read_blanks(conf, at, &style->after_comma, err);
		else if (slice_equal(at->name, SLICE("line_end")))
			got = read_blanks(conf, at, &style->line_end, err);
		else if (slice_equal(at->name, SLICE("slash")))
			got = read_slash(conf, at, &style->escape_slash, err);
		else
			got = err_place(err, conf->file, at->name_line,
			    at->name_column,
			    "unknown style '%s' (known: after_colon, "
			    "after_comma, line_end, slash)",
			    at->name.ptr);
		if (got < 0)
			return -1;
	}
	return 0;
}

void
style_escape(const struct style *style, struct slice text, struct buffer *out)
{
	struct buffer quoted = BUFFER_INIT;

	json_string_put(&quoted, text);
	if (quoted.failed)
		out->failed = true;
	for (size_t i = 1; i + 1 < quoted.len; i++) {
		if (quoted.bytes[i] == '/' && style->escape_slash)
			buffer_put_byte(out, '\\');
		buffer_put_byte(out, quoted.bytes[i]);
	}
	buffer_free(&quoted);
}
