#include <string.h>

#include "gen/generators.h"
#include "gen/param.h"
#include "gen/picks.h"
#include "io/file.h"
#include "json/string.h"

/* name as it is seen from the folder of the configuration file, and a NUL. */
static void
put_path(const struct conf *conf, struct slice name, struct buffer *path)
{
	const char *slash = strrchr(conf->file, '/');

	if (slash != NULL && name.ptr[0] != '/')
		buffer_put(path,
		    (struct slice){ conf->file,
			(size_t)(slash - conf->file) + 1 });
	buffer_put(path, name);
	buffer_put_byte(path, '\0');
}

/* All of a file; what is wrong with it is told where the model names it. */
static int
read_file(struct compile *compile, const struct conf_node *node,
    const char *file, struct buffer *text, struct err *err)
{
	struct err why = ERR_INIT;

	if (file_read(file, TEXTS_BYTES_MAX, text, &why) == 0)
		return 0;
	if (why.kind == ERR_USAGE)
		return conf_err(compile->conf, node, err, "%s", why.text);
	*err = why;
	return -1;
}

/* Each line that is not empty, its LF or CR LF taken away. */
static int
draft_lines(const struct compile *compile, const char *file, struct slice text,
    struct texts_draft *draft, struct err *err)
{
	for (size_t number = 1; text.len > 0; number++) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t whole = end == NULL ? text.len
					   : (size_t)(end - text.ptr) + 1;
		struct slice line = { text.ptr,
			end == NULL ? text.len : whole - 1 };

		if (line.len > 0 && line.ptr[line.len - 1] == '\r')
			line.len--;
		size_t valid = utf8_valid_len(line);

		if (valid < line.len)
			return err_place(err, file, number, valid + 1,
			    "this is not UTF-8");
		if (line.len > 0) {
			style_escape(&compile->style, line, &draft->bytes);
			texts_draft_end(draft);
		}
		text.ptr += whole;
		text.len -= whole;
	}
	return 0;
}

int
generator_lines(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	struct texts_draft draft = TEXTS_DRAFT_INIT;
	struct buffer path = BUFFER_INIT;
	struct buffer text = BUFFER_INIT;
	struct slice name;
	int result = -1;

	if (param_text(compile->conf, main, &name, err) < 0)
		return -1;
	put_path(compile->conf, name, &path);
	if (buffer_check(&path, err) == 0 &&
	    read_file(compile, main, path.bytes, &text, err) == 0 &&
	    draft_lines(compile, path.bytes, buffer_slice(&text), &draft,
		err) == 0)
		result = picks_draft(compile, self, &draft, SLICE("\""), err);
	buffer_free(&path);
	buffer_free(&text);
	texts_draft_free(&draft);
	return result;
}
