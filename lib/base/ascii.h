#ifndef BASE_ASCII_H
#define BASE_ASCII_H

#include <stdbool.h>

/* What a byte is in ASCII, whatever the locale. */

static inline bool
ascii_is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

#endif
