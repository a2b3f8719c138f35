/*
 * The compiled program says of a record what the plain reading of the schema
 * says: a walk over two trees that knows nothing of programs and tokens.
 */
#include <check.h>
#include <stdlib.h>

#include "../model/schema_model.h"
#include "base/buffer.h"
#include "base/random.h"
#include "schema/schema.h"

enum { ROUNDS = 300, RECORDS = 20, MEMORY_MAX = 1 << 20 };

/* The generator. */

struct maker {
	struct random random;
	struct buffer out;   /* a schema, or a record as it is checked */
	struct buffer plain; /* the record without hidden members */
};

static bool
chance(struct maker *maker, unsigned percent)
{
	return random_below(&maker->random, 100) < percent;
}

static const char *
pick(struct maker *maker, const char *const *texts, size_t len)
{
	return texts[random_below(&maker->random, len)];
}

#define PICK(maker, texts) pick(maker, texts, sizeof(texts) / sizeof(*(texts)))

/* Written in more than one way, the same values. */
static const char *const scalars[] = { "null", "true", "false", "0", "-0.0",
	"1", "1.0", "10e-1", "2", "-1", "1.5", "1e2", "\"\"", "\"a\"",
	"\"\\u0061\"", "\"ab\"", "\"a\\u0062\"", "\"\xC3\xA9\"", "\"b\"",
	"\"\\ud83d\\udca9\"" };
static void
put(struct maker *maker, const char *text)
{
	buffer_put(&maker->out, slice_of(text));
	buffer_put(&maker->plain, slice_of(text));
}

static void put_value(struct maker *maker, unsigned depth);

/* A member that the one behind it hides: in `out` only. */
static void
put_hidden(struct maker *maker, const char *name, unsigned depth)
{
	size_t len = maker->plain.len;

	put(maker, name);
	put(maker, ":");
	put_value(maker, depth);
	put(maker, ",");
	maker->plain.len = len;
}

static void
put_object(struct maker *maker, unsigned depth)
{
	static const char *const own[] = { "\"a\"", "\"b\"", "\"c\"", "\"\"" };
	static const char *const other[] = { "\"\\u0061\"", "\"\\u0062\"",
		"\"\\u0063\"", "\"\"" };
	bool any = false;

	put(maker, "{");
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++) {
		if (chance(maker, 50))
			continue;
		if (any)
			put(maker, ",");
		any = true;
		if (chance(maker, 15))
			put_hidden(maker, other[i], depth);
		put(maker, chance(maker, 80) ? own[i] : other[i]);
		put(maker, ": ");
		put_value(maker, depth);
	}
	put(maker, "}");
}

static void
put_value(struct maker *maker, unsigned depth)
{
	if (depth == 0 || chance(maker, 40)) {
		put(maker, PICK(maker, scalars));
		return;
	}
	if (chance(maker, 70)) {
		put_object(maker, depth - 1);
		return;
	}
	put(maker, "[");
	for (uint64_t left = random_below(&maker->random, 4); left > 0;
	     left--) {
		put_value(maker, depth - 1);
		if (left > 1)
			put(maker, " , ");
	}
	put(maker, "]");
}

static void put_schema(struct maker *maker, unsigned depth, bool may_refer);

static void
put_number(struct maker *maker, const char *name)
{
	static const char *const limits[] = { "0", "1", "1.5", "-1", "1e0" };

	put(maker, name);
	put(maker, PICK(maker, limits));
}

static void
put_properties(struct maker *maker, unsigned depth)
{
	put(maker, ",\"properties\":{\"a\":");
	put_schema(maker, depth, true);
	if (chance(maker, 50)) {
		put(maker, ",\"b\":");
		put_schema(maker, depth, true);
	}
	if (chance(maker, 30)) {
		put(maker, ",\"\":");
		put_schema(maker, depth, true);
	}
	put(maker, "}");
}

static void
put_enum(struct maker *maker)
{
	/* Hidden members are for records. */
	static const char *const lists[] = { "[1,\"a\",null]",
		"[{\"a\":1},[],{}]", "[[1],{\"a\":1,\"b\":\"ab\"},0,true]",
		"[]" };
	static const char *const values[] = { "1", "\"ab\"", "{}", "[1]",
		"{\"a\":0}", "null" };

	if (chance(maker, 50)) {
		put(maker, ",\"enum\":");
		put(maker, PICK(maker, lists));
	} else {
		put(maker, ",\"const\":");
		put(maker, PICK(maker, values));
	}
}

static void
put_scalar_keywords(struct maker *maker)
{
	static const char *const types[] = { "\"object\"", "\"integer\"",
		"\"number\"", "\"string\"", "[\"object\",\"array\"]",
		"[\"integer\",\"string\",\"null\",\"object\"]",
		"[\"boolean\",\"number\",\"integer\"]" };

	if (chance(maker, 40)) {
		put(maker, ",\"type\":");
		put(maker, PICK(maker, types));
	}
	if (chance(maker, 15))
		put_number(maker, ",\"minimum\":");
	if (chance(maker, 15))
		put_number(maker, ",\"maximum\":");
	if (chance(maker, 10))
		put_number(maker, ",\"exclusiveMinimum\":");
	if (chance(maker, 10))
		put_number(maker, ",\"exclusiveMaximum\":");
	if (chance(maker, 15))
		put(maker,
		    chance(maker, 50) ? ",\"minLength\":1"
				      : ",\"minLength\":2.0");
	if (chance(maker, 15))
		put(maker, ",\"maxLength\":1");
	if (chance(maker, 15))
		put(maker,
		    chance(maker, 50) ? ",\"pattern\":\"^a\""
				      : ",\"pattern\":\"b$\"");
	if (chance(maker, 10))
		put_enum(maker);
	if (chance(maker, 10))
		put(maker, ",\"x-ev-severity\":\"warning\"");
}

/* may_refer: it is not one of $defs itself, whose references could circle. */
static void
put_schema(struct maker *maker, unsigned depth, bool may_refer)
{
	static const char *const refs[] = { ",\"$ref\":\"#/$defs/x\"",
		",\"$ref\":\"#/$defs/y\"" };
	static const char *const required[] = { "[\"a\"]", "[\"b\",\"a\"]",
		"[]", "[\"\",\"c\"]" };

	if (chance(maker, 10)) {
		put(maker, chance(maker, 70) ? "true" : "false");
		return;
	}
	put(maker, "{\"title\":\"\"");
	put_scalar_keywords(maker);
	if (may_refer && chance(maker, 15))
		put(maker, PICK(maker, refs));
	if (chance(maker, 25)) {
		put(maker, ",\"required\":");
		put(maker, PICK(maker, required));
	}
	if (depth > 0 && chance(maker, 60))
		put_properties(maker, depth - 1);
	if (depth > 0 && chance(maker, 25)) {
		put(maker, ",\"additionalProperties\":");
		put_schema(maker, depth - 1, true);
	}
	if (depth > 0 && chance(maker, 40)) {
		put(maker, ",\"items\":");
		put_schema(maker, depth - 1, true);
	}
	put(maker, "}");
}

static void
put_document(struct maker *maker)
{
	put(maker, "{\"$defs\":{\"x\":");
	put_schema(maker, 2, false);
	put(maker, ",\"y\":");
	put_schema(maker, 1, false);
	put(maker, "},\"properties\":{\"a\":");
	put_schema(maker, 3, true);
	put(maker, ",\"b\":");
	put_schema(maker, 2, true);
	put(maker, "},\"additionalProperties\":");
	put_schema(maker, 2, true);
	put(maker, "}");
}

/* The comparison. */

static struct err err;

static int
ask_model(const struct json_node *root, struct slice record)
{
	struct model model = { .root = root };
	const struct json_node *value;
	struct arena arena;

	arena_init(&arena, MEMORY_MAX);
	ck_assert_msg(json_tree_parse(record, "record", &arena, &value, &err) ==
		0,
	    "%.*s: %s", (int)record.len, record.ptr, err.text);
	apply(&model, root, value, false);
	arena_free(&arena);
	return model.fails ? -1 : model.warns;
}

static int
ask_program(struct schema_check *check, struct slice text)
{
	struct json_record record;

	struct json_walk *walk = json_walk_new(NULL, 0, &err);
	ck_assert_ptr_nonnull(walk);
	ck_assert_int_eq(json_walk_start(walk, text, &err), 0);
	ck_assert_int_eq(json_walk_next(walk, &record, &err), 1);
	int got = schema_check(check, &record, &err);

	json_walk_free(walk);
	return got;
}

/* Counts what was said of all records, -1, 0 and 1, in said[]. */
static void
compare(struct maker *maker, struct slice text, unsigned said[3])
{
	const struct json_node *root;
	struct arena arena;

	arena_init(&arena, MEMORY_MAX);
	ck_assert_int_eq(json_tree_parse(text, "schema", &arena, &root, &err),
	    0);
	struct schema *schema = schema_compile(text, "schema", 0, &err);
	ck_assert_msg(schema != NULL, "%.*s: %s", (int)text.len, text.ptr,
	    err.text);
	struct schema_check *check = schema_check_new(schema, &err);
	ck_assert_ptr_nonnull(check);
	for (int i = 0; i < RECORDS; i++) {
		buffer_clear(&maker->out);
		buffer_clear(&maker->plain);
		put_object(maker, 3);
		int expected = ask_model(root, buffer_slice(&maker->plain));
		int got = ask_program(check, buffer_slice(&maker->out));

		ck_assert_msg(got == expected,
		    "%.*s\nof %.*s\nsays %d, expected %d (%s)", (int)text.len,
		    text.ptr, (int)maker->out.len, maker->out.bytes, got,
		    expected, got == 0 ? "" : err.text);
		said[got + 1]++;
	}
	schema_check_free(check);
	schema_free(schema);
	arena_free(&arena);
}

START_TEST(the_program_agrees_with_the_plain_reading)
{
	struct maker maker = { .out = BUFFER_INIT, .plain = BUFFER_INIT };
	unsigned said[3] = { 0, 0, 0 };

	random_init(&maker.random, (uint64_t)_i, 0);
	for (int round = 0; round < ROUNDS; round++) {
		struct buffer text = BUFFER_INIT;

		buffer_clear(&maker.out);
		put_document(&maker);
		buffer_put(&text, buffer_slice(&maker.out));
		compare(&maker, buffer_slice(&text), said);
		buffer_free(&text);
	}
	/* The test is worth something only where all answers are given. */
	for (int i = 0; i < 3; i++)
		ck_assert_uint_gt(said[i], ROUNDS * RECORDS / 50);
	buffer_free(&maker.out);
	buffer_free(&maker.plain);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("schema");
	TCase *tcase = tcase_create("schema");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, the_program_agrees_with_the_plain_reading, 1,
	    9);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
