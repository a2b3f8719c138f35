#include "es/document.h"

#include <check.h>

#include "one_record.h"

static struct es_documents documents;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	documents = (struct es_documents){ .has_time = false };
	one_setup();
}

static void
teardown(void)
{
	es_documents_free(&documents);
	one_teardown();
}

static const char *const ids[] = { "id", "a,b" };

START_TEST(a_record_is_a_document)
{
	const struct es_document_settings settings = {
		.op = "delete",
		.index = "v-{time:%Y}",
		.time = "t",
		.version = "n",
		.ids = ids,
		.ids_len = 2,
	};
	struct es_doc doc = { .place = { "stdin", 1, 0 } };

	ck_assert_int_eq(es_documents_init(&documents, &settings, one_plan,
			     &err),
	    0);
	const char *line = "{\"id\":1,\"a\":\"x\",\"b\":2,\"t\":0,\"n\":7} ";
	ck_assert_int_eq(es_document_of(&documents, one_record(line), &doc,
			     &err),
	    0);
	ck_assert_int_eq(doc.op, ES_DELETE);
	ck_assert(slice_equal(doc.index, SLICE("\"v-1970\"")));
	ck_assert(slice_equal(doc.id, SLICE("\"1:x:2\"")));
	ck_assert_int_eq(doc.version, 7);
	ck_assert(slice_equal(doc.line, slice_of(line)));
	ck_assert_int_eq(es_document_of(&documents,
			     one_record("{\"id\":1,\"a\":1,\"b\":2,\"t\":0}"),
			     &doc, &err),
	    -1);
	ck_assert_str_eq(err.reason, "missing");
}
END_TEST

static const struct {
	struct es_document_settings settings;
	const char *text; /* NULL: it is good */
} rows[] = {
	{ { .op = "index", .index = "v" }, NULL },
	{ { .op = "create", .index = "v" }, NULL },
	{ { .op = "index", .index = "v", .version = "n" }, NULL },
	{ { .op = "update", .index = "v", .ids = ids, .ids_len = 1 }, NULL },
	{ { .op = "index" }, "the index is missing (-i)" },
	{ { .op = "x", .index = "v" },
	    "--op: 'x' is none of index, create, update and delete" },
	{ { .op = "index", .index = "V" },
	    "--index: the name 'V' has a capital letter" },
	{ { .op = "update", .index = "v" },
	    "--op update needs the _id of a document (--id)" },
	{ { .op = "delete", .index = "v" },
	    "--op delete needs the _id of a document (--id)" },
	{ { .op = "create", .index = "v", .version = "n" },
	    "--doc-version: --op create knows no versions" },
	{ { .op = "update",
	      .index = "v",
	      .version = "n",
	      .ids = ids,
	      .ids_len = 1 },
	    "--doc-version: --op update knows no versions" },
	{ { .op = "index", .index = "v-{time:%Y}" },
	    "--index: {time:...} needs the time of the records (-t)" },
};

START_TEST(what_does_not_go_together_is_refused)
{
	int got = es_documents_init(&documents, &rows[_i].settings, one_plan,
	    &err);

	ck_assert_int_eq(got, rows[_i].text == NULL ? 0 : -1);
	if (got < 0) {
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_str_eq(err.text, rows[_i].text);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("es_document");
	TCase *tcase = tcase_create("es_document");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_record_is_a_document);
	tcase_add_loop_test(tcase, what_does_not_go_together_is_refused, 0,
	    sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
