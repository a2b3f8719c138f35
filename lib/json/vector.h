#ifndef JSON_VECTOR_H
#define JSON_VECTOR_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "json/escape.h"
#include "json/kernel.h"

/*
 * What the kernels for vector instructions have in common: 64 bytes at a time
 * become masks of 64 bits, bit n for byte n, and masks become tokens.
 *
 * Only good lines are indexed here.  Those around bytes that are not clearly
 * good go to the plain kernel, which finds the tokens that it always finds and
 * says what is bad.  Behind their LF all begins afresh.
 *
 * This is a template.  A kernel's file defines TARGET, the attribute of the
 * functions that use its instructions, and struct utf8, what the check of UTF-8
 * must know of the bytes before (all 0 where that is nothing); then it includes
 * this file, and then it defines the functions that are declared here.
 */
enum { VECTOR_BYTES = 64 };

struct marks {
	uint64_t structure; /* { } [ ] : , LF */
	uint64_t quotes;
	uint64_t runs; /* neither of these nor a blank, tab or CR */
	uint64_t backslashes;
	uint64_t controls; /* below 0x20 */
};

/* Mark the bytes.  Returns false where they are not UTF-8. */
TARGET static inline bool
find_marks(const char *bytes, struct utf8 *utf8, struct marks *marks);

/* The bytes that may stand behind a backslash, 'u' aside. */
TARGET static inline uint64_t find_escapable(const char *bytes);

/* From each odd quote on up to the one in front of the next, from the first. */
TARGET static inline uint64_t find_strings(uint64_t quotes);

/*
 * Store a token, at + n, for each bit n, and perhaps more behind them, up to
 * VECTOR_BYTES in all.  Returns how many bits there are.
 */
TARGET static inline size_t
put_tokens(uint32_t *tokens, uint32_t at, uint64_t bits);

/* What one step leaves to the next; all 0 at the start of a line. */
struct state {
	struct utf8 utf8;
	uint64_t in_string; /* all bits: a string goes on */
	uint64_t in_run;    /* bit 0: a number or word goes on */
	uint64_t escaped;   /* bit 0: the last byte was an escape's backslash */
	uint64_t unchecked; /* the escaped bytes that were not looked at */
	size_t checked;     /* where the last escape ended that was */
};

/*
 * The bytes behind a backslash that is not escaped itself: of a row of
 * backslashes and the byte behind it each second one.  Adding its first bit to
 * a row moves it up to the byte behind, so that sum and rows differ in both.
 */
static inline uint64_t
find_escaped(uint64_t backslashes, struct state *state)
{
	const uint64_t even = UINT64_C(0x5555555555555555);
	uint64_t rows = backslashes & ~state->escaped;
	uint64_t firsts = rows & ~(rows << 1);
	uint64_t from_even = (rows + (firsts & even)) ^ rows;
	uint64_t from_odd = (rows + (firsts & ~even)) ^ rows;
	uint64_t escaped = (from_even & ~even) | (from_odd & even);

	escaped |= state->escaped;
	state->escaped = (backslashes & ~escaped) >> 63;
	return escaped;
}

/*
 * Index the bytes, of which the first is at `at`.  Returns false, with no token
 * added, where they are not clearly good.
 */
TARGET static inline bool
index_bytes(struct json_index *index, size_t at, const char *bytes,
    struct state *state)
{
	struct marks marks;

	if (!find_marks(bytes, &state->utf8, &marks))
		return false;
	if ((marks.backslashes | state->escaped) != 0) {
		uint64_t escaped = find_escaped(marks.backslashes, state);

		index->escapes = true;
		marks.quotes &= ~escaped;
		state->unchecked = escaped & ~find_escapable(bytes);
	}
	uint64_t strings = find_strings(marks.quotes) ^ state->in_string;
	uint64_t outside_only = marks.backslashes & ~strings;
	/* An LF in a string is one that its line does not close. */
	uint64_t inside_only = marks.controls & strings;

	if ((outside_only | inside_only) != 0)
		return false;
	uint64_t runs = marks.runs & ~strings;
	uint64_t begun = runs & ~(runs << 1 | state->in_run);

	state->in_string = 0 - (strings >> 63);
	state->in_run = runs >> 63;
	index->len += put_tokens(index->tokens + index->len, (uint32_t)at,
	    (marks.structure & ~strings) | marks.quotes | begun);
	return true;
}

/*
 * Index the bytes, of which the first is at `at`, in front of the first 64 that
 * are not clearly good, or behind the first 64 with unchecked escapes.  Returns
 * how many that are.  No function is called in the loop, so that what it needs
 * stays in registers.
 */
TARGET static size_t
index_run(struct json_index *index, size_t at, struct slice bytes,
    struct state *state)
{
	struct state now = *state;
	size_t done = 0;

	while (done < bytes.len && now.unchecked == 0) {
		if (!index_bytes(index, at + done, bytes.ptr + done, &now)) {
			now.unchecked = 0;
			break;
		}
		done += VECTOR_BYTES;
	}
	*state = now;
	return done;
}

/*
 * Are the unchecked escapes good, in the bytes at `at`?  A pair of surrogates
 * is looked at as one, when its first half comes.
 */
static bool
check_escapes(struct slice block, size_t at, struct state *state)
{
	for (; state->unchecked != 0;
	     state->unchecked &= state->unchecked - 1) {
		size_t first = at + (size_t)__builtin_ctzll(state->unchecked) -
		    1;
		const char *end = block.ptr + first;

		if (first < state->checked)
			continue;
		if (json_escape_skip(&end, block.ptr + block.len) != NULL)
			return false;
		state->checked = (size_t)(end - block.ptr);
	}
	return true;
}

/*
 * Index the lines of the bytes at `at` by the plain kernel.  The byte before
 * belongs to them, unless it is an LF: what is bad may have begun there.
 * *behind becomes where the lines end.
 */
static int
index_plainly(struct json_index *index, struct slice block, size_t at,
    size_t *behind, struct err *err)
{
	size_t from = at;
	size_t to = block.len;

	while (from > 0 && block.ptr[from - 1] != '\n')
		from--;
	if (block.len - at >= VECTOR_BYTES) {
		const char *last = block.ptr + at + VECTOR_BYTES - 1;
		const char *newline = memchr(last, '\n',
		    (size_t)(block.ptr + block.len - last));

		if (newline != NULL)
			to = (size_t)(newline - block.ptr) + 1;
	}
	while (index->len > 0 && index->tokens[index->len - 1] >= from)
		index->len--;
	*behind = to;
	return json_index_plain(index, block, from, to, err);
}

/* The tokens are reserved for so many bytes at once, one for each byte. */
enum { CHUNK = 64 * 1024 };

/*
 * What to index next, from at on: of what the block has left as many bytes as
 * the index is given room for, or the last few, in the copy, with the LF that
 * the block lacks, and blanks.
 */
static struct slice
next_bytes(struct slice block, size_t at, char copy[VECTOR_BYTES])
{
	size_t left = block.len - at;

	if (left >= CHUNK)
		return (struct slice){ block.ptr + at, CHUNK };
	if (left >= VECTOR_BYTES)
		return (
		    struct slice){ block.ptr + at, left - left % VECTOR_BYTES };
	memset(copy, ' ', VECTOR_BYTES);
	memcpy(copy, block.ptr + at, left);
	if (block.ptr[block.len - 1] != '\n')
		copy[left] = '\n';
	return (struct slice){ copy, VECTOR_BYTES };
}

/* json_index_block() */
static int
index_vectors(struct json_index *index, struct slice block, struct err *err)
{
	bool has_newline = block.ptr[block.len - 1] == '\n';
	size_t end = block.len + (has_newline ? 0 : 1);
	struct state state = { .in_run = 0 };
	char copy[VECTOR_BYTES];
	size_t at = 0;

	while (at < end) {
		struct slice bytes = next_bytes(block, at, copy);

		if (json_index_reserve(index, bytes.len + VECTOR_BYTES, err) <
		    0)
			return -1;
		size_t done = index_run(index, at, bytes, &state);
		bool is_good = done == bytes.len;

		if (state.unchecked != 0) {
			size_t last = at + done - VECTOR_BYTES;

			is_good = check_escapes(block, last, &state);
			done -= is_good ? 0 : VECTOR_BYTES;
		}
		at += done;
		if (is_good)
			continue;
		if (index_plainly(index, block, at, &at, err) < 0)
			return -1;
		if (at == block.len)
			break;
		state = (struct state){ .in_run = 0 };
	}
	return 0;
}

#endif
