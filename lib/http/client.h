#ifndef HTTP_CLIENT_H
#define HTTP_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"

/*
 * HTTP/1.1 requests side by side, on connections that are kept (libcurl's multi
 * interface).  Only http and https are spoken; redirects are not followed, for
 * a body or a secret must not go where nobody sent it.
 *
 *	http_client_send(client, &request, &err);
 *	while (http_client_wait(client, fd, until_ns, &err) >= 0) {
 *		while (http_client_next(client, &answer))
 *			...
 *	}
 *
 * It waits by io/wait.h, so wait_init() must have been called.
 */
struct http_client;

struct http_settings {
	const char *ca;       /* file of certificates; NULL: the system's */
	bool insecure;        /* take any certificate of the peer */
	const char *netrc;    /* file of names and passwords by host, or NULL */
	const char *user;     /* for basic authentication, or NULL */
	const char *password; /* with user */
	const char *authorization; /* the header's value, or NULL */
	int64_t connect_ns;        /* at most so long for a connection */
	bool compressed;           /* answers may come by gzip */
	bool proxied;      /* through the proxies that the environment names */
	const char *agent; /* the header User-Agent, or NULL */
};

/*
 * settings are copied.  Returns NULL with *err set: ERR_SYSTEM,
 * ERR_USAGE for a file that cannot be read.
 */
struct http_client *
http_client_new(const struct http_settings *settings, struct err *err);

struct http_request {
	const char *method;       /* GET, POST, PUT */
	const char *url;          /* borrowed until it is answered */
	const char *content_type; /* of the body; NULL: there is none */
	bool compressed;          /* the body is gzip's */
	struct slice body;        /* borrowed until it is answered */
	size_t answer_max;        /* bytes that the answer's body may have */
	int64_t timeout_ns;       /* for all of it */
	void *tag;                /* comes back with the answer */
};

/* Returns 0, or -1 with *err set: ERR_SYSTEM; nothing is under way then. */
int http_client_send(struct http_client *client,
    const struct http_request *request, struct err *err);

/* How many requests are under way or answered and not yet taken. */
size_t http_client_len(const struct http_client *client);

struct http_answer {
	void *tag;
	/* 0: there is no whole answer, and error says why. */
	int status;
	bool too_long;          /* the body was longer than answer_max */
	bool is_vain;           /* no answer, and there will never be one */
	bool is_sent;           /* bytes of the request's body have left */
	struct slice body;      /* valid until the next http_client_next() */
	const char *redirect;   /* valid likewise; a whole URL, or NULL */
	int64_t retry_after_ns; /* what the header says, else 0 */
	int64_t took_ns;        /* from the request's start */
	const char *error;      /* valid likewise; "" where status is set */
};

/* Take an answer.  Returns true, or false when there is none now. */
bool http_client_next(struct http_client *client, struct http_answer *answer);

/*
 * Go on with all requests, and wait until fd (< 0: none) has something to read,
 * a signal came, the wall clock reaches until_ns, or a request is answered:
 * returns WAIT_READY, WAIT_SIGNAL, or WAIT_TIME for the last two; or -1 with
 * *err set: ERR_SYSTEM.
 */
int http_client_wait(struct http_client *client, int fd, int64_t until_ns,
    struct err *err);

/* Requests that are under way are given up. */
void http_client_free(struct http_client *client);

#endif
