#ifndef GEN_FILEURL_H
#define GEN_FILEURL_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/slice.h"

/* Does it begin with file:, in whatever case? */
bool fileurl_is(struct slice text);

/*
 * Append the path that a file URL names, %XX decoded (RFC 8089): file:///a,
 * file:/a, file://localhost/a, or with a relative path, which is ours, file:a.
 * Returns true, or false where it names none or one of another machine.
 */
bool fileurl_path(struct slice url, struct buffer *path);

#endif
