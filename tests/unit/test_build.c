#include "conf_texts.h"

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

int
main(void)
{
	Suite *suite = suite_create("build");
	TCase *tcase = tcase_create("build");

	tcase_add_checked_fixture(tcase, setup, teardown);
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
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
