#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "conf_texts.h"

START_TEST(maps_lists_and_scalars_are_found_by_path)
{
	parse("netcat:\n  host: localhost\n  ports: [1, 2]\nlog: a b\n");
	expect("netcat.host", "localhost");
	expect("netcat.ports.0", "1");
	expect("netcat.ports.1", "2");
	expect("log", "a b");
	expect_names(find("netcat"), "host ports");
	ck_assert_ptr_eq(find(""), conf.root);
}
END_TEST

START_TEST(what_is_not_there_is_not_found)
{
	parse("a: {b: 1}\nl: [1, 2]\n");
	ck_assert_ptr_null(find("c"));
	ck_assert_ptr_null(find("a.c"));
	ck_assert_ptr_null(find("a.b.c"));
	ck_assert_ptr_null(find("l.2"));
	ck_assert_ptr_null(find("l.01"));
	ck_assert_ptr_null(find("l.-1"));
	ck_assert_ptr_null(find("l.99999999999999999999999999"));
}
END_TEST

START_TEST(names_with_dots_are_named_with_backslashes_or_pointers)
{
	parse("\"bootstrap.servers\": 'kafka:9092'\na/b: 1\n");
	expect("bootstrap\\.servers", "kafka:9092");
	expect("/bootstrap.servers", "kafka:9092");
	expect("/a~1b", "1");
	ck_assert_ptr_null(find("bootstrap.servers"));
}
END_TEST

START_TEST(quoted_scalars_are_told_from_plain_ones)
{
	parse("a: 9200\nb: \"9200\"\nc: '9200'\nd: |\n  9200\n");
	ck_assert(!find("a")->quoted);
	ck_assert(find("b")->quoted);
	ck_assert(find("c")->quoted);
	ck_assert(find("d")->quoted);
	expect("d", "9200\n");
}
END_TEST

START_TEST(null_is_a_plain_word)
{
	parse("a:\nb: ~\nc: null\nd: 'null'\ne: ''\nf: nil\ng: []\n");
	ck_assert(conf_is_null(find("a")));
	ck_assert(conf_is_null(find("b")));
	ck_assert(conf_is_null(find("c")));
	ck_assert(!conf_is_null(find("d")));
	ck_assert(!conf_is_null(find("e")));
	ck_assert(!conf_is_null(find("f")));
	ck_assert(!conf_is_null(find("g")));
}
END_TEST

START_TEST(an_empty_file_is_an_empty_map)
{
	static const char *const texts[] = { "", "\n", "# a comment\n", "---\n",
		"--- ~\n", "\xEF\xBB\xBF" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		parse(texts[i]);
		expect_names(conf.root, "");
		conf_free(&conf);
	}
}
END_TEST

START_TEST(a_long_file_is_refused)
{
	char *text = malloc(CONF_BYTES_MAX + 1);

	ck_assert_ptr_nonnull(text);
	memset(text, '\n', CONF_BYTES_MAX + 1);
	struct slice all = { text, CONF_BYTES_MAX };
	ck_assert_int_eq(conf_parse(&conf, all, "test.yml", &err), 1);
	conf_free(&conf);
	all.len++;
	ck_assert_int_eq(conf_parse(&conf, all, "test.yml", &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	free(text);
}
END_TEST

START_TEST(a_file_is_read_or_is_not_there)
{
	char name[] = "/tmp/test_conf.XXXXXX";
	int fd = mkstemp(name);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, "a: 1\n", 5), 5);
	close(fd);
	ck_assert_int_eq(conf_read(&conf, name, &err), 1);
	expect("a", "1");
	conf_free(&conf);
	ck_assert_int_eq(unlink(name), 0);
	ck_assert_int_eq(conf_read(&conf, name, &err), 0);
	ck_assert_int_eq(conf_read(&conf, "/", &err), -1);
	ck_assert_str_eq(err.text, "/: cannot read: Is a directory");
}
END_TEST

START_TEST(a_node_is_json)
{
	struct buffer out = BUFFER_INIT;

	parse("a: [1, -0.5e3, 01, true, True, null, ~, x, '1', \"\\\"\"]\n"
	      "b: &b {c: {}, d: []}\ne: *b\nf:\n");
	conf_put_json(conf.root, &out);
	buffer_put_byte(&out, '\0');
	ck_assert_str_eq(out.bytes,
	    "{\"a\":[1,-0.5e3,\"01\",true,\"True\",null,null,\"x\",\"1\","
	    "\"\\\"\"],"
	    "\"b\":{\"c\":{},\"d\":[]},\"e\":{\"c\":{},\"d\":[]},\"f\":null}");
	buffer_free(&out);
}
END_TEST

START_TEST(an_error_about_a_node_has_its_place)
{
	parse("a:\n  b: 1\n");
	ck_assert_int_eq(conf_err(&conf, find("a.b"), &err, "no %s", "way"),
	    -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.file, "test.yml");
	ck_assert_uint_eq(err.line, 2);
	ck_assert_uint_eq(err.column, 6);
	ck_assert_str_eq(err.text, "no way");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("conf");
	TCase *tcase = tcase_create("conf");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, maps_lists_and_scalars_are_found_by_path);
	tcase_add_test(tcase, what_is_not_there_is_not_found);
	tcase_add_test(tcase,
	    names_with_dots_are_named_with_backslashes_or_pointers);
	tcase_add_test(tcase, quoted_scalars_are_told_from_plain_ones);
	tcase_add_test(tcase, null_is_a_plain_word);
	tcase_add_test(tcase, an_empty_file_is_an_empty_map);
	tcase_add_test(tcase, a_long_file_is_refused);
	tcase_add_test(tcase, a_file_is_read_or_is_not_there);
	tcase_add_test(tcase, a_node_is_json);
	tcase_add_test(tcase, an_error_about_a_node_has_its_place);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
