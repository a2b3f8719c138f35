#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/digits.h"
#include "base/err.h"
#include "base/slice.h"

/*
 * An exact sum of decimal numbers: a 128-bit integer at a power of ten, which
 * widens to an integer of any size (GMP) when it has to.  The order of the
 * summands never shows.
 */
struct decimal {
	__extension__ __int128 units; /* value = units / 10^scale */
	int scale;                    /* digits behind the point, >= 0 */
	struct decimal_wide *wide;    /* owned; then it has the value */
};

#define DECIMAL_INIT                                                           \
	{                                                                      \
		.units = 0                                                     \
	}

/* Summands may have this many digits in plain notation. */
enum { DECIMAL_DIGITS_MAX = 400, DECIMAL_AVERAGE_DIGITS = 15 };

/* Can it be added: has it no more digits than that? */
bool decimal_takes_long(struct slice number);

/* The same; what is so short has a hundred at most, as 1e99 does. */
enum { DECIMAL_SHORT = 4 };

static inline bool
decimal_takes(struct slice number)
{
	return number.len <= DECIMAL_SHORT || decimal_takes_long(number);
}

/*
 * Add a valid JSON number.  Returns 0, or -1 with *err set: ERR_DATA "number"
 * when it has more than DECIMAL_DIGITS_MAX digits (column 1: the caller knows
 * where it stands), ERR_SYSTEM.  On failure the sum is as it was.
 */
int decimal_add_long(struct decimal *sum, struct slice number, struct err *err);

/* The same; most numbers are a few plain digits, and so are the others. */
static inline int
decimal_add(struct decimal *sum, struct slice number, struct err *err)
{
	__extension__ __int128 units;

	if (number.len <= DIGITS_WORD && sum->scale == 0 && sum->wide == NULL) {
		const uint64_t word = digits_few(number);

		if (digits_others(word) == 0 &&
		    !__builtin_add_overflow(sum->units, digits_word(word),
			&units)) {
			sum->units = units;
			return 0;
		}
	}
	return decimal_add_long(sum, number, err);
}

/* Append it in plain notation: no exponent, no trailing zeros, no -0. */
void decimal_put(const struct decimal *sum, struct buffer *out);

/* Append sum / count with at most 15 digits, rounded half to even. */
void decimal_put_average(const struct decimal *sum, uint64_t count,
    struct buffer *out);

/* Append sum / count cut toward zero after so many digits (0 to 400). */
void decimal_put_average_cut(const struct decimal *sum, uint64_t count,
    int digits, struct buffer *out);

void decimal_free(struct decimal *sum);

#endif
