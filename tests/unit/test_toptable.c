#include <check.h>
#include <stdio.h>

#include "agg/toptable.h"

static const struct {
	const char *rows;
	const char *table;
} tables[] = {
	{ "{\"rank\":1,\"Url\":\"/\",\"count\":10}\n"
	  "{\"rank\":2,\"Url\":\"/news\",\"count\":9}\n",
	    "rank  Url    count\n"
	    "   1  /         10\n"
	    "   2  /news      9\n" },
	/* Numbers and others in one column stand to the left. */
	{ "{\"a\":1,\"b\":0}\n{\"a\":\"two\",\"b\":0}\n",
	    "a    b\n"
	    "1    0\n"
	    "two  0\n" },
	/* null is neither, and no blanks stand at the end of a line. */
	{ "{\"a\":null,\"b\":\"x\"}\n{\"a\":100}\n",
	    "  a  b\n"
	    "  -  x\n"
	    "100  -\n" },
	{ "{\"x\":{\"y\": [1]},\"z\":true}\n",
	    "x           z\n"
	    "{\"y\": [1]}  true\n" },
	/* What a terminal would obey is shown, names are unescaped. */
	{ "{\"a\\u0062\":\"\\u001b[2J\\n\",\"c\":1}\n",
	    "ab         c\n"
	    "\\x1b[2J\\n  1\n" },
	{ "{\"n\":\"\u6771\u4EAC\",\"m\":1}\n{\"n\":\"abc\",\"m\":2}\n",
	    "n     m\n"
	    "\u6771\u4EAC  1\n"
	    "abc   2\n" },
	/* Members that come later have their column at the end. */
	{ "{\"a\":1}\n{\"b\":2,\"a\":3}\n",
	    "a  b\n"
	    "1  -\n"
	    "3  2\n" },
};

START_TEST(rows_become_a_table)
{
	struct buffer out = BUFFER_INIT;
	struct err err = ERR_INIT;

	ck_assert_int_eq(toptable_put(slice_of(tables[_i].rows), &out, &err),
	    0);
	buffer_put_byte(&out, '\0');
	ck_assert_str_eq(out.bytes, tables[_i].table);
	buffer_free(&out);
}
END_TEST

START_TEST(columns_past_the_limit_are_left_out)
{
	struct buffer rows = BUFFER_INIT;
	struct buffer out = BUFFER_INIT;
	struct err err = ERR_INIT;
	char member[32];

	for (int i = 0; i <= TOPTABLE_COLUMNS_MAX; i++) {
		(void)snprintf(member, sizeof(member), "%c\"c%03d\":7",
		    i == 0 ? '{' : ',', i);
		buffer_put(&rows, slice_of(member));
	}
	buffer_put(&rows, SLICE("}\n"));
	ck_assert_int_eq(toptable_put(buffer_slice(&rows), &out, &err), 0);
	/* Each column is four wide, two blanks between, an LF behind. */
	ck_assert_uint_eq(out.len, 2 * (TOPTABLE_COLUMNS_MAX * 6 - 1));
	buffer_free(&rows);
	buffer_free(&out);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("toptable");
	TCase *tcase = tcase_create("toptable");

	tcase_add_loop_test(tcase, rows_become_a_table, 0,
	    sizeof(tables) / sizeof(tables[0]));
	tcase_add_test(tcase, columns_past_the_limit_are_left_out);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
