#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/number.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static size_t
skip_digits(struct slice text, size_t at)
{
	while (at < text.len && is_digit(text.ptr[at]))
		at++;
	return at;
}

/* The grammar of RFC 8259, section 6, once more. */
static bool
is_number(struct slice text)
{
	size_t at = text.len > 0 && text.ptr[0] == '-';
	size_t end = skip_digits(text, at);

	if (end == at || (end > at + 1 && text.ptr[at] == '0'))
		return false;
	if (end < text.len && text.ptr[end] == '.') {
		at = end + 1;
		end = skip_digits(text, at);
		if (end == at)
			return false;
	}
	if (end < text.len && (text.ptr[end] | 0x20) == 'e') {
		at = end + 1;
		if (at < text.len &&
		    (text.ptr[at] == '+' || text.ptr[at] == '-'))
			at++;
		end = skip_digits(text, at);
		if (end == at)
			return false;
	}
	return end == text.len;
}

/* a + b is b + a, and a sum of one number is equal to it. */
static void
check_sums(struct slice a, struct slice b)
{
	struct decimal sum = DECIMAL_INIT;
	struct decimal other = DECIMAL_INIT;
	struct buffer text = BUFFER_INIT;
	struct buffer same = BUFFER_INIT;
	struct err err = ERR_INIT;

	assert(decimal_takes(a) == (number_digits(a) <= DECIMAL_DIGITS_MAX));
	assert((decimal_add(&sum, a, &err) == 0) == decimal_takes(a));
	decimal_put(&sum, &text);
	assert(is_number(buffer_slice(&text)));
	if (decimal_takes(a))
		assert(number_compare(buffer_slice(&text), a) == 0);
	(void)decimal_add(&sum, b, &err);
	(void)decimal_add(&other, b, &err);
	(void)decimal_add(&other, a, &err);
	buffer_clear(&text);
	decimal_put(&sum, &text);
	decimal_put(&other, &same);
	assert(slice_equal(buffer_slice(&text), buffer_slice(&same)));
	decimal_free(&sum);
	decimal_free(&other);
	buffer_free(&text);
	buffer_free(&same);
}

/* Two numbers with a blank between: order, canonical form and sums agree. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *blank = size > 0 ? memchr(text, ' ', size) : NULL;
	struct buffer of_a = BUFFER_INIT;
	struct buffer of_b = BUFFER_INIT;
	int64_t whole;

	if (blank == NULL)
		return 0;
	struct slice a = { text, (size_t)(blank - text) };
	struct slice b = { blank + 1, size - a.len - 1 };
	if (!is_number(a) || !is_number(b))
		return 0;

	int order = number_compare(a, b);
	assert(number_compare(b, a) == -order);
	number_put_canonical(a, &of_a);
	number_put_canonical(b, &of_b);
	assert(slice_equal(buffer_slice(&of_a), buffer_slice(&of_b)) ==
	    (order == 0));
	assert(number_compare(buffer_slice(&of_a), a) == 0);
	if (number_to_int64(a, &whole)) {
		assert(number_is_integer(a));
		buffer_clear(&of_b);
		buffer_put_int(&of_b, whole);
		assert(number_compare(buffer_slice(&of_b), a) == 0);
	}
	check_sums(a, b);
	buffer_free(&of_a);
	buffer_free(&of_b);
	return 0;
}
