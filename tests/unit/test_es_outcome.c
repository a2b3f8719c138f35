#include "es/outcome.h"

#include <check.h>

static const struct {
	enum es_op op;
	int64_t version;
	unsigned status;
	bool is_error;
	enum es_outcome outcome;
} items[] = {
	{ ES_INDEX, ES_NO_VERSION, 200, false, ES_STORED },
	{ ES_INDEX, ES_NO_VERSION, 201, false, ES_STORED },
	{ ES_INDEX, ES_NO_VERSION, 200, true, ES_REFUSED },
	{ ES_INDEX, ES_NO_VERSION, 400, true, ES_REFUSED },
	{ ES_INDEX, ES_NO_VERSION, 404, true, ES_REFUSED },
	{ ES_INDEX, ES_NO_VERSION, 409, true, ES_AGAIN_FEW },
	{ ES_INDEX, 7, 409, true, ES_PRESENT },
	{ ES_DELETE, 7, 409, true, ES_PRESENT },
	{ ES_CREATE, ES_NO_VERSION, 409, true, ES_PRESENT },
	{ ES_UPDATE, ES_NO_VERSION, 409, true, ES_AGAIN_FEW },
	{ ES_DELETE, ES_NO_VERSION, 404, false, ES_STORED },
	{ ES_DELETE, ES_NO_VERSION, 404, true, ES_REFUSED },
	{ ES_UPDATE, ES_NO_VERSION, 404, true, ES_REFUSED },
	{ ES_INDEX, ES_NO_VERSION, 429, true, ES_AGAIN },
	{ ES_INDEX, ES_NO_VERSION, 500, true, ES_AGAIN_FEW },
	{ ES_INDEX, ES_NO_VERSION, 501, true, ES_AGAIN_FEW },
	{ ES_INDEX, ES_NO_VERSION, 502, true, ES_AGAIN },
	{ ES_INDEX, ES_NO_VERSION, 503, true, ES_AGAIN },
	{ ES_INDEX, ES_NO_VERSION, 504, true, ES_AGAIN },
	{ ES_INDEX, ES_NO_VERSION, 302, true, ES_REFUSED },
};

START_TEST(an_item_has_its_outcome)
{
	const struct es_action action = {
		.op = items[_i].op,
		.version = items[_i].version,
	};

	ck_assert_int_eq(es_outcome_of_item(&action, items[_i].status,
			     items[_i].is_error),
	    items[_i].outcome);
}
END_TEST

static const struct {
	unsigned status;
	enum es_request_outcome outcome;
} requests[] = {
	{ 0, ES_REQUEST_LOST },
	{ 100, ES_REQUEST_LOST },
	{ 200, ES_REQUEST_ANSWERED },
	{ 299, ES_REQUEST_ANSWERED },
	{ 301, ES_REQUEST_LOST },
	{ 400, ES_REQUEST_BAD },
	{ 401, ES_REQUEST_DENIED },
	{ 403, ES_REQUEST_DENIED },
	{ 404, ES_REQUEST_DENIED },
	{ 405, ES_REQUEST_DENIED },
	{ 408, ES_REQUEST_BUSY },
	{ 413, ES_REQUEST_LARGE },
	{ 422, ES_REQUEST_BAD },
	{ 429, ES_REQUEST_BUSY },
	{ 500, ES_REQUEST_LOST },
	{ 502, ES_REQUEST_LOST },
	{ 503, ES_REQUEST_BUSY },
	{ 504, ES_REQUEST_LOST },
	{ 600, ES_REQUEST_LOST },
};

START_TEST(a_request_has_its_outcome)
{
	ck_assert_int_eq(es_outcome_of_request(requests[_i].status),
	    requests[_i].outcome);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("es_outcome");
	TCase *tcase = tcase_create("es_outcome");

	tcase_add_loop_test(tcase, an_item_has_its_outcome, 0,
	    sizeof(items) / sizeof(items[0]));
	tcase_add_loop_test(tcase, a_request_has_its_outcome, 0,
	    sizeof(requests) / sizeof(requests[0]));
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
