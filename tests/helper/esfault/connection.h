#ifndef ESFAULT_CONNECTION_H
#define ESFAULT_CONNECTION_H

#include "api.h"

/*
 * A connection: one request after another, each read whole, answered whole
 * (but for its fault), and no pipelining.
 */

enum connection_state {
	CONNECTION_READING,
	CONNECTION_STALLED, /* until the client closes */
	CONNECTION_SENDING,
	CONNECTION_DRAINING, /* answered; what still comes is thrown away */
};

struct connection {
	int fd; /* does not block */
	enum connection_state state;
	struct buffer in;
	bool has_head; /* of the request at hand, which begins in */
	struct exchange exchange;
	size_t sent; /* of the answer at hand */
};

void connection_init(struct connection *connection, int fd);

/* Let go of what its request holds, and close it. */
void connection_close(struct connection *connection, struct api *api);

/* What poll(2) shall wait for. */
short connection_events(const struct connection *connection);

/* Is there something to do after a while, without an event? */
bool connection_is_slow(const struct connection *connection);

/*
 * Go on, these events have come.  Returns false when the connection is at its
 * end; the caller must connection_close() it.
 */
bool
connection_step(struct connection *connection, struct api *api, short events);

#endif
