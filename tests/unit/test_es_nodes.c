#include "es/nodes.h"

#include <check.h>
#include <string.h>

static struct es_nodes nodes;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	nodes.len = nodes.next = 0;
}

static void
teardown(void)
{
}

static const struct {
	const char *url;
	const char *meant;
} good[] = {
	{ "127.0.0.1", "http://127.0.0.1:9200" },
	{ "host:9201", "http://host:9201" },
	{ "http://host", "http://host:9200" },
	{ "http://host/", "http://host:9200" },
	{ "http://host:80//", "http://host:80" },
	{ "https://host", "https://host" },
	{ "https://host/es/", "https://host/es" },
	{ "host/es", "http://host:9200/es" },
	{ "[::1]", "http://[::1]:9200" },
	{ "http://[::1]:9201/x", "http://[::1]:9201/x" },
};

START_TEST(a_url_may_leave_out_what_is_usual)
{
	ck_assert_int_eq(es_nodes_add(&nodes, good[_i].url, &err), 0);
	ck_assert_uint_eq(nodes.len, 1);
	ck_assert_str_eq(nodes.at[0].url, good[_i].meant);
}
END_TEST

static const char *const bad[] = { "", "http://", "ftp://host", "file:///etc",
	"http://user@host", "https://user:secret@host:1", "user:secret@host",
	"http://host/?q", "http://host/#f", "http://ho st", "host:", "/path" };

START_TEST(what_is_no_url_of_a_node_is_refused)
{
	ck_assert_int_eq(es_nodes_add(&nodes, bad[_i], &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_ptr_null(strstr(err.text, "secret"));
	ck_assert_uint_eq(nodes.len, 0);
}
END_TEST

START_TEST(there_may_be_so_many_nodes_and_no_more)
{
	for (int i = 0; i < ES_NODES_MAX; i++)
		ck_assert_int_eq(es_nodes_add(&nodes, "host", &err), 0);
	ck_assert_int_eq(es_nodes_add(&nodes, "host", &err), -1);
}
END_TEST

START_TEST(a_url_has_a_longest)
{
	char url[2 * ES_URL_MAX];

	memset(url, 'a', sizeof(url));
	memcpy(url, "https://", 8);
	url[ES_URL_MAX - 1] = '\0';
	ck_assert_int_eq(es_nodes_add(&nodes, url, &err), 0);
	url[ES_URL_MAX - 1] = 'a';
	url[ES_URL_MAX] = '\0';
	ck_assert_int_eq(es_nodes_add(&nodes, url, &err), -1);
}
END_TEST

static void
add_three(void)
{
	static const char *const urls[] = { "a", "b", "c" };

	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(es_nodes_add(&nodes, urls[i], &err), 0);
}

START_TEST(nodes_are_asked_in_turn)
{
	add_three();
	for (int i = 0; i < 7; i++)
		ck_assert_ptr_eq(es_nodes_take(&nodes, 0), &nodes.at[i % 3]);
}
END_TEST

START_TEST(one_that_failed_is_left_alone_for_a_while)
{
	add_three();
	es_node_failed(&nodes.at[1], 0);
	ck_assert_ptr_eq(es_nodes_take(&nodes, 1), &nodes.at[0]);
	ck_assert_ptr_eq(es_nodes_take(&nodes, 1), &nodes.at[2]);
	ck_assert_ptr_eq(es_nodes_take(&nodes, 1), &nodes.at[0]);
	ck_assert_ptr_eq(es_nodes_take(&nodes, ES_NODE_REST_FIRST_NS),
	    &nodes.at[1]);
}
END_TEST

START_TEST(each_failure_doubles_the_rest_up_to_a_minute)
{
	int64_t rest = ES_NODE_REST_FIRST_NS;

	add_three();
	for (int i = 0; i < 10; i++) {
		es_node_failed(&nodes.at[0], 5);
		ck_assert_int_eq(nodes.at[0].rest_ns, 5 + rest);
		rest = 2 * rest < ES_NODE_REST_MAX_NS ? 2 * rest
						      : ES_NODE_REST_MAX_NS;
	}
	es_node_answered(&nodes.at[0]);
	es_node_failed(&nodes.at[0], 5);
	ck_assert_int_eq(nodes.at[0].rest_ns, 5 + ES_NODE_REST_FIRST_NS);
}
END_TEST

START_TEST(where_all_failed_the_one_that_is_free_first_is_asked)
{
	add_three();
	es_node_failed(&nodes.at[0], 30);
	es_node_failed(&nodes.at[1], 10);
	es_node_failed(&nodes.at[2], 20);
	ck_assert_ptr_eq(es_nodes_take(&nodes, 31), &nodes.at[1]);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("es_nodes");
	TCase *tcase = tcase_create("es_nodes");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, a_url_may_leave_out_what_is_usual, 0,
	    sizeof(good) / sizeof(good[0]));
	tcase_add_loop_test(tcase, what_is_no_url_of_a_node_is_refused, 0,
	    sizeof(bad) / sizeof(bad[0]));
	tcase_add_test(tcase, there_may_be_so_many_nodes_and_no_more);
	tcase_add_test(tcase, a_url_has_a_longest);
	tcase_add_test(tcase, nodes_are_asked_in_turn);
	tcase_add_test(tcase, one_that_failed_is_left_alone_for_a_while);
	tcase_add_test(tcase, each_failure_doubles_the_rest_up_to_a_minute);
	tcase_add_test(tcase,
	    where_all_failed_the_one_that_is_free_first_is_asked);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
