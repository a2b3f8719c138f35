#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "io/reader.h"

static FILE *file;
static struct reader reader;
static struct block block;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	file = tmpfile();
	ck_assert_ptr_nonnull(file);
}

static void
teardown(void)
{
	reader_free(&reader);
	fclose(file);
}

/* Let the reader stand at the start of these bytes. */
static void
start(struct slice bytes, size_t line_max)
{
	ck_assert_uint_eq(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
	ck_assert_int_eq(fflush(file), 0);
	ck_assert_int_eq(lseek(fileno(file), 0, SEEK_SET), 0);
	reader_init(&reader, fileno(file), line_max);
}

/* The next block, reading for it as long as need be; false at the end. */
static bool
next(void)
{
	while (!reader_take(&reader, &block)) {
		if (reader.at_end)
			return false;
		ck_assert_int_ge(reader_fill(&reader, &err), 0);
	}
	return true;
}

static void
expect_lines(const char *text, uint64_t offset)
{
	ck_assert(next());
	ck_assert_uint_eq(block.length, 0);
	ck_assert(slice_equal(block.text, slice_of(text)));
	ck_assert_uint_eq(block.offset, offset);
}

static void
expect_too_long(const char *kept, uint64_t offset, uint64_t length)
{
	ck_assert(next());
	ck_assert_uint_eq(block.length, length);
	ck_assert(slice_equal(block.text, slice_of(kept)));
	ck_assert_uint_eq(block.offset, offset);
}

START_TEST(nothing_has_no_lines)
{
	start(SLICE(""), 4);
	ck_assert(!next());
	ck_assert_uint_eq(reader.offset, 0);
}
END_TEST

START_TEST(whole_lines_come_together_and_the_last_needs_no_newline)
{
	start(SLICE("a\n\nbc\nd"), 4);
	expect_lines("a\n\nbc\n", 0);
	expect_lines("d", 6);
	ck_assert(!next());
	ck_assert_uint_eq(reader.offset, 7);
	ck_assert_uint_eq(reader.total, 7);
}
END_TEST

START_TEST(a_byte_order_mark_is_no_part_of_a_line)
{
	start(SLICE("\xEF\xBB\xBF\xEF\xBB\xBF\nabcdefg"), 6);
	expect_lines("\xEF\xBB\xBF\n", 3);
	expect_too_long("abcdefg", 7, 7);
	ck_assert(!next());
}
END_TEST

START_TEST(nor_of_one_that_is_too_long_with_it)
{
	start(SLICE("\xEF\xBB\xBF"
		    "abcd"),
	    4);
	expect_lines("abcd", 3);
	ck_assert(!next());
}
END_TEST

START_TEST(a_line_comes_when_it_is_whole)
{
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	reader_init(&reader, ends[0], 100);
	ck_assert_int_eq(write(ends[1], "a\nb", 3), 3);
	ck_assert_int_eq(reader_fill(&reader, &err), 1);
	ck_assert(reader_take(&reader, &block));
	ck_assert(slice_equal(block.text, SLICE("a\n")));
	ck_assert(!reader_take(&reader, &block));
	ck_assert_int_eq(write(ends[1], "c\n", 2), 2);
	ck_assert_int_eq(reader_fill(&reader, &err), 1);
	ck_assert(reader_take(&reader, &block));
	ck_assert(slice_equal(block.text, SLICE("bc\n")));
	ck_assert_uint_eq(block.offset, 2);
	close(ends[0]);
	close(ends[1]);
}
END_TEST

START_TEST(nothing_now_is_not_the_end)
{
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
	reader_init(&reader, ends[0], 100);
	ck_assert_int_eq(reader_fill(&reader, &err), 0);
	ck_assert(!reader.at_end);
	close(ends[1]);
	ck_assert_int_eq(reader_fill(&reader, &err), 0);
	ck_assert(reader.at_end);
	close(ends[0]);
}
END_TEST

/* A line of the letter, in a stream of two more; as long as the buffer. */
static char *
long_line(size_t len)
{
	char *bytes = malloc(len + 3);

	ck_assert_ptr_nonnull(bytes);
	memset(bytes, 'x', len);
	memcpy(bytes + len, "\ny\n", 3);
	return bytes;
}

START_TEST(a_line_of_the_greatest_length_is_whole)
{
	size_t len = (size_t)READER_BLOCK * 3 + 5;
	char *bytes = long_line(len);

	start((struct slice){ bytes, len + 3 }, len);
	ck_assert(next());
	ck_assert_uint_eq(block.length, 0);
	ck_assert_uint_ge(block.text.len, len + 1);
	ck_assert_int_eq(memcmp(block.text.ptr, bytes, len + 1), 0);
	ck_assert_uint_le(reader.size, len + 1);
	free(bytes);
}
END_TEST

START_TEST(a_line_past_it_is_passed_over_and_the_next_follows)
{
	size_t len = (size_t)READER_BLOCK * 3 + 5;
	char *bytes = long_line(len);

	start((struct slice){ bytes, len + 3 }, len - 1);
	ck_assert(next());
	ck_assert_uint_eq(block.length, len);
	ck_assert_uint_eq(block.offset, 0);
	ck_assert_uint_eq(block.text.len, READER_KEPT);
	ck_assert_int_eq(memcmp(block.text.ptr, bytes, READER_KEPT), 0);
	expect_lines("y\n", len + 1);
	ck_assert(!next());
	free(bytes);
}
END_TEST

START_TEST(the_last_line_can_be_too_long)
{
	start(SLICE("1234\n12345"), 4);
	expect_lines("1234\n", 0);
	expect_too_long("12345", 5, 5);
	ck_assert(!next());
}
END_TEST

START_TEST(bytes_come_as_they_were_read)
{
	struct slice bytes;

	start(SLICE("[1,\n2"), 4);
	ck_assert(!reader_take_bytes(&reader, &bytes));
	ck_assert_int_eq(reader_fill(&reader, &err), 1);
	ck_assert(reader_take_bytes(&reader, &bytes));
	ck_assert(slice_equal(bytes, SLICE("[1,\n2")));
	ck_assert_uint_eq(reader.offset, 5);
}
END_TEST

START_TEST(a_failed_read_is_the_systems_fault)
{
	reader_init(&reader, -1, 4);
	ck_assert_int_eq(reader_fill(&reader, &err), -1);
	ck_assert_int_eq(err.kind, ERR_SYSTEM);
	ck_assert_uint_eq(err.column, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("reader");
	TCase *tcase = tcase_create("reader");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, nothing_has_no_lines);
	tcase_add_test(tcase,
	    whole_lines_come_together_and_the_last_needs_no_newline);
	tcase_add_test(tcase, a_byte_order_mark_is_no_part_of_a_line);
	tcase_add_test(tcase, nor_of_one_that_is_too_long_with_it);
	tcase_add_test(tcase, a_line_comes_when_it_is_whole);
	tcase_add_test(tcase, nothing_now_is_not_the_end);
	tcase_add_test(tcase, a_line_of_the_greatest_length_is_whole);
	tcase_add_test(tcase,
	    a_line_past_it_is_passed_over_and_the_next_follows);
	tcase_add_test(tcase, the_last_line_can_be_too_long);
	tcase_add_test(tcase, bytes_come_as_they_were_read);
	tcase_add_test(tcase, a_failed_read_is_the_systems_fault);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
