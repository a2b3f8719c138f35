#include <check.h>
#include <stdint.h>

#include "base/buffer.h"

static struct buffer buffer;

static void
setup(void)
{
	buffer = (struct buffer)BUFFER_INIT;
}

static void
teardown(void)
{
	buffer_free(&buffer);
}

static void
expect(const char *text)
{
	struct err err = ERR_INIT;

	ck_assert_int_eq(buffer_check(&buffer, &err), 0);
	ck_assert(slice_equal(buffer_slice(&buffer), slice_of(text)));
}

START_TEST(a_new_buffer_is_empty)
{
	expect("");
}
END_TEST

START_TEST(what_is_put_stands_in_order)
{
	buffer_put(&buffer, SLICE("ab"));
	buffer_put_byte(&buffer, 'c');
	buffer_put(&buffer, SLICE(""));
	buffer_put_uint(&buffer, UINT64_MAX);
	expect("abc18446744073709551615");
}
END_TEST

START_TEST(the_lowest_integer_is_written)
{
	buffer_put_int(&buffer, INT64_MIN);
	buffer_put_byte(&buffer, ' ');
	buffer_put_int(&buffer, 0);
	expect("-9223372036854775808 0");
}
END_TEST

START_TEST(a_buffer_grows_and_keeps_what_it_has)
{
	for (int i = 0; i < 100000; i++)
		buffer_put_byte(&buffer, (char)('a' + i % 26));
	ck_assert_uint_eq(buffer.len, 100000);
	for (int i = 0; i < 100000; i++)
		ck_assert_int_eq(buffer.bytes[i], 'a' + i % 26);
}
END_TEST

START_TEST(a_cleared_buffer_keeps_its_memory)
{
	buffer_put(&buffer, SLICE("abc"));
	const char *bytes = buffer.bytes;
	buffer_clear(&buffer);
	expect("");
	buffer_put(&buffer, SLICE("d"));
	ck_assert_ptr_eq(buffer.bytes, bytes);
	expect("d");
}
END_TEST

START_TEST(memory_that_cannot_be_had_is_remembered)
{
	struct err err = ERR_INIT;

	ck_assert_ptr_null(buffer_reserve(&buffer, SIZE_MAX));
	buffer_put(&buffer, SLICE("lost"));
	ck_assert_int_eq(buffer_check(&buffer, &err), -1);
	ck_assert_int_eq(err.kind, ERR_SYSTEM);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("buffer");
	TCase *tcase = tcase_create("buffer");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_new_buffer_is_empty);
	tcase_add_test(tcase, what_is_put_stands_in_order);
	tcase_add_test(tcase, the_lowest_integer_is_written);
	tcase_add_test(tcase, a_buffer_grows_and_keeps_what_it_has);
	tcase_add_test(tcase, a_cleared_buffer_keeps_its_memory);
	tcase_add_test(tcase, memory_that_cannot_be_had_is_remembered);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
