#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"
#include "io/writer.h"

/* More than a pipe holds. */
enum { BYTES = 1 << 20 };

static struct writer writer;
static int ends[2];
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	ck_assert_int_eq(pipe(ends), 0);
	writer_init(&writer, ends[1]);
}

static void
teardown(void)
{
	close(ends[0]);
	close(ends[1]);
}

/* What is in the pipe now; there must be something. */
static struct slice
arrived(void)
{
	static char bytes[4096];
	ssize_t got = read(ends[0], bytes, sizeof(bytes));

	ck_assert_int_ge(got, 0);
	return (struct slice){ bytes, (size_t)got };
}

START_TEST(bytes_leave_with_the_flush_in_order)
{
	writer_put(&writer, SLICE("a"));
	writer_put(&writer, SLICE(""));
	writer_put_line(&writer, SLICE("b"));
	writer_put(&writer, SLICE("1234567890"));
	ck_assert_uint_eq(writer.total, 0);
	ck_assert_int_eq(writer_flush(&writer, &err), 0);
	ck_assert(slice_equal(arrived(), SLICE("ab\n1234567890")));
	ck_assert_uint_eq(writer.total, 13);
}
END_TEST

START_TEST(a_line_that_does_not_fit_is_not_torn)
{
	static char fill[WRITER_SIZE];

	memset(fill, 'x', sizeof(fill));
	ck_assert_int_eq(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
	for (int i = 0; i < 6; i++)
		writer_put(&writer, (struct slice){ fill, 10000 });
	writer_put_line(&writer, (struct slice){ fill, 9999 });
	/* The sixty thousand are gone, the line is still here. */
	ck_assert_uint_eq(writer.total, 60000);
	ck_assert_uint_eq(writer.len, 10000);
}
END_TEST

/* Read what comes until the end. */
static void *
collect(void *into)
{
	struct buffer *buffer = into;
	char bytes[1000];
	ssize_t got;

	while ((got = read(ends[0], bytes, sizeof(bytes))) > 0)
		buffer_put(buffer, (struct slice){ bytes, (size_t)got });
	return NULL;
}

START_TEST(a_descriptor_that_does_not_block_is_waited_for)
{
	struct buffer buffer = BUFFER_INIT;
	char *bytes = malloc(BYTES);
	pthread_t reader;

	ck_assert_ptr_nonnull(bytes);
	for (size_t i = 0; i < BYTES; i++)
		bytes[i] = (char)(i * i % 251);
	ck_assert_int_eq(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
	ck_assert_int_eq(pthread_create(&reader, NULL, collect, &buffer), 0);
	writer_put(&writer, SLICE("first"));
	writer_put(&writer, (struct slice){ bytes, BYTES });
	writer_put_line(&writer, (struct slice){ bytes, BYTES });
	ck_assert_int_eq(writer_flush(&writer, &err), 0);
	close(ends[1]);
	ends[1] = dup(ends[0]); /* for teardown() to close */
	ck_assert_int_eq(pthread_join(reader, NULL), 0);
	ck_assert_uint_eq(buffer.len, 5 + 2 * BYTES + 1);
	ck_assert_int_eq(memcmp(buffer.bytes, "first", 5), 0);
	ck_assert_int_eq(memcmp(buffer.bytes + 5, bytes, BYTES), 0);
	ck_assert_int_eq(memcmp(buffer.bytes + 5 + BYTES, bytes, BYTES), 0);
	ck_assert_int_eq(buffer.bytes[buffer.len - 1], '\n');
	buffer_free(&buffer);
	free(bytes);
}
END_TEST

START_TEST(and_so_it_is_without_a_buffer)
{
	struct buffer buffer = BUFFER_INIT;
	char *bytes = calloc(1, BYTES);
	pthread_t reader;

	ck_assert_ptr_nonnull(bytes);
	ck_assert_int_eq(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
	ck_assert_int_eq(pthread_create(&reader, NULL, collect, &buffer), 0);
	struct slice all = { bytes, BYTES };

	ck_assert_int_eq(writer_put_now(ends[1], all), 0);
	close(ends[1]);
	ends[1] = dup(ends[0]); /* for teardown() to close */
	ck_assert_int_eq(pthread_join(reader, NULL), 0);
	ck_assert_uint_eq(buffer.len, BYTES);
	buffer_free(&buffer);
	free(bytes);
}
END_TEST

START_TEST(a_failure_without_a_buffer_is_told_at_once)
{
	int full = open("/dev/full", O_WRONLY);

	ck_assert_int_ge(full, 0);
	struct slice lost = SLICE("lost");

	ck_assert_int_eq(writer_put_now(full, lost), -1);
	ck_assert_int_eq(errno, ENOSPC);
	close(full);
}
END_TEST

START_TEST(the_first_failure_is_remembered)
{
	int full = open("/dev/full", O_WRONLY);

	ck_assert_int_ge(full, 0);
	writer_init(&writer, full);
	writer_put(&writer, SLICE("lost"));
	ck_assert_int_eq(writer_flush(&writer, &err), -1);
	ck_assert_int_eq(err.kind, ERR_SYSTEM);
	writer.fd = ends[1];
	writer_put(&writer, SLICE("late"));
	ck_assert_int_eq(writer_flush(&writer, &err), -1);
	ck_assert_int_eq(writer.failed, ENOSPC);
	close(full);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("writer");
	TCase *tcase = tcase_create("writer");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, bytes_leave_with_the_flush_in_order);
	tcase_add_test(tcase, a_line_that_does_not_fit_is_not_torn);
	tcase_add_test(tcase, a_descriptor_that_does_not_block_is_waited_for);
	tcase_add_test(tcase, and_so_it_is_without_a_buffer);
	tcase_add_test(tcase, a_failure_without_a_buffer_is_told_at_once);
	tcase_add_test(tcase, the_first_failure_is_remembered);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
