#include <check.h>
#include <signal.h>
#include <unistd.h>

#include "io/wait.h"

static struct err err;
static int ends[2];

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(wait_init(&err), 0);
}

static void
teardown(void)
{
	close(ends[0]);
	close(ends[1]);
}

START_TEST(bytes_and_the_end_are_ready)
{
	ck_assert_int_eq(write(ends[1], "x", 1), 1);
	ck_assert_int_eq(wait_readable(ends[0], WAIT_FOREVER, &err),
	    WAIT_READY);
	close(ends[1]);
	char byte;
	ck_assert_int_eq(read(ends[0], &byte, 1), 1);
	ck_assert_int_eq(wait_readable(ends[0], WAIT_FOREVER, &err),
	    WAIT_READY);
	ends[1] = dup(ends[0]); /* for teardown() to close */
}
END_TEST

START_TEST(the_clock_ends_a_wait)
{
	int64_t until = wait_clock() + 3000000;

	ck_assert_int_eq(wait_readable(ends[0], until, &err), WAIT_TIME);
	ck_assert_int_ge(wait_clock(), until);
	ck_assert_int_eq(wait_readable(-1, 0, &err), WAIT_TIME);
}
END_TEST

START_TEST(a_signal_that_came_before_is_not_missed)
{
	ck_assert_int_eq(wait_stop(), 0);
	ck_assert_int_eq(raise(SIGTERM), 0);
	ck_assert_int_eq(wait_readable(ends[0], WAIT_FOREVER, &err),
	    WAIT_SIGNAL);
	ck_assert_int_eq(wait_stop(), SIGTERM);
	/* It is told once; who asks again waits. */
	ck_assert_int_eq(wait_readable(ends[0], 0, &err), WAIT_TIME);
}
END_TEST

START_TEST(usr1_is_told_once_and_stops_nothing)
{
	ck_assert(!wait_usr1());
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(raise(SIGUSR1), 0);
	ck_assert_int_eq(wait_readable(ends[0], WAIT_FOREVER, &err),
	    WAIT_SIGNAL);
	ck_assert(wait_usr1());
	ck_assert(!wait_usr1());
	ck_assert_int_eq(wait_stop(), 0);
}
END_TEST

START_TEST(the_second_signal_ends_the_process)
{
	ck_assert_int_eq(raise(SIGINT), 0);
	(void)raise(SIGTERM);
	ck_abort_msg("still here");
}
END_TEST

START_TEST(it_ends_by_the_signal_that_is_named)
{
	ck_assert_int_eq(raise(SIGINT), 0);
	wait_end_by(wait_stop());
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("wait");
	TCase *tcase = tcase_create("wait");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, bytes_and_the_end_are_ready);
	tcase_add_test(tcase, the_clock_ends_a_wait);
	tcase_add_test(tcase, a_signal_that_came_before_is_not_missed);
	tcase_add_test(tcase, usr1_is_told_once_and_stops_nothing);
	tcase_add_test_raise_signal(tcase, the_second_signal_ends_the_process,
	    SIGTERM);
	tcase_add_test_raise_signal(tcase, it_ends_by_the_signal_that_is_named,
	    SIGINT);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
