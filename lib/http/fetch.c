#include "http/fetch.h"

#include <strings.h>

#include "io/wait.h"

enum { STATUS_OK = 200, STATUS_REDIRECTS = 300, STATUS_ERRORS = 400 };

/* Long enough to say what is wrong, whatever the URL. */
enum { URL_SHOWN_MAX = 120 };

static int
fail(struct err *err, const char *url, const char *why)
{
	return err_set(err, ERR_SYSTEM, "cannot fetch '%.*s': %s",
	    URL_SHOWN_MAX, url, why);
}

/* Ask for one URL and wait; name is what the user calls it. */
static int
ask(struct fetch *fetch, const char *url, size_t max,
    struct http_answer *answer, struct err *err)
{
	const struct http_request request = { .method = "GET",
		.url = url,
		.answer_max = max,
		.timeout_ns = fetch->timeout_ns };

	if (http_client_send(fetch->client, &request, err) < 0)
		return -1;
	while (!http_client_next(fetch->client, answer)) {
		if (http_client_wait(fetch->client, -1, WAIT_FOREVER, err) < 0)
			return -1;
		if (wait_stop() != 0)
			return err_set(err, ERR_SYSTEM, "stopped by a signal");
	}
	return 0;
}

static bool
is_https(const char *url)
{
	return strncasecmp(url, "https://", strlen("https://")) == 0;
}

/* May one who asked for the first URL be sent to the second? */
static bool
may_follow(const char *from, const char *to)
{
	return is_https(to) ||
	    (!is_https(from) &&
		strncasecmp(to, "http://", strlen("http://")) == 0);
}

/*
 * Judge an answer.  Returns 0 when *into has the body, 1 when *url became
 * another one to ask, -1 with *err set.
 */
static int
judge(const struct http_answer *answer, const char *name, struct buffer *url,
    struct buffer *into, struct err *err)
{
	if (answer->status == 0)
		return fail(err, name, answer->error);
	if (answer->status == STATUS_OK) {
		buffer_put(into, answer->body);
		return buffer_check(into, err);
	}
	if (answer->status < STATUS_REDIRECTS ||
	    answer->status >= STATUS_ERRORS || answer->redirect == NULL)
		return err_set(err, ERR_SYSTEM,
		    "cannot fetch '%.*s': the answer is status %d",
		    URL_SHOWN_MAX, name, answer->status);
	if (!may_follow(url->bytes, answer->redirect))
		return fail(err, name,
		    is_https(url->bytes)
			? "it redirects to what is not https"
			: "it redirects to what is neither http nor https");
	buffer_clear(url);
	buffer_put(url, slice_of(answer->redirect));
	buffer_put_byte(url, '\0');
	return buffer_check(url, err) < 0 ? -1 : 1;
}

static int
follow(struct fetch *fetch, const char *name, size_t max, struct buffer *into,
    struct err *err)
{
	struct buffer url = BUFFER_INIT;
	struct http_answer answer;
	int result = 1;

	buffer_put(&url, slice_of(name));
	buffer_put_byte(&url, '\0');
	if (buffer_check(&url, err) < 0)
		return -1;
	for (int redirects = 0; result > 0; redirects++) {
		if (redirects > FETCH_REDIRECTS_MAX)
			result = fail(err, name, "more than 5 redirects");
		else if (ask(fetch, url.bytes, max, &answer, err) < 0)
			result = -1;
		else if (answer.too_long)
			result = err_set(err, ERR_LIMIT,
			    "'%.*s' is longer than %zu bytes", URL_SHOWN_MAX,
			    name, max);
		else
			result = judge(&answer, name, &url, into, err);
	}
	buffer_free(&url);
	return result;
}

int
fetch_get(void *self, const char *url, size_t max, struct buffer *into,
    struct err *err)
{
	struct fetch *fetch = self;

	if (fetch->client == NULL)
		fetch->client = http_client_new(&fetch->settings, err);
	if (fetch->client == NULL)
		return -1;
	int result = follow(fetch, url, max, into, err);
	/* What is still under way must not answer the next one. */
	if (result < 0)
		fetch_free(fetch);
	return result;
}

void
fetch_free(struct fetch *fetch)
{
	http_client_free(fetch->client);
	fetch->client = NULL;
}
