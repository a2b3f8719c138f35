#ifndef JSON_ESCAPE_H
#define JSON_ESCAPE_H

#include <stddef.h>

/*
 * Escapes in strings (RFC 8259, section 7).  \uXXXX names a UTF-16 code unit;
 * code points above U+FFFF are written as a pair of surrogates, the high one
 * first, and neither may stand alone.
 */

/*
 * Move *at, which is at a backslash, behind the escape and return NULL; a pair
 * of surrogates is one escape.  Where it is none, *at moves to the first byte
 * that does not fit, which may be end, and what was expected there is returned:
 * a static text such as "an escape".
 */
const char *json_escape_skip(const char **at, const char *end);

/*
 * Write the code point of the valid escape at *at as UTF-8 and move *at behind
 * it.  Returns how many bytes were written.
 */
size_t json_escape_decode(const char **at, char utf8[4]);

#endif
