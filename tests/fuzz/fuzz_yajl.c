#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <yajl/yajl_parse.h>

#include "json_mutator.h"
#include "json/check.h"
#include "json/string.h"

/*
 * Against another implementation.  What json_check() accepts, yajl accepts;
 * what yajl accepts and json_check() does not is one of yajl 2.1's known
 * mistakes: each is mended in the text, and then json_check() must agree.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
yajl_accepts(const char *bytes, size_t len)
{
	static const yajl_callbacks callbacks = { .yajl_null = NULL };
	yajl_handle yajl = yajl_alloc(&callbacks, NULL, NULL);

	assert(yajl != NULL);
	yajl_status status = yajl_parse(yajl, (const unsigned char *)bytes,
	    len);
	if (status == yajl_status_ok)
		status = yajl_complete_parse(yajl);
	yajl_free(yajl);
	return status == yajl_status_ok;
}

/* Does the string that begins in front of `at` end before `len`? */
static bool
is_closed(const char *bytes, size_t at, size_t len)
{
	for (; at < len && bytes[at] != '"'; at++) {
		if (bytes[at] == '\\')
			at++;
	}
	return at < len;
}

/* Is `bad` in a string?  All before it fits the grammar. */
static bool
is_in_string(const char *bytes, size_t bad)
{
	bool in_string = false;

	for (size_t at = 0; at < bad; at++) {
		if (bytes[at] == '"')
			in_string = !in_string;
		else if (in_string && bytes[at] == '\\')
			at++;
	}
	return in_string;
}

/*
 * Overlong forms, surrogates and code points above U+10FFFF: yajl looks only at
 * how many bytes the first one promises.  They are overwritten.
 */
static bool
mend_utf8(char *bytes, size_t len, size_t bad)
{
	unsigned char lead;

	/* It is bad from its first byte on, or from its second. */
	if (bad > 0 && ((unsigned char)bytes[bad] & 0xC0) == 0x80)
		bad--;
	lead = (unsigned char)bytes[bad];
	size_t more = lead >> 5 == 0x06 ? 1
	    : lead >> 4 == 0x0E         ? 2
	    : lead >> 3 == 0x1E         ? 3
					: 0;
	if (more == 0 || more >= len - bad)
		return false;
	for (size_t i = 1; i <= more; i++) {
		if (((unsigned char)bytes[bad + i] & 0xC0) != 0x80)
			return false;
	}
	memset(bytes + bad, 'x', more + 1);
	return true;
}

/* Mend one mistake at the first bad byte, or return false. */
static bool
mend(char *bytes, size_t *len, const struct err *err)
{
	static const char low[] = "expected a low surrogate";
	static const char high[] = "expected a high surrogate";
	size_t bad = err->column - 1;

	if (strcmp(err->reason, "utf8") == 0)
		return bad < *len && mend_utf8(bytes, *len, bad);
	/* A surrogate that stands alone. */
	if (strncmp(err->text, low, strlen(low)) == 0) {
		memset(bytes + bad - 6, 'x', 6);
		return true;
	}
	if (strncmp(err->text, high, strlen(high)) == 0) {
		memset(bytes + bad, 'x', 6);
		return true;
	}
	if (bad == *len || is_in_string(bytes, bad))
		return false;
	/* Vertical tab and form feed as white space. */
	if (bytes[bad] == '\v' || bytes[bad] == '\f') {
		bytes[bad] = ' ';
		return true;
	}
	/* A string behind the value that is not closed. */
	if (bytes[bad] == '"' && !is_closed(bytes, bad + 1, *len)) {
		*len = bad;
		return true;
	}
	return false;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = ERR_INIT;
	char *bytes = malloc(size + 1);
	size_t len = size;

	assert(bytes != NULL);
	memcpy(bytes, data, size);
	bool accepts = yajl_accepts(bytes, len);
	int result = json_check((struct slice){ bytes, len }, &err);
	if (result == 0) {
		assert(accepts);
	} else if (accepts) {
		do {
			assert(err.kind == ERR_DATA);
			if (strcmp(err.reason, "depth") == 0)
				break; /* yajl has no limit */
			bool was_mended = mend(bytes, &len, &err);
			assert(was_mended);
			result = json_check((struct slice){ bytes, len }, &err);
		} while (result < 0);
	}
	free(bytes);
	return 0;
}
