#ifndef HTTP_FETCH_H
#define HTTP_FETCH_H

#include "base/buffer.h"
#include "http/client.h"

/*
 * One file after the other from the web.  A few redirects are followed, but
 * never from https to http.  Where a server packs a file for the way (gzip), it
 * is unpacked.
 */
struct fetch {
	struct http_settings settings;
	int64_t timeout_ns;         /* for each request, all in all */
	struct http_client *client; /* made when it is needed; NULL before */
};

enum { FETCH_REDIRECTS_MAX = 5 };

/*
 * Append what is at an http or https URL, up to max bytes, to *into.  self is a
 * struct fetch, so that modules that may not know it can be handed this.
 * Returns 0, or -1 with *err set: ERR_LIMIT where it is longer, ERR_SYSTEM
 * where it cannot be had; ERR_USAGE, where settings are wrong.  A signal that
 * asks to stop ends it.
 */
int fetch_get(void *self, const char *url, size_t max, struct buffer *into,
    struct err *err);

/* Let go of the connections; the struct can be used again. */
void fetch_free(struct fetch *fetch);

#endif
