#define _GNU_SOURCE /* MSG_NOSIGNAL */

#include "connection.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gzip.h"

/* A slow answer has SLOW_BYTES single bytes, then SLOW_PIECES pieces. */
enum { STEP = 256 << 10, SLOW_BYTES = 256, SLOW_PIECES = 64 };

void
connection_init(struct connection *connection, int fd)
{
	*connection = (struct connection){ .fd = fd };
}

void
connection_close(struct connection *connection, struct api *api)
{
	api_end(api, &connection->exchange);
	(void)close(connection->fd);
	buffer_free(&connection->in);
	buffer_free(&connection->exchange.held);
	answer_free(&connection->exchange.answer);
}

bool
connection_is_slow(const struct connection *connection)
{
	return connection->state == CONNECTION_SENDING &&
	    connection->exchange.answer.slow;
}

short
connection_events(const struct connection *connection)
{
	/* A client that waits says nothing: what can be read is its end. */
	if (connection->state == CONNECTION_SENDING &&
	    !connection->exchange.answer.slow)
		return POLLIN | POLLOUT;
	return POLLIN;
}

/* Receive at most this many bytes: how many, 0 at the end, -1 not now. */
static ssize_t
receive(struct connection *connection, size_t max)
{
	char *into = buffer_reserve(&connection->in, max);

	if (into == NULL)
		return 0;
	ssize_t got = recv(connection->fd, into, max, 0);
	if (got > 0)
		connection->in.len += (size_t)got;
	else if (got < 0)
		got = errno == EAGAIN || errno == EINTR ? -1 : 0;
	return got;
}

/* How much of the answer goes out at once. */
static size_t
piece_len(const struct connection *connection, size_t left)
{
	const struct answer *answer = &connection->exchange.answer;
	size_t piece = 1;

	if (!answer->slow)
		return left;
	if (connection->sent >= SLOW_BYTES)
		piece = 1 + answer->bytes.len / SLOW_PIECES;
	return piece < left ? piece : left;
}

/* The answer is out. */
static bool
finish(struct connection *connection, struct api *api)
{
	enum fault_kind kind = connection->exchange.fault.kind;
	bool closes = connection->exchange.answer.closes;
	size_t whole = connection->exchange.request.head_len +
	    connection->exchange.request.body_len;

	api_end(api, &connection->exchange);
	if (kind == FAULT_EARLY) {
		/* Closed now, the answer could be lost by what comes. */
		(void)shutdown(connection->fd, SHUT_WR);
		connection->state = CONNECTION_DRAINING;
		return true;
	}
	if (closes || connection->in.len != whole)
		return false;
	buffer_clear(&connection->in);
	connection->has_head = false;
	connection->state = CONNECTION_READING;
	return true;
}

/* What of the answer is sent next: its bytes, then its filler. */
static struct slice
next_piece(const struct connection *connection)
{
	const struct answer *answer = &connection->exchange.answer;
	struct slice piece = buffer_slice(&answer->bytes);
	size_t at = connection->sent;

	if (at >= piece.len && answer->repeats > 0) {
		at -= piece.len;
		piece = buffer_slice(&answer->filler);
		if (at / piece.len >= answer->repeats)
			return (struct slice){ NULL, 0 };
		at %= piece.len;
	}
	return (struct slice){ piece.ptr + at,
		piece_len(connection, piece.len - at) };
}

static bool
send_some(struct connection *connection, struct api *api)
{
	struct slice piece = next_piece(connection);

	while (piece.len > 0) {
		ssize_t put = send(connection->fd, piece.ptr, piece.len,
		    MSG_NOSIGNAL);
		if (put < 0)
			return errno == EAGAIN || errno == EINTR;
		connection->sent += (size_t)put;
		if (connection->exchange.answer.slow)
			return true;
		piece = next_piece(connection);
	}
	return finish(connection, api);
}

static bool
start_sending(struct connection *connection, struct api *api)
{
	const struct answer *answer = &connection->exchange.answer;

	connection->sent = 0;
	if (answer->none) {
		connection->state = CONNECTION_STALLED;
		return true;
	}
	connection->state = CONNECTION_SENDING;
	return answer->slow || send_some(connection, api);
}

/* The request is whole: answer it. */
static bool
answer(struct connection *connection, struct api *api)
{
	struct exchange *exchange = &connection->exchange;
	struct buffer unpacked = BUFFER_INIT;
	bool sane = true;

	exchange->body = (struct slice){ connection->in.bytes +
		    exchange->request.head_len,
		exchange->request.body_len };
	if (exchange->request.gzip) {
		sane = gunzip(exchange->body, &unpacked) == 0;
		exchange->body = buffer_slice(&unpacked);
	}
	if (sane)
		api_answer(api, exchange);
	buffer_free(&unpacked);
	return sane && start_sending(connection, api);
}

/* Is there enough for the fault to strike?  *goes_on then says what follows. */
static bool
strikes_early(struct connection *connection, struct api *api, bool *goes_on)
{
	const struct fault *fault = &connection->exchange.fault;

	if (fault->kind == FAULT_EARLY) {
		api_answer_early(api, &connection->exchange);
		*goes_on = start_sending(connection, api);
		return true;
	}
	*goes_on = false;
	return fault->kind == FAULT_CUT_REQUEST &&
	    (connection->in.len >= fault->number ||
		connection->in.len ==
		    connection->exchange.request.head_len +
			connection->exchange.request.body_len);
}

static bool
read_head(struct connection *connection, struct api *api)
{
	struct exchange *exchange = &connection->exchange;
	struct slice bytes = buffer_slice(&connection->in);
	int got = request_parse(&exchange->request, bytes);

	if (got <= 0)
		return got == 0;
	connection->has_head = true;
	api_begin(api, exchange);
	if (exchange->request.expects && exchange->fault.kind != FAULT_EARLY &&
	    exchange->request.body_len > 0) {
		const struct slice go = SLICE("HTTP/1.1 100 Continue\r\n\r\n");
		(void)send(connection->fd, go.ptr, go.len, MSG_NOSIGNAL);
	}
	return true;
}

/* How much more of the request may be read. */
static size_t
room(const struct connection *connection)
{
	const struct exchange *exchange = &connection->exchange;
	size_t whole = exchange->request.head_len + exchange->request.body_len;

	if (!connection->has_head)
		return STEP;
	if (exchange->fault.kind == FAULT_CUT_REQUEST &&
	    exchange->fault.number < whole)
		whole = exchange->fault.number;
	return whole - connection->in.len < STEP ? whole - connection->in.len
						 : STEP;
}

static bool
read_some(struct connection *connection, struct api *api)
{
	struct exchange *exchange = &connection->exchange;
	ssize_t got = receive(connection, room(connection));
	bool goes_on = true;

	if (got <= 0)
		return got < 0;
	if (connection->in.len == (size_t)got)
		exchange->begun = ++api->store.now;
	if (!connection->has_head && !read_head(connection, api))
		return false;
	if (!connection->has_head)
		return true;
	if (strikes_early(connection, api, &goes_on))
		return goes_on;
	if (connection->in.len <
	    exchange->request.head_len + exchange->request.body_len)
		return true;
	return answer(connection, api);
}

bool
connection_step(struct connection *connection, struct api *api, short events)
{
	switch (connection->state) {
	case CONNECTION_READING:
		return (events & POLLIN) != 0 ? read_some(connection, api)
					      : (events & POLLHUP) == 0;
	case CONNECTION_STALLED:
		return events == 0;
	case CONNECTION_SENDING:
		if ((events & (POLLIN | POLLHUP | POLLERR)) != 0)
			return false;
		return send_some(connection, api);
	case CONNECTION_DRAINING:
		buffer_clear(&connection->in);
		return events == 0 || receive(connection, STEP) != 0;
	}
	return false;
}
