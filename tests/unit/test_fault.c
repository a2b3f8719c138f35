#include <check.h>
#include <stdio.h>
#include <string.h>

#include "gen/fault.h"
#include "json/check.h"

enum { SIZE = 256, PLACES = 500 };

static const char *const lines[] = {
	"{\"Id\": 3, \"Url\": \"https://x/\\\"}\\\\\", \"Timestamp\": 16} ",
	"{\"a\":{\"b\":[1,{\"c\":null}],\"d\":{}},\"e\":\"\xC3\xA9\\u00e9\"}",
	"{\"a\":true}",
	"{\"a\":-1.5e3}\r",
	"{ \"a\" : [ ] , \"b\" : \"\" } \t",
	"{}",
};

enum { LINES = sizeof(lines) / sizeof(lines[0]) };

/* Make a copy faulty; returns whether it is a valid record still. */
static bool
is_valid(enum fault_kind kind, uint64_t where, const char *line, char *faulty)
{
	const struct fault fault = { kind, where };
	struct err err = ERR_INIT;
	size_t len = strlen(line);

	memcpy(faulty, line, len);
	char *end = fault_make(&fault, faulty, faulty + len);

	ck_assert(end > faulty && end <= faulty + len + FAULT_ROOM);
	*end = '\0';
	ck_assert_ptr_null(strchr(faulty, '\n'));
	ck_assert_uint_lt(strspn(faulty, " \t\r"), strlen(faulty));
	return json_check_object(slice_of(faulty), &err) == 0;
}

/* Places are random numbers: both their low and their high bits are used. */
static uint64_t
place(uint64_t i)
{
	return i | i << 62 | i << 40;
}

START_TEST(three_kinds_are_never_valid_records)
{
	static const enum fault_kind kinds[] = { FAULT_CUT, FAULT_UTF8,
		FAULT_NOT_OBJECT };
	char faulty[SIZE];

	for (uint64_t i = 0; i < PLACES; i++)
		ck_assert_msg(!is_valid(kinds[_i % 3], place(i), lines[_i / 3],
				  faulty),
		    "%s", faulty);
}
END_TEST

START_TEST(two_kinds_are_valid_but_other_records)
{
	static const enum fault_kind kinds[] = { FAULT_MISSING, FAULT_TYPE };
	char faulty[SIZE];

	for (uint64_t i = 0; i < PLACES; i++) {
		const char *line = lines[_i / 2];

		if (strcmp(line, "{}") == 0)
			continue;
		ck_assert_msg(is_valid(kinds[_i % 2], place(i), line, faulty),
		    "%s", faulty);
		ck_assert_str_ne(line, faulty);
	}
}
END_TEST

START_TEST(without_members_a_line_is_cut)
{
	char faulty[SIZE];

	ck_assert(!is_valid(FAULT_MISSING, 0, "{}", faulty));
	ck_assert_str_eq(faulty, "{");
	ck_assert(!is_valid(FAULT_TYPE, 0, "{}", faulty));
	ck_assert_str_eq(faulty, "{");
}
END_TEST

/* Each member of this line, by its number: the comma goes with it. */
START_TEST(a_member_goes_with_its_comma)
{
	static const char
	    line[] = "{\"a\": {\"b\": 1}, \"c\": [2], \"d\": \"e\"} ";
	static const char *const rows[] = {
		"{\"c\": [2], \"d\": \"e\"} ",
		"{\"a\": {}, \"c\": [2], \"d\": \"e\"} ",
		"{\"a\": {\"b\": 1}, \"d\": \"e\"} ",
		"{\"a\": {\"b\": 1}, \"c\": [2]} ",
	};
	char faulty[SIZE];

	for (uint64_t i = 0; i < 4; i++) {
		ck_assert(is_valid(FAULT_MISSING, i, line, faulty));
		ck_assert_str_eq(faulty, rows[i]);
	}
}
END_TEST

START_TEST(a_value_gets_another_type)
{
	static const char
	    line[] = "{\"a\":{\"b\":1},\"c\":[2],\"d\":\"e\",\"f\":true}";
	static const char *const rows[] = {
		"{\"a\":\"none\",\"c\":[2],\"d\":\"e\",\"f\":true}",
		"{\"a\":{\"b\":\"1\"},\"c\":[2],\"d\":\"e\",\"f\":true}",
		"{\"a\":{\"b\":1},\"c\":\"none\",\"d\":\"e\",\"f\":true}",
		"{\"a\":{\"b\":1},\"c\":[2],\"d\":0,\"f\":true}",
		"{\"a\":{\"b\":1},\"c\":[2],\"d\":\"e\",\"f\":\"true\"}",
	};
	char faulty[SIZE];

	for (uint64_t i = 0; i < 5; i++) {
		ck_assert(is_valid(FAULT_TYPE, i, line, faulty));
		ck_assert_str_eq(faulty, rows[i]);
	}
}
END_TEST

START_TEST(a_share_of_the_records_is_faulty_of_each_kind_alike)
{
	enum { RECORDS = 100000 };
	const struct faults faults = { 1, 50000000 };
	int counts[FAULT_KINDS] = { 0 };
	struct fault fault;

	for (uint64_t i = 0; i < RECORDS; i++) {
		if (fault_draw(&faults, i, &fault))
			counts[fault.kind]++;
	}
	/* A fixed seed; a thousand of each, give or take four deviations. */
	for (int i = 0; i < FAULT_KINDS; i++) {
		ck_assert_int_gt(counts[i], 874);
		ck_assert_int_lt(counts[i], 1126);
	}
}
END_TEST

START_TEST(none_or_all_are_faulty_where_that_is_asked_for)
{
	const struct faults none = { 1, 0 }, all = { 1, 1000000000 };
	struct fault fault;

	for (uint64_t i = 0; i < 1000; i++) {
		ck_assert(!fault_draw(&none, i, &fault));
		ck_assert(fault_draw(&all, i, &fault));
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("fault");
	TCase *tcase = tcase_create("fault");

	tcase_add_loop_test(tcase, three_kinds_are_never_valid_records, 0,
	    3 * LINES);
	tcase_add_loop_test(tcase, two_kinds_are_valid_but_other_records, 0,
	    2 * LINES);
	tcase_add_test(tcase, without_members_a_line_is_cut);
	tcase_add_test(tcase, a_member_goes_with_its_comma);
	tcase_add_test(tcase, a_value_gets_another_type);
	tcase_add_test(tcase,
	    a_share_of_the_records_is_faulty_of_each_kind_alike);
	tcase_add_test(tcase, none_or_all_are_faulty_where_that_is_asked_for);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
