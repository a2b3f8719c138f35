#ifndef GEN_WEBURL_H
#define GEN_WEBURL_H

#include <stdbool.h>

#include "base/slice.h"

/* As sitemaps.org's protocol 0.9 has it: less than 2,048 characters. */
enum { WEBURL_MAX = 2047 };

/* Does it begin with http:// or https://, in whatever case? */
bool weburl_is_web(struct slice text);

/*
 * Is it a whole http or https URL that can be asked for as it stands?  It has a
 * host, perhaps a port from 1 to 65535, and nobody's name or password; of ASCII
 * only the characters of RFC 3986, sections 2 and 3, whatever is not ASCII (RFC
 * 3987), and WEBURL_MAX bytes at most.  Whether the host exists, nobody knows.
 */
bool weburl_is_valid(struct slice text);

#endif
