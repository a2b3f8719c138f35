#include "es/nodes.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool
begins_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

/* Where the port must stand: behind the host, which may be in brackets. */
static bool
has_port(const char *host, size_t len)
{
	const char *bracket = memchr(host, ']', len);
	const char *from = bracket == NULL ? host : bracket;

	return memchr(from, ':', len - (size_t)(from - host)) != NULL;
}

int
es_nodes_add(struct es_nodes *nodes, const char *url, struct err *err)
{
	const char *scheme = "http://";
	const char *host = url;

	if (nodes->len == ES_NODES_MAX)
		return err_set(err, ERR_USAGE, "more than %d nodes",
		    ES_NODES_MAX);
	if (begins_with(url, "https://"))
		scheme = "https://";
	if (strstr(url, "://") != NULL) {
		if (!begins_with(url, scheme))
			return err_set(err, ERR_USAGE,
			    "'%s' is neither http nor https", url);
		host += strlen(scheme);
	}
	size_t host_len = strcspn(host, "/?#");
	if (host_len == 0)
		return err_set(err, ERR_USAGE, "'%s' has no host", url);
	if (host[host_len - 1] == ':')
		return err_set(err, ERR_USAGE, "'%s' has no port behind ':'",
		    url);
	/* The text is not shown: there may be a password in it. */
	if (memchr(host, '@', host_len) != NULL)
		return err_set(err, ERR_USAGE,
		    "the URL has a user name in it: give that in ES_USERNAME "
		    "and ES_PASSWORD, or by --netrc");
	if (strpbrk(host, "?# ") != NULL)
		return err_set(err, ERR_USAGE,
		    "'%s' has more than scheme, host, port and path", url);
	size_t path_len = strlen(host + host_len);
	while (path_len > 0 && host[host_len + path_len - 1] == '/')
		path_len--;
	const char *port = has_port(host, host_len) ||
		strcmp(scheme, "https://") == 0
	    ? ""
	    : ":9200";
	struct es_node *node = &nodes->at[nodes->len];
	*node = (struct es_node){ .failures = 0, .rest_ns = INT64_MIN };
	int len = snprintf(node->url, sizeof(node->url), "%s%.*s%s%.*s", scheme,
	    (int)host_len, host, port, (int)path_len, host + host_len);
	if (len < 0 || (size_t)len >= sizeof(node->url))
		return err_set(err, ERR_USAGE, "the URL is too long");
	nodes->len++;
	return 0;
}

struct es_node *
es_nodes_take(struct es_nodes *nodes, int64_t now_ns)
{
	size_t first = nodes->next;

	assert(nodes->len > 0);
	for (size_t i = 0; i < nodes->len; i++) {
		size_t at = (nodes->next + i) % nodes->len;

		if (nodes->at[at].rest_ns <= now_ns) {
			nodes->next = (at + 1) % nodes->len;
			return &nodes->at[at];
		}
		if (nodes->at[at].rest_ns < nodes->at[first].rest_ns)
			first = at;
	}
	nodes->next = (first + 1) % nodes->len;
	return &nodes->at[first];
}

void
es_node_answered(struct es_node *node)
{
	node->failures = 0;
	node->rest_ns = INT64_MIN;
}

void
es_node_failed(struct es_node *node, int64_t now_ns)
{
	int64_t rest = ES_NODE_REST_MAX_NS;

	if (node->failures < 6)
		rest = ES_NODE_REST_FIRST_NS << node->failures;
	if (rest > ES_NODE_REST_MAX_NS)
		rest = ES_NODE_REST_MAX_NS;
	node->failures++;
	node->rest_ns = now_ns + rest;
}
