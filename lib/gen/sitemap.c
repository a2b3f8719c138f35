#include "gen/sitemap.h"

#include <assert.h>
#include <expat.h>
#include <limits.h>
#include <stdlib.h>

#include "gen/weburl.h"

/* expat puts it between a namespace and a name; neither can have one. */
#define BETWEEN "\n"
#define NAMESPACE "http://www.sitemaps.org/schemas/sitemap/0.9"

/* How deep the elements stand that count: urlset, url, loc. */
enum { ROOT_DEPTH = 1, ENTRY_DEPTH, LOC_DEPTH };

/* Of a place's text so much is kept, and shown; what is longer is no URL. */
enum { TEXT_MAX = 2 * WEBURL_MAX, SHOWN_MAX = 100 };

struct sitemap {
	struct sitemap_list list;
	const char *file;
	XML_Parser parser;
	bool in_namespace; /* the root is, so the others must be */
	bool in_entry, in_loc;
	size_t bytes; /* fed so far */
	size_t depth;
	struct buffer text;  /* of the entry's loc */
	size_t line, column; /* of the loc, or of an entry without */
	struct err *err;     /* of the call at hand */
	bool refused;        /* *err says why */
};

static size_t
here_line(const struct sitemap *sitemap)
{
	return (size_t)XML_GetCurrentLineNumber(sitemap->parser);
}

/* From 1, in characters. */
static size_t
here_column(const struct sitemap *sitemap)
{
	return (size_t)XML_GetCurrentColumnNumber(sitemap->parser) + 1;
}

/* End it here; handlers may still be called for what is parsed already. */
static void
refuse(struct sitemap *sitemap, const char *why)
{
	if (sitemap->refused)
		return;
	err_place(sitemap->err, sitemap->file, here_line(sitemap),
	    here_column(sitemap), "%s", why);
	sitemap->refused = true;
	(void)XML_StopParser(sitemap->parser, XML_FALSE);
}

/* Is it this name of the protocol? */
static bool
is_named(const struct sitemap *sitemap, const char *name, const char *wanted)
{
	static const struct slice prefix = { NAMESPACE BETWEEN,
		sizeof(NAMESPACE BETWEEN) - 1 };

	if (sitemap->in_namespace) {
		if (strncmp(name, prefix.ptr, prefix.len) != 0)
			return false;
		name += prefix.len;
	}
	return strcmp(name, wanted) == 0;
}

static void
open_root(struct sitemap *sitemap, const char *name)
{
	sitemap->in_namespace = strchr(name, BETWEEN[0]) != NULL;
	if (is_named(sitemap, name, "urlset"))
		sitemap->list.kind = SITEMAP_PAGES;
	else if (is_named(sitemap, name, "sitemapindex"))
		sitemap->list.kind = SITEMAP_SITEMAPS;
	else
		refuse(sitemap,
		    "this is no sitemap: its root is neither 'urlset' nor "
		    "'sitemapindex' of the namespace " NAMESPACE);
}

static void
keep_place(struct sitemap *sitemap)
{
	sitemap->line = here_line(sitemap);
	sitemap->column = here_column(sitemap);
}

/* An entry has one; a blank makes sure that two are no URL. */
static void
open_loc(struct sitemap *sitemap)
{
	if (sitemap->text.len > 0 && sitemap->text.len < TEXT_MAX)
		buffer_put_byte(&sitemap->text, ' ');
	keep_place(sitemap);
}

static void XMLCALL
on_start(void *self, const XML_Char *name, const XML_Char **attributes)
{
	struct sitemap *sitemap = self;
	const char *entry = sitemap->list.kind == SITEMAP_PAGES ? "url"
								: "sitemap";

	(void)attributes;
	if (++sitemap->depth > SITEMAP_DEPTH_MAX) {
		refuse(sitemap, "elements nest too deep");
	} else if (sitemap->depth == ROOT_DEPTH) {
		open_root(sitemap, name);
	} else if (sitemap->depth == ENTRY_DEPTH) {
		sitemap->in_entry = is_named(sitemap, name, entry);
		buffer_clear(&sitemap->text);
		keep_place(sitemap);
	} else if (sitemap->depth == LOC_DEPTH && sitemap->in_entry) {
		sitemap->in_loc = is_named(sitemap, name, "loc");
		if (sitemap->in_loc)
			open_loc(sitemap);
	}
}

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* White space around a URL is none of it; that before it is never kept. */
static void XMLCALL
on_text(void *self, const XML_Char *bytes, int len)
{
	struct sitemap *sitemap = self;
	struct slice text = { bytes, (size_t)len };

	if (!sitemap->in_loc || sitemap->depth != LOC_DEPTH)
		return;
	while (
	    sitemap->text.len == 0 && text.len > 0 && is_blank(text.ptr[0])) {
		text.ptr++;
		text.len--;
	}
	assert(sitemap->text.len <= TEXT_MAX);
	size_t room = TEXT_MAX - sitemap->text.len;
	text.len = text.len < room ? text.len : room;
	buffer_put(&sitemap->text, text);
}

static void
end_entry(struct sitemap *sitemap)
{
	struct sitemap_list *list = &sitemap->list;
	struct slice url = buffer_slice(&sitemap->text);
	bool is_cut = url.len == TEXT_MAX;

	_Static_assert(SITEMAP_URLS_MAX == 50000, "the message says so");
	if (list->len + list->bad == SITEMAP_URLS_MAX) {
		refuse(sitemap, "a sitemap has 50,000 URLs at most");
		return;
	}
	while (url.len > 0 && is_blank(url.ptr[url.len - 1]))
		url.len--;
	if (!is_cut && weburl_is_valid(url)) {
		buffer_put(&list->urls, url);
		buffer_put_byte(&list->urls, '\n');
		list->len++;
		return;
	}
	if (list->bad++ > 0)
		return;
	url.len = url.len < SHOWN_MAX ? url.len : SHOWN_MAX;
	err_place(&list->first, sitemap->file, sitemap->line, sitemap->column,
	    "'%.*s' is no http or https URL", (int)url.len, url.ptr);
}

static void XMLCALL
on_end(void *self, const XML_Char *name)
{
	struct sitemap *sitemap = self;

	(void)name;
	assert(sitemap->depth > 0);
	if (sitemap->depth == LOC_DEPTH)
		sitemap->in_loc = false;
	if (sitemap->depth == ENTRY_DEPTH && sitemap->in_entry) {
		end_entry(sitemap);
		sitemap->in_entry = false;
	}
	sitemap->depth--;
}

static void XMLCALL
on_doctype(void *self, const XML_Char *name, const XML_Char *system_id,
    const XML_Char *public_id, int has_internal_subset)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)has_internal_subset;
	refuse(self, "a DOCTYPE is refused: a sitemap has none");
}

struct sitemap *
sitemap_new(const char *file, struct err *err)
{
	struct sitemap *sitemap = calloc(1, sizeof(*sitemap));

	if (sitemap != NULL)
		sitemap->parser = XML_ParserCreateNS("UTF-8", BETWEEN[0]);
	if (sitemap == NULL || sitemap->parser == NULL) {
		free(sitemap);
		err_set(err, ERR_SYSTEM, "out of memory");
		return NULL;
	}
	sitemap->file = file;
	XML_SetUserData(sitemap->parser, sitemap);
	XML_SetElementHandler(sitemap->parser, on_start, on_end);
	XML_SetCharacterDataHandler(sitemap->parser, on_text);
	XML_SetStartDoctypeDeclHandler(sitemap->parser, on_doctype);
	return sitemap;
}

int
sitemap_feed(struct sitemap *sitemap, struct slice piece, bool is_last,
    struct err *err)
{
	assert(!sitemap->refused);
	assert(piece.len <= INT_MAX);
	sitemap->err = err;
	if (piece.len > SITEMAP_BYTES_MAX - sitemap->bytes) {
		sitemap->refused = true;
		return err_set(err, ERR_USAGE, "'%s' is longer than %d bytes",
		    sitemap->file, SITEMAP_BYTES_MAX);
	}
	sitemap->bytes += piece.len;
	if (XML_Parse(sitemap->parser, piece.ptr, (int)piece.len, is_last) ==
	    XML_STATUS_OK) {
		if (buffer_check(&sitemap->text, err) < 0)
			return -1;
		return buffer_check(&sitemap->list.urls, err);
	}
	if (sitemap->refused)
		return -1;
	sitemap->refused = true;
	enum XML_Error code = XML_GetErrorCode(sitemap->parser);
	if (code == XML_ERROR_NO_MEMORY)
		return err_set(err, ERR_SYSTEM, "out of memory");
	return err_place(err, sitemap->file, here_line(sitemap),
	    here_column(sitemap), "%s", XML_ErrorString(code));
}

const struct sitemap_list *
sitemap_list(const struct sitemap *sitemap)
{
	return &sitemap->list;
}

void
sitemap_free(struct sitemap *sitemap)
{
	if (sitemap == NULL)
		return;
	XML_ParserFree(sitemap->parser);
	buffer_free(&sitemap->list.urls);
	buffer_free(&sitemap->text);
	free(sitemap);
}
