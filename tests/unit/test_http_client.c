#include "http/client.h"

#include <arpa/inet.h>
#include <check.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/wait.h"

/* A server on 127.0.0.1, in a process of its own. */
static pid_t server;
static uint16_t port;
static struct http_client *client;
static struct http_answer answer;
static struct err err;

/* The answer to a request; "": the connection is closed without one. */
static void
make_answer(const char *request, int connection, char *to, size_t size)
{
	char body[4096];
	const char *head = "200 OK";

	(void)snprintf(body, sizeof(body), "connection %d", connection);
	if (strstr(request, " /echo ") != NULL)
		(void)snprintf(body, sizeof(body), "%s", request);
	if (strstr(request, " /busy ") != NULL)
		head = "429 Busy\r\nRetry-After: 7";
	if (strstr(request, " /moved ") != NULL)
		head = "302 Found\r\nLocation: /echo";
	if (strstr(request, " /gone ") != NULL) {
		to[0] = '\0';
		return;
	}
	(void)snprintf(to, size, "HTTP/1.1 %s\r\nContent-Length: %zu\r\n\r\n%s",
	    head, strlen(body), body);
}

/* Requests here are short, with a body of "body" or none. */
static void
serve_connection(int fd, int number)
{
	char request[4096], reply[8192];
	size_t len = 0;

	for (;;) {
		ssize_t got = read(fd, request + len,
		    sizeof(request) - 1 - len);

		if (got <= 0)
			return;
		len += (size_t)got;
		request[len] = '\0';
		const char *end = strstr(request, "\r\n\r\n");
		if (end == NULL ||
		    (strstr(request, "Content-Length: 4") != NULL &&
			strcmp(end + 4, "body") != 0))
			continue;
		make_answer(request, number, reply, sizeof(reply));
		if (reply[0] == '\0' ||
		    write(fd, reply, strlen(reply)) != (ssize_t)strlen(reply))
			return;
		len = 0;
	}
}

_Noreturn static void
serve(int listener)
{
	for (int number = 1;; number++) {
		int fd = accept(listener, NULL, NULL);

		if (fork() == 0) {
			serve_connection(fd, number);
			_exit(0);
		}
		(void)close(fd);
	}
}

static void
setup(void)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_addr = { htonl(INADDR_LOOPBACK) },
	};
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	const struct http_settings settings = {
		.connect_ns = INT64_C(10000000000),
		.authorization = "ApiKey key",
	};

	ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, len), 0);
	ck_assert_int_eq(listen(fd, 16), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&address, &len), 0);
	port = ntohs(address.sin_port);
	server = fork();
	if (server == 0)
		serve(fd);
	close(fd);
	err = (struct err)ERR_INIT;
	ck_assert_int_eq(wait_init(&err), 0);
	client = http_client_new(&settings, &err);
	ck_assert_ptr_nonnull(client);
}

static void
teardown(void)
{
	http_client_free(client);
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
}

static const char *
url_of(const char *path)
{
	static char url[64];

	(void)snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", port, path);
	return url;
}

/* Send, and wait for the answer. */
static void
ask(const char *method, const char *path, size_t answer_max)
{
	bool has_body = strcmp(method, "GET") != 0;
	const struct http_request request = {
		.method = method,
		.url = url_of(path),
		.content_type = has_body ? "text/x" : NULL,
		.body = has_body ? SLICE("body") : SLICE(""),
		.answer_max = answer_max,
		.timeout_ns = INT64_C(30000000000),
		.tag = &port,
	};

	ck_assert_int_eq(http_client_send(client, &request, &err), 0);
	ck_assert_uint_eq(http_client_len(client), 1);
	while (!http_client_next(client, &answer))
		ck_assert_int_ge(http_client_wait(client, -1, WAIT_FOREVER,
				     &err),
		    0);
	ck_assert_uint_eq(http_client_len(client), 0);
	ck_assert_ptr_eq(answer.tag, &port);
}

static void
expect_body(const char *text)
{
	ck_assert_msg(slice_equal(answer.body, slice_of(text)), "got %.*s",
	    (int)answer.body.len, answer.body.ptr);
}

START_TEST(connections_are_kept)
{
	for (int i = 0; i < 3; i++) {
		ask("GET", "/", 100);
		ck_assert_int_eq(answer.status, 200);
		ck_assert_str_eq(answer.error, "");
		expect_body("connection 1");
	}
}
END_TEST

START_TEST(requests_run_side_by_side)
{
	const struct http_request request = {
		.method = "GET",
		.url = url_of("/"),
		.answer_max = 100,
		.timeout_ns = INT64_C(30000000000),
	};
	int got = 0;

	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(http_client_send(client, &request, &err), 0);
	ck_assert_uint_eq(http_client_len(client), 3);
	while (http_client_len(client) > 0) {
		while (http_client_next(client, &answer))
			got += answer.status == 200;
		if (http_client_len(client) > 0)
			ck_assert_int_ge(http_client_wait(client, -1,
					     WAIT_FOREVER, &err),
			    0);
	}
	ck_assert_int_eq(got, 3);
}
END_TEST

static bool
body_has(const char *text)
{
	static char body[8192];

	ck_assert_uint_lt(answer.body.len, sizeof(body));
	memcpy(body, answer.body.ptr, answer.body.len);
	body[answer.body.len] = '\0';
	return strstr(body, text) != NULL;
}

START_TEST(a_request_is_sent_as_it_is)
{
	ask("PUT", "/echo", 8000);
	ck_assert(body_has("PUT /echo HTTP/1.1\r\n"));
	ck_assert(body_has("\r\nContent-Type: text/x\r\n"));
	ck_assert(body_has("\r\nAuthorization: ApiKey key\r\n"));
	ck_assert(body_has("\r\n\r\nbody"));
	ck_assert(!body_has("Expect"));
	ck_assert(answer.is_sent);
	ask("GET", "/echo", 8000);
	ck_assert(body_has("GET /echo HTTP/1.1\r\n"));
	ck_assert(!body_has("Content-"));
	ck_assert(!answer.is_sent);
}
END_TEST

START_TEST(an_answer_may_be_so_long_and_no_longer)
{
	ask("GET", "/", strlen("connection 1"));
	ck_assert_int_eq(answer.status, 200);
	ask("GET", "/", strlen("connection 1") - 1);
	ck_assert_int_eq(answer.status, 0);
	ck_assert(answer.too_long);
	ck_assert_uint_eq(answer.body.len, 0);
	/* And the next one is whole. */
	ask("GET", "/", 100);
	ck_assert_int_eq(answer.status, 200);
	ck_assert(!answer.too_long);
}
END_TEST

START_TEST(the_server_says_when_to_come_back)
{
	ask("POST", "/busy", 100);
	ck_assert_int_eq(answer.status, 429);
	ck_assert_int_eq(answer.retry_after_ns, INT64_C(7000000000));
	ask("POST", "/", 100);
	ck_assert_int_eq(answer.retry_after_ns, 0);
}
END_TEST

START_TEST(redirects_are_not_followed)
{
	ask("POST", "/moved", 100);
	ck_assert_int_eq(answer.status, 302);
}
END_TEST

START_TEST(a_connection_that_breaks_is_no_answer)
{
	ask("POST", "/gone", 100);
	ck_assert_int_eq(answer.status, 0);
	ck_assert(!answer.is_vain);
	ck_assert(answer.error[0] != '\0');
}
END_TEST

START_TEST(where_nobody_listens_there_is_no_answer)
{
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	ask("POST", "/", 100);
	ck_assert_int_eq(answer.status, 0);
	ck_assert(!answer.is_sent);
	server = fork();
	if (server == 0)
		_exit(0);
}
END_TEST

static const char *const foreign[] = { "file:///etc/passwd", "ftp://127.0.0.1/",
	"gopher://127.0.0.1/" };

START_TEST(no_other_protocol_is_spoken)
{
	const struct http_request request = {
		.method = "GET",
		.url = foreign[_i],
		.answer_max = 1000,
		.timeout_ns = INT64_C(30000000000),
	};

	ck_assert_int_eq(http_client_send(client, &request, &err), 0);
	while (!http_client_next(client, &answer))
		ck_assert_int_ge(http_client_wait(client, -1, WAIT_FOREVER,
				     &err),
		    0);
	ck_assert_int_eq(answer.status, 0);
	ck_assert_uint_eq(answer.body.len, 0);
}
END_TEST

START_TEST(it_waits_for_a_descriptor_the_clock_and_a_signal)
{
	int ends[2];
	int64_t until = wait_clock() + 3000000;

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(http_client_wait(client, ends[0], until, &err),
	    WAIT_TIME);
	ck_assert_int_ge(wait_clock(), until);
	ck_assert_int_eq(http_client_wait(client, ends[0], 0, &err), WAIT_TIME);
	ck_assert_int_eq(write(ends[1], "x", 1), 1);
	ck_assert_int_eq(http_client_wait(client, ends[0], WAIT_FOREVER, &err),
	    WAIT_READY);
	ck_assert_int_eq(raise(SIGTERM), 0);
	ck_assert_int_eq(http_client_wait(client, -1, WAIT_FOREVER, &err),
	    WAIT_SIGNAL);
	ck_assert_int_eq(wait_stop(), SIGTERM);
	close(ends[0]);
	close(ends[1]);
}
END_TEST

START_TEST(certificates_that_cannot_be_read_are_told_at_once)
{
	const struct http_settings settings = { .ca = "/nowhere" };

	ck_assert_ptr_null(http_client_new(&settings, &err));
	ck_assert_int_eq(err.kind, ERR_USAGE);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_client");
	TCase *tcase = tcase_create("http_client");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, connections_are_kept);
	tcase_add_test(tcase, requests_run_side_by_side);
	tcase_add_test(tcase, a_request_is_sent_as_it_is);
	tcase_add_test(tcase, an_answer_may_be_so_long_and_no_longer);
	tcase_add_test(tcase, the_server_says_when_to_come_back);
	tcase_add_test(tcase, redirects_are_not_followed);
	tcase_add_test(tcase, a_connection_that_breaks_is_no_answer);
	tcase_add_test(tcase, where_nobody_listens_there_is_no_answer);
	tcase_add_loop_test(tcase, no_other_protocol_is_spoken, 0,
	    sizeof(foreign) / sizeof(foreign[0]));
	tcase_add_test(tcase, it_waits_for_a_descriptor_the_clock_and_a_signal);
	tcase_add_test(tcase,
	    certificates_that_cannot_be_read_are_told_at_once);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
