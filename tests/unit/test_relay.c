#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/random.h"
#include "io/pipe.h"
#include "io/relay.h"

/* Many times what the pipes and one read hold. */
enum { BYTES = 8 << 20, READ_SIZE = 256 * 1024, PIECE_MAX = 300 * 1024 };

static char sent[BYTES], wanted[BYTES], arrived[BYTES];
static size_t wanted_len, arrived_len;
static int in[2], out[2];
static struct random random_feed, random_cut;
static pthread_t feeder, drain;
static struct relay relay;
static struct writer writer;
static struct err err;

/* Write all that is sent in random pieces, then end it. */
static void *
feed(void *unused)
{
	size_t done = 0;

	while (done < BYTES) {
		size_t len = 1 + (size_t)random_below(&random_feed, PIECE_MAX);
		ssize_t put = write(in[1], sent + done,
		    len < BYTES - done ? len : BYTES - done);
		ck_assert_int_gt(put, 0);
		done += (size_t)put;
	}
	close(in[1]);
	return unused;
}

/* Read all that arrives. */
static void *
take(void *unused)
{
	struct pollfd polled = { .fd = out[0], .events = POLLIN };
	ssize_t got = -1;

	while (got != 0) {
		ck_assert_int_eq(poll(&polled, 1, -1), 1);
		got = read(out[0], arrived + arrived_len, BYTES - arrived_len);
		ck_assert_int_ge(got, 0);
		arrived_len += (size_t)got;
		if (arrived_len == BYTES)
			break;
	}
	return unused;
}

static void
setup(void)
{
	struct random bytes;

	err = (struct err)ERR_INIT;
	random_init(&bytes, 1, 0);
	for (size_t i = 0; i < BYTES; i++)
		sent[i] = (char)random_below(&bytes, 256);
	wanted_len = 0;
	arrived_len = 0;
	ck_assert_int_eq(pipe(in), 0);
	ck_assert_int_eq(pipe(out), 0);
	pipe_widen(in[1]);
	pipe_widen(out[1]);
}

static void
start(uint64_t seed)
{
	random_init(&random_feed, seed, 1);
	random_init(&random_cut, seed, 2);
	ck_assert_int_eq(pthread_create(&feeder, NULL, feed, NULL), 0);
	ck_assert_int_eq(pthread_create(&drain, NULL, take, NULL), 0);
	relay_init(&relay, in[0], out[1]);
	writer_init(&writer, out[1]);
}

static void
put(const char *bytes, size_t len)
{
	relay_put(&relay, &writer, (struct slice){ bytes, len });
	memcpy(wanted + wanted_len, bytes, len);
	wanted_len += len;
}

/*
 * Let runs of up to run_max bytes go on, one in ten of them not.  Returns where
 * it stopped: the rest waits for what stands behind it.
 */
static size_t
put_runs(const char *bytes, size_t len, size_t run_max)
{
	size_t done = 0;

	while (len - done > 100) {
		size_t run = 1 + (size_t)random_below(&random_cut, run_max);

		if (run > len - done)
			run = len - done -
			    (size_t)random_below(&random_cut, 100);
		if (random_below(&random_cut, 10) > 0)
			put(bytes + done, run);
		done += run;
	}
	return done;
}

/* Relay all that is sent, as a reader of lines does. */
static void
relay_all(size_t run_max)
{
	static char buffer[READ_SIZE];
	struct pollfd polled = { .fd = in[0], .events = POLLIN };
	size_t len = 0;

	for (;;) {
		ck_assert_int_eq(poll(&polled, 1, -1), 1);
		ssize_t got = relay_read(&relay, buffer + len, READ_SIZE - len);
		if (got == 0)
			break;
		ck_assert_int_gt(got, 0);
		len += (size_t)got;
		size_t done = put_runs(buffer, len, run_max);
		len -= done;
		memmove(buffer, buffer + done, len);
	}
	put(buffer, len);
}

static void
finish(void)
{
	ck_assert_int_eq(writer_flush(&writer, &err), 0);
	ck_assert_uint_eq(writer.total, wanted_len);
	close(out[1]);
	pthread_join(feeder, NULL);
	pthread_join(drain, NULL);
	ck_assert_uint_eq(arrived_len, wanted_len);
	ck_assert_int_eq(memcmp(arrived, wanted, wanted_len), 0);
	relay_free(&relay);
	close(in[0]);
	close(out[0]);
}

START_TEST(long_runs_arrive_as_they_were_put)
{
	start((uint64_t)_i);
	relay_all(READ_SIZE);
	ck_assert_int_ge(relay.null, 0);
	finish();
}
END_TEST

START_TEST(short_runs_are_copied)
{
	start((uint64_t)_i);
	relay_all(4000);
	ck_assert_int_lt(relay.null, 0);
	finish();
}
END_TEST

START_TEST(descriptors_that_do_not_block_are_waited_for)
{
	ck_assert_int_eq(fcntl(in[0], F_SETFL, O_NONBLOCK), 0);
	ck_assert_int_eq(fcntl(out[1], F_SETFL, O_NONBLOCK), 0);
	start((uint64_t)_i);
	relay_all(READ_SIZE);
	finish();
}
END_TEST

/* One of our descriptors cannot be written to, or read from. */
static void
break_one(int *fd, int flags)
{
	int bad = open("/dev/null", flags);

	ck_assert_int_ge(bad, 0);
	ck_assert_int_ge(*fd, 0);
	close(*fd);
	*fd = bad;
}

START_TEST(where_the_kernel_refuses_the_bytes_are_copied)
{
	static char buffer[READ_SIZE];
	size_t done = 0;

	start(0);
	while (relay.null < 0 || relay.held.len < READ_SIZE / 2) {
		ssize_t got = relay_read(&relay, buffer, READ_SIZE);
		ck_assert_int_gt(got, 0);
		done += (size_t)got;
		if (relay.null < 0 || relay.held.len < READ_SIZE / 2)
			put(buffer, (size_t)got);
	}
	ck_assert_uint_lt(done, BYTES / 2);
	switch (_i) {
	case 0:
		break_one(&relay.null, O_RDONLY);
		break;
	case 1:
		break_one(&relay.kept[1], O_RDONLY);
		break;
	default:
		break_one(&relay.lent[1], O_RDONLY);
	}
	put(buffer + 1000, 100 * 1024);
	relay_all(READ_SIZE);
	finish();
}
END_TEST

START_TEST(only_between_pipes)
{
	int file = open("/dev/null", O_RDWR);

	ck_assert_int_ge(file, 0);
	relay_init(&relay, in[0], out[1]);
	ck_assert(relay.is_on);
	relay_init(&relay, in[0], file);
	ck_assert(!relay.is_on);
	relay_init(&relay, file, out[1]);
	ck_assert(!relay.is_on);
	relay_init(&relay, in[0], -1);
	ck_assert(!relay.is_on);
	relay_free(&relay);
	close(file);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("relay");
	TCase *tcase = tcase_create("relay");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_loop_test(tcase, long_runs_arrive_as_they_were_put, 0, 8);
	tcase_add_loop_test(tcase, short_runs_are_copied, 0, 2);
	tcase_add_loop_test(tcase, descriptors_that_do_not_block_are_waited_for,
	    0, 4);
	tcase_add_loop_test(tcase,
	    where_the_kernel_refuses_the_bytes_are_copied, 0, 3);
	tcase_add_test(tcase, only_between_pipes);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
