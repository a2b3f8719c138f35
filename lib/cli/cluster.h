#ifndef CLI_CLUSTER_H
#define CLI_CLUSTER_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/opt.h"
#include "es/ask.h"
#include "es/audit.h"
#include "es/nodes.h"
#include "http/client.h"

/*
 * A cluster as the options name it: its nodes, who we are to it, and what is
 * asked of it before the first record.  May print and exit.
 */
struct cluster_settings {
	struct opt_list urls;   /* empty: http://127.0.0.1:9200 */
	const char *ca, *netrc; /* NULL: none given */
	bool insecure, compressed;
	int64_t timeout_ns; /* of a request */
};

struct cluster {
	struct http_client *http;
	struct es_nodes nodes;
	struct es_asker asker; /* asks these, until asker.until_ns */
};

/*
 * tell is as in struct es_asker.  wait_init() must have been called.  Exits
 * where a setting is wrong.
 */
void
cluster_init(struct cluster *cluster, const struct cluster_settings *settings,
    void (*tell)(void *self, const char *text));

/* Wait until it answers and is not red.  Exits when the time is over. */
void cluster_wait(struct cluster *cluster, int64_t span_ns);

/*
 * Put the index template of a file, whose name is that of the file up to its
 * first dot.  Exits where that cannot be done.
 */
void cluster_put_template(struct cluster *cluster, const char *file,
    int64_t span_ns);

/* Begin an audit, in the folder TMPDIR or /tmp; see es/audit.h. */
void cluster_start_audit(struct es_audit *audit, bool is_deleted);

/*
 * Ask for all that was noted, and tell what is missing.  Returns 0, or -1 with
 * *err set: where some is (ERR_SYSTEM), else as es_audit_run().
 */
int cluster_audit(struct cluster *cluster, struct es_audit *audit,
    int64_t span_ns, struct err *err);

void cluster_free(struct cluster *cluster);

#endif
