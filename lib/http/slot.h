#ifndef HTTP_SLOT_H
#define HTTP_SLOT_H

#include <curl/curl.h>

#include "base/buffer.h"
#include "http/client.h"

/*
 * One request of libcurl's, for http/client.c, which uses it again and again.
 */
struct http_slot {
	struct http_slot *after; /* in the list of all */
	struct http_slot *next;  /* in the list of those that are idle */
	CURL *easy;              /* owned */
	struct curl_slist *headers;
	void *tag;
	struct buffer body; /* of the answer */
	size_t answer_max;
	bool too_long;
	int64_t start_ns; /* monotonic */
	char error[CURL_ERROR_SIZE];
};

/*
 * What all requests have in common, as a handle to copy; settings are copied.
 * Returns NULL where memory is short.
 */
CURL *http_slot_model(const struct http_settings *settings);

/* Returns NULL where memory is short. */
struct http_slot *http_slot_new(CURL *model);

/*
 * Prepare a request; authorization is a header's value, or NULL.  Returns
 * false where memory is short.
 */
bool http_slot_prepare(struct http_slot *slot,
    const struct http_request *request, const char *authorization);

/* What has come of it; see struct http_answer. */
void http_slot_answer(struct http_slot *slot, CURLcode result, int64_t now_ns,
    struct http_answer *answer);

void http_slot_free(struct http_slot *slot);

#endif
