#ifndef GEN_SITEMAP_H
#define GEN_SITEMAP_H

#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"

/*
 * A sitemap as a list of URLs: protocol 0.9, https://www.sitemaps.org, read
 * with expat, piece by piece.
 *
 *	struct sitemap *map = sitemap_new("sitemap.xml", &err);
 *	sitemap_feed(map, piece, is_last, &err);
 *	sitemap_list(map)->urls ...
 *	sitemap_free(map);
 *
 * The file is foreign, so it has limits, and a DOCTYPE is refused: nothing that
 * could name entities or other files is ever looked at.  It must be UTF-8; its
 * elements belong to the protocol's namespace, or the whole to none.  Elements
 * of other namespaces, such as those of images, and what is not about places
 * are passed over.
 */
enum {
	SITEMAP_BYTES_MAX = 50 << 20, /* the protocol's, as … */
	SITEMAP_URLS_MAX = 50000, /* … this one, of pages or of sitemaps */
	SITEMAP_DEPTH_MAX = 16,
};

struct sitemap;

enum sitemap_kind {
	SITEMAP_PAGES,    /* `urlset`: the URLs are pages */
	SITEMAP_SITEMAPS, /* `sitemapindex`: the URLs are sitemaps */
};

/* What was found so far; valid until sitemap_free(). */
struct sitemap_list {
	enum sitemap_kind kind;
	struct buffer urls; /* each valid by gen/weburl.h, and an LF */
	size_t len;         /* so many */
	size_t bad;         /* places that have no such URL */
	struct err first;   /* the first of them, with its place */
};

/* file: for messages, borrowed.  Returns NULL with *err set: ERR_SYSTEM. */
struct sitemap *sitemap_new(const char *file, struct err *err);

/*
 * Go on with these bytes, up to INT_MAX.  Returns 0, or -1 with *err set:
 * ERR_USAGE with the place of what is wrong, ERR_SYSTEM; nothing may be fed
 * then, or after the last piece.
 */
int sitemap_feed(struct sitemap *sitemap, struct slice piece, bool is_last,
    struct err *err);

const struct sitemap_list *sitemap_list(const struct sitemap *sitemap);

void sitemap_free(struct sitemap *sitemap);

#endif
