#include "http/client.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "http/slot.h"
#include "io/wait.h"

enum {
	MILLISECOND = 1000000,
	KEPT_BYTES = 64 * 1024, /* of a body's memory, from answer to answer */
};

struct http_client {
	CURLM *multi;
	CURL *model;         /* of all requests */
	char *authorization; /* owned, or NULL */
	struct http_slot *all;
	struct http_slot *idle;
	struct http_slot *taken; /* its answer was handed out last */
	size_t len;              /* added to multi */
};

static int
fail(struct err *err, const char *what)
{
	return err_set(err, ERR_SYSTEM, "http: %s", what);
}

struct http_client *
http_client_new(const struct http_settings *settings, struct err *err)
{
	struct http_client *client;

	if (settings->ca != NULL && access(settings->ca, R_OK) < 0) {
		(void)err_set_errno(err, "cannot open '%s'", settings->ca);
		err->kind = ERR_USAGE;
		return NULL;
	}
	client = calloc(1, sizeof(*client));
	if (client == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != 0) {
		(void)fail(err, "cannot start libcurl");
		free(client);
		return NULL;
	}
	client->multi = curl_multi_init();
	client->model = http_slot_model(settings);
	if (settings->authorization != NULL)
		client->authorization = strdup(settings->authorization);
	if (client->multi == NULL || client->model == NULL ||
	    (settings->authorization != NULL &&
		client->authorization == NULL)) {
		(void)fail(err, "out of memory");
		http_client_free(client);
		return NULL;
	}
	return client;
}

static struct http_slot *
take_slot(struct http_client *client)
{
	struct http_slot *slot = client->idle;

	if (slot != NULL) {
		client->idle = slot->next;
		return slot;
	}
	slot = http_slot_new(client->model);
	if (slot == NULL)
		return NULL;
	slot->after = client->all;
	client->all = slot;
	return slot;
}

static void
give_back(struct http_client *client, struct http_slot *slot)
{
	if (slot->body.size > KEPT_BYTES)
		buffer_free(&slot->body);
	slot->next = client->idle;
	client->idle = slot;
}

int
http_client_send(struct http_client *client, const struct http_request *request,
    struct err *err)
{
	struct http_slot *slot = take_slot(client);

	if (slot == NULL)
		return fail(err, "out of memory");
	slot->start_ns = wait_monotonic();
	if (!http_slot_prepare(slot, request, client->authorization) ||
	    curl_multi_add_handle(client->multi, slot->easy) != CURLM_OK) {
		give_back(client, slot);
		return fail(err, "cannot make a request");
	}
	client->len++;
	return 0;
}

size_t
http_client_len(const struct http_client *client)
{
	return client->len;
}

bool
http_client_next(struct http_client *client, struct http_answer *answer)
{
	int left;
	const CURLMsg *message;

	if (client->taken != NULL)
		give_back(client, client->taken);
	client->taken = NULL;
	do {
		message = curl_multi_info_read(client->multi, &left);
		if (message == NULL)
			return false;
	} while (message->msg != CURLMSG_DONE);

	CURL *easy = message->easy_handle;
	CURLcode result = message->data.result;
	char *slot = NULL;
	(void)curl_easy_getinfo(easy, CURLINFO_PRIVATE, &slot);
	client->taken = (struct http_slot *)(void *)slot;
	(void)curl_multi_remove_handle(client->multi, easy);
	assert(client->len > 0);
	client->len--;
	http_slot_answer(client->taken, result, wait_monotonic(), answer);
	return true;
}

/* Milliseconds until then, rounded up so that the time has really come. */
static int
timeout_of(int64_t until_ns)
{
	enum { TIMEOUT_MAX = 3600 * 1000 };

	if (until_ns == WAIT_FOREVER)
		return TIMEOUT_MAX;
	int64_t now = wait_clock();
	if (until_ns <= now)
		return 0;
	int64_t left = (until_ns - now - 1) / MILLISECOND + 1;
	return left < TIMEOUT_MAX ? (int)left : TIMEOUT_MAX;
}

int
http_client_wait(struct http_client *client, int fd, int64_t until_ns,
    struct err *err)
{
	struct curl_waitfd polled[2] = {
		{ .fd = wait_signal_fd(), .events = CURL_WAIT_POLLIN },
		{ .fd = fd, .events = CURL_WAIT_POLLIN },
	};
	unsigned polled_len = fd < 0 ? 1 : 2;

	for (;;) {
		int running;

		if (curl_multi_perform(client->multi, &running) != CURLM_OK)
			return fail(err, "libcurl cannot go on");
		if ((size_t)running < client->len)
			return WAIT_TIME;
		if (curl_multi_poll(client->multi, polled, polled_len,
			timeout_of(until_ns), NULL) != CURLM_OK)
			return fail(err, "cannot wait");
		if (polled[0].revents != 0) {
			wait_heard();
			return WAIT_SIGNAL;
		}
		if (fd >= 0 && polled[1].revents != 0)
			return WAIT_READY;
		if (timeout_of(until_ns) == 0)
			return WAIT_TIME;
	}
}

void
http_client_free(struct http_client *client)
{
	if (client == NULL)
		return;
	while (client->all != NULL) {
		struct http_slot *after = client->all->after;

		/* One that is not under way is refused, which is well. */
		(void)curl_multi_remove_handle(client->multi,
		    client->all->easy);
		http_slot_free(client->all);
		client->all = after;
	}
	(void)curl_multi_cleanup(client->multi);
	curl_easy_cleanup(client->model);
	free(client->authorization);
	free(client);
	curl_global_cleanup();
}
