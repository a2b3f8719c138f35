/*
 * Models made by chance, out of all generators: whatever they are, each record
 * is a JSON object on one line, no longer than promised, and depends on its
 * seed and number alone.
 */
#include <check.h>
#include <stdlib.h>

#include "base/random.h"
#include "gen/model.h"
#include "json/check.h"

#define START INT64_C(1704067200000000000)

enum { DEPTH_MAX = 4, RECORDS = 20, MODELS = 600 };

static struct random chance;
static struct buffer text;

static void
put(const char *bytes)
{
	buffer_put(&text, slice_of(bytes));
}

static const char *const leaves[] = {
	"{int: [-5, 5]}",
	"{int: [-9223372036854775808, 9223372036854775807]}",
	"{decimal: [-1.5, 300], digits: 1}",
	"{decimal: [-9223372036854775808, 9223372036854775807], digits: 0}",
	"{zipf: 30, exponent: 1.5}",
	"{zipf: [1, \"two\", null], exponent: 0.5}",
	"sequence",
	"{sequence: -9, step: -4000000000000000000}",
	"bool",
	"{choice: [\"a/b\", 1.5e3, false], weights: [1, 2, 0.5]}",
	"{choice: {'x\"y': 3, '\\z': 1}}",
	"uuid",
	"{uuid: 7}",
	"{hex: 5}",
	"word",
	"{word: , exponent: 2}",
	"{sentence: [1, 5], end: \"?\"}",
	"name",
	"{name: last}",
	"username",
	"email",
	"company",
	"country",
	"{country: lower, exponent: 1}",
	"city",
	"{city: lon}",
	"{url: \"http://x.example\", pages: 9}",
	"{time: unix, digits: 9, back: [0s, 9d], late: 10%, late_by: 400d}",
	"{time: rfc3339, digits: 3}",
	"{time: sql, ahead: 90s}",
	"{time: '%A \"%d\" %B'}",
	"{ref: l0}",
	"{ref: l3}",
	"{ref: l3.c.d, as: lower}",
	"{ref: l1, as: slug}",
	"{ref: l2, as: title}",
	"{template: 'a/{l0}-\"{l2}\"'}",
	"\"constant\\t\"",
	"-0.0",
	"null",
};

enum { LEAVES = sizeof(leaves) / sizeof(leaves[0]) };

static uint64_t
below(uint64_t bound)
{
	return random_below(&chance, bound);
}

static void put_value(int depth);

static void
put_members(int depth)
{
	char name[] = "m0: ";
	uint64_t len = below(5);

	put("{");
	for (uint64_t i = 0; i < len; i++) {
		name[1] = (char)('0' + i);
		put(i > 0 ? ", " : "");
		put(name);
		uint64_t kind = below(6);

		if (kind < 2) {
			put("{optional: ");
			put_value(depth);
			put(kind == 0 ? ", probability: 60%}" : ", if: l3.b}");
		} else if (kind == 2) {
			put("{of: 3, entity: {a: sequence, b: {array: word, "
			    "length: [0, 2]}, c: {ref: a}}}");
		} else {
			put_value(depth);
		}
	}
	put("}");
}

static void
put_value(int depth)
{
	uint64_t kind = depth == DEPTH_MAX ? 3 : below(6);

	if (kind == 0) {
		put("{object: ");
		put_members(depth + 1);
		put("}");
	} else if (kind == 1) {
		put("{array: ");
		put_value(depth + 1);
		put(", length: [0, 3]}");
	} else if (kind == 2) {
		put("{choice: [");
		put_value(depth + 1);
		put(", ");
		put_value(depth + 1);
		put("]}");
	} else {
		put(leaves[below(LEAVES)]);
	}
}

/* Under `let` come texts and numbers, and an entity with another in it. */
static void
put_model(void)
{
	static const char *const styles[] = { "{}",
		"{after_colon: ' ', after_comma: ' ', line_end: ' '}",
		"{slash: escaped}" };

	buffer_clear(&text);
	put("models: {m: {style: ");
	put(styles[below(3)]);
	put(", let: {l0: username, l1: company, l2: {int: [0, 99]}, "
	    "l3: {of: 5, exponent: 1, entity: {b: {optional: uuid}, "
	    "c: {of: 2, entity: {d: name, e: {time: ms}}}}}}, record: ");
	put_members(0);
	put("}}");
}

static size_t
put_record(struct model *model, uint64_t number, char *line)
{
	const struct model_record which = { 7, number, START, START };
	struct err err = ERR_INIT;
	size_t len = (size_t)(model_put(model, &which, line) - line);
	struct slice made = { line, len };

	ck_assert_uint_le(len, model_line_max(model));
	ck_assert_msg(json_check_object(made, &err) == 0, "%s: %.*s\n%.*s",
	    err.text, (int)len, line, (int)text.len, text.bytes);
	ck_assert_ptr_null(memchr(line, '\n', len));
	return len;
}

START_TEST(records_of_any_model_are_objects_and_always_the_same)
{
	struct err err = ERR_INIT;
	struct conf conf;

	random_init(&chance, 1, (uint64_t)_i);
	text = (struct buffer)BUFFER_INIT;
	put_model();
	ck_assert_int_ge(conf_parse(&conf, buffer_slice(&text), "m.yml", &err),
	    0);
	struct model *model = model_new(&conf, SLICE("m"), NULL, &err);
	ck_assert_msg(model != NULL, "%s\n%.*s", err.text, (int)text.len,
	    text.bytes);
	char *forth = malloc(model_line_max(model));
	char *back = malloc(model_line_max(model));
	ck_assert(forth != NULL && back != NULL);

	for (uint64_t i = 0; i < RECORDS; i++) {
		size_t len = put_record(model, i, forth);

		/* Whatever is made in between. */
		(void)put_record(model, RECORDS - i, back);
		ck_assert_uint_eq(put_record(model, i, back), len);
		ck_assert_int_eq(memcmp(forth, back, len), 0);
	}
	free(forth);
	free(back);
	model_free(model);
	conf_free(&conf);
	buffer_free(&text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("gen");
	TCase *tcase = tcase_create("gen");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase,
	    records_of_any_model_are_objects_and_always_the_same, 0, MODELS);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
