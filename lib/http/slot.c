#include "http/slot.h"

#include <stdlib.h>

enum {
	MILLISECOND = 1000000,
	UPLOAD_BYTES = 512 * 1024, /* handed to the kernel at once */
	RETRY_AFTER_MAX_S = 24 * 3600,
};

static size_t
take_bytes(char *bytes, /* NOLINT(readability-non-const-parameter): libcurl's */
    size_t size, size_t count, void *self)
{
	struct http_slot *slot = self;
	size_t len = size * count;

	if (len > slot->answer_max - slot->body.len) {
		slot->too_long = true;
		return 0;
	}
	buffer_put(&slot->body, (struct slice){ bytes, len });
	return slot->body.failed ? 0 : len;
}

/* Returns false where memory is short. */
static bool
set_options(CURL *easy, const struct http_settings *settings)
{
	CURLcode bad = CURLE_OK;

	/* What went wrong is more than 0, and stays so. */
	bad |= curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	bad |= curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	bad |= curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	if (!settings->proxied)
		bad |= curl_easy_setopt(easy, CURLOPT_PROXY, "");
	if (settings->agent != NULL)
		bad |= curl_easy_setopt(easy, CURLOPT_USERAGENT,
		    settings->agent);
	bad |= curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
	bad |= curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
	    (long)CURL_HTTP_VERSION_1_1);
	bad |= curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE,
	    (long)UPLOAD_BYTES);
	bad |= curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
	    (long)(settings->connect_ns / MILLISECOND));
	bad |= curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_bytes);
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
	} else if (settings->netrc != NULL) {
		bad |= curl_easy_setopt(easy, CURLOPT_NETRC,
		    (long)CURL_NETRC_OPTIONAL);
		bad |= curl_easy_setopt(easy, CURLOPT_NETRC_FILE,
		    settings->netrc);
	}
	return bad == CURLE_OK;
}

CURL *
http_slot_model(const struct http_settings *settings)
{
	CURL *easy = curl_easy_init();

	if (easy == NULL || set_options(easy, settings))
		return easy;
	curl_easy_cleanup(easy);
	return NULL;
}

struct http_slot *
http_slot_new(CURL *model)
{
	struct http_slot *slot = calloc(1, sizeof(*slot));
	CURLcode bad = CURLE_OK;

	if (slot == NULL)
		return NULL;
	slot->easy = curl_easy_duphandle(model);
	if (slot->easy != NULL) {
		bad |= curl_easy_setopt(slot->easy, CURLOPT_ERRORBUFFER,
		    slot->error);
		bad |= curl_easy_setopt(slot->easy, CURLOPT_WRITEDATA, slot);
		bad |= curl_easy_setopt(slot->easy, CURLOPT_PRIVATE, slot);
	}
	if (slot->easy == NULL || bad != CURLE_OK) {
		http_slot_free(slot);
		return NULL;
	}
	return slot;
}

/* "name: value"; without a value the header that libcurl sends is left out. */
static bool
add_header(struct http_slot *slot, const char *name, const char *value)
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
add_headers(struct http_slot *slot, const struct http_request *request,
    const char *authorization)
{
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

bool
http_slot_prepare(struct http_slot *slot, const struct http_request *request,
    const char *authorization)
{
	CURL *easy = slot->easy;
	CURLcode bad = CURLE_OK;

	slot->tag = request->tag;
	slot->answer_max = request->answer_max;
	slot->too_long = false;
	slot->error[0] = '\0';
	buffer_clear(&slot->body);
	slot->body.failed = false;
	if (!add_headers(slot, request, authorization))
		return false;

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

/* A certificate that is not to be trusted will not be at the next try. */
static bool
is_vain(CURLcode result)
{
	return result == CURLE_PEER_FAILED_VERIFICATION ||
	    result == CURLE_SSL_CACERT_BADFILE ||
	    result == CURLE_SSL_ISSUER_ERROR || result == CURLE_URL_MALFORMAT;
}

void
http_slot_answer(struct http_slot *slot, CURLcode result, int64_t now_ns,
    struct http_answer *answer)
{
	long status = 0;
	curl_off_t wait_s = 0, sent = 0;

	*answer = (struct http_answer){
		.tag = slot->tag,
		.too_long = slot->too_long,
		.took_ns = now_ns - slot->start_ns,
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
		char *redirect = NULL;

		(void)curl_easy_getinfo(slot->easy, CURLINFO_REDIRECT_URL,
		    &redirect);
		answer->redirect = redirect;
		answer->status = (int)status;
		answer->body = buffer_slice(&slot->body);
		return;
	}
	answer->is_vain = is_vain(result);
	answer->error = slot->error[0] != '\0' ? slot->error
					       : curl_easy_strerror(result);
	if (slot->too_long)
		answer->error = "the answer is too long";
}

void
http_slot_free(struct http_slot *slot)
{
	if (slot == NULL)
		return;
	curl_easy_cleanup(slot->easy);
	curl_slist_free_all(slot->headers);
	buffer_free(&slot->body);
	free(slot);
}
