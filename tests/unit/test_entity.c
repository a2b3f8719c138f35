#include <unistd.h>

#include "gen/program.h"
#include "model_maker.h"

/* A model of this text. */
static void
read_text(const char *text)
{
	ck_assert_msg(read_model(text), "%s: %s", text, err.text);
}

/* The number that follows the first "name": of the record. */
static long
number_of(const char *name)
{
	char quoted[16];

	snprintf(quoted, sizeof(quoted), "\"%s\":", name);
	const char *at = strstr(line, quoted);
	ck_assert_ptr_nonnull(at);
	return strtol(at + strlen(quoted), NULL, 10);
}

/*
 * Of all that is drawn, or goes by the number or time of a record, there is one
 * for each member, whatever the records had before it.
 */
START_TEST(a_member_is_always_the_same)
{
	enum { MEMBERS = 5, RECORDS = 500 };
	static char seen[MEMBERS][512];

	read_text("models: {m: {record: {x: {optional: word}, "
		  "a: {of: 5, entity: {n: sequence, u: {uuid: 7}, "
		  "d: {decimal: [0, 99]}, o: {optional: {hex: 9}}, "
		  "r: {ref: o}, s: {array: {sentence: [1, 3]}, "
		  "length: [0, 3]}, c: {choice: [city, email]}, "
		  "t: {time: ns, back: [0s, 9s]}}}}}}");
	for (uint64_t k = RECORDS; k-- > 0;) {
		record(k);
		const char *member = strstr(line, "\"a\":");
		long n = number_of("n");

		ck_assert_int_ge(n, 0);
		ck_assert_int_lt(n, MEMBERS);
		ck_assert_uint_lt(strlen(member), sizeof(seen[n]));
		if (seen[n][0] == '\0')
			memcpy(seen[n], member, strlen(member) + 1);
		ck_assert_str_eq(member, seen[n]);
	}
	for (int i = 0; i < MEMBERS; i++) {
		ck_assert_ptr_nonnull(strstr(seen[i], "\"u\":"));
		for (int j = 0; j < i; j++)
			ck_assert_str_ne(strstr(seen[i], "\"u\":"),
			    strstr(seen[j], "\"u\":"));
	}
}
END_TEST

/* How often the members come, in 22,000 records. */
START_TEST(members_come_by_their_law)
{
	static const struct {
		const char *generator;
		int wanted[3];
	} rows[] = {
		{ "{entity: {n: sequence}, of: 3}", { 7333, 7333, 7333 } },
		{ "{entity: {n: sequence}, of: 3, exponent: 1}",
		    { 12000, 6000, 4000 } },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int counts[3] = { 0 };

		make(rows[i].generator);
		for (uint64_t k = 0; k < 22000; k++) {
			record(k);
			counts[number_of("n")]++;
		}
		for (int j = 0; j < 3; j++)
			ck_assert_int_lt(abs(counts[j] - rows[i].wanted[j]),
			    350);
	}
}
END_TEST

START_TEST(a_record_goes_on_as_it_was)
{
	read_text("models: {m: {let: {e: {of: 1, entity: {i: "
		  "{of: 1, entity: {x: word}}, s: sequence}}}, record: {"
		  "s: sequence, t: {time: unix}, r: {int: [0, 999999999]}}}}");
	for (uint64_t k = 0; k < 50; k++) {
		record(k);
		long drawn = number_of("r");

		ck_assert_int_eq(number_of("s"), (long)k);
		ck_assert_int_eq(number_of("t"), START / 1000000000 + (long)k);
		record(k + 1);
		ck_assert_int_ne(number_of("r"), drawn);
	}
}
END_TEST

START_TEST(times_of_a_member_count_from_the_start)
{
	const struct model_record later = { 1, 5000, START,
		START + INT64_C(60000000000) };

	make("{entity: {t: {time: unix, ahead: 1h}}, of: 10}");
	record(5000);
	ck_assert_str_eq(line, "{\"a\":{\"t\":1704070800}}");
	*model_put(model, &later, line) = '\0';
	ck_assert_str_eq(line, "{\"a\":{\"t\":1704070860}}");
}
END_TEST

START_TEST(references_lead_into_an_entity)
{
	read_text("models: {m: {let: {e: {of: 9, entity: {name: word, "
		  "in: {of: 2, entity: {id: {hex: 4}}}, "
		  "key: {template: '{name}-{in.id}'}}}}, record: {"
		  "a: {ref: e.name}, b: {ref: e.in.id}, c: {ref: e.key}}}}");
	for (uint64_t k = 0; k < 100; k++) {
		char name[64], id[64], wanted[512];

		record(k);
		ck_assert_int_eq(sscanf(line,
				     "{\"a\":\"%63[a-z]\",\"b\":\"%63[0-9a-f]",
				     name, id),
		    2);
		snprintf(wanted, sizeof(wanted),
		    "{\"a\":\"%s\",\"b\":\"%s\",\"c\":\"%s-%s\"}", name, id,
		    name, id);
		ck_assert_str_eq(line, wanted);
	}
}
END_TEST

START_TEST(a_member_of_an_object_may_depend_on_another_value)
{
	int with = 0;

	read_text("models: {m: {let: {e: {of: 50, entity: {"
		  "v: {optional: {object: {w: 1}}, probability: 80%}}}, "
		  "z: null}, record: {a: {ref: e.v}, "
		  "b: {optional: {ref: e.v}, if: e.v}, "
		  "c: {optional: 1, if: z}, d: {optional: 2, if: a}}}}");
	for (uint64_t k = 0; k < 1000; k++) {
		record(k);
		bool has = strstr(line, "w") != NULL;

		ck_assert_str_eq(line,
		    has ? "{\"a\":{\"w\":1},\"b\":{\"w\":1},\"d\":2}"
			: "{\"a\":null}");
		with += has;
	}
	ck_assert_int_gt(with, 600);
	ck_assert_int_lt(with, 950);
}
END_TEST

/* What an element lacks is not taken from the one before it. */
START_TEST(elements_of_an_array_do_not_mix)
{
	static char seen[4][64];

	read_text("models: {m: {record: {a: {array: {of: 4, entity: {"
		  "n: sequence, o: {optional: {hex: 3}}, p: {ref: o}}}, "
		  "length: 5}}}}");
	for (uint64_t k = 0; k < 100; k++) {
		record(k);
		for (char *at = strstr(line, "{\"n\":"); at != NULL;) {
			char *end = strchr(at, '}');
			int n = at[strlen("{\"n\":")] - '0';

			ck_assert_int_ge(n, 0);
			ck_assert_int_lt(n, 4);
			*end = '\0';
			if (seen[n][0] == '\0')
				snprintf(seen[n], sizeof(seen[n]), "%s", at);
			ck_assert_str_eq(at, seen[n]);
			at = strstr(end + 1, "{\"n\":");
		}
	}
}
END_TEST

/* What record 0 of a model has from "x": on, for a seed. */
static void
first_member(const char *text, uint64_t seed, char member[64])
{
	const struct model_record first = { seed, 0, START, START };

	read_text(text);
	*model_put(model, &first, line) = '\0';
	snprintf(member, 64, "%.40s", strstr(line, "x\":"));
}

START_TEST(seed_and_name_tell_members_apart)
{
	static const char
	    e[] = "models: {m: {record: {e: {of: 1, entity: {x: uuid}}}}}";
	static const char
	    f[] = "models: {m: {record: {f: {of: 1, entity: {x: uuid}}}}}";
	static const char
	    inner_e[] = "models: {m: {record: {a: word, b: {object: {e: "
			"{of: 1, entity: {x: uuid}}}}}}}";
	char one[64], other[64];

	first_member(e, 1, one);
	first_member(e, 2, other);
	ck_assert_str_ne(one, other);
	first_member(f, 1, other);
	ck_assert_str_ne(one, other);

	/* Another model, another place: the same entity. */
	first_member(inner_e, 1, other);
	ck_assert_str_eq(one, other);
}
END_TEST

START_TEST(lines_in_turn_follow_the_member)
{
	char path[] = "/tmp/test_entity.XXXXXX";
	char text[256], wanted[64];
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, "n0\nn1\nn2\n", 9), 9);
	close(fd);
	snprintf(text, sizeof(text), "{lines: %s, in_turn: true}", path);
	make(text);
	ck_assert_str_eq(value(0), "n0");
	ck_assert_str_eq(value(2), "n2");
	ck_assert_str_eq(value(3), "n0");
	snprintf(text, sizeof(text),
	    "{of: 3, entity: {i: sequence, n: {lines: %s, in_turn: true}}}",
	    path);
	make(text);
	for (uint64_t k = 0; k < 20; k++) {
		record(k);
		long i = number_of("i");

		snprintf(wanted, sizeof(wanted),
		    "{\"a\":{\"i\":%ld,\"n\":\"n%ld\"}}", i, i);
		ck_assert_str_eq(line, wanted);
	}
	ck_assert_int_eq(unlink(path), 0);
}
END_TEST

/* A model of one entity inside of the other, so many of them. */
static bool
read_nested(int depth)
{
	char text[1024] = "models: {m: {record: {a: ";

	for (int i = 0; i < depth; i++)
		strcat(text, "{of: 2, entity: {a: ");
	strcat(text, "1");
	for (int i = 0; i < depth; i++)
		strcat(text, "}}");
	strcat(text, "}}}");
	return read_model(text);
}

START_TEST(entities_nest_up_to_their_limit)
{
	ck_assert(read_nested(PROGRAM_ENTITIES_MAX));
	record(0);
	ck_assert_str_eq(line,
	    "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}"
	    "}}}}}}}}");
	ck_assert(!read_nested(PROGRAM_ENTITIES_MAX + 1));
	ck_assert_str_eq(err.text, "entities nest deeper than 8 levels");
}
END_TEST

START_TEST(mistakes_are_told)
{
	static const struct {
		const char *generator, *message;
	} rows[] = {
		{ "{entity: {x: 1}}",
		    "an entity wants to know how many there are: {entity: …, "
		    "of: 500}" },
		{ "{entity: 1, of: 2}", "an entity's members are a map" },
		{ "{entity: {x: 1}, of: 0}", "0 is out of range" },
		{ "{entity: {x: 1}, of: 1048577}", "1048577 is out of range" },
		{ "{choice: [{entity: {x: 1}, of: 2}]}",
		    "an entity has a name: it stands under 'let', or is a "
		    "member" },
		{ "{entity: {x: {ref: before}}, of: 2}",
		    "no value 'before' is made before this one, inside of the "
		    "entity" },
		{ "{entity: {x: {template: '{b.c}'}}, of: 2}",
		    "no value 'b.c' is made before this one, inside of the "
		    "entity" },
		{ "{optional: 1, if: x}",
		    "no value 'x' is made before this one" },
		{ "{optional: 1, if: before, probability: 1}",
		    "a member depends on a value or on a probability, not on "
		    "both" },
		{ "{optional: 1, when: before}",
		    "generator 'optional' has no parameter 'when' (known: if "
		    "probability)" },
	};
	char text[256];

	make("{entity: {x: sequence}, of: 1048576}");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(text, sizeof(text),
		    "models: {m: {record: {before: 1, b: {object: {c: 1}}, "
		    "a: %s}}}",
		    rows[i].generator);
		ck_assert_msg(!read_model(text), "%s", text);
		ck_assert_str_eq(err.text, rows[i].message);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_uint_eq(err.line, 1);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("entity");
	TCase *tcase = tcase_create("entity");

	tcase_add_checked_fixture(tcase, NULL, free_model);
	tcase_add_test(tcase, a_member_is_always_the_same);
	tcase_add_test(tcase, members_come_by_their_law);
	tcase_add_test(tcase, a_record_goes_on_as_it_was);
	tcase_add_test(tcase, times_of_a_member_count_from_the_start);
	tcase_add_test(tcase, references_lead_into_an_entity);
	tcase_add_test(tcase,
	    a_member_of_an_object_may_depend_on_another_value);
	tcase_add_test(tcase, elements_of_an_array_do_not_mix);
	tcase_add_test(tcase, seed_and_name_tell_members_apart);
	tcase_add_test(tcase, lines_in_turn_follow_the_member);
	tcase_add_test(tcase, entities_nest_up_to_their_limit);
	tcase_add_test(tcase, mistakes_are_told);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
