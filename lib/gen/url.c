#include "gen/generators.h"
#include "gen/lists.h"
#include "gen/param.h"
#include "gen/picks.h"

enum { PAGES_MAX = 100000, PAGES = 100 };

static size_t
list_len(const char *const *list)
{
	size_t len = 0;

	while (list[len] != NULL)
		len++;
	return len;
}

/*
 * A page of a made-up site: the home page (0), sections, and pages in these.
 * Its path is made of its number alone, so a site is the same for every seed,
 * and no two pages have the same path.
 */
static void
put_page(struct buffer *out, size_t page, size_t words)
{
	enum { SECTIONS = 8, SECTION_STEP = 37 };

	if (page == 0)
		return;
	size_t section = (page - 1) % SECTIONS;
	size_t at = (page - 1) / SECTIONS;

	buffer_put(out, slice_of(list_words[section * SECTION_STEP]));
	buffer_put_byte(out, '/');
	if (at == 0)
		return;
	at--;
	buffer_put(out, slice_of(list_words[(at + section) % words]));
	if (at >= words) {
		buffer_put_byte(out, '-');
		buffer_put_uint(out, at / words + 1);
	}
}

static int
draft_site(const struct compile *compile, struct slice base, size_t pages,
    struct texts_draft *draft, struct err *err)
{
	struct buffer url = BUFFER_INIT;
	size_t words = list_len(list_words);

	for (size_t page = 0; page < pages; page++) {
		buffer_clear(&url);
		buffer_put(&url, base);
		if (base.ptr[base.len - 1] != '/')
			buffer_put_byte(&url, '/');
		put_page(&url, page, words);
		style_escape(&compile->style, buffer_slice(&url),
		    &draft->bytes);
		texts_draft_end(draft);
	}
	int result = buffer_check(&url, err);
	buffer_free(&url);
	return result;
}

int
generator_url(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	static const struct param counts = { PARAM_NUMBER, 0, 1, PAGES_MAX };
	const struct conf_node *given = param_find(self, "pages");
	struct texts_draft draft = TEXTS_DRAFT_INIT;
	struct slice base;
	int64_t pages = PAGES;

	if (param_text(compile->conf, main, &base, err) < 0 ||
	    (given != NULL &&
		param_read(compile->conf, given, &counts, &pages, err) < 0))
		return -1;
	int result = draft_site(compile, base, (size_t)pages, &draft, err);
	if (result == 0)
		result = picks_draft(compile, self, &draft, SLICE("\""), err);
	texts_draft_free(&draft);
	return result;
}
