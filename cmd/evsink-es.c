/*
 * evsink-es - write records to Elasticsearch or OpenSearch, nothing lost
 *
 * See evsink-es(1).  lib/es/sink.h brings the records there; this file says
 * what of a record its document is, and where the cluster stands.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/time.h"
#include "cli/filter.h"
#include "cli/login.h"
#include "cli/msg.h"
#include "cli/opt.h"
#include "es/ident.h"
#include "es/index.h"
#include "es/setup.h"
#include "es/sink.h"
#include "event/reject.h"
#include "io/file.h"
#include "io/wait.h"
#include "json/check.h"

enum {
	CONCURRENCY_MAX = 64,
	BULK_SIZE_MAX = 1 << 30,
	TEMPLATE_MAX = 1 << 20,
};

#define CONNECT_NS (10 * TIME_SECOND)

static struct {
	const char *ca, *doc_version, *index, *netrc, *op, *pipeline, *template,
	    *time;
	struct opt_list ids, urls;
	uint64_t bulk_size, concurrency;
	int64_t flush_ns, give_up_ns, timeout_ns, wait_ns;
	bool compress, dry_run, insecure;
} conf = {
	.op = "index",
	.bulk_size = 5 << 20,
	.concurrency = 4,
	.flush_ns = TIME_SECOND,
	.give_up_ns = 300 * TIME_SECOND,
	.timeout_ns = 60 * TIME_SECOND,
};

static const struct opt opts[] = {
	{ 0, "audit", NULL, "read back at the end what was stored", OPT_LATER,
	    NULL, 0, 0, NULL },
	{ 0, "bulk-size", "size", "bytes of a request at most (5M)", OPT_SIZE,
	    &conf.bulk_size, ES_BULK_BYTES_MIN, BULK_SIZE_MAX, NULL },
	{ 0, "ca", "file", NULL, OPT_TEXT, &conf.ca, 0, 0, NULL },
	{ 0, "compress", NULL, "send requests by gzip", OPT_FLAG,
	    &conf.compress, 0, 0, NULL },
	{ 0, "concurrency", "count", "requests side by side at most (4)",
	    OPT_UINT, &conf.concurrency, 1, CONCURRENCY_MAX, NULL },
	{ 0, "doc-version", "path", "an older one never replaces a newer",
	    OPT_TEXT, &conf.doc_version, 0, 0, NULL },
	{ 0, "dry-run", NULL, "print the requests, send nothing", OPT_FLAG,
	    &conf.dry_run, 0, 0, NULL },
	{ 0, "flush-every", "span", "a record waits no longer (1s)",
	    OPT_DURATION, &conf.flush_ns, 0, INT64_MAX, NULL },
	{ 0, "give-up", "span", NULL, OPT_DURATION, &conf.give_up_ns,
	    TIME_SECOND, INT64_MAX, NULL },
	{ 0, "id", "path,...", "what a document's _id is made of", OPT_LIST,
	    &conf.ids, 0, 0, NULL },
	{ 'i', "index", "name", "where to; may hold {path} and {time:%Y.%m.%d}",
	    OPT_TEXT, &conf.index, 0, 0, NULL },
	{ 0, "insecure", NULL, NULL, OPT_FLAG, &conf.insecure, 0, 0, NULL },
	{ 0, "netrc", "file", NULL, OPT_TEXT, &conf.netrc, 0, 0, NULL },
	{ 0, "op", "name", "index, create, update or delete (index)", OPT_TEXT,
	    &conf.op, 0, 0, NULL },
	{ 0, "pipeline", "name", NULL, OPT_TEXT, &conf.pipeline, 0, 0, NULL },
	{ 0, "template", "file", "put this index template first", OPT_TEXT,
	    &conf.template, 0, 0, NULL },
	{ 't', "time", "path", "where a record's time stands", OPT_TEXT,
	    &conf.time, 0, 0, NULL },
	{ 0, "timeout", "span", NULL, OPT_DURATION, &conf.timeout_ns,
	    TIME_SECOND, INT64_MAX, NULL },
	{ 'u', "url", "url", "a node (http://127.0.0.1:9200); repeat for more",
	    OPT_LIST, &conf.urls, 0, 0, NULL },
	{ 0, "wait", "span", "wait so long for the cluster (0s)", OPT_DURATION,
	    &conf.wait_ns, 0, INT64_MAX, NULL },
	{ 0, NULL, NULL, NULL, OPT_FLAG, NULL, 0, 0, NULL },
};

static const struct tool tool = {
	.name = "evsink-es",
	.summary = "write records to Elasticsearch or OpenSearch, nothing lost",
	.operands = "[file ...]",
	.opts = opts,
	.common = filter_opts,
	.examples = "evsink-es -i visits --id Id visits.ndjson\n"
		    "evsink-es -i 'logs-{time:%Y.%m}' -t Timestamp --op create",
};

/* The whole tool; a process has one. */
static struct {
	struct filter filter;
	struct json_plan *plan;
	struct http_client *http;
	struct es_nodes nodes;
	struct timefield time;
	struct es_index index;
	struct es_ident ident;
	struct column version;
	enum es_op op;
	struct es_sink sink;
	struct es_bulk dry; /* --dry-run */
} self;

/* The version of a record: an integer, also as a string. */
static int
version_of(const struct json_record *record, int64_t *version, struct err *err)
{
	struct slice value;

	*version = ES_NO_VERSION;
	if (conf.doc_version == NULL)
		return 0;
	if (column_get(&self.version, record, &value, err) < 0)
		return -1;
	if (es_version_parse(value, version))
		return 0;
	return column_err(&self.version, record, err, "number",
	    "is no integer from 0 to 9223372036854775807");
}

static int
print_doc(const struct es_doc *doc, struct err *err)
{
	es_bulk_clear(&self.dry);
	if (es_bulk_add(&self.dry, doc, err) < 0)
		return -1;
	filter_text(&self.filter, buffer_slice(&self.dry.body));
	filter_arrived(&self.filter, 1);
	return FILTER_DONE;
}

static int
take_record(void *tool_self, const struct json_record *record, struct err *err)
{
	struct es_doc doc = { .op = self.op, .line = record->text };
	struct filter_place place = filter_place(&self.filter, &doc.place.file);

	(void)tool_self;
	doc.place.line = place.line;
	doc.place.offset = place.offset;
	if (es_index_of(&self.index, record, &doc.index, err) < 0 ||
	    es_ident_of(&self.ident, record, &doc.place, &doc.id, err) < 0 ||
	    version_of(record, &doc.version, err) < 0)
		return -1;
	if (conf.dry_run)
		return print_doc(&doc, err);
	return es_sink_add(&self.sink, &doc, err) < 0 ? -1 : FILTER_DONE;
}

static int
wait_for_input(void *tool_self, int fd, int64_t until_ns, struct err *err)
{
	(void)tool_self;
	return es_sink_wait(&self.sink, fd, until_ns, err);
}

static int
drain(void *tool_self, struct err *err)
{
	(void)tool_self;
	return es_sink_drain(&self.sink, err);
}

static void
on_arrived(void *tool_self, struct slice index, struct slice id)
{
	(void)tool_self;
	(void)index;
	(void)id;
	filter_arrived(&self.filter, 1);
}

static void
on_refused(void *tool_self, const struct es_place *place, struct slice line,
    const struct err *err)
{
	const struct reject reject = {
		.file = place->file,
		.line = place->line,
		.offset = place->offset,
		.record = line,
	};

	(void)tool_self;
	filter_reject(&self.filter, &reject, err);
}

static void
on_trouble(void *tool_self, const char *text)
{
	(void)tool_self;
	filter_tell(&self.filter, text);
}

static void
put_figure(struct buffer *out, const char *name, uint64_t figure)
{
	buffer_put(out, SLICE(",\""));
	buffer_put(out, slice_of(name));
	buffer_put(out, SLICE("\":"));
	buffer_put_uint(out, figure);
}

static void
put_stats(void *tool_self, struct buffer *out)
{
	const struct es_sink_figures *figures = &self.sink.figures;

	(void)tool_self;
	put_figure(out, "requests", figures->requests);
	put_figure(out, "again", figures->again);
	put_figure(out, "replaced", figures->replaced);
	put_figure(out, "present", figures->present);
	put_figure(out, "bytes_sent", figures->bytes_sent);
}

/* What of a record is read, and what its document is. */
static int
prepare_fields(struct err *err)
{
	if (conf.index == NULL)
		return err_set(err, ERR_USAGE, "the index is missing (-i)");
	if (es_op_parse(conf.op, &self.op, err) < 0)
		die(EXIT_USAGE, "--op: %s", err->text);
	if (conf.ids.len == 0 && (self.op == ES_UPDATE || self.op == ES_DELETE))
		return err_set(err, ERR_USAGE,
		    "--op %s needs the _id of a document (--id)", conf.op);
	if (conf.doc_version != NULL &&
	    (self.op == ES_UPDATE || self.op == ES_CREATE))
		return err_set(err, ERR_USAGE,
		    "--doc-version: --op %s knows no versions", conf.op);
	for (size_t i = 0; i < conf.ids.len; i++)
		if (es_ident_add(&self.ident, conf.ids.items[i], self.plan,
			err) < 0)
			return -1;
	if (conf.doc_version != NULL &&
	    column_init(&self.version, slice_of(conf.doc_version),
		"--doc-version", self.plan, err) < 0)
		return -1;
	if (conf.time != NULL &&
	    timefield_init(&self.time, conf.time, self.plan, err) < 0)
		return -1;
	if (es_index_init(&self.index, conf.index,
		conf.time == NULL ? NULL : &self.time, self.plan, err) < 0)
		die(EXIT_USAGE, "--index: %s", err->text);
	return 0;
}

/* How to speak to the cluster. */
static int
prepare_client(struct err *err)
{
	struct login login;

	login_init(&login, conf.netrc);
	const struct http_settings settings = {
		.ca = conf.ca,
		.insecure = conf.insecure,
		.netrc = login.netrc,
		.user = login.user,
		.password = login.password,
		.authorization = login.authorization,
		.connect_ns = CONNECT_NS,
		.compressed = conf.compress,
	};

	if (conf.insecure)
		warn("--insecure: whoever answers is taken for the cluster");
	if (conf.urls.len == 0 &&
	    es_nodes_add(&self.nodes, "http://127.0.0.1:9200", err) < 0)
		return -1;
	for (size_t i = 0; i < conf.urls.len; i++)
		if (es_nodes_add(&self.nodes, conf.urls.items[i], err) < 0)
			die(EXIT_USAGE, "--url: %s", err->text);
	self.http = http_client_new(&settings, err);
	login_free(&login);
	return self.http == NULL ? -1 : 0;
}

static int
prepare_sink(struct err *err)
{
	const struct es_sink_settings settings = {
		.http = self.http,
		.nodes = &self.nodes,
		.pipeline = conf.pipeline,
		.requests_max = (size_t)conf.concurrency,
		.bytes_max = (size_t)conf.bulk_size,
		.flush_ns = conf.flush_ns,
		.timeout_ns = conf.timeout_ns,
		.give_up_ns = conf.give_up_ns,
		.is_compressed = conf.compress,
		.is_unique = es_ident_is_unique(&self.ident),
		.seed = (uint64_t)wait_clock() ^ (uint64_t)getpid(),
	};
	static const struct es_sink_owner owner = {
		.arrived = on_arrived,
		.refused = on_refused,
		.tell = on_trouble,
	};

	return es_sink_init(&self.sink, &settings, &owner, err);
}

/* The name that a template's file gives it: its own, up to the first dot. */
static int
put_template(const struct es_setup *setup, struct err *err)
{
	const char *slash = strrchr(conf.template, '/');
	const char *file = slash == NULL ? conf.template : slash + 1;
	struct buffer text = BUFFER_INIT, name = BUFFER_INIT;
	int got = file_read(conf.template, TEMPLATE_MAX, &text, err);

	if (got == 0 && json_check_object(buffer_slice(&text), err) < 0)
		die(EXIT_USAGE, "%s: %s", conf.template, err->text);
	buffer_put(&name, (struct slice){ file, strcspn(file, ".") });
	buffer_put_byte(&name, '\0');
	if (got == 0)
		got = buffer_check(&name, err);
	if (got == 0)
		got = es_setup_template(setup, name.bytes, buffer_slice(&text),
		    err);
	buffer_free(&text);
	buffer_free(&name);
	return got;
}

/* What is asked of the cluster before the first record. */
static int
prepare_cluster(struct err *err)
{
	struct es_setup setup = {
		.http = self.http,
		.nodes = &self.nodes,
		.timeout_ns = conf.timeout_ns,
		.until_ns = wait_monotonic() + conf.wait_ns,
		.seed = (uint64_t)wait_clock(),
		.tell = on_trouble,
	};
	int got = conf.wait_ns == 0 ? 0 : es_setup_wait(&setup, err);

	setup.until_ns = wait_monotonic() + conf.give_up_ns;
	if (got == 0 && conf.template != NULL)
		got = put_template(&setup, err);
	if (got < 0 && wait_stop() != 0)
		wait_end_by(wait_stop());
	return got;
}

static void
clean_up(void)
{
	if (!conf.dry_run)
		es_sink_free(&self.sink);
	http_client_free(self.http);
	es_bulk_free(&self.dry);
	es_index_free(&self.index);
	es_ident_free(&self.ident);
	if (conf.time != NULL)
		timefield_free(&self.time);
	if (conf.doc_version != NULL)
		column_free(&self.version);
	json_plan_free(self.plan);
}

int
main(int argc, char **argv)
{
	static struct filter_work work = {
		.record = take_record,
		.stats = put_stats,
	};
	struct err err = ERR_INIT;

	argc = opt_parse(&tool, NULL, argc, argv);
	if (!conf.dry_run) {
		work.wait = wait_for_input;
		work.drain = drain;
	}
	filter_init(&self.filter, &tool, &work, &self);
	self.plan = json_plan_new(&err);
	if (self.plan == NULL || prepare_fields(&err) < 0 ||
	    (!conf.dry_run &&
		(prepare_client(&err) < 0 || prepare_cluster(&err) < 0 ||
		    prepare_sink(&err) < 0)))
		die_err(&err);
	self.filter.plan = self.plan;
	int status = filter_run(&self.filter, argc, argv);

	clean_up();
	return status;
}
