#ifndef JSON_UTF8_PAIRS_H
#define JSON_UTF8_PAIRS_H

#include <stdint.h>

/*
 * What two neighbouring bytes can have against each other, for the vector
 * kernels: Keiser & Lemire, "Validating UTF-8 in less than one instruction per
 * byte" (Software: Practice and Experience 51, 2021), section 6.
 *
 * The high and the low half of the first byte and the high half of the second
 * each have a table of what is possible with them; what all three have in
 * common is so.  UTF8_TWO_CONTINUE is right, and must be, where the byte before
 * the two or the one before that begins a sequence of three or four.
 */
enum {
	UTF8_TOO_SHORT = 1,   /* a lead, and no continuation */
	UTF8_TOO_LONG = 2,    /* ASCII, and a continuation */
	UTF8_OVERLONG_3 = 4,  /* E0 80 to E0 9F */
	UTF8_TOO_LARGE = 8,   /* F4 90 and above */
	UTF8_SURROGATE = 16,  /* ED A0 and above */
	UTF8_OVERLONG_2 = 32, /* C0, C1 */
	UTF8_BAD_4 = 64,      /* F0 80 to F0 8F (overlong), F5 80 and above */
	UTF8_TWO_CONTINUE = 128,
	UTF8_OF_ANY_LOW = UTF8_TOO_SHORT | UTF8_TOO_LONG | UTF8_TWO_CONTINUE,
	UTF8_OF_LARGE_LOW = UTF8_OF_ANY_LOW | UTF8_TOO_LARGE | UTF8_BAD_4,
	UTF8_OF_CONTINUATION = UTF8_TOO_LONG | UTF8_OVERLONG_2 |
	    UTF8_TWO_CONTINUE,
};

static const uint8_t utf8_first_high[16] = {
	UTF8_TOO_LONG,
	UTF8_TOO_LONG,
	UTF8_TOO_LONG,
	UTF8_TOO_LONG,
	UTF8_TOO_LONG,
	UTF8_TOO_LONG,
	UTF8_TOO_LONG,
	UTF8_TOO_LONG,
	UTF8_TWO_CONTINUE,
	UTF8_TWO_CONTINUE,
	UTF8_TWO_CONTINUE,
	UTF8_TWO_CONTINUE,
	UTF8_TOO_SHORT | UTF8_OVERLONG_2,
	UTF8_TOO_SHORT,
	UTF8_TOO_SHORT | UTF8_OVERLONG_3 | UTF8_SURROGATE,
	UTF8_TOO_SHORT | UTF8_TOO_LARGE | UTF8_BAD_4,
};

static const uint8_t utf8_first_low[16] = {
	UTF8_OF_ANY_LOW | UTF8_OVERLONG_3 | UTF8_OVERLONG_2 | UTF8_BAD_4,
	UTF8_OF_ANY_LOW | UTF8_OVERLONG_2,
	UTF8_OF_ANY_LOW,
	UTF8_OF_ANY_LOW,
	UTF8_OF_ANY_LOW | UTF8_TOO_LARGE,
	UTF8_OF_LARGE_LOW,
	UTF8_OF_LARGE_LOW,
	UTF8_OF_LARGE_LOW,
	UTF8_OF_LARGE_LOW,
	UTF8_OF_LARGE_LOW,
	UTF8_OF_LARGE_LOW,
	UTF8_OF_LARGE_LOW,
	UTF8_OF_LARGE_LOW,
	UTF8_OF_LARGE_LOW | UTF8_SURROGATE,
	UTF8_OF_LARGE_LOW,
	UTF8_OF_LARGE_LOW,
};

static const uint8_t utf8_second_high[16] = {
	UTF8_TOO_SHORT,
	UTF8_TOO_SHORT,
	UTF8_TOO_SHORT,
	UTF8_TOO_SHORT,
	UTF8_TOO_SHORT,
	UTF8_TOO_SHORT,
	UTF8_TOO_SHORT,
	UTF8_TOO_SHORT,
	UTF8_OF_CONTINUATION | UTF8_OVERLONG_3 | UTF8_BAD_4,
	UTF8_OF_CONTINUATION | UTF8_OVERLONG_3 | UTF8_TOO_LARGE,
	UTF8_OF_CONTINUATION | UTF8_SURROGATE | UTF8_TOO_LARGE,
	UTF8_OF_CONTINUATION | UTF8_SURROGATE | UTF8_TOO_LARGE,
	UTF8_TOO_SHORT,
	UTF8_TOO_SHORT,
	UTF8_TOO_SHORT,
	UTF8_TOO_SHORT,
};

/* The highest bytes that 16 can end with and end no code point too early. */
static const uint8_t utf8_whole[16] = { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
	0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xEF, 0xDF, 0xBF };

#endif
