#include "gen/siteload.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/hash.h"
#include "base/time.h"
#include "gen/alias.h"
#include "gen/fileurl.h"
#include "gen/sitecache.h"
#include "gen/sitemap.h"
#include "gen/texts.h"
#include "gen/weburl.h"
#include "io/file.h"
#include "io/gzip.h"
#include "io/wait.h"

/* So much of a reason is told where more is to be said. */
enum { WHY_MAX = 150 };

/* All that is in a file, local or fetched, unpacked. */
static int
read_file(const struct siteload *load, const char *name, struct buffer *into,
    struct err *err)
{
	struct buffer raw = BUFFER_INIT;
	int result = weburl_is_web(slice_of(name))
	    ? load->fetch(load->self, name, SITEMAP_BYTES_MAX, &raw, err)
	    : file_read(name, SITEMAP_BYTES_MAX, &raw, err);

	if (result == 0 && gzip_is(buffer_slice(&raw))) {
		result = gzip_get(buffer_slice(&raw), name, SITEMAP_BYTES_MAX,
		    into, err);
		buffer_free(&raw);
		return result;
	}
	*into = raw;
	return result;
}

/* Returns NULL with *err set. */
static struct sitemap *
read_sitemap(const struct siteload *load, const char *name, struct err *err)
{
	struct buffer text = BUFFER_INIT;
	struct sitemap *map = NULL;

	/* In one piece: a long token would be looked at once for each. */
	if (read_file(load, name, &text, err) == 0)
		map = sitemap_new(name, err);
	if (map != NULL &&
	    sitemap_feed(map, buffer_slice(&text), true, err) < 0) {
		sitemap_free(map);
		map = NULL;
	}
	buffer_free(&text);
	return map;
}

static void
tell_bad(const struct siteload *load, const struct sitemap_list *list)
{
	struct err notice = ERR_INIT;
	const struct err *first = &list->first;

	if (list->bad == 1)
		err_place(&notice, first->file, first->line, first->column,
		    "%s: it is passed over", first->text);
	else
		err_place(&notice, first->file, first->line, first->column,
		    "%s: it is passed over, as are %zu more", first->text,
		    list->bad - 1);
	load->notice(&notice);
}

/* Add the pages of a sitemap; *len counts them all. */
static int
add_pages(const struct siteload *load, const struct sitemap_list *list,
    size_t *len, struct buffer *lines, struct err *err)
{
	if (list->bad > 0)
		tell_bad(load, list);
	*len += list->len;
	buffer_put(lines, buffer_slice(&list->urls));
	if (*len > ALIAS_MAX || lines->len > TEXTS_BYTES_MAX)
		return err_set(err, ERR_LIMIT,
		    "the sitemaps of an index have %d URLs and %d bytes at "
		    "most",
		    ALIAS_MAX, TEXTS_BYTES_MAX);
	return buffer_check(lines, err);
}

/* Add the pages of a sitemap that an index names. */
static int
add_part(const struct siteload *load, const char *url, size_t *len,
    struct buffer *lines, struct err *err)
{
	struct sitemap *map = read_sitemap(load, url, err);
	int result = -1;

	if (map == NULL)
		return -1;
	if (sitemap_list(map)->kind == SITEMAP_PAGES)
		result = add_pages(load, sitemap_list(map), len, lines, err);
	else
		err_place(err, url, 0, 0, "an index in an index is refused");
	sitemap_free(map);
	return result;
}

static int
add_parts(const struct siteload *load, const char *name,
    const struct sitemap_list *list, struct buffer *lines, struct err *err)
{
	struct slice left = buffer_slice(&list->urls);
	struct buffer url = BUFFER_INIT;
	size_t len = 0;
	int result = 0;

	if (list->len > SITELOAD_FILES_MAX)
		return err_place(err, name, 0, 0,
		    "this index names more than %d sitemaps; name one of them "
		    "instead",
		    SITELOAD_FILES_MAX);
	if (list->bad > 0) {
		*err = list->first;
		return -1;
	}
	while (result == 0 && left.len > 0) {
		const char *end = memchr(left.ptr, '\n', left.len);
		size_t whole = (size_t)(end - left.ptr) + 1;

		buffer_clear(&url);
		buffer_put(&url, (struct slice){ left.ptr, whole - 1 });
		buffer_put_byte(&url, '\0');
		result = buffer_check(&url, err);
		if (result == 0)
			result = add_part(load, url.bytes, &len, lines, err);
		left.ptr += whole;
		left.len -= whole;
	}
	buffer_free(&url);
	return result;
}

/* The pages of a file, or of all that it names; *lines is empty before. */
static int
load_all(const struct siteload *load, const char *name, struct buffer *lines,
    struct err *err)
{
	struct sitemap *map = read_sitemap(load, name, err);
	size_t len = 0;
	int result;

	if (map == NULL)
		return -1;
	if (sitemap_list(map)->kind == SITEMAP_PAGES)
		result = add_pages(load, sitemap_list(map), &len, lines, err);
	else
		result = add_parts(load, name, sitemap_list(map), lines, err);
	sitemap_free(map);
	if (result == 0 && lines->len == 0)
		return err_place(err, name, 0, 0,
		    "there is no http or https URL in it");
	return result;
}

/* A file of this machine. */
static int
load_local(const struct siteload *load, const struct site *site,
    struct buffer *lines, struct err *err)
{
	struct buffer name = BUFFER_INIT;
	struct buffer path = BUFFER_INIT;
	int result = -1;

	if (!fileurl_is(site->name))
		buffer_put(&name, site->name);
	else if (!fileurl_path(site->name, &name))
		err_set(err, ERR_USAGE, "'%.*s' names no file of this machine",
		    (int)site->name.len, site->name.ptr);
	if (name.len > 0)
		file_beside(site->beside, buffer_slice(&name), &path);
	if (buffer_check(&name, err) == 0 && buffer_check(&path, err) == 0 &&
	    path.len > 0)
		result = load_all(load, path.bytes, lines, err);
	buffer_free(&name);
	buffer_free(&path);
	return result;
}

/* Where the list of a site is kept, and a NUL; nothing where it is not. */
static void
put_cache_path(const struct siteload *load, const struct site *site,
    struct buffer *path)
{
	char name[64];

	if (!site->is_kept)
		return;
	if (site->cache.len > 0) {
		file_beside(site->beside, site->cache, path);
		return;
	}
	if (load->cache == NULL)
		return;
	struct hash128 hash = hash_fixed128(site->name, 0);
	int len = snprintf(name, sizeof(name),
	    "/sitemap-%016" PRIx64 "%016" PRIx64 ".urls", hash.high, hash.low);
	buffer_put(path, slice_of(load->cache));
	buffer_put(path, (struct slice){ name, (size_t)len + 1 });
}

/* The site cannot be had; tell that the kept list has to do. */
static void
tell_old(const struct siteload *load, const struct err *why, int64_t kept_ns)
{
	struct buffer time = BUFFER_INIT;
	struct err notice = ERR_INIT;

	time_put_rfc3339(kept_ns - kept_ns % TIME_SECOND, &time);
	err_place(&notice, why->file, why->line, why->column,
	    "%.*s; what was kept on %.*s is used", WHY_MAX, why->text,
	    (int)time.len, time.bytes);
	load->notice(&notice);
	buffer_free(&time);
}

/* It is only for the next time: where it cannot be kept, nothing is lost. */
static void
keep(const struct siteload *load, const char *path, struct slice name,
    struct slice lines)
{
	struct err err = ERR_INIT;

	if (sitecache_write(path, name, lines, &err) < 0)
		load->notice(&err);
}

/* A site of the web; path is where its list is kept, or empty. */
static int
load_web(const struct siteload *load, const struct site *site,
    struct slice path, struct buffer *lines, struct err *err)
{
	struct buffer kept = BUFFER_INIT;
	int64_t kept_ns = TIME_NONE;
	struct err why = ERR_INIT;
	int result = 0;

	bool is_kept = path.len > 0 &&
	    sitecache_read(path.ptr, site->name, &kept, &kept_ns);
	if (is_kept && kept_ns <= load->now_ns &&
	    kept_ns > load->now_ns - site->max_age_ns) {
		buffer_put(lines, buffer_slice(&kept));
	} else if (load_all(load, site->name.ptr, lines, &why) == 0) {
		if (path.len > 0)
			keep(load, path.ptr, site->name, buffer_slice(lines));
	} else if (is_kept && wait_stop() == 0) {
		tell_old(load, &why, kept_ns);
		buffer_clear(lines);
		buffer_put(lines, buffer_slice(&kept));
	} else {
		*err = why;
		result = -1;
	}
	buffer_free(&kept);
	return result == 0 ? buffer_check(lines, err) : -1;
}

int
siteload_load(void *self, const struct site *site, struct buffer *lines,
    struct err *err)
{
	const struct siteload *load = self;
	struct buffer path = BUFFER_INIT;
	int result = -1;

	assert(lines->len == 0);
	if (!weburl_is_web(site->name))
		return load_local(load, site, lines, err);
	assert(weburl_is_valid(site->name));
	assert(site->name.ptr[site->name.len] == '\0');
	put_cache_path(load, site, &path);
	if (buffer_check(&path, err) == 0)
		result = load_web(load, site, buffer_slice(&path), lines, err);
	buffer_free(&path);
	return result;
}
