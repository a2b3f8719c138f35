#include "es/answer.h"

#include <check.h>

static struct es_answer answer;
static struct es_bulk bulk;
static struct buffer text;
static struct err err;

static void
add(enum es_op op, struct slice id)
{
	const struct es_doc doc = {
		.op = op,
		.index = SLICE("\"i\""),
		.id = id,
		.version = ES_NO_VERSION,
		.line = SLICE("{}"),
	};

	ck_assert_int_eq(es_bulk_add(&bulk, &doc, &err), 0);
}

/* A bulk of two: index "a\"b", delete "2". */
static void
setup(void)
{
	err = (struct err)ERR_INIT;
	bulk = (struct es_bulk){ .next = NULL };
	text = (struct buffer)BUFFER_INIT;
	ck_assert_int_eq(es_answer_init(&answer, &err), 0);
	add(ES_INDEX, SLICE("\"a\\\"b\""));
	add(ES_DELETE, SLICE("\"2\""));
}

static void
teardown(void)
{
	es_bulk_free(&bulk);
	es_answer_free(&answer);
	buffer_free(&text);
}

#define ONE "{\"index\":{\"_index\":\"i-1\",\"_id\":\"a\\\"b\",\"status\":201}}"
#define TWO "{\"delete\":{\"_id\":\"2\",\"status\":404}}"

static const char *const good[] = {
	"{\"items\":[" ONE "," TWO "]}",
	"{\"took\":3,\"errors\":true,\"items\":[" ONE "," TWO
	"],\"x\":{\"items\":[]}}",
	"{\n  \"items\" : [\n    " ONE " ,\r\n    " TWO "\n  ]\n}\n",
	"{\"items\":[{\"index\":{\"status\":201,\"_index\":\"i-1\","
	"\"_id\":\"\\u0061\\u0022b\",\"_shards\":{\"a\":[1,{}]}}}," TWO "]}",
	"{\"\\u0069tems\":[" ONE "," TWO "]}",
};

START_TEST(an_answer_is_read)
{
	int got = es_answer_read(&answer, slice_of(good[_i]), &bulk, &err);

	ck_assert_msg(got == 0, "%s", err.text);
	ck_assert_uint_eq(answer.len, 2);
	ck_assert_uint_eq(answer.items[0].status, 201);
	ck_assert_uint_eq(answer.items[1].status, 404);
	ck_assert(!es_answer_is_error(&answer, 0));
	ck_assert(slice_equal(es_answer_index(&answer, 0), SLICE("\"i-1\"")));
	ck_assert_ptr_null(es_answer_index(&answer, 1).ptr);
}
END_TEST

static const char *const bad[] = {
	"",
	" ",
	"\n",
	"{}",
	"[]",
	"null",
	"{\"items\":null}",
	"{\"items\":{}}",
	"{\"items\":[]}",
	"{\"items\":[" ONE "]}",
	"{\"items\":[" ONE "," TWO "," TWO "]}",
	"{\"items\":[" TWO "," ONE "]}",
	"{\"items\":[" ONE "," ONE "]}",
	"{\"items\":[" ONE "," TWO "]",
	"{\"items\":[" ONE "," TWO "]}x",
	"{\"items\":[" ONE "," TWO "]}\n{}",
	"{\"items\":[" ONE "," TWO "],\n\"\n\":1}",
	"{\"items\":[" ONE ",null]}",
	"{\"items\":[" ONE ",{}]}",
	"{\"items\":[" ONE ",{\"delete\":{}}]}",
	"{\"items\":[" ONE ",{\"delete\":null}]}",
	"{\"items\":[" ONE ",{\"delete\":[\"_id\"]}]}",
	"{\"items\":[" ONE ",{\"create\":{\"_id\":\"2\",\"status\":200}}]}",
	"{\"items\":[" ONE ",{\"delete\":{\"_id\":\"3\",\"status\":200}}]}",
	"{\"items\":[" ONE ",{\"delete\":{\"_id\":2,\"status\":200}}]}",
	"{\"items\":[" ONE ",{\"delete\":{\"status\":200}}]}",
	"{\"items\":[" ONE ",{\"delete\":{\"_id\":\"2\"}}]}",
	"{\"items\":[" ONE ",{\"delete\":{\"_id\":\"2\",\"status\":\"200\"}}]}",
	"{\"items\":[" ONE ",{\"delete\":{\"_id\":\"2\",\"status\":100}}]}",
	"{\"items\":[" ONE ",{\"delete\":{\"_id\":\"2\",\"status\":2000}}]}",
	"{\"items\":[" ONE ",{\"delete\":{\"_id\":\"2\",\"status\":2e2}}]}",
	"{\"items\":[" ONE ",{\"delete\":{\"_id\":\"2\",\"status\":200},"
	"\"x\":1}]}",
};

START_TEST(what_does_not_answer_this_bulk_is_none)
{
	int got = es_answer_read(&answer, slice_of(bad[_i]), &bulk, &err);

	ck_assert_msg(got == -1, "%s", bad[_i]);
	ck_assert_int_eq(err.kind, ERR_DATA);
	ck_assert(err.text[0] != '\0');
	/* And it is as good as new. */
	ck_assert_int_eq(es_answer_read(&answer, slice_of(good[0]), &bulk,
			     &err),
	    0);
}
END_TEST

static const struct {
	const char *error;
	const char *reason;
} errors[] = {
	{ "{\"type\":\"t\",\"reason\":\"r\"}", "t: r" },
	{ "{\"reason\":\"r\\n\",\"type\":\"t\",\"caused_by\":"
	  "{\"type\":\"u\",\"reason\":\"s\"}}",
	    "t: r\n: u: s" },
	{ "\"text\"", "text" },
	{ "{\"type\":\"t\"}", "t: " },
	{ "{}", "" },
	{ "[]", "" },
	{ "7", "" },
	{ "{\"type\":7,\"reason\":{}}", "" },
};

START_TEST(the_cluster_says_why)
{
	struct buffer body = BUFFER_INIT;

	buffer_put(&body,
	    SLICE("{\"items\":[" ONE
		  ",{\"delete\":{\"_id\":\"2\",\"status\":400,\"error\":"));
	buffer_put(&body, slice_of(errors[_i].error));
	buffer_put(&body, SLICE("}}]}"));
	ck_assert_int_eq(es_answer_read(&answer, buffer_slice(&body), &bulk,
			     &err),
	    0);
	ck_assert(es_answer_is_error(&answer, 1));
	es_answer_put_reason(&answer, 1, &text);
	ck_assert(
	    slice_equal(buffer_slice(&text), slice_of(errors[_i].reason)));
	buffer_clear(&text);
	es_answer_put_reason(&answer, 0, &text);
	ck_assert_uint_eq(text.len, 0);

	buffer_clear(&body);
	buffer_put(&body, SLICE("{\"status\":400,\"error\":"));
	buffer_put(&body, slice_of(errors[_i].error));
	buffer_put(&body, SLICE("}"));
	es_answer_put_refusal(&answer, buffer_slice(&body), &text);
	ck_assert(
	    slice_equal(buffer_slice(&text), slice_of(errors[_i].reason)));
	buffer_free(&body);
}
END_TEST

START_TEST(a_refusal_that_is_no_json_says_nothing)
{
	es_answer_put_refusal(&answer, SLICE("<html>"), &text);
	es_answer_put_refusal(&answer, SLICE(""), &text);
	es_answer_put_refusal(&answer, SLICE("{}"), &text);
	ck_assert_uint_eq(text.len, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("es_answer");
	TCase *tcase = tcase_create("es_answer");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, an_answer_is_read, 0,
	    sizeof(good) / sizeof(good[0]));
	tcase_add_loop_test(tcase, what_does_not_answer_this_bulk_is_none, 0,
	    sizeof(bad) / sizeof(bad[0]));
	tcase_add_loop_test(tcase, the_cluster_says_why, 0,
	    sizeof(errors) / sizeof(errors[0]));
	tcase_add_test(tcase, a_refusal_that_is_no_json_says_nothing);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
