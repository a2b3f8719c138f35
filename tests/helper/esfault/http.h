#ifndef ESFAULT_HTTP_H
#define ESFAULT_HTTP_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/slice.h"

/* HTTP/1.1 (RFC 9112), as much of it as clients of _bulk use. */

/* Borrowed from the bytes it was read from. */
struct request {
	struct slice method;
	struct slice path; /* as it came, without the query */
	struct slice query;
	size_t head_len; /* the empty line included */
	size_t body_len;
	bool expects; /* Expect: 100-continue */
	bool gzip;    /* Content-Encoding */
	bool closes;  /* Connection: close */
};

enum { HTTP_HEAD_MAX = 64 << 10, HTTP_BODY_MAX = 256 << 20 };

/*
 * Read the head of a request.  Returns 1, 0 while it is not whole, or -1 where
 * it is none, is too long or of a length that is not told.
 */
int request_parse(struct request *request, struct slice bytes);

/* Append a path or a part of it with its %XX decoded. */
void path_decode(struct slice path, struct buffer *out);

/* "OK", … */
const char *status_name(unsigned status);

#endif
