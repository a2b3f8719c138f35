#include <check.h>
#include <stdlib.h>

#include "io/gzip.h"

enum { LONG = 3000000 };

static struct buffer packed, unpacked;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	packed = unpacked = (struct buffer)BUFFER_INIT;
}

static void
teardown(void)
{
	buffer_free(&packed);
	buffer_free(&unpacked);
}

static int
unpack(size_t len, size_t max)
{
	buffer_clear(&unpacked);
	return gzip_get((struct slice){ packed.bytes, len }, "a.gz", max,
	    &unpacked, &err);
}

START_TEST(what_was_packed_comes_out_again)
{
	static const size_t lens[] = { 0, 1, 1000, LONG };
	char *text = malloc(LONG);

	ck_assert_ptr_nonnull(text);
	for (size_t i = 0; i < LONG; i++)
		text[i] = (char)('a' + i * i % 23);
	for (size_t i = 0; i < 4; i++) {
		struct slice whole = { text, lens[i] };

		buffer_clear(&packed);
		ck_assert_int_eq(gzip_put(whole, &packed, &err), 0);
		ck_assert(gzip_is(buffer_slice(&packed)));
		ck_assert_int_eq(unpack(packed.len, LONG), 0);
		ck_assert(slice_equal(buffer_slice(&unpacked), whole));
	}
	free(text);
}
END_TEST

START_TEST(members_follow_each_other)
{
	ck_assert_int_eq(gzip_put(SLICE("one "), &packed, &err), 0);
	ck_assert_int_eq(gzip_put(SLICE("two"), &packed, &err), 0);
	ck_assert_int_eq(unpack(packed.len, 7), 0);
	ck_assert(slice_equal(buffer_slice(&unpacked), SLICE("one two")));
}
END_TEST

START_TEST(other_bytes_do_not_look_like_it)
{
	ck_assert(!gzip_is(SLICE("")));
	ck_assert(!gzip_is(SLICE("\x1f")));
	ck_assert(!gzip_is(SLICE("<?xml")));
}
END_TEST

START_TEST(a_cut_at_any_byte_is_noticed)
{
	ck_assert_int_eq(gzip_put(SLICE("cut me off"), &packed, &err), 0);
	for (size_t len = 0; len < packed.len; len++) {
		ck_assert_int_eq(unpack(len, 100), -1);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_str_eq(err.text, "'a.gz' is cut off: gzip goes on");
	}
}
END_TEST

START_TEST(a_changed_byte_of_the_content_is_noticed)
{
	ck_assert_int_eq(gzip_put(SLICE("change me"), &packed, &err), 0);
	/* The header has 10 bytes, checksum and length stand at the end. */
	for (size_t i = 10; i < packed.len; i++) {
		packed.bytes[i] ^= 0x55;
		ck_assert_int_eq(unpack(packed.len, 100), -1);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		packed.bytes[i] ^= 0x55;
	}
	buffer_put(&packed, SLICE("behind"));
	ck_assert_int_eq(unpack(packed.len, 100), -1);
	ck_assert_str_eq(err.text, "'a.gz' is damaged: no gzip");
}
END_TEST

START_TEST(a_bomb_is_stopped_at_the_limit)
{
	char *zeros = calloc(1, LONG);

	ck_assert_ptr_nonnull(zeros);
	ck_assert_int_eq(gzip_put((struct slice){ zeros, LONG }, &packed, &err),
	    0);
	ck_assert_int_eq(unpack(packed.len, LONG), 0);
	ck_assert_int_eq(unpack(packed.len, LONG - 1), -1);
	ck_assert_str_eq(err.text,
	    "'a.gz' is longer than 2999999 bytes when unpacked");
	ck_assert_int_eq(unpack(packed.len, 1000), -1);
	ck_assert_uint_lt(unpacked.len, LONG / 2);
	free(zeros);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("gzip");
	TCase *tcase = tcase_create("gzip");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, what_was_packed_comes_out_again);
	tcase_add_test(tcase, members_follow_each_other);
	tcase_add_test(tcase, other_bytes_do_not_look_like_it);
	tcase_add_test(tcase, a_cut_at_any_byte_is_noticed);
	tcase_add_test(tcase, a_changed_byte_of_the_content_is_noticed);
	tcase_add_test(tcase, a_bomb_is_stopped_at_the_limit);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
