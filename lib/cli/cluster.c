#include "cli/cluster.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/time.h"
#include "cli/login.h"
#include "cli/msg.h"
#include "io/file.h"
#include "io/wait.h"
#include "json/check.h"

enum { TEMPLATE_MAX = 1 << 20 };

#define CONNECT_NS (10 * TIME_SECOND)

static void
add_nodes(struct cluster *cluster, const struct opt_list *urls)
{
	struct err err = ERR_INIT;
	int got = 0;

	if (urls->len == 0)
		got = es_nodes_add(&cluster->nodes, "127.0.0.1", &err);
	for (size_t i = 0; i < urls->len && got == 0; i++)
		got = es_nodes_add(&cluster->nodes, urls->items[i], &err);
	if (got < 0)
		die(EXIT_USAGE, "--url: %s", err.text);
}

void
cluster_init(struct cluster *cluster, const struct cluster_settings *settings,
    void (*tell)(void *self, const char *text))
{
	struct login login;
	struct err err = ERR_INIT;

	*cluster = (struct cluster){ .http = NULL };
	add_nodes(cluster, &settings->urls);
	login_init(&login, settings->netrc);
	const struct http_settings http = {
		.ca = settings->ca,
		.insecure = settings->insecure,
		.netrc = login.netrc,
		.user = login.user,
		.password = login.password,
		.authorization = login.authorization,
		.connect_ns = CONNECT_NS,
		.compressed = settings->compressed,
	};
	if (settings->insecure)
		warn("--insecure: whoever answers is taken for the cluster");
	cluster->http = http_client_new(&http, &err);
	login_free(&login);
	if (cluster->http == NULL)
		die_err(&err);
	cluster->asker = (struct es_asker){
		.http = cluster->http,
		.nodes = &cluster->nodes,
		.timeout_ns = settings->timeout_ns,
		.seed = (uint64_t)wait_clock() ^ (uint64_t)getpid(),
		.tell = tell,
	};
}

/* It failed: end, by the signal where one came. */
static _Noreturn void
end(const struct err *err)
{
	if (wait_stop() != 0)
		wait_end_by(wait_stop());
	die_err(err);
}

void
cluster_wait(struct cluster *cluster, int64_t span_ns)
{
	struct err err = ERR_INIT;

	cluster->asker.until_ns = wait_monotonic() + span_ns;
	if (es_ask_health(&cluster->asker, &err) < 0)
		end(&err);
}

void
cluster_put_template(struct cluster *cluster, const char *file, int64_t span_ns)
{
	const char *slash = strrchr(file, '/');
	const char *last = slash == NULL ? file : slash + 1;
	struct buffer text = BUFFER_INIT, name = BUFFER_INIT;
	struct err err = ERR_INIT;

	if (file_read(file, TEMPLATE_MAX, &text, &err) < 0)
		die_err(&err);
	if (json_check_object(buffer_slice(&text), &err) < 0)
		die(EXIT_USAGE, "%s: %s", file, err.text);
	buffer_put(&name, (struct slice){ last, strcspn(last, ".") });
	buffer_put_byte(&name, '\0');
	if (name.len == 1)
		die(EXIT_USAGE, "--template: '%s' has no name before its dot",
		    last);
	cluster->asker.until_ns = wait_monotonic() + span_ns;
	if (buffer_check(&name, &err) < 0 ||
	    es_ask_template(&cluster->asker, name.bytes, buffer_slice(&text),
		&err) < 0)
		end(&err);
	buffer_free(&text);
	buffer_free(&name);
}

void
cluster_start_audit(struct es_audit *audit, bool is_deleted)
{
	const char *folder = getenv("TMPDIR");
	struct err err = ERR_INIT;

	if (folder == NULL || *folder == '\0')
		folder = "/tmp";
	if (es_audit_init(audit, folder, is_deleted, &err) < 0)
		die_err(&err);
}

static void
tell_missing(const char *document, bool is_deleted)
{
	warn("audit: %s %s", document,
	    is_deleted ? "is still there" : "is not there");
}

int
cluster_audit(struct cluster *cluster, struct es_audit *audit, int64_t span_ns,
    struct err *err)
{
	cluster->asker.until_ns = wait_monotonic() + span_ns;
	if (es_audit_run(audit, &cluster->asker, tell_missing, err) < 0)
		return -1;
	if (audit->missing == 0)
		return 0;
	return err_set(err, ERR_SYSTEM,
	    "audit: %" PRIu64 " of %" PRIu64
	    " documents are not as the cluster said",
	    audit->missing, audit->len);
}

void
cluster_free(struct cluster *cluster)
{
	http_client_free(cluster->http);
	cluster->http = NULL;
}
