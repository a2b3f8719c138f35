#include <arpa/inet.h>
#include <check.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/time.h"
#include "http/fetch.h"
#include "io/wait.h"

enum { SOON_NS = 50000000 };

static int listening;
static char url[64];
static struct fetch fetch;
static struct buffer body;
static struct err err;

/* A server that never answers. */
static void
setup(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(address);

	err = (struct err)ERR_INIT;
	body = (struct buffer)BUFFER_INIT;
	fetch = (struct fetch){ .settings = { .connect_ns = TIME_SECOND },
		.timeout_ns = SOON_NS };
	ck_assert_int_eq(wait_init(&err), 0);
	listening = socket(AF_INET, SOCK_STREAM, 0);
	ck_assert_int_eq(bind(listening, (struct sockaddr *)&address,
			     sizeof(address)),
	    0);
	ck_assert_int_eq(listen(listening, 1), 0);
	ck_assert_int_eq(getsockname(listening, (struct sockaddr *)&address,
			     &len),
	    0);
	(void)snprintf(url, sizeof(url), "http://127.0.0.1:%u/a",
	    ntohs(address.sin_port));
}

static void
teardown(void)
{
	fetch_free(&fetch);
	buffer_free(&body);
	(void)close(listening);
}

START_TEST(who_does_not_answer_is_not_waited_for)
{
	ck_assert_int_eq(fetch_get(&fetch, url, 100, &body, &err), -1);
	ck_assert_int_eq(err.kind, ERR_SYSTEM);
	ck_assert_ptr_nonnull(strstr(err.text, "cannot fetch 'http://127."));
	ck_assert_ptr_nonnull(strstr(err.text, "timed out"));
	ck_assert_uint_eq(body.len, 0);
}
END_TEST

START_TEST(a_signal_ends_the_wait)
{
	fetch.timeout_ns = 60 * TIME_SECOND;
	ck_assert_int_eq(raise(SIGTERM), 0);
	ck_assert_int_eq(fetch_get(&fetch, url, 100, &body, &err), -1);
	ck_assert_str_eq(err.text, "stopped by a signal");
}
END_TEST

/* What is asked next begins anew. */
START_TEST(after_a_failure_it_can_be_used_again)
{
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(fetch_get(&fetch, url, 100, &body, &err), -1);
	ck_assert_ptr_null(fetch.client);
}
END_TEST

START_TEST(other_protocols_are_refused)
{
	ck_assert_int_eq(fetch_get(&fetch, "file:///etc/passwd", 1000, &body,
			     &err),
	    -1);
	ck_assert_int_eq(err.kind, ERR_SYSTEM);
	ck_assert_uint_eq(body.len, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("fetch");
	TCase *tcase = tcase_create("fetch");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, who_does_not_answer_is_not_waited_for);
	tcase_add_test(tcase, a_signal_ends_the_wait);
	tcase_add_test(tcase, after_a_failure_it_can_be_used_again);
	tcase_add_test(tcase, other_protocols_are_refused);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
