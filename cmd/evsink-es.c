/*
 * evsink-es - write records to Elasticsearch or OpenSearch, nothing lost
 *
 * See evsink-es(1).  lib/es/document.h says which document a record is,
 * lib/es/sink.h brings it there; this file joins them with the filter loop.
 */
#include "base/time.h"
#include "cli/cluster.h"
#include "cli/filter.h"
#include "cli/msg.h"
#include "cli/opt.h"
#include "es/document.h"
#include "es/sink.h"
#include "event/reject.h"
#include "io/wait.h"

enum { CONCURRENCY_MAX = 64, BULK_SIZE_MAX = 1 << 30 };

static struct {
	struct cluster_settings cluster;
	struct es_document_settings documents;
	struct es_sink_settings sink;
	const char *template;
	struct opt_list ids;
	int64_t wait_ns;
	bool audit, dry_run;
} conf = {
	.cluster.timeout_ns = 60 * TIME_SECOND,
	.documents.op = "index",
	.sink.bytes_max = 5 << 20,
	.sink.requests_max = 4,
	.sink.flush_ns = TIME_SECOND,
	.sink.give_up_ns = 300 * TIME_SECOND,
};

static const struct opt opts[] = {
	{ 0, "audit", NULL, "read back at the end what was stored", OPT_FLAG,
	    &conf.audit, 0, 0, NULL },
	{ 0, "bulk-size", "size", "bytes of a request at most (5M)", OPT_SIZE,
	    &conf.sink.bytes_max, ES_BULK_BYTES_MIN, BULK_SIZE_MAX, NULL },
	{ 0, "ca", "file", NULL, OPT_TEXT, &conf.cluster.ca, 0, 0, NULL },
	{ 0, "compress", NULL, NULL, OPT_FLAG, &conf.cluster.compressed, 0, 0,
	    NULL },
	{ 0, "concurrency", "count", "requests side by side at most (4)",
	    OPT_UINT, &conf.sink.requests_max, 1, CONCURRENCY_MAX, NULL },
	{ 0, "doc-version", "path", "an older one never replaces a newer",
	    OPT_TEXT, &conf.documents.version, 0, 0, NULL },
	{ 0, "dry-run", NULL, "print the requests, send nothing", OPT_FLAG,
	    &conf.dry_run, 0, 0, NULL },
	{ 0, "flush-every", "span", "a record waits no longer (1s)",
	    OPT_DURATION, &conf.sink.flush_ns, 0, INT64_MAX, NULL },
	{ 0, "give-up", "span", NULL, OPT_DURATION, &conf.sink.give_up_ns,
	    TIME_SECOND, INT64_MAX, NULL },
	{ 0, "id", "path,...", "what a document's _id is made of", OPT_LIST,
	    &conf.ids, 0, 0, NULL },
	{ 'i', "index", "name", "where to; may hold {path} and {time:%Y.%m.%d}",
	    OPT_TEXT, &conf.documents.index, 0, 0, NULL },
	{ 0, "insecure", NULL, NULL, OPT_FLAG, &conf.cluster.insecure, 0, 0,
	    NULL },
	{ 0, "netrc", "file", NULL, OPT_TEXT, &conf.cluster.netrc, 0, 0, NULL },
	{ 0, "op", "name", "index, create, update or delete (index)", OPT_TEXT,
	    &conf.documents.op, 0, 0, NULL },
	{ 0, "pipeline", "name", NULL, OPT_TEXT, &conf.sink.pipeline, 0, 0,
	    NULL },
	{ 0, "template", "file", "put this index template first", OPT_TEXT,
	    &conf.template, 0, 0, NULL },
	{ 't', "time", "path", "where a record's time stands", OPT_TEXT,
	    &conf.documents.time, 0, 0, NULL },
	{ 0, "timeout", "span", NULL, OPT_DURATION, &conf.cluster.timeout_ns,
	    TIME_SECOND, INT64_MAX, NULL },
	{ 'u', "url", "url", "a node (http://127.0.0.1:9200); repeat for more",
	    OPT_LIST, &conf.cluster.urls, 0, 0, NULL },
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
	struct es_documents documents;
	struct cluster cluster;
	struct es_sink sink;
	struct es_audit audit;
	struct es_bulk printed; /* --dry-run */
} self;

static int
print_doc(const struct es_doc *doc, struct err *err)
{
	es_bulk_clear(&self.printed);
	if (es_bulk_add(&self.printed, doc, err) < 0)
		return -1;
	filter_text(&self.filter, buffer_slice(&self.printed.body));
	filter_arrived(&self.filter, 1);
	return FILTER_DONE;
}

static int
take_record(void *tool_self, const struct json_record *record, struct err *err)
{
	struct es_doc doc;
	struct filter_place place = filter_place(&self.filter, &doc.place.file);

	(void)tool_self;
	doc.place.line = place.line;
	doc.place.offset = place.offset;
	if (es_document_of(&self.documents, record, &doc, err) < 0)
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
	int got = es_sink_drain(&self.sink, err);

	(void)tool_self;
	if (got != 0 || !conf.audit || wait_stop() != 0)
		return got;
	return cluster_audit(&self.cluster, &self.audit, conf.sink.give_up_ns,
	    err);
}

static void
on_arrived(void *tool_self, struct slice index, struct slice id)
{
	(void)tool_self;
	filter_arrived(&self.filter, 1);
	if (conf.audit)
		es_audit_add(&self.audit, index, id);
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
put_stats(void *tool_self, struct buffer *out)
{
	(void)tool_self;
	es_sink_put_figures(&self.sink, out);
}

/* What of a record is read, and which document it is. */
static int
prepare_documents(struct err *err)
{
	conf.documents.ids = conf.ids.items;
	conf.documents.ids_len = conf.ids.len;
	self.plan = json_plan_new(err);
	self.filter.plan = self.plan;
	return self.plan == NULL ? -1
				 : es_documents_init(&self.documents,
				       &conf.documents, self.plan, err);
}

/* What is asked of the cluster before the first record. */
static void
prepare_cluster(void)
{
	cluster_init(&self.cluster, &conf.cluster, on_trouble);
	if (conf.wait_ns > 0)
		cluster_wait(&self.cluster, conf.wait_ns);
	if (conf.template != NULL)
		cluster_put_template(&self.cluster, conf.template,
		    conf.sink.give_up_ns);
}

static int
prepare_sink(struct err *err)
{
	static const struct es_sink_owner owner = {
		.arrived = on_arrived,
		.refused = on_refused,
		.tell = on_trouble,
	};

	conf.sink.http = self.cluster.http;
	conf.sink.nodes = &self.cluster.nodes;
	conf.sink.timeout_ns = conf.cluster.timeout_ns;
	conf.sink.is_compressed = conf.cluster.compressed;
	conf.sink.is_unique = es_ident_is_unique(&self.documents.ident);
	conf.sink.wants_index = conf.audit;
	conf.sink.seed = self.cluster.asker.seed;
	return es_sink_init(&self.sink, &conf.sink, &owner, err);
}

static void
clean_up(void)
{
	if (!conf.dry_run) {
		es_sink_free(&self.sink);
		cluster_free(&self.cluster);
	}
	if (conf.audit)
		es_audit_free(&self.audit);
	es_bulk_free(&self.printed);
	es_documents_free(&self.documents);
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
	conf.audit = conf.audit && !conf.dry_run;
	if (!conf.dry_run) {
		work.wait = wait_for_input;
		work.drain = drain;
	}
	filter_init(&self.filter, &tool, &work, &self);
	if (prepare_documents(&err) < 0)
		die_err(&err);
	if (!conf.dry_run) {
		prepare_cluster();
		if (prepare_sink(&err) < 0)
			die_err(&err);
		if (conf.audit)
			cluster_start_audit(&self.audit,
			    self.documents.op == ES_DELETE);
	}
	int status = filter_run(&self.filter, argc, argv);

	clean_up();
	return status;
}
