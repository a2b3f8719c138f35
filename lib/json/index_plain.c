#include <assert.h>

#include "json/escape.h"
#include "json/kernel.h"
#include "json/string.h"
#include "json/word.h"

/*
 * The kernel for every machine: byte by byte between the strings, eight at a
 * time inside them.  The vector kernels are tested against it.
 */

/* The tokens are reserved for so many bytes at once, one for each byte. */
enum { CHUNK = 64 * 1024 };

struct scan {
	struct json_index *index;
	struct slice block;
	const char *end;  /* of the lines that are indexed */
	uint32_t *tokens; /* where the next one goes */
	struct err *err;
	int result; /* -1 once memory was short */
};

static __attribute__((noinline)) void
add_bad(struct scan *scan, const char *at)
{
	if (scan->result == 0)
		scan->result = json_index_add_bad(scan->index, scan->block,
		    (size_t)(at - scan->block.ptr), scan->err);
}

/* The escape at hand; a bad one takes the byte behind it along, but no LF. */
static const char *
skip_escape(struct scan *scan, const char *at)
{
	const char *behind = at;

	scan->index->escapes = true;
	if (json_escape_skip(&behind, scan->end) == NULL)
		return behind;
	add_bad(scan, at);
	at++;
	return at < scan->end && *at != '\n' ? at + 1 : at;
}

/* A byte of a string that word_specials() marks, the ends aside. */
static __attribute__((noinline)) const char *
skip_special(struct scan *scan, const char *at)
{
	const char *behind = at;

	if (*at == '\\')
		return skip_escape(scan, at);
	if ((unsigned char)*at >= 0x80 && utf8_skip(&behind, scan->end))
		return behind;
	add_bad(scan, at);
	return at + 1;
}

/* The first byte from at on that word_specials() marks, or the end. */
static inline const char *
find_special(const struct scan *scan, const char *at)
{
	while (scan->end - at >= 8) {
		uint64_t marks = word_specials(load_word(at));

		if (marks != 0)
			return at + word_first(marks);
		at += 8;
	}
	while (at < scan->end && (unsigned char)*at >= ' ' &&
	    (unsigned char)*at < 0x80 && *at != '"' && *at != '\\')
		at++;
	return at;
}

/*
 * The end of the string whose first byte is at: its closing quote, or where
 * that is missing the LF or the end of the block.
 */
static inline const char *
find_end(struct scan *scan, const char *at)
{
	for (;;) {
		at = find_special(scan, at);
		if (at == scan->end || *at == '\n') {
			add_bad(scan, at);
			return at;
		}
		if (*at == '"')
			return at;
		at = skip_special(scan, at);
	}
}

/* Behind a number, a word, or what is none, that begins at at. */
static inline const char *
skip_run(struct scan *scan, const char *at)
{
	/* Most are numbers of few digits. */
	if (scan->end - at >= 8) {
		uint64_t marks = word_nondigits(load_word(at));

		at += marks != 0 ? word_first(marks) : 8;
	}
	while (at < scan->end && json_byte_class[(unsigned char)*at] == 0) {
		if (*at == '\\') {
			scan->index->escapes = true;
			/* It takes a quote or a backslash along. */
			if (scan->end - at > 1 &&
			    (at[1] == '\\' || at[1] == '"'))
				at++;
		}
		at++;
	}
	return at;
}

/* Find the tokens that begin in [at, stop); return where the last one ends. */
static const char *
scan_chunk(struct scan *scan, const char *at, const char *stop)
{
	const char *base = scan->block.ptr;
	uint32_t *tokens = scan->tokens;

	while (at < stop) {
		unsigned class = json_byte_class[(unsigned char)*at];

		if (class == BYTE_BLANK) {
			at++;
			continue;
		}
		*tokens++ = (uint32_t)(at - base);
		if (class == BYTE_QUOTE) {
			at = find_end(scan, at + 1);
			if (at < scan->end && *at == '"')
				*tokens++ = (uint32_t)(at++ - base);
		} else if (class != 0) {
			at++;
		} else {
			at = skip_run(scan, at);
		}
	}
	scan->tokens = tokens;
	return at;
}

int
json_index_plain(struct json_index *index, struct slice block, size_t from,
    size_t to, struct err *err)
{
	struct scan scan = { .index = index, .block = block, .err = err };
	const char *at = block.ptr + from;

	assert(from < to);
	assert(to <= block.len);
	scan.end = block.ptr + to;
	while (at < scan.end) {
		size_t left = (size_t)(scan.end - at);
		size_t len = left < CHUNK ? left : CHUNK;

		/* One for each byte, a closing quote behind, the last LF. */
		if (json_index_reserve(index, len + 2, err) < 0)
			return -1;
		scan.tokens = index->tokens + index->len;
		at = scan_chunk(&scan, at, at + len);
		index->len = (size_t)(scan.tokens - index->tokens);
		if (scan.result < 0)
			return -1;
	}
	if (scan.end[-1] != '\n')
		index->tokens[index->len++] = (uint32_t)block.len;
	return 0;
}

static bool
is_runnable(void)
{
	return true;
}

static int
index_block(struct json_index *index, struct slice block, struct err *err)
{
	return json_index_plain(index, block, 0, block.len, err);
}

const struct json_kernel json_kernel_plain = {
	.name = "plain",
	.is_runnable = is_runnable,
	.index = index_block,
	.match = json_shape_match_plain,
};
