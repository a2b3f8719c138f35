#include "es/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/reader.h"
#include "json/string.h"
#include "json/tree.h"

enum {
	DOCUMENTS_MAX = 1000, /* asked for at once */
	LINE_MAX_LEN = 16 * 1024,
	TREE_BYTES_MAX = 64 << 20,
	SHOWN_MAX = 10,
};

/* Documents that are asked for together; each is {"_index":…,"_id":…}. */
struct batch {
	struct es_audit *audit;
	void (*show)(const char *document, bool is_deleted);
	struct buffer body;
	size_t len;
	size_t at[DOCUMENTS_MAX]; /* where each stands in the body */
};

int
es_audit_init(struct es_audit *audit, const char *folder, bool is_deleted,
    struct err *err)
{
	struct buffer name = BUFFER_INIT;

	*audit = (struct es_audit){ .fd = -1, .is_deleted = is_deleted };
	buffer_put(&name, slice_of(folder));
	buffer_put(&name, SLICE("/evsink-es.XXXXXX"));
	buffer_put_byte(&name, '\0');
	if (buffer_check(&name, err) < 0)
		return -1;
	audit->fd = mkstemp(name.bytes);
	if (audit->fd >= 0)
		(void)unlink(name.bytes);
	buffer_free(&name);
	if (audit->fd < 0)
		return err_set_errno(err, "cannot make a file in '%s'", folder);
	writer_init(&audit->writer, audit->fd);
	return 0;
}

void
es_audit_add(struct es_audit *audit, struct slice index, struct slice id)
{
	writer_put(&audit->writer, SLICE("{\"_index\":"));
	writer_put(&audit->writer, index);
	writer_put(&audit->writer, SLICE(",\"_id\":"));
	writer_put(&audit->writer, id);
	writer_put_line(&audit->writer, SLICE("}"));
	audit->len++;
}

/* The document's name, as it was asked for. */
static void
show(const struct batch *batch, size_t i)
{
	struct buffer text = BUFFER_INIT;
	size_t end = i + 1 < batch->len ? batch->at[i + 1] - 1
					: batch->body.len;

	buffer_put(&text,
	    (struct slice){ batch->body.bytes + batch->at[i],
		end - batch->at[i] });
	buffer_put_byte(&text, '\0');
	if (!text.failed)
		batch->show(text.bytes, batch->audit->is_deleted);
	buffer_free(&text);
}

/* Is the document of this answer there? */
static bool
is_found(const struct json_node *doc)
{
	const struct json_node *found = doc->type == JSON_OBJECT
	    ? json_tree_get(doc, SLICE("found"))
	    : NULL;

	return found != NULL && slice_equal(found->text, SLICE("true"));
}

/* {"docs":[{"found":true},…]}, one for each that was asked for. */
static bool
judge_docs(void *self, struct slice body, struct buffer *text)
{
	struct batch *batch = self;
	struct es_audit *audit = batch->audit;
	struct arena arena;
	struct err err = ERR_INIT;
	const struct json_node *root, *docs = NULL;

	arena_init(&arena, TREE_BYTES_MAX);
	if (json_tree_parse(body, "answer", &arena, &root, &err) == 0 &&
	    root->type == JSON_OBJECT)
		docs = json_tree_get(root, SLICE("docs"));
	bool is_answer = docs != NULL && docs->type == JSON_ARRAY &&
	    docs->len == batch->len;
	const struct json_node *doc = is_answer ? docs->first : NULL;
	for (size_t i = 0; doc != NULL; i++, doc = doc->next) {
		if (is_found(doc) != audit->is_deleted)
			continue;
		audit->missing++;
		if (audit->missing <= SHOWN_MAX)
			show(batch, i);
	}
	if (!is_answer)
		buffer_put(text, SLICE("the answer is none to _mget"));
	arena_free(&arena);
	return is_answer;
}

static int
ask(struct batch *batch, const struct es_asker *asker, struct err *err)
{
	if (batch->len == 0)
		return 0;
	struct buffer all = BUFFER_INIT;
	buffer_put(&all, SLICE("{\"docs\":["));
	buffer_put(&all, buffer_slice(&batch->body));
	buffer_put(&all, SLICE("]}"));
	const struct es_question question = {
		.method = "POST",
		.path = SLICE("/_mget?_source=false&filter_path=docs.found,"
			      "docs.error.type"),
		.body = buffer_slice(&all),
		.judge = judge_docs,
		.self = batch,
	};
	int got = buffer_check(&all, err) < 0 ||
		buffer_check(&batch->body, err) < 0
	    ? -1
	    : es_ask(asker, &question, err);
	buffer_free(&all);
	buffer_clear(&batch->body);
	batch->len = 0;
	return got;
}

/* Lines of the file. */
static int
take_lines(struct batch *batch, struct slice text, const struct es_asker *asker,
    struct err *err)
{
	while (text.len > 0) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t len = end == NULL ? text.len : (size_t)(end - text.ptr);

		if (batch->len > 0)
			buffer_put_byte(&batch->body, ',');
		batch->at[batch->len++] = batch->body.len;
		buffer_put(&batch->body, (struct slice){ text.ptr, len });
		len += end != NULL;
		text.ptr += len;
		text.len -= len;
		if (batch->len == DOCUMENTS_MAX && ask(batch, asker, err) < 0)
			return -1;
	}
	return 0;
}

static int
read_back(struct batch *batch, const struct es_asker *asker, struct err *err)
{
	struct reader reader;
	struct block block;
	int got = 0;

	reader_init(&reader, batch->audit->fd, LINE_MAX_LEN);
	for (;;) {
		while (got >= 0 && reader_take(&reader, &block))
			got = take_lines(batch, block.text, asker, err);
		if (got < 0 || reader.at_end)
			break;
		got = reader_fill(&reader, err);
	}
	reader_free(&reader);
	return got < 0 ? -1 : ask(batch, asker, err);
}

int
es_audit_run(struct es_audit *audit, const struct es_asker *asker,
    void (*show_missing)(const char *document, bool is_deleted),
    struct err *err)
{
	struct batch *batch = calloc(1, sizeof(*batch));

	if (batch == NULL)
		return err_set(err, ERR_SYSTEM, "out of memory");
	batch->audit = audit;
	batch->show = show_missing;
	int got = writer_flush(&audit->writer, err);
	if (got == 0 && lseek(audit->fd, 0, SEEK_SET) < 0)
		got = err_set_errno(err, "cannot read the audit's file");
	if (got == 0)
		got = read_back(batch, asker, err);
	buffer_free(&batch->body);
	free(batch);
	return got;
}

void
es_audit_free(struct es_audit *audit)
{
	if (audit->fd >= 0)
		(void)close(audit->fd);
	audit->fd = -1;
}
