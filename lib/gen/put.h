#ifndef GEN_PUT_H
#define GEN_PUT_H

#include <stdint.h>
#include <string.h>

#include "base/slice.h"

/*
 * Writing at a place that is known to be large enough: no check, no call.  Each
 * function returns where the next byte goes.
 */

/*
 * Constant texts are copied in steps of this many bytes.  So that many must be
 * readable behind each of them, and writable behind the end of a line.
 */
enum { PUT_STEP = 16 };

/* The most that a 64-bit integer takes, sign included. */
enum { PUT_INT_MAX = 20 };

/* A text that is padded as said above and does not overlap the place. */
static inline char *
put_padded(char *at, struct slice text)
{
	char *end = at + text.len;

	while (at < end) {
		memcpy(at, text.ptr, PUT_STEP);
		at += PUT_STEP;
		text.ptr += PUT_STEP;
	}
	return end;
}

/* Any text, which may also stand right before the place. */
static inline char *
put_text(char *at, struct slice text)
{
	if (text.len > 0)
		memcpy(at, text.ptr, text.len);
	return at + text.len;
}

static inline char *
put_uint(char *at, uint64_t number)
{
	char digits[PUT_INT_MAX];
	size_t i = sizeof(digits);

	do {
		digits[--i] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	return put_text(at, (struct slice){ digits + i, sizeof(digits) - i });
}

static inline char *
put_int(char *at, int64_t number)
{
	if (number >= 0)
		return put_uint(at, (uint64_t)number);
	*at = '-';
	return put_uint(at + 1, 0 - (uint64_t)number);
}

/* Its last digits, so many of them. */
static inline char *
put_digits(char *at, uint64_t number, int digits)
{
	for (int i = digits - 1; i >= 0; i--) {
		at[i] = (char)('0' + number % 10);
		number /= 10;
	}
	return at + digits;
}

#endif
