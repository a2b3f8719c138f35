#ifndef BASE_TIMEPATTERN_H
#define BASE_TIMEPATTERN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/*
 * Times by a pattern in the manner of strptime(3), in English and UTC whatever
 * the locale: %Y %y (69 to 68 are 1969 to 2068) %m %d %e %j %H %I %p %M %S
 * %f (fraction of a second) %z (Z, +hh, +hhmm, +hh:mm) %Z (UTC, GMT, Z)
 * %b %B %h %a %A %s (Unix time) %D (%m/%d/%y) %F (%Y-%m-%d) %R (%H:%M)
 * %T (%H:%M:%S) %n %t %%.  A blank, %n and %t stand for any run of blanks, also
 * for none; other bytes for themselves.  Names may have any case.
 */

/* Is this a pattern of known letters only? */
bool timepattern_is_valid(struct slice pattern);

/*
 * Read a time; all of text must fit the pattern, a valid one.  What the pattern
 * does not name is that of 1970-01-01T00:00:00Z.  Returns true and sets *ns
 * (nanoseconds since then), or false where text does not fit, the day does not
 * exist or the time is out of range.
 */
bool timepattern_parse(struct slice text, struct slice pattern, int64_t *ns);

#endif
