#ifndef GEN_SITECACHE_H
#define GEN_SITECACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/err.h"
#include "base/slice.h"

/*
 * The URLs of a site in a file, for the next time:
 *
 *	# 46 bytes of URLs in https://a.example/sitemap.xml
 *	https://a.example/
 *	https://a.example/about.html
 *
 * So a file that is cut off, or another site's, is none.
 */

/*
 * Append the URLs of the site with this name, each and an LF, to *lines, and
 * say when they were written.  Returns true, or false where there are none.
 */
bool sitecache_read(const char *path, struct slice name, struct buffer *lines,
    int64_t *time_ns);

/*
 * Write them, with the folders of path that are missing; whoever reads finds
 * the old file or the whole new one.  Returns 0, or -1 with *err set:
 * ERR_SYSTEM.
 */
int sitecache_write(const char *path, struct slice name, struct slice lines,
    struct err *err);

#endif
