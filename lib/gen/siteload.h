#ifndef GEN_SITELOAD_H
#define GEN_SITELOAD_H

#include "gen/sites.h"

/*
 * The URLs of a sitemap or, where it is a sitemap index, of all sitemaps that
 * it names, in their order; each file may be packed by gzip.  Files are local
 * or fetched; what is fetched is kept, and taken from there while it is young,
 * or where there is no other.
 */
enum { SITELOAD_FILES_MAX = 1000 }; /* that an index may name */

/* What it takes from outside. */
struct siteload {
	/*
	 * Append what is at an http or https URL, up to max bytes, to *into.
	 * Returns 0, or -1 with *err set: ERR_LIMIT, ERR_SYSTEM.
	 */
	int (*fetch)(void *self, const char *url, size_t max,
	    struct buffer *into, struct err *err);
	void *self;
	/* Tell the user what is not as it should be, and is gone over. */
	void (*notice)(const struct err *err);
	const char *cache; /* folder of what is kept; NULL: there is none */
	int64_t now_ns;    /* the wall clock */
};

/*
 * The member load of struct sites: self is a struct siteload.  A place without
 * a URL is passed over with a notice; an index in an index is refused.
 */
int siteload_load(void *self, const struct site *site, struct buffer *lines,
    struct err *err);

#endif
