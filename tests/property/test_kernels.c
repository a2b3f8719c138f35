#include <check.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../unit/json_cases.h"
#include "base/buffer.h"
#include "base/random.h"
#include "kernels.h"

/* Memory of so many bytes, with a page on either side that cannot be read. */
enum { FENCED_LEN = 64 * 4096 };

static struct kernels kernels;
static char *fence; /* the page before */
static size_t page;

static void
setup(void)
{
	page = (size_t)sysconf(_SC_PAGESIZE);
	kernels_init(&kernels);
	int zero = open("/dev/zero", O_RDWR);
	fence = mmap(NULL, FENCED_LEN + 2 * page, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE, zero, 0);
	ck_assert(fence != MAP_FAILED);
	ck_assert_int_eq(close(zero), 0);
	ck_assert_int_eq(mprotect(fence, page, PROT_NONE), 0);
	ck_assert_int_eq(mprotect(fence + page + FENCED_LEN, page, PROT_NONE),
	    0);
}

static void
teardown(void)
{
	ck_assert_int_eq(munmap(fence, FENCED_LEN + 2 * page), 0);
	kernels_free(&kernels);
}

static void
assert_same(struct slice block, const char *where)
{
	const char *name = "";
	const char *difference = kernels_compare(&kernels, block, &name);

	ck_assert_msg(difference == NULL, "%s, %s: %s differs in\n%.*s", where,
	    name, difference, (int)block.len, block.ptr);
}

/* Compare the block where it touches what must not be read, on each side. */
static void
assert_same_at_fences(struct slice block)
{
	char *first = fence + page;
	char *last = fence + page + FENCED_LEN - block.len;

	ck_assert_uint_le(block.len, FENCED_LEN);
	if (block.len == 0)
		return;
	memmove(last, block.ptr, block.len);
	assert_same((struct slice){ last, block.len }, "in front of a fence");
	memmove(first, block.ptr, block.len);
	assert_same((struct slice){ first, block.len }, "behind a fence");
}

/* One value, which nests no deeper than depth. */
static void
put_value(struct buffer *out, struct random *random, unsigned depth)
{
	/* Of more bytes than fit into one vector, or into two. */
	static const char long_string
	    [] = "\"one, two, three, four, five, six, seven, eight, nine, ten, "
		 "eleven, twelve, thirteen\"";
	static const char *const scalars[] = { "0", "-1.5e+3", "true", "null",
		"1234567890123456789", "\"\"", "\"a\"", "\"{,}:[]\"",
		long_string, "\"\\\\\"", "\"\\\"\\\\\\\"\"",
		"\"http:\\/\\/x\\/y\"", "\"\\u00e9\\ud83d\\ude00\"",
		"\"\xc3\xa9\xe2\x82\xac\"",
		"\"\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf\"" };
	size_t len = (size_t)random_below(random, depth == 0 ? 1 : 4);
	bool is_object = random_below(random, 2) == 0;

	if (depth == 0 || random_below(random, 3) == 0) {
		size_t i = random_below(random,
		    sizeof(scalars) / sizeof(scalars[0]));
		buffer_put(out, slice_of(scalars[i]));
		return;
	}
	buffer_put_byte(out, is_object ? '{' : '[');
	for (size_t i = 0; i < len; i++) {
		if (i > 0)
			buffer_put(out, SLICE(", "));
		if (is_object)
			buffer_put(out, SLICE("\"na\\tme\":"));
		put_value(out, random, depth - 1);
	}
	buffer_put_byte(out, is_object ? '}' : ']');
}

static void
put_lines(struct buffer *out, struct random *random)
{
	for (uint64_t i = random_below(random, 12); i > 0; i--) {
		uint64_t blanks = random_below(random, 3);

		for (uint64_t k = 0; k < blanks; k++)
			buffer_put_byte(out, " \t\r"[k]);
		put_value(out, random, 4);
		buffer_put_byte(out, '\n');
	}
	if (out->len > 0 && random_below(random, 2) == 0)
		out->len--;
}

/* Put bytes that mean something where they do not belong. */
static void
damage(struct buffer *block, struct random *random)
{
	static const char bytes[] = "\"\"\"\\\\\n\n{}[]:, \tu0\x01\x0c\x1a\x1f"
				    "\x7f\x80\xbf\xc3\xe2\xed\xa0\xf0\xf4\x90"
				    "\xff";

	if (block->len == 0)
		return;
	for (uint64_t i = random_below(random, 4); i > 0; i--) {
		size_t at = random_below(random, block->len);

		block->bytes[at] = bytes[random_below(random, sizeof(bytes))];
	}
	block->len -= random_below(random, 2) *
	    random_below(random, block->len);
}

START_TEST(random_lines_have_the_same_tokens)
{
	struct buffer block = BUFFER_INIT;
	struct random random;

	for (uint64_t i = 0; i < 1000; i++) {
		random_init(&random, 1, (uint64_t)_i * 1000 + i);
		buffer_clear(&block);
		put_lines(&block, &random);
		assert_same_at_fences(buffer_slice(&block));
		damage(&block, &random);
		assert_same_at_fences(buffer_slice(&block));
	}
	buffer_free(&block);
}
END_TEST

START_TEST(random_bytes_have_the_same_tokens)
{
	static const char bytes[] = "\"\"\"\"\\\\\\\n{[:, a1tu\xc3\xa9\xf0";
	struct random random;
	char block[200];

	random_init(&random, 2, (uint64_t)_i);
	for (int i = 0; i < 2000; i++) {
		size_t len = random_below(&random, sizeof(block));

		for (size_t k = 0; k < len; k++)
			block[k] = bytes[random_below(&random,
			    sizeof(bytes) - 1)];
		assert_same_at_fences((struct slice){ block, len });
	}
}
END_TEST

/* Behind a line that ends at this offset, and in front of a good one. */
static void
put_between(struct buffer *out, size_t offset, const char *head,
    struct slice text)
{
	buffer_clear(out);
	if (offset > 0) {
		buffer_put(out, slice_of(head));
		while (out->len < offset - 1)
			buffer_put_byte(out, 'x');
		out->len = offset - 1;
		buffer_put_byte(out, '\n');
	}
	buffer_put(out, text);
	buffer_put(out,
	    SLICE("\n{\"more than the sixty-four bytes of one "
		  "vector, and all of them ASCII\":\"\\u00e9\"}\n"));
}

START_TEST(a_line_may_start_at_every_offset)
{
	static const char *const heads[] = { "", "  ", "[\"", "[\"\\\"" };
	struct buffer block = BUFFER_INIT;

	for (int k = 0; k < JSON_CASES_LEN; k++) {
		for (size_t head = 0; head < 4; head++) {
			put_between(&block, (size_t)_i, heads[head],
			    json_cases[k].text);
			assert_same_at_fences(buffer_slice(&block));
		}
	}
	buffer_free(&block);
}
END_TEST

START_TEST(a_block_may_end_at_every_offset)
{
	static const char line[] = "{\"a\\\\\":[1,true,\"\\u00e9\"],"
				   "\"\xf0\x9f\x98\x80\":\"\\ud83d\\ude00\"}\n";
	char block[301];

	for (size_t start = 0; start < sizeof(line) - 1; start++) {
		for (size_t len = 0; len < sizeof(block); len++) {
			for (size_t i = 0; i < len; i++)
				block[i] = line[(start + i) %
				    (sizeof(line) - 1)];
			assert_same_at_fences((struct slice){ block, len });
		}
	}
}
END_TEST

/* No run of backslashes, wherever it begins, lets a quote pass. */
START_TEST(backslashes_in_a_row_escape_each_other)
{
	const struct slice tail = SLICE("\" , \"x\"\n");
	char block[400];

	for (size_t start = 0; start < 130; start++) {
		for (size_t count = 0; count < 140; count++) {
			size_t at = start + 1;

			memset(block, ' ', start);
			block[start] = '"';
			memset(block + at, '\\', count);
			at += count;
			memcpy(block + at, tail.ptr, tail.len);
			assert_same((struct slice){ block, at + tail.len },
			    "a row");
		}
	}
}
END_TEST

/* One byte again and again; some are a token each, some one, some none. */
START_TEST(a_block_may_be_much_longer_than_a_chunk)
{
	static const char bytes[] = "[\"\\ a\n\xff";
	size_t len = FENCED_LEN;
	char *block = malloc(len);

	ck_assert_ptr_nonnull(block);
	for (size_t i = 0; i < sizeof(bytes) - 1; i++) {
		memset(block, bytes[i], len);
		assert_same_at_fences((struct slice){ block, len });
		block[len / 2] = '"';
		block[len - 1] = '"';
		assert_same_at_fences((struct slice){ block, len });
	}
	free(block);
}
END_TEST

START_TEST(an_unknown_kernel_is_refused)
{
	struct json_index index = JSON_INDEX_INIT;
	struct err err = ERR_INIT;

	ck_assert_int_eq(json_index_use(&index, "sse", &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_ptr_nonnull(strstr(err.text, "'sse'"));
	ck_assert_ptr_null(index.kernel);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("kernels");
	TCase *tcase = tcase_create("kernels");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, random_lines_have_the_same_tokens, 0, 10);
	tcase_add_loop_test(tcase, random_bytes_have_the_same_tokens, 0, 10);
	tcase_add_loop_test(tcase, a_line_may_start_at_every_offset, 0, 130);
	tcase_add_test(tcase, a_block_may_end_at_every_offset);
	tcase_add_test(tcase, backslashes_in_a_row_escape_each_other);
	tcase_add_test(tcase, a_block_may_be_much_longer_than_a_chunk);
	tcase_add_test(tcase, an_unknown_kernel_is_refused);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
