#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/table.h"
#include "base/tags.h"

static struct table *table;
static struct err err;

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	table = table_new(sizeof(int), 16 << 20, &err);
	ck_assert_ptr_nonnull(table);
}

static void
teardown(void)
{
	table_free(table);
}

static int *
value_of(struct table_entry *entry)
{
	return (int *)(void *)entry->value;
}

static struct table_entry *
put(const char *key, int is_new)
{
	struct table_entry *entry = NULL;

	ck_assert_int_eq(table_put(table, slice_of(key), &entry, &err), is_new);
	ck_assert(slice_equal(entry->key, slice_of(key)));
	return entry;
}

START_TEST(a_new_table_is_empty)
{
	ck_assert_uint_eq(table_len(table), 0);
	ck_assert_ptr_null(table_first(table));
	ck_assert_ptr_null(table_find(table, SLICE("a")));
}
END_TEST

START_TEST(a_key_is_there_once)
{
	struct table_entry *entry = put("a", 1);

	ck_assert_int_eq(*value_of(entry), 0);
	*value_of(entry) = 7;
	ck_assert_ptr_eq(put("a", 0), entry);
	ck_assert_ptr_eq(table_find(table, SLICE("a")), entry);
	ck_assert_int_eq(*value_of(entry), 7);
	ck_assert_uint_eq(table_len(table), 1);
}
END_TEST

START_TEST(the_key_is_copied)
{
	char key[] = "before";
	struct table_entry *entry = put(key, 1);

	memcpy(key, "after!", sizeof(key));
	ck_assert(slice_equal(entry->key, SLICE("before")));
}
END_TEST

START_TEST(keys_may_be_empty_or_hold_any_byte)
{
	struct table_entry *entry = NULL;

	put("", 1);
	ck_assert_int_eq(table_put(table, SLICE("\0"), &entry, &err), 1);
	ck_assert_int_eq(table_put(table, SLICE("\0\0"), &entry, &err), 1);
	ck_assert_int_eq(table_put(table, (struct slice){ NULL, 0 }, &entry,
			     &err),
	    0);
	ck_assert_uint_eq(table_len(table), 3);
}
END_TEST

START_TEST(a_long_key_is_a_key_like_others)
{
	static char key[300000];
	struct slice whole = { key, sizeof(key) };
	struct table_entry *entry = NULL;

	ck_assert_int_eq(table_put(table, whole, &entry, &err), 1);
	whole.len--;
	ck_assert_int_eq(table_put(table, whole, &entry, &err), 1);
	ck_assert_int_eq(table_put(table, whole, &entry, &err), 0);
}
END_TEST

START_TEST(values_are_aligned_for_any_type)
{
	put("abc", 1);
	put("abcde", 1);
	for (const struct table_entry *entry = table_first(table);
	     entry != NULL; entry = entry->next)
		ck_assert_uint_eq((uintptr_t)entry->value % 16, 0);
}
END_TEST

/* Against the obvious model: a list that is searched from its start. */
START_TEST(it_agrees_with_a_simple_model)
{
	enum { KEYS = 700, PUTS = 4000 };
	struct model {
		char key[40];
		struct table_entry *entry;
		int value;
	} *model = calloc(KEYS, sizeof(*model));
	int len = 0;

	srand((unsigned)_i);
	for (int i = 0; i < PUTS; i++) {
		char key[40];
		int at = 0;

		snprintf(key, sizeof(key), "%0*d", 1 + rand() % 2 * 30,
		    rand() % (KEYS / 2));
		while (at < len && strcmp(model[at].key, key) != 0)
			at++;
		struct table_entry *entry = put(key, at == len);
		if (at == len) {
			snprintf(model[at].key, sizeof(key), "%s", key);
			model[len++].entry = entry;
		}
		ck_assert_ptr_eq(model[at].entry, entry);
		ck_assert_int_eq(*value_of(entry), model[at].value);
		*value_of(entry) = model[at].value = i;
	}
	ck_assert_uint_eq(table_len(table), (size_t)len);
	struct table_entry *entry = table_first(table);
	for (int at = 0; at < len; at++, entry = entry->next)
		ck_assert_ptr_eq(entry, model[at].entry);
	ck_assert_ptr_null(entry);
	free(model);
}
END_TEST

/* So many that the groups grow often, and ways go past full ones. */
START_TEST(each_of_many_keys_is_found)
{
	enum { KEYS = 200000 };
	struct table_entry *entry;
	char key[16];
	int wrong = 0;

	table_free(table);
	table = table_new(sizeof(int), 64 << 20, &err);
	for (int i = 0; i < KEYS; i++) {
		snprintf(key, sizeof(key), "%d", i);
		wrong += table_put(table, slice_of(key), &entry, &err) != 1;
		*value_of(entry) = i;
	}
	for (int i = 0; i < 2 * KEYS; i++) {
		snprintf(key, sizeof(key), "%d", i);
		uint64_t hash = table_hash(table, slice_of(key));

		table_fetch_group(table, hash);
		table_fetch_entry(table, hash);
		entry = table_find_hashed(table, slice_of(key), hash);
		wrong += (entry != NULL) != (i < KEYS);
		wrong += entry != table_find(table, slice_of(key));
		wrong += entry != NULL && *value_of(entry) != i;
	}
	ck_assert_int_eq(wrong, 0);
	ck_assert_uint_eq(table_len(table), KEYS);
}
END_TEST

/* The hash decides only where a search begins: here all begin alike. */
START_TEST(keys_of_one_hash_are_told_apart)
{
	enum { KEYS = 500 };
	struct table_entry *entry;
	char key[16];
	int wrong = 0;

	for (int i = 0; i < 2 * KEYS; i++) {
		snprintf(key, sizeof(key), "%d", i % KEYS);
		wrong += table_put_hashed(table, slice_of(key), UINT64_MAX,
			     &entry, &err) != (i < KEYS);
		wrong += *value_of(entry) != (i < KEYS ? 0 : i % KEYS);
		*value_of(entry) = i % KEYS;
	}
	ck_assert_int_eq(wrong, 0);
	ck_assert_ptr_null(table_find_hashed(table, SLICE("x"), UINT64_MAX));
}
END_TEST

/* Keys are compared by lengths in several ways, and each byte counts. */
START_TEST(keys_of_each_length_differ_by_each_byte)
{
	enum { LONGEST = 130 };
	char key[LONGEST + 1];
	struct table_entry *entry;

	memset(key, 'k', sizeof(key));
	for (size_t len = 0; len <= LONGEST; len++) {
		const struct slice whole = { key, len };
		int found = 0;

		ck_assert_int_eq(table_put_hashed(table, whole, 1, &entry,
				     &err),
		    1);
		for (size_t at = 0; at < len; at++) {
			key[at] ^= 0x20;
			found += table_find_hashed(table, whole, 1) != NULL;
			key[at] ^= 0x20;
		}
		ck_assert_int_eq(found, 0);
		ck_assert_ptr_eq(table_find_hashed(table, whole, 1), entry);
	}
}
END_TEST

/* What SSE2 finds in a group and what a loop over its tags finds. */
START_TEST(tags_are_matched_as_one_by_one)
{
	unsigned char tags[TAGS_LEN];

	srand((unsigned)_i);
	for (int i = 0; i < 10000; i++) {
		for (int at = 0; at < TAGS_LEN; at++)
			tags[at] = (unsigned char)(rand() % 3 * 0x7F);
		for (int tag = 0; tag < 256; tag += 0x7F)
			ck_assert_uint_eq(tags_match(tags, (unsigned char)tag),
			    tags_match_plain(tags, (unsigned char)tag));
	}
}
END_TEST

START_TEST(the_memory_limit_is_an_error_and_changes_nothing)
{
	enum { LIMIT = 1 << 20 };
	struct table_entry *entry = NULL;
	char key[16];
	size_t keys = 0;

	table_free(table);
	table = table_new(sizeof(int), LIMIT, &err);
	for (;; keys++) {
		snprintf(key, sizeof(key), "%zu", keys);
		if (table_put(table, slice_of(key), &entry, &err) < 0)
			break;
		ck_assert_uint_lt(keys, LIMIT / 16);
	}
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	ck_assert_uint_gt(keys, LIMIT / 256);
	ck_assert_uint_le(table_memory(table), LIMIT);
	ck_assert_uint_eq(table_len(table), keys);
	ck_assert_ptr_null(table_find(table, slice_of(key)));
	put("0", 0); /* a key it knows needs no memory */
}
END_TEST

/* Keys that fall into one slot of one table are spread over another. */
START_TEST(no_two_tables_hash_alike)
{
	struct table *other = table_new(0, 16 << 20, &err);
	struct table_entry *entry = NULL;
	int alike = 0;

	for (int i = 0; i < 1000; i++) {
		char key[16];

		snprintf(key, sizeof(key), "%d", i);
		table_put(other, slice_of(key), &entry, &err);
		alike += put(key, 1)->hash % 256 == entry->hash % 256;
	}
	ck_assert_int_lt(alike, 100);
	table_free(other);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("table");
	TCase *tcase = tcase_create("table");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_new_table_is_empty);
	tcase_add_test(tcase, a_key_is_there_once);
	tcase_add_test(tcase, the_key_is_copied);
	tcase_add_test(tcase, keys_may_be_empty_or_hold_any_byte);
	tcase_add_test(tcase, a_long_key_is_a_key_like_others);
	tcase_add_test(tcase, values_are_aligned_for_any_type);
	tcase_add_loop_test(tcase, it_agrees_with_a_simple_model, 1, 4);
	tcase_add_test(tcase, each_of_many_keys_is_found);
	tcase_add_test(tcase, keys_of_one_hash_are_told_apart);
	tcase_add_test(tcase, keys_of_each_length_differ_by_each_byte);
	tcase_add_loop_test(tcase, tags_are_matched_as_one_by_one, 1, 2);
	tcase_add_test(tcase, the_memory_limit_is_an_error_and_changes_nothing);
	tcase_add_test(tcase, no_two_tables_hash_alike);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
