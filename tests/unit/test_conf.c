#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"
#include "conf/conf.h"

static struct conf conf;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	conf = (struct conf){ .root = NULL };
}

static void
teardown(void)
{
	conf_free(&conf);
}

static void
parse(const char *text)
{
	if (conf_parse(&conf, slice_of(text), "test.yml", &err) < 0)
		ck_abort_msg("%s:%zu:%zu: %s", err.file, err.line, err.column,
		    err.text);
}

static const struct conf_node *
find(const char *text)
{
	struct json_path path;

	ck_assert_int_eq(json_path_parse(&path, slice_of(text), &err), 0);
	const struct conf_node *node = conf_find(conf.root, &path);
	json_path_free(&path);
	return node;
}

/* The scalar at a path is this text. */
static void
expect(const char *path, const char *text)
{
	const struct conf_node *node = find(path);

	ck_assert_msg(node != NULL, "%s is missing", path);
	ck_assert_int_eq(node->kind, CONF_SCALAR);
	ck_assert_str_eq(node->text.ptr, text);
	ck_assert_uint_eq(node->text.len, strlen(text));
}

/* The names of a map, in order, as one text. */
static void
expect_names(const struct conf_node *map, const char *names)
{
	struct buffer all = BUFFER_INIT;
	size_t len = 0;

	ck_assert_int_eq(map->kind, CONF_MAP);
	for (const struct conf_node *member = map->first; member != NULL;
	     member = member->next) {
		if (len++ > 0)
			buffer_put_byte(&all, ' ');
		buffer_put(&all, member->name);
		ck_assert_int_eq(member->name.ptr[member->name.len], '\0');
	}
	ck_assert_uint_eq(map->len, len);
	buffer_put_byte(&all, '\0');
	ck_assert_str_eq(all.bytes, names);
	buffer_free(&all);
}

/* The text is refused at this place, in words that hold `why`. */
static void
refuse(const char *text, size_t line, size_t column, const char *why)
{
	int result = conf_parse(&conf, slice_of(text), "test.yml", &err);

	ck_assert_msg(result == -1, "accepted: %s", text);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.file, "test.yml");
	ck_assert_msg(strstr(err.text, why) != NULL, "%s", err.text);
	ck_assert_msg(err.line == line && err.column == column,
	    "%zu:%zu, not %zu:%zu: %s", err.line, err.column, line, column,
	    err.text);
}

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

START_TEST(nodes_and_names_know_their_places)
{
	parse("a: 1\nbc:\n  - x\n  - \"\xC3\xA9\": &n yy\n    z: *n\n");
	const struct conf_node *last = find("bc.1.z");
	ck_assert_uint_eq(last->line, 5);
	ck_assert_uint_eq(last->column, 8);
	ck_assert_uint_eq(last->name_line, 5);
	ck_assert_uint_eq(last->name_column, 5);
	ck_assert_uint_eq(find("bc.0")->line, 3);
	ck_assert_uint_eq(find("bc.0")->column, 5);
	ck_assert_uint_eq(find("bc.1.\xC3\xA9")->column, 10);
}
END_TEST

START_TEST(an_alias_stands_for_what_its_anchor_names)
{
	parse("a: &x {b: [1, 2]}\nc: *x\nd: &x 7\ne: *x\n? &k key\n: *k\n");
	expect("c.b.1", "2");
	expect("e", "7");
	expect("key", "key");
	expect_names(conf.root, "a c d e key");
	ck_assert_uint_eq(find("c")->nodes, find("a")->nodes);
	ck_assert_uint_eq(find("a")->nodes, 4);
	ck_assert_uint_eq(find("c")->height, 3);
}
END_TEST

START_TEST(a_merge_gives_the_members_that_its_map_lacks)
{
	parse("base: &base {b: 1, c: 2, d: 3}\n"
	      "one: {a: 0, <<: *base, c: 20, e: 4}\n"
	      "first: {<<: *base, b: 10}\n"
	      "last: {z: 9, <<: *base}\n"
	      "text: {'<<': 5}\n");
	expect_names(find("one"), "a b d c e");
	expect("one.c", "20");
	expect("one.d", "3");
	expect_names(find("first"), "c d b");
	expect("first.b", "10");
	expect_names(find("last"), "z b c d");
	expect("text.<<", "5");
	expect_names(find("base"), "b c d");
}
END_TEST

START_TEST(of_several_merged_maps_the_first_wins)
{
	parse("a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\n"
	      "c: {<<: [*a, *b, {w: 3}]}\nd: {<<: {}}\n");
	expect_names(find("c"), "x y z w");
	expect("c.y", "1");
	expect_names(find("d"), "");
}
END_TEST

START_TEST(what_settings_do_not_need_is_refused_with_its_place)
{
	static const struct {
		const char *text;
		size_t line, column;
		const char *why;
	} rows[] = {
		{ "a: 1\nb:\n  a: 1\na: 2\n", 4, 1,
		    "'a' stands twice, first in line 1" },
		{ "a: {b: 1, 'b': 2}\n", 1, 11, "'b' stands twice" },
		{ "a: {<<: {}, <<: {}}\n", 1, 13, "'<<' stands twice" },
		{ "a: !!str 1\n", 1, 4, "tags such as" },
		{ "a: ! 1\n", 1, 4, "tags such as '!'" },
		{ "a: !x [1]\n", 1, 4, "tags such as '!x'" },
		{ "a: !x {b: 1}\n", 1, 4, "tags such as '!x'" },
		{ "!x a: 1\n", 1, 1, "tags such as '!x'" },
		{ "%TAG ! tag:x,2000:\n---\na: 1\n", 1, 1, "leave %TAG out" },
		{ "a: 1\n---\nb: 1\n", 2, 1, "a second document" },
		{ "a: 1\n...\n---\n", 3, 1, "a second document" },
		{ "a: 1\n? [b]\n: 2\n", 2, 3, "a name is a text" },
		{ "a: {{b: 1}: 2}\n", 1, 5, "a name is a text" },
		{ "- 1\n", 1, 1, "expected settings" },
		{ "text\n", 1, 1, "expected settings" },
		{ "''\n", 1, 1, "expected settings" },
		{ "a: *b\n", 1, 4, "names no anchor" },
		{ "a: &a [1, *a]\n", 1, 11, "inside of what it names" },
		{ "a: {<<: 1}\n", 1, 9, "'<<' takes a map" },
		{ "a: {<<: [{}, 1]}\n", 1, 14, "'<<' takes a map" },
		{ "a: \"x\\0y\"\n", 1, 4, "NUL" },
		{ "a: [1\nb: 2\n", 2, 2, "expected ',' or ']'" },
		{ "a: \"b\n", 2, 1, "unexpected end of stream" },
		{ "a: b: c\n", 1, 5, "not allowed in this context" },
		{ "a:\n\t- b\n", 2, 1, "cannot start any token" },
		{ "%YAML 3.0\n---\n", 1, 1, "incompatible YAML" },
		{ "a: \xC3\xA9 \xFF\n", 1, 6, "UTF-8" },
		{ "a: 1\nb: \xC0\x80\n", 2, 4, "UTF-8" },
		{ "a: \xED\xA0\x80\n", 1, 4, "Unicode" },
		{ "a: \x01\n", 1, 4, "control characters" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		refuse(rows[i].text, rows[i].line, rows[i].column, rows[i].why);
}
END_TEST

/* A map whose value is nested so that the innermost one has this level. */
static void
put_nested(struct buffer *text, size_t levels)
{
	buffer_put(text, SLICE("a: "));
	for (size_t i = 2; i < levels; i++)
		buffer_put_byte(text, '[');
	buffer_put_byte(text, '1');
	for (size_t i = 2; i < levels; i++)
		buffer_put_byte(text, ']');
	buffer_put(text, SLICE("\n\0"));
}

START_TEST(nesting_has_a_limit)
{
	struct buffer text = BUFFER_INIT;

	put_nested(&text, CONF_DEPTH_MAX);
	parse(text.bytes);
	ck_assert_uint_eq(conf.root->height, CONF_DEPTH_MAX);
	conf_free(&conf);
	buffer_clear(&text);
	put_nested(&text, CONF_DEPTH_MAX + 1);
	refuse(text.bytes, 1, CONF_DEPTH_MAX + 3, "nested too deep");
	buffer_free(&text);
}
END_TEST

START_TEST(an_alias_cannot_nest_deeper)
{
	struct buffer text = BUFFER_INIT;

	/* a is 31 high, so b may have it as a member, but not in a list. */
	buffer_put(&text, SLICE("a: &a "));
	for (size_t i = 2; i < CONF_DEPTH_MAX; i++)
		buffer_put_byte(&text, '[');
	for (size_t i = 2; i < CONF_DEPTH_MAX; i++)
		buffer_put_byte(&text, ']');
	size_t len = text.len;
	buffer_put(&text, SLICE("\nb: [*a]\n\0"));
	parse(text.bytes);
	conf_free(&conf);
	text.len = len;
	buffer_put(&text, SLICE("\nb: [[*a]]\n\0"));
	refuse(text.bytes, 2, 6, "nested too deep");
	buffer_free(&text);
}
END_TEST

START_TEST(aliases_cannot_grow_the_tree_past_its_limit)
{
	refuse("a: &a [x, x, x, x, x, x, x, x, x, x]\n"
	       "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
	       "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
	       "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
	       "e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\n",
	    5, 36, "too many values");
}
END_TEST

/* A list of so many numbers: they, the list, its name and the root count. */
static void
put_elements(struct buffer *text, size_t len)
{
	buffer_put(text, SLICE("a: ["));
	for (size_t i = 0; i < len; i++)
		buffer_put(text, SLICE("1,"));
	buffer_put(text, SLICE("]\0"));
}

START_TEST(values_are_counted)
{
	struct buffer text = BUFFER_INIT;

	put_elements(&text, CONF_NODES_MAX - 3);
	parse(text.bytes);
	ck_assert_uint_eq(find("a")->len, CONF_NODES_MAX - 3);
	expect("a.99996", "1");
	conf_free(&conf);
	buffer_clear(&text);
	put_elements(&text, CONF_NODES_MAX - 2);
	refuse(text.bytes, 1, 5 + 2 * (CONF_NODES_MAX - 3), "too many values");
	buffer_free(&text);
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
	tcase_add_test(tcase, nodes_and_names_know_their_places);
	tcase_add_test(tcase, an_alias_stands_for_what_its_anchor_names);
	tcase_add_test(tcase, a_merge_gives_the_members_that_its_map_lacks);
	tcase_add_test(tcase, of_several_merged_maps_the_first_wins);
	tcase_add_test(tcase,
	    what_settings_do_not_need_is_refused_with_its_place);
	tcase_add_test(tcase, nesting_has_a_limit);
	tcase_add_test(tcase, an_alias_cannot_nest_deeper);
	tcase_add_test(tcase, aliases_cannot_grow_the_tree_past_its_limit);
	tcase_add_test(tcase, values_are_counted);
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
