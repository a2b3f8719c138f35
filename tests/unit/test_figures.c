#include <check.h>
#include <stdio.h>

#include "cli/figures.h"

static struct figures figures;

static void
setup(void)
{
	figures_start(&figures);
}

START_TEST(a_new_run_adds_up)
{
	ck_assert(figures_add_up(&figures));
}
END_TEST

START_TEST(each_record_has_one_fate)
{
	figures.in = 10;
	figures.accepted = 4;
	figures.rejected = 3;
	figures.late = 2;
	ck_assert(!figures_add_up(&figures));
	figures.deduplicated = 1;
	ck_assert(figures_add_up(&figures));
}
END_TEST

START_TEST(they_are_one_object_on_a_line)
{
	struct buffer out = BUFFER_INIT;
	static const char
	    head[] = "{\"tool\":\"evx\",\"in\":3,\"accepted\":2,\"rejected\":1,"
		     "\"late\":0,\"deduplicated\":0,\"out\":2,\"bytes_in\":99,"
		     "\"bytes_out\":66,\"seconds\":";
	unsigned seconds, micros, cpu, cpu_micros;
	int end = 0;

	figures.in = 3;
	figures.accepted = 2;
	figures.rejected = 1;
	figures.out = 2;
	figures.bytes_in = 99;
	figures.bytes_out = 66;
	figures_put(&figures, "evx", SLICE(",\"groups\":7"), &out);
	buffer_put_byte(&out, '\0');
	ck_assert_int_eq(strncmp(out.bytes, head, sizeof(head) - 1), 0);
	ck_assert_int_eq(sscanf(out.bytes + sizeof(head) - 1,
			     "%u.%6u,\"cpu_seconds\":%u.%6u,\"groups\":7}\n%n",
			     &seconds, &micros, &cpu, &cpu_micros, &end),
	    4);
	ck_assert_uint_eq(sizeof(head) - 1 + (size_t)end + 1, out.len);
	buffer_free(&out);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("figures");
	TCase *tcase = tcase_create("figures");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_test(tcase, a_new_run_adds_up);
	tcase_add_test(tcase, each_record_has_one_fate);
	tcase_add_test(tcase, they_are_one_object_on_a_line);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
