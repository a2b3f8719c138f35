#include "http/client.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "io/wait.h"

enum {
	MILLISECOND = 1000000,
	UPLOAD_BYTES = 512 * 1024, /* handed to the kernel at once */
	KEPT_BYTES = 4 << 20, /* of a body's memory, from answer to answer */
	RETRY_AFTER_MAX_S = 24 * 3600,
};

/* One request; kept and used again. */
struct slot {
	struct slot *after; /* in the list of all */
	struct slot *next;  /* in the list of those that are idle */
	CURL *easy;         /* owned */
	struct curl_slist *headers;
	void *tag;
	struct buffer body; /* of the answer */
	size_t answer_max;
	bool too_long;
	int64_t start_ns; /* wait_monotonic() */
	char error[CURL_ERROR_SIZE];
};

struct http_client {
	struct http_settings settings; /* its texts are owned */
	CURLM *multi;
	struct slot *all;
	struct slot *idle;
	struct slot *taken; /* its answer was handed out last */
	size_t len;         /* added to multi */
};

static int
fail(struct err *err, const char *what)
{
	return err_set(err, ERR_SYSTEM, "http: %s", what);
}

/* NULL stays NULL; false where memory is short. */
static bool
keep_text(const char **text)
{
	if (*text == NULL)
		return true;
	*text = strdup(*text);
	return *text != NULL;
}

static void
free_text(const char *text)
{
	/* It was made by keep_text(). */
	free((char *)(uintptr_t)text);
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
	client->settings = *settings;
	client->multi = curl_multi_init();
	bool kept = keep_text(&client->settings.ca);
	kept &= keep_text(&client->settings.netrc);
	kept &= keep_text(&client->settings.user);
	kept &= keep_text(&client->settings.password);
	kept &= keep_text(&client->settings.authorization);
	if (client->multi == NULL || !kept) {
		(void)fail(err, "out of memory");
		http_client_free(client);
		return NULL;
	}
	return client;
}

static size_t
take_bytes(char *bytes, size_t size, size_t count, void *self)
{
	struct slot *slot = self;
	size_t len = size * count;

	if (len > slot->answer_max - slot->body.len) {
		slot->too_long = true;
		return 0;
	}
	buffer_put(&slot->body, (struct slice){ bytes, len });
	return slot->body.failed ? 0 : len;
}

/* What all requests have in common. */
static bool
prepare_easy(const struct http_client *client, struct slot *slot)
{
	const struct http_settings *settings = &client->settings;
	CURL *easy = slot->easy;
	CURLcode bad = CURLE_OK;

	/* What went wrong is more than 0, and stays so. */
	bad |= curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	bad |= curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	bad |= curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	bad |= curl_easy_setopt(easy, CURLOPT_PROXY, "");
	bad |= curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
	bad |= curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
	    (long)CURL_HTTP_VERSION_1_1);
	bad |= curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE,
	    (long)UPLOAD_BYTES);
	bad |= curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
	    (long)(settings->connect_ns / MILLISECOND));
	bad |= curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, slot->error);
	bad |= curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_bytes);
	bad |= curl_easy_setopt(easy, CURLOPT_WRITEDATA, slot);
	bad |= curl_easy_setopt(easy, CURLOPT_PRIVATE, slot);
	if (settings->compressed)
		bad |= curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
	if (settings->ca != NULL)
		bad |= curl_easy_setopt(easy, CURLOPT_CAINFO, settings->ca);
	if (settings->insecure) {
		bad |= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
		bad |= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
	}
	if (settings->user != NULL) {
		bad |= curl_easy_setopt(easy, CURLOPT_HTTPAUTH,
		    (long)CURLAUTH_BASIC);
		bad |= curl_easy_setopt(easy, CURLOPT_USERNAME, settings->user);
		bad |= curl_easy_setopt(easy, CURLOPT_PASSWORD,
		    settings->password);
	} else if (settings->netrc != NULL && settings->authorization == NULL) {
		bad |= curl_easy_setopt(easy, CURLOPT_NETRC,
		    (long)CURL_NETRC_OPTIONAL);
		bad |= curl_easy_setopt(easy, CURLOPT_NETRC_FILE,
		    settings->netrc);
	}
	return bad == CURLE_OK;
}

static void
slot_free(struct slot *slot)
{
	if (slot == NULL)
		return;
	curl_easy_cleanup(slot->easy);
	curl_slist_free_all(slot->headers);
	buffer_free(&slot->body);
	free(slot);
}

static struct slot *
take_slot(struct http_client *client)
{
	struct slot *slot = client->idle;

	if (slot != NULL) {
		client->idle = slot->next;
		return slot;
	}
	slot = calloc(1, sizeof(*slot));
	if (slot == NULL)
		return NULL;
	slot->easy = curl_easy_init();
	if (slot->easy == NULL || !prepare_easy(client, slot)) {
		slot_free(slot);
		return NULL;
	}
	slot->after = client->all;
	client->all = slot;
	return slot;
}

static void
give_back(struct http_client *client, struct slot *slot)
{
	if (slot->body.size > KEPT_BYTES)
		buffer_free(&slot->body);
	slot->body.failed = false;
	slot->next = client->idle;
	client->idle = slot;
}

/* "name: value"; without a value the header that libcurl sends is left out. */
static bool
add_header(struct slot *slot, const char *name, const char *value)
{
	struct buffer line = BUFFER_INIT;

	buffer_put(&line, slice_of(name));
	buffer_put_byte(&line, ':');
	if (value != NULL) {
		buffer_put_byte(&line, ' ');
		buffer_put(&line, slice_of(value));
	}
	buffer_put_byte(&line, '\0');
	struct curl_slist *more = line.failed
	    ? NULL
	    : curl_slist_append(slot->headers, line.bytes);
	buffer_free(&line);
	if (more == NULL)
		return false;
	slot->headers = more;
	return true;
}

static bool
add_headers(const struct http_client *client, struct slot *slot,
    const struct http_request *request)
{
	const char *authorization = client->settings.authorization;

	curl_slist_free_all(slot->headers);
	slot->headers = NULL;
	/* Else libcurl would wait with a long body for leave to send it. */
	return add_header(slot, "Expect", NULL) &&
	    (request->content_type == NULL ||
		add_header(slot, "Content-Type", request->content_type)) &&
	    (!request->compressed ||
		add_header(slot, "Content-Encoding", "gzip")) &&
	    (authorization == NULL ||
		add_header(slot, "Authorization", authorization));
}

static bool
prepare_request(struct slot *slot, const struct http_request *request)
{
	CURL *easy = slot->easy;
	CURLcode bad = CURLE_OK;

	if (request->content_type == NULL) {
		bad |= curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
	} else {
		bad |= curl_easy_setopt(easy, CURLOPT_POST, 1L);
		bad |= curl_easy_setopt(easy, CURLOPT_POSTFIELDS,
		    request->body.len == 0 ? "" : request->body.ptr);
		bad |= curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)request->body.len);
	}
	bad |= curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
	bad |= curl_easy_setopt(easy, CURLOPT_URL, request->url);
	bad |= curl_easy_setopt(easy, CURLOPT_HTTPHEADER, slot->headers);
	bad |= curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
	    (long)(request->timeout_ns / MILLISECOND));
	return bad == CURLE_OK;
}

int
http_client_send(struct http_client *client, const struct http_request *request,
    struct err *err)
{
	struct slot *slot = take_slot(client);

	if (slot == NULL)
		return fail(err, "out of memory");
	slot->tag = request->tag;
	slot->answer_max = request->answer_max;
	slot->too_long = false;
	slot->error[0] = '\0';
	slot->start_ns = wait_monotonic();
	buffer_clear(&slot->body);
	if (!add_headers(client, slot, request) ||
	    !prepare_request(slot, request) ||
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

static void
fill_answer(struct slot *slot, CURLcode result, struct http_answer *answer)
{
	long status = 0;
	curl_off_t wait_s = 0, sent = 0;

	*answer = (struct http_answer){
		.tag = slot->tag,
		.too_long = slot->too_long,
		.took_ns = wait_monotonic() - slot->start_ns,
		.error = "",
	};
	(void)curl_easy_getinfo(slot->easy, CURLINFO_RESPONSE_CODE, &status);
	(void)curl_easy_getinfo(slot->easy, CURLINFO_RETRY_AFTER, &wait_s);
	(void)curl_easy_getinfo(slot->easy, CURLINFO_SIZE_UPLOAD_T, &sent);
	answer->is_sent = sent > 0;
	if (wait_s > RETRY_AFTER_MAX_S)
		wait_s = RETRY_AFTER_MAX_S;
	if (wait_s > 0)
		answer->retry_after_ns = (int64_t)wait_s * 1000 * MILLISECOND;
	if (result == CURLE_OK) {
		answer->status = (int)status;
		answer->body = buffer_slice(&slot->body);
		return;
	}
	answer->error = slot->error[0] != '\0' ? slot->error
					       : curl_easy_strerror(result);
	if (slot->too_long)
		answer->error = "the answer is too long";
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
	client->taken = (struct slot *)(void *)slot;
	(void)curl_multi_remove_handle(client->multi, easy);
	assert(client->len > 0);
	client->len--;
	fill_answer(client->taken, result, answer);
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
		struct slot *after = client->all->after;

		/* One that is not under way is refused, which is well. */
		(void)curl_multi_remove_handle(client->multi,
		    client->all->easy);
		slot_free(client->all);
		client->all = after;
	}
	(void)curl_multi_cleanup(client->multi);
	free_text(client->settings.ca);
	free_text(client->settings.netrc);
	free_text(client->settings.user);
	free_text(client->settings.password);
	free_text(client->settings.authorization);
	free(client);
	curl_global_cleanup();
}
