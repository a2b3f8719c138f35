#include "base/recall.h"

#include <check.h>
#include <stdio.h>

enum { KEYS = 2000, KEY_MAX = 160 };

static struct table *table;
static struct recall recall;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	recall = (struct recall){ .at = { NULL } };
	table = table_new(8, 1 << 22, &err);
}

static void
teardown(void)
{
	table_free(table);
}

static struct table_entry *
set(struct slice key)
{
	struct table_entry *entry = NULL;

	ck_assert_int_ge(table_put(table, key, &entry, &err), 0);
	recall_set(&recall, entry);
	return entry;
}

START_TEST(what_was_set_is_found)
{
	static const char bytes[KEY_MAX] = "key";

	for (size_t len = 0; len <= KEY_MAX; len++) {
		struct slice key = { bytes, len };

		ck_assert_ptr_null(recall_find(&recall, key));
		struct table_entry *entry = set(key);
		ck_assert_ptr_eq(recall_find(&recall, key), entry);
	}
}
END_TEST

START_TEST(a_key_that_differs_in_any_byte_is_not_found)
{
	char bytes[KEY_MAX] = "";

	for (size_t len = 1; len <= KEY_MAX; len++) {
		struct slice key = { bytes, len };

		set(key);
		for (size_t at = 0; at < len; at++) {
			bytes[at] ^= 1;
			ck_assert_ptr_null(recall_find(&recall, key));
			bytes[at] ^= 1;
		}
	}
}
END_TEST

/* A key takes the place of another one; it is never taken for it. */
START_TEST(what_is_found_has_the_key)
{
	char key[32];
	int found = 0;

	for (int i = 0; i < 10 * KEYS; i++) {
		(void)snprintf(key, sizeof(key), "/page/%d", i * i % KEYS);
		struct table_entry *entry = recall_find(&recall, slice_of(key));

		if (entry == NULL)
			entry = set(slice_of(key));
		else
			found++;
		ck_assert(slice_equal(entry->key, slice_of(key)));
	}
	ck_assert_int_gt(found, KEYS);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("recall");
	TCase *tcase = tcase_create("recall");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, what_was_set_is_found);
	tcase_add_test(tcase, a_key_that_differs_in_any_byte_is_not_found);
	tcase_add_test(tcase, what_is_found_has_the_key);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
