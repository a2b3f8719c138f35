#include "es/setup.h"

#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/time.h"
#include "es/outcome.h"
#include "es/pace.h"
#include "io/wait.h"
#include "json/tree.h"

enum {
	ANSWER_MAX = 1 << 20,
	TREE_MAX = 8 << 20,
	DELAY_TRIES_MAX = 5, /* no longer than 1.6 s from one to the next */
};

#define TELL_EVERY_NS (10 * TIME_SECOND)

struct question {
	const struct es_setup *setup;
	const char *method;
	struct slice path; /* behind the node's URL */
	struct slice body; /* ptr NULL: none */
	/*
	 * Look at an answer with status 200 to 299.  Returns 1 when all is
	 * well, 0 to ask again, with why in text.
	 */
	int (*judge)(struct slice body, struct buffer *text);
	struct es_node *node; /* asked last */
	struct buffer url;
	struct buffer text; /* what went wrong */
	struct es_pace pace;
	int64_t told_ns;
};

static void
tell(struct question *question)
{
	struct buffer all = BUFFER_INIT;
	int64_t now_ns = wait_monotonic();

	if (question->told_ns != INT64_MIN &&
	    now_ns - question->told_ns < TELL_EVERY_NS)
		return;
	question->told_ns = now_ns;
	buffer_put(&all, SLICE("waiting for "));
	buffer_put(&all, slice_of(question->node->url));
	buffer_put(&all, SLICE(": "));
	buffer_put(&all, buffer_slice(&question->text));
	buffer_put_byte(&all, '\0');
	if (!all.failed)
		question->setup->tell(question->setup->self, all.bytes);
	buffer_free(&all);
}

/*
 * Wait for the one answer, or where none is under way for the time to pass.
 * Returns 1 with an answer, 0 without, -1 with *err set, also when a signal
 * asks to stop.
 */
static int
await(const struct es_setup *setup, int64_t until_ns,
    struct http_answer *answer, struct err *err)
{
	while (!http_client_next(setup->http, answer)) {
		int64_t now_ns = wait_monotonic();

		if (http_client_len(setup->http) == 0 && now_ns >= until_ns)
			return 0;
		int64_t wake_ns = wait_clock() +
		    (until_ns > now_ns ? until_ns - now_ns : TIME_SECOND);
		if (http_client_wait(setup->http, -1, wake_ns, err) < 0)
			return -1;
		if (wait_stop() != 0)
			return err_set(err, ERR_SYSTEM, "stopped by a signal");
	}
	return 1;
}

static int
ask(struct question *question, struct http_answer *answer, struct err *err)
{
	const struct es_setup *setup = question->setup;

	question->node = es_nodes_take(setup->nodes, wait_monotonic());
	buffer_clear(&question->url);
	buffer_put(&question->url, slice_of(question->node->url));
	buffer_put(&question->url, question->path);
	buffer_put_byte(&question->url, '\0');
	if (buffer_check(&question->url, err) < 0)
		return -1;
	const struct http_request request = {
		.method = question->method,
		.url = question->url.bytes,
		.content_type = question->body.ptr == NULL ? NULL
							   : "application/json",
		.body = question->body,
		.answer_max = ANSWER_MAX,
		.timeout_ns = setup->timeout_ns,
	};
	if (http_client_send(setup->http, &request, err) < 0)
		return -1;
	return await(setup, INT64_MAX, answer, err);
}

/* The text at `name` of a JSON document, or of the object `in` inside of it. */
static bool
find_text(struct slice body, struct slice in, struct slice name,
    struct buffer *out)
{
	struct arena arena;
	struct err ignored = ERR_INIT;
	const struct json_node *root;

	arena_init(&arena, TREE_MAX);
	bool found = body.len > 0 &&
	    json_tree_parse(body, "answer", &arena, &root, &ignored) == 0 &&
	    root->type == JSON_OBJECT;
	if (found && in.len > 0)
		root = json_tree_get(root, in);
	found = found && root != NULL && root->type == JSON_OBJECT;
	if (found)
		root = json_tree_get(root, name);
	found = found && root != NULL && root->type == JSON_STRING;
	if (found)
		buffer_put(out, root->text);
	arena_free(&arena);
	return found;
}

/* What is wrong with an answer, into question->text. */
static void
put_trouble(struct question *question, const struct http_answer *answer)
{
	struct buffer *text = &question->text;

	buffer_clear(text);
	if (answer->status == 0) {
		buffer_put(text, slice_of(answer->error));
		return;
	}
	buffer_put_uint(text, (uint64_t)answer->status);
	buffer_put_byte(text, ' ');
	if (!find_text(answer->body, SLICE("error"), SLICE("reason"), text) &&
	    !find_text(answer->body, SLICE(""), SLICE("error"), text))
		buffer_put(text, SLICE("is what it answers"));
}

/* Returns 1 when all is well, 0 to ask again, -1 with *err set. */
static int
judge(struct question *question, const struct http_answer *answer,
    struct err *err)
{
	enum es_request_outcome outcome = es_outcome_of_request(
	    (unsigned)answer->status);

	if (outcome == ES_REQUEST_ANSWERED) {
		buffer_clear(&question->text);
		return question->judge(answer->body, &question->text);
	}
	put_trouble(question, answer);
	if (outcome == ES_REQUEST_LOST)
		es_node_failed(question->node, wait_monotonic());
	if (outcome == ES_REQUEST_LOST || outcome == ES_REQUEST_BUSY)
		return 0;
	return err_set(err, ERR_USAGE, "%s: %.*s", question->node->url,
	    (int)question->text.len, question->text.bytes);
}

/* Ask until all is well. */
static int
settle(struct question *question, struct err *err)
{
	const struct es_setup *setup = question->setup;

	for (unsigned tries = 1;; tries += tries < DELAY_TRIES_MAX) {
		struct http_answer answer;
		int got = ask(question, &answer, err);

		if (got < 0)
			return -1;
		got = judge(question, &answer, err);
		if (got != 0)
			return got < 0 ? -1 : 0;
		int64_t next_ns = wait_monotonic() +
		    es_pace_delay_ns(&question->pace, tries,
			answer.retry_after_ns);
		if (next_ns >= setup->until_ns)
			return err_set(err, ERR_SYSTEM, "%s: %.*s",
			    question->node->url, (int)question->text.len,
			    question->text.bytes);
		tell(question);
		if (await(setup, next_ns, &answer, err) < 0)
			return -1;
	}
}

static int
run(struct question *question, struct err *err)
{
	es_pace_init(&question->pace, 1, ES_BULK_BYTES_MIN,
	    question->setup->seed);
	question->told_ns = INT64_MIN;
	int got = settle(question, err);
	buffer_free(&question->url);
	buffer_free(&question->text);
	return got;
}

static int
judge_health(struct slice body, struct buffer *text)
{
	if (!find_text(body, SLICE(""), SLICE("status"), text)) {
		buffer_put(text, SLICE("the answer has no status"));
		return 0;
	}
	if (!slice_equal(buffer_slice(text), SLICE("red")))
		return 1;
	buffer_clear(text);
	buffer_put(text, SLICE("the cluster is red"));
	return 0;
}

int
es_setup_wait(const struct es_setup *setup, struct err *err)
{
	struct question question = {
		.setup = setup,
		.method = "GET",
		.path = SLICE("/_cluster/health"),
		.judge = judge_health,
	};

	return run(&question, err);
}

static int
judge_template(struct slice body, struct buffer *text)
{
	(void)body;
	(void)text;
	return 1;
}

int
es_setup_template(const struct es_setup *setup, const char *name,
    struct slice text, struct err *err)
{
	struct buffer path = BUFFER_INIT;

	buffer_put(&path, SLICE("/_index_template/"));
	buffer_put(&path, slice_of(name));
	struct question question = {
		.setup = setup,
		.method = "PUT",
		.path = buffer_slice(&path),
		.body = text,
		.judge = judge_template,
	};
	int got = buffer_check(&path, err) < 0 ? -1 : run(&question, err);

	buffer_free(&path);
	return got;
}
