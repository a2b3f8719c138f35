#include <check.h>
#include <stdlib.h>

#include "base/heap.h"
#include "base/random.h"

struct number {
	struct heap_node node;
	int value;
};

static struct arena arena;
static struct heap heap;
static struct err err;

static bool
is_less(const struct heap_node *a, const struct heap_node *b,
    const void *context)
{
	(void)context;
	return ((const struct number *)a)->value <
	    ((const struct number *)b)->value;
}

static const struct heap_order order = { is_less, NULL };

static void
setup(void)
{
	err = (struct err)ERR_INIT;
	arena_init(&arena, 1 << 20);
	heap = (struct heap)HEAP_INIT;
}

static void
teardown(void)
{
	arena_free(&arena);
}

static void
push(struct number *number)
{
	ck_assert_int_eq(heap_reserve(&heap, &arena, &err), 0);
	heap_push(&heap, &order, &number->node);
}

static int
pop(void)
{
	struct heap_node *node = heap_pop(&heap, &order);

	ck_assert_ptr_nonnull(node);
	return ((struct number *)node)->value;
}

START_TEST(an_empty_heap_has_no_root)
{
	ck_assert_ptr_null(heap_root(&heap));
	ck_assert_ptr_null(heap_pop(&heap, &order));
	heap_build(&heap, &order);
	ck_assert_uint_eq(heap.len, 0);
}
END_TEST

START_TEST(nodes_leave_in_order)
{
	struct number numbers[] = { { .value = 3 }, { .value = 1 },
		{ .value = 2 }, { .value = 1 } };

	for (size_t i = 0; i < 4; i++)
		push(&numbers[i]);
	ck_assert_int_eq(pop(), 1);
	ck_assert_int_eq(pop(), 1);
	ck_assert_int_eq(pop(), 2);
	ck_assert_int_eq(pop(), 3);
	ck_assert_ptr_null(heap_root(&heap));
}
END_TEST

START_TEST(appended_nodes_are_in_order_once_it_is_built)
{
	enum { LEN = 1000 };
	static struct number numbers[LEN];

	for (int i = 0; i < LEN; i++) {
		numbers[i].value = i * 7 % LEN;
		ck_assert_int_eq(heap_reserve(&heap, &arena, &err), 0);
		heap_append(&heap, &numbers[i].node);
	}
	heap_build(&heap, &order);
	for (int i = 0; i < LEN; i++)
		ck_assert_int_eq(pop(), i);
}
END_TEST

/* The least value of those that are in the heap, or -1. */
static int
least(const struct number *numbers, const bool *is_in, int len)
{
	int found = -1;

	for (int i = 0; i < len; i++)
		if (is_in[i] && (found < 0 || numbers[i].value < found))
			found = numbers[i].value;
	return found;
}

/* Against the obvious model: look at all of them. */
START_TEST(it_agrees_with_a_simple_model)
{
	enum { LEN = 40, STEPS = 20000 };
	struct number numbers[LEN] = { 0 };
	bool is_in[LEN] = { false };
	struct random random;

	random_init(&random, (uint64_t)_i, 0);
	for (int step = 0; step < STEPS; step++) {
		size_t at = (size_t)random_below(&random, LEN);
		int value = (int)random_below(&random, 100);

		if (!is_in[at]) {
			numbers[at].value = value;
			push(&numbers[at]);
			is_in[at] = true;
		} else if (random_below(&random, 2) == 0) {
			numbers[at].value = value;
			heap_fix(&heap, &order, &numbers[at].node);
		} else {
			heap_remove(&heap, &order, &numbers[at].node);
			is_in[at] = false;
		}
		const struct heap_node *root = heap_root(&heap);
		ck_assert_int_eq(root == NULL
			? -1
			: ((const struct number *)root)->value,
		    least(numbers, is_in, LEN));
	}
}
END_TEST

START_TEST(the_limit_of_the_arena_is_an_error_and_changes_nothing)
{
	static struct number number;
	size_t len = 0;

	for (; heap_reserve(&heap, &arena, &err) == 0; len++)
		heap_append(&heap, &number.node);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	ck_assert_uint_eq(heap.len, len);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("heap");
	TCase *tcase = tcase_create("heap");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, an_empty_heap_has_no_root);
	tcase_add_test(tcase, nodes_leave_in_order);
	tcase_add_test(tcase, appended_nodes_are_in_order_once_it_is_built);
	tcase_add_loop_test(tcase, it_agrees_with_a_simple_model, 1, 4);
	tcase_add_test(tcase,
	    the_limit_of_the_arena_is_an_error_and_changes_nothing);
	suite_add_tcase(suite, tcase);

	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0;
}
