/*
 * esfault [-b FAULTS] [-w FAULTS] [-o FAULTS] [-n COUNT] [-s SEED] [-k MEMBER]
 *	[-p PORT] [-d DIR] - an Elasticsearch that fails as it is told
 *
 * Listens on 127.0.0.1, prints its port, and serves until SIGTERM, or for ten
 * minutes, lest it stay behind when a test is killed.  What a real cluster
 * cannot be made to do at will goes wrong here: see esfault/plan.h for what
 * FAULTS may be.
 *
 *	-b	of the bulks
 *	-n, -s	more of them, so many, drawn by the seed
 *	-w	of the answers to _cluster/health
 *	-o	of all other requests
 *	-k	the member of the documents by which an older one is told from a
 *		newer one with its _id
 *	-d	where files are written at the end: ledger (each operation that
 *		was done), documents (what is there), counts
 */
#define _GNU_SOURCE /* ppoll() */

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "esfault/connection.h"

enum { CONNECTIONS_MAX = 64, PIECE_NS = 1000000, LIFE_S = 600 };

struct settings {
	const char *dir;
	const char *order;
	uint64_t seed;
	size_t count; /* of faults that are drawn */
	uint16_t port;
};

static volatile sig_atomic_t stopped;

_Noreturn static void
fail(const char *what)
{
	perror(what);
	exit(1);
}

_Noreturn static void
usage(void)
{
	(void)fputs("usage: esfault [-b faults] [-w faults] [-o faults] "
		    "[-n count] [-s seed] [-k member] [-p port] [-d dir]\n",
	    stderr);
	exit(2);
}

static void
stop(int signal)
{
	(void)signal;
	stopped = 1;
}

static void
read_options(int argc, char **argv, struct settings *settings, struct api *api)
{
	int letter;
	int got = 0;

	while ((letter = getopt(argc, argv, "b:w:o:n:s:k:p:d:")) != -1) {
		switch (letter) {
		case 'b':
			got |= plan_parse(&api->bulks, optarg);
			break;
		case 'w':
			got |= plan_parse(&api->healths, optarg);
			break;
		case 'o':
			got |= plan_parse(&api->others, optarg);
			break;
		case 'n':
			settings->count = strtoul(optarg, NULL, 10);
			break;
		case 's':
			settings->seed = strtoull(optarg, NULL, 10);
			break;
		case 'k':
			settings->order = optarg;
			break;
		case 'p':
			settings->port = (uint16_t)strtoul(optarg, NULL, 10);
			break;
		case 'd':
			settings->dir = optarg;
			break;
		default:
			usage();
		}
	}
	if (got < 0 || optind < argc)
		usage();
}

static int
listen_on(uint16_t port)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(address);
	const int one = 1;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

	if (fd < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) < 0 ||
	    bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
	    listen(fd, CONNECTIONS_MAX) < 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &len) < 0)
		fail("esfault: cannot listen");
	(void)printf("%d\n", ntohs(address.sin_port));
	if (fflush(stdout) != 0)
		fail("esfault: stdout");
	return fd;
}

static struct connection *
accept_one(int listener)
{
	const int one = 1;
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);

	if (fd < 0)
		return NULL;
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	struct connection *connection = malloc(sizeof(*connection));
	if (connection == NULL)
		fail("esfault: connection");
	connection_init(connection, fd);
	return connection;
}

/*
 * Step the connections that do read, or those that do not.  A client that gives
 * a request up and sends it again on another connection must be seen to do it
 * in this order, so those that do not read come first.
 */
static void
step_all(struct connection **connections, const struct pollfd *polled,
    struct api *api, bool reading)
{
	for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
		struct connection *connection = connections[i];
		if (connection == NULL || polled[i].fd != connection->fd ||
		    (connection->state == CONNECTION_READING) != reading)
			continue;
		if (polled[i].revents == 0 && !connection_is_slow(connection))
			continue;
		if (!connection_step(connection, api, polled[i].revents)) {
			connection_close(connection, api);
			free(connection);
			connections[i] = NULL;
		}
	}
}

/* Serve until a signal that only poll(2) lets through. */
static void
serve(int listener, struct api *api, const sigset_t *while_polling)
{
	static struct connection *connections[CONNECTIONS_MAX];
	const struct timespec piece = { .tv_nsec = PIECE_NS };

	while (!stopped) {
		struct pollfd polled[CONNECTIONS_MAX + 1] = { 0 };
		size_t space = CONNECTIONS_MAX;
		bool slow = false;
		for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
			polled[i].fd = -1;
			if (connections[i] == NULL) {
				space = i;
				continue;
			}
			polled[i].fd = connections[i]->fd;
			polled[i].events = connection_events(connections[i]);
			slow |= connection_is_slow(connections[i]);
		}
		polled[CONNECTIONS_MAX].fd = space == CONNECTIONS_MAX
		    ? -1
		    : listener;
		polled[CONNECTIONS_MAX].events = POLLIN;
		if (ppoll(polled, CONNECTIONS_MAX + 1, slow ? &piece : NULL,
			while_polling) < 0)
			continue;
		step_all(connections, polled, api, false);
		step_all(connections, polled, api, true);
		if (polled[CONNECTIONS_MAX].revents != 0)
			connections[space] = accept_one(listener);
	}
	for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
		if (connections[i] != NULL)
			connection_close(connections[i], api);
		free(connections[i]);
	}
}

static void
write_file(const char *dir, const char *name, struct slice text)
{
	char path[4096];

	(void)snprintf(path, sizeof(path), "%s/%s", dir, name);
	FILE *file = fopen(path, "w");
	if (file == NULL ||
	    (text.len > 0 && fwrite(text.ptr, 1, text.len, file) != text.len) ||
	    fclose(file) != 0)
		fail(path);
}

static void
write_files(const struct api *api, const char *dir)
{
	struct buffer text = BUFFER_INIT;

	write_file(dir, "ledger", buffer_slice(&api->store.ledger));
	store_dump(&api->store, &text);
	write_file(dir, "documents", buffer_slice(&text));
	buffer_clear(&text);
	api_put_counts(api, &text);
	write_file(dir, "counts", buffer_slice(&text));
	buffer_free(&text);
}

int
main(int argc, char **argv)
{
	static struct api api;
	struct settings settings = { .seed = 1 };
	struct sigaction on_signal = { .sa_handler = stop };
	struct err err = ERR_INIT;
	sigset_t blocked, before;

	read_options(argc, argv, &settings, &api);
	random_init(&api.random, settings.seed, 0);
	plan_draw(&api.bulks, &api.random, settings.count);
	if (store_init(&api.store, settings.order, &err) < 0) {
		(void)fprintf(stderr, "esfault: %s\n", err.text);
		return 1;
	}
	(void)sigemptyset(&blocked);
	(void)sigaddset(&blocked, SIGTERM);
	(void)sigaddset(&blocked, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &blocked, &before);
	(void)sigaction(SIGTERM, &on_signal, NULL);
	(void)sigaction(SIGINT, &on_signal, NULL);

	int listener = listen_on(settings.port);
	(void)alarm(LIFE_S);
	serve(listener, &api, &before);
	(void)close(listener);
	if (settings.dir != NULL)
		write_files(&api, settings.dir);
	api_free(&api);
	return 0;
}
