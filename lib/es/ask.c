#include "es/ask.h"

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

/* A question under way. */
struct asking {
	const struct es_asker *asker;
	const struct es_question *question;
	struct es_node *node; /* asked last */
	struct buffer url;
	struct buffer text; /* what went wrong */
	struct es_pace pace;
	int64_t told_ns;
};

static void
tell(struct asking *asking)
{
	struct buffer all = BUFFER_INIT;
	int64_t now_ns = wait_monotonic();

	if (asking->told_ns != INT64_MIN &&
	    now_ns - asking->told_ns < TELL_EVERY_NS)
		return;
	asking->told_ns = now_ns;
	buffer_put(&all, SLICE("waiting for "));
	buffer_put(&all, slice_of(asking->node->url));
	buffer_put(&all, SLICE(": "));
	buffer_put(&all, buffer_slice(&asking->text));
	buffer_put_byte(&all, '\0');
	if (!all.failed)
		asking->asker->tell(asking->asker->self, all.bytes);
	buffer_free(&all);
}

/*
 * Wait for the one answer, or where none is under way for the time to pass.
 * Returns 1 with an answer, 0 without, -1 with *err set, also when a signal
 * asks to stop.
 */
static int
await(const struct es_asker *asker, int64_t until_ns,
    struct http_answer *answer, struct err *err)
{
	while (!http_client_next(asker->http, answer)) {
		int64_t now_ns = wait_monotonic();

		if (http_client_len(asker->http) == 0 && now_ns >= until_ns)
			return 0;
		int64_t left_ns = TIME_SECOND;
		if (until_ns > now_ns && until_ns - now_ns < left_ns)
			left_ns = until_ns - now_ns;
		if (http_client_wait(asker->http, -1, wait_clock() + left_ns,
			err) < 0)
			return -1;
		if (wait_stop() != 0)
			return err_set(err, ERR_SYSTEM, "stopped by a signal");
	}
	return 1;
}

static int
send(struct asking *asking, struct http_answer *answer, struct err *err)
{
	const struct es_asker *asker = asking->asker;
	const struct es_question *question = asking->question;
	int64_t now_ns = wait_monotonic();
	int64_t timeout_ns = asker->timeout_ns;

	if (timeout_ns > asker->until_ns - now_ns)
		timeout_ns = asker->until_ns - now_ns;
	if (timeout_ns < TIME_SECOND)
		timeout_ns = TIME_SECOND;
	asking->node = es_nodes_take(asker->nodes, now_ns);
	buffer_clear(&asking->url);
	buffer_put(&asking->url, slice_of(asking->node->url));
	buffer_put(&asking->url, question->path);
	buffer_put_byte(&asking->url, '\0');
	if (buffer_check(&asking->url, err) < 0)
		return -1;
	const struct http_request request = {
		.method = question->method,
		.url = asking->url.bytes,
		.content_type = question->body.ptr == NULL ? NULL
							   : "application/json",
		.body = question->body,
		.answer_max = ANSWER_MAX,
		.timeout_ns = timeout_ns,
	};
	if (http_client_send(asker->http, &request, err) < 0)
		return -1;
	return await(asker, INT64_MAX, answer, err);
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

/* What is wrong with an answer, into asking->text. */
static void
put_trouble(struct asking *asking, const struct http_answer *answer)
{
	struct buffer *text = &asking->text;

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
judge(struct asking *asking, const struct http_answer *answer, struct err *err)
{
	enum es_request_outcome outcome = es_outcome_of_request(
	    (unsigned)answer->status);

	if (outcome == ES_REQUEST_ANSWERED) {
		buffer_clear(&asking->text);
		return asking->question->judge(asking->question->self,
		    answer->body, &asking->text);
	}
	put_trouble(asking, answer);
	if (outcome == ES_REQUEST_LOST)
		es_node_failed(asking->node, wait_monotonic());
	if (!answer->is_vain &&
	    (outcome == ES_REQUEST_LOST || outcome == ES_REQUEST_BUSY))
		return 0;
	return err_set(err, ERR_USAGE, "%s: %.*s", asking->node->url,
	    (int)asking->text.len, asking->text.bytes);
}

/* Ask until all is well. */
static int
settle(struct asking *asking, struct err *err)
{
	const struct es_asker *asker = asking->asker;

	for (unsigned tries = 1;; tries += tries < DELAY_TRIES_MAX) {
		struct http_answer answer;
		int got = send(asking, &answer, err);

		if (got < 0)
			return -1;
		got = judge(asking, &answer, err);
		if (got != 0)
			return got < 0 ? -1 : 0;
		int64_t next_ns = wait_monotonic() +
		    es_pace_delay_ns(&asking->pace, tries,
			answer.retry_after_ns);
		if (next_ns >= asker->until_ns)
			return err_set(err, ERR_SYSTEM, "%s: %.*s",
			    asking->node->url, (int)asking->text.len,
			    asking->text.bytes);
		tell(asking);
		if (await(asker, next_ns, &answer, err) < 0)
			return -1;
	}
}

int
es_ask(const struct es_asker *asker, const struct es_question *question,
    struct err *err)
{
	struct asking asking = {
		.asker = asker,
		.question = question,
		.told_ns = INT64_MIN,
	};

	es_pace_init(&asking.pace, 1, ES_BULK_BYTES_MIN, asker->seed);
	int got = settle(&asking, err);
	buffer_free(&asking.url);
	buffer_free(&asking.text);
	return got;
}

static bool
judge_health(void *self, struct slice body, struct buffer *text)
{
	(void)self;
	if (!find_text(body, SLICE(""), SLICE("status"), text)) {
		buffer_put(text, SLICE("the answer has no status"));
		return false;
	}
	if (!slice_equal(buffer_slice(text), SLICE("red")))
		return true;
	buffer_clear(text);
	buffer_put(text, SLICE("the cluster is red"));
	return false;
}

int
es_ask_health(const struct es_asker *asker, struct err *err)
{
	const struct es_question question = {
		.method = "GET",
		.path = SLICE("/_cluster/health"),
		.judge = judge_health,
	};

	return es_ask(asker, &question, err);
}

static bool
judge_template(void *self, struct slice body, struct buffer *text)
{
	(void)self;
	(void)body;
	(void)text;
	return true;
}

int
es_ask_template(const struct es_asker *asker, const char *name,
    struct slice text, struct err *err)
{
	struct buffer path = BUFFER_INIT;

	buffer_put(&path, SLICE("/_index_template/"));
	buffer_put(&path, slice_of(name));
	const struct es_question question = {
		.method = "PUT",
		.path = buffer_slice(&path),
		.body = text,
		.judge = judge_template,
	};
	int got = buffer_check(&path, err) < 0 ? -1
					       : es_ask(asker, &question, err);

	buffer_free(&path);
	return got;
}
