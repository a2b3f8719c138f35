/*
 * web DIR - a web server whose answers are files
 *
 * Listens on 127.0.0.1, prints its port, then the first line of each request.
 * What it sends for /a/b is the file DIR/a/b as it stands, with its status line
 * and header, and then it closes the connection.  What has no file is never
 * answered.  One request after the other, until SIGTERM.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buffer.h"
#include "io/file.h"
#include "io/writer.h"

enum { REQUEST_MAX = 16 << 10, ANSWER_MAX = 100 << 20 };

_Noreturn static void
fail(const char *what)
{
	perror(what);
	exit(1);
}

/* A listening socket; prints its port. */
static int
listen_anywhere(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 ||
	    bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
	    listen(fd, 16) < 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &len) < 0)
		fail("web: cannot listen");
	printf("%u\n", ntohs(address.sin_port));
	return fd;
}

/* Read the head of a request; false where the client has gone before. */
static bool
read_head(int fd, char *head)
{
	size_t len = 0;

	do {
		ssize_t got = read(fd, head + len, REQUEST_MAX - len);

		if (got <= 0)
			return false;
		len += (size_t)got;
		head[len] = '\0';
	} while (strstr(head, "\r\n\r\n") == NULL);
	return true;
}

static void
serve(int fd, const char *dir)
{
	static char head[REQUEST_MAX + 1];
	struct buffer answer = BUFFER_INIT;
	struct buffer path = BUFFER_INIT;
	struct err ignored = ERR_INIT;

	if (!read_head(fd, head))
		return;
	head[strcspn(head, "\r")] = '\0';
	printf("%s\n", head);
	char *target = head + strcspn(head, "/");
	buffer_put(&path, slice_of(dir));
	buffer_put(&path, (struct slice){ target, strcspn(target, " ?") });
	buffer_put_byte(&path, '\0');
	if (file_read(path.bytes, ANSWER_MAX, &answer, &ignored) == 0)
		(void)writer_put_now(fd, buffer_slice(&answer));
	else
		while (read_head(fd, head))
			; /* until the client gives up */
	buffer_free(&answer);
	buffer_free(&path);
}

int
main(int argc, char **argv)
{
	if (argc != 2) {
		(void)fputs("usage: web dir\n", stderr);
		return 2;
	}
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	(void)signal(SIGPIPE, SIG_IGN);
	int listening = listen_anywhere();
	for (;;) {
		int fd = accept(listening, NULL, NULL);

		if (fd < 0)
			fail("web: cannot accept");
		serve(fd, argv[1]);
		(void)close(fd);
	}
}
