#include "base/time.h"
#include "gen/fileurl.h"
#include "gen/generators.h"
#include "gen/param.h"
#include "gen/picks.h"
#include "gen/weburl.h"
#include "io/file.h"
#include "json/string.h"

/* A site changes some of its pages each day. */
#define SITE_AGE_NS (INT64_C(24) * 3600 * TIME_SECOND)

/* What is wrong with a file as a whole is told where the model names it. */
static int
err_of_file(const struct compile *compile, const struct conf_node *node,
    const struct err *why, struct err *err)
{
	if (why->kind == ERR_USAGE && why->file[0] == '\0')
		return conf_err(compile->conf, node, err, "%s", why->text);
	*err = *why;
	return -1;
}

/* All of a file. */
static int
read_file(struct compile *compile, const struct conf_node *node,
    const char *file, struct buffer *text, struct err *err)
{
	struct err why = ERR_INIT;

	if (file_read(file, TEXTS_BYTES_MAX, text, &why) == 0)
		return 0;
	return err_of_file(compile, node, &why, err);
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
	file_beside(compile->conf->file, name, &path);
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

static int
check_site(const struct compile *compile, const struct conf_node *main,
    struct slice name, struct err *err)
{
	bool is_fine = weburl_is_web(name)
	    ? weburl_is_valid(name)
	    : fileurl_is(name) || strstr(name.ptr, "://") == NULL;

	return is_fine
	    ? 0
	    : conf_err(compile->conf, main, err,
		  "'%s' is no http, https or file URL, and no path", name.ptr);
}

/* The parameters of a sitemap. */
static int
read_site(const struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct site *site, struct err *err)
{
	static const struct param ages = { PARAM_DURATION, 0, 0, INT64_MAX };
	const struct conf *conf = compile->conf;
	const struct conf_node *cache = param_find(self, "cache");
	const struct conf_node *age = param_find(self, "max_age");

	*site = (struct site){ .beside = conf->file,
		.is_kept = true,
		.max_age_ns = SITE_AGE_NS };
	if (param_text(conf, main, &site->name, err) < 0 ||
	    check_site(compile, main, site->name, err) < 0 ||
	    (cache != NULL && param_text(conf, cache, &site->cache, err) < 0) ||
	    (age != NULL &&
		param_read(conf, age, &ages, &site->max_age_ns, err) < 0))
		return -1;
	if (slice_equal(site->cache, SLICE("none"))) {
		site->is_kept = false;
		site->cache.len = 0;
	}
	return 0;
}

int
generator_sitemap(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	struct texts_draft draft = TEXTS_DRAFT_INIT;
	struct buffer lines = BUFFER_INIT;
	struct err why = ERR_INIT;
	struct site site;
	int result;

	if (read_site(compile, self, main, &site, err) < 0)
		return -1;
	/* Who only checks a model asks for no page: one is as good as many. */
	if (compile->sites == NULL)
		buffer_put(&lines, SLICE("https://a.example/\n"));
	else if (compile->sites->load(compile->sites->self, &site, &lines,
		     &why) < 0) {
		buffer_free(&lines);
		return err_of_file(compile, main, &why, err);
	}
	result = draft_lines(compile, site.name.ptr, buffer_slice(&lines),
	    &draft, err);
	if (result == 0)
		result = picks_draft(compile, self, &draft, SLICE("\""), err);
	buffer_free(&lines);
	texts_draft_free(&draft);
	return result;
}
