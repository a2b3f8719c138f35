#ifndef GEN_SITES_H
#define GEN_SITES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"

/* A sitemap that a model names. */
struct site {
	/* A valid URL of http or https, one of file, or a path; and a NUL. */
	struct slice name;
	const char *beside; /* paths are seen from the folder of this file */
	bool is_kept; /* what is fetched is kept in a file, for the next time */
	struct slice cache; /* the path of that; empty: one that suits */
	int64_t max_age_ns; /* what was kept so long is fetched anew */
};

/*
 * Where the URLs of sitemaps come from.  It is handed in by the tool, so that a
 * model needs neither XML nor a network where nothing is generated.
 */
struct sites {
	/*
	 * Append the URLs of a sitemap to *lines, one at least, each and an LF.
	 * Returns 0, or -1 with *err set: ERR_USAGE, with a place where it is
	 * in a file; ERR_LIMIT, ERR_SYSTEM.
	 */
	int (*load)(void *self, const struct site *site, struct buffer *lines,
	    struct err *err);
	void *self;
};

#endif
