/* count, sum, avg */
#include "agg/kinds.h"
#include "base/ascii.h"
#include "base/decimal.h"
#include "json/string.h"

static int
count_apply(const struct function *function, void *state,
    const struct function_input *input, struct err *err)
{
	uint64_t *count = state;
	struct slice value;

	(void)err;
	if (function->column.slot >= 0 &&
	    !function_value(&function->column, input->fields, &value))
		return 0;
	(*count)++;
	return 1;
}

static void
count_put(const struct function *function, const void *state,
    struct buffer *out)
{
	const uint64_t *count = state;

	(void)function;
	buffer_put_uint(out, *count);
}

const struct function_kind kind_count = {
	.name = "count",
	.size = sizeof(uint64_t),
	.apply = count_apply,
	.put = count_put,
};

static int
number_check(const struct function *function, const void *state,
    const struct json_record *record, struct err *err)
{
	const struct column *column = &function->column;
	struct slice value;

	(void)state;
	if (!function_value(column, record->fields, &value))
		return 0;
	if (ascii_is_digit(value.ptr[0]) && decimal_takes(value))
		return 0;
	if (json_type_of(value) != JSON_NUMBER)
		return column_err(column, record, err, "type", "is no number");
	if (!decimal_takes(value))
		return column_err(column, record, err, "number",
		    "has more than 400 digits");
	return 0;
}

/* Is it 0, however written? */
static bool
is_zero(struct slice number)
{
	for (size_t i = 0; i < number.len; i++) {
		if (number.ptr[i] >= '1' && number.ptr[i] <= '9')
			return false;
		if (number.ptr[i] == 'e' || number.ptr[i] == 'E')
			return true;
	}
	return true;
}

static int
sum_apply(const struct function *function, void *state,
    const struct function_input *input, struct err *err)
{
	struct decimal *sum = state;
	struct slice value;

	if (!function_value(&function->column, input->fields, &value))
		return 0;
	if (decimal_add(sum, value, err) < 0)
		return -1;
	return !input->is_watched || !is_zero(value);
}

static void
sum_put(const struct function *function, const void *state, struct buffer *out)
{
	(void)function;
	decimal_put(state, out);
}

static void
sum_free(void *state)
{
	decimal_free(state);
}

const struct function_kind kind_sum = {
	.name = "sum",
	.size = sizeof(struct decimal),
	.check = number_check,
	.apply = sum_apply,
	.put = sum_put,
	.free = sum_free,
};

struct total {
	struct decimal sum;
	uint64_t count;
};

static int
total_add(struct total *total, struct slice value, struct err *err)
{
	if (decimal_add(&total->sum, value, err) < 0)
		return -1;
	total->count++;
	return 1;
}

/* The average of 1 and 1 is what it was: only its text tells. */
static int
avg_apply(const struct function *function, void *state,
    const struct function_input *input, struct err *err)
{
	struct buffer before = BUFFER_INIT;
	struct buffer after = BUFFER_INIT;
	struct slice value;

	if (!function_value(&function->column, input->fields, &value))
		return 0;
	if (!input->is_watched)
		return total_add(state, value, err);

	function->kind->put(function, state, &before);
	int result = total_add(state, value, err);
	if (result > 0) {
		function->kind->put(function, state, &after);
		result = !slice_equal(buffer_slice(&before),
		    buffer_slice(&after));
		if (buffer_check(&after, err) < 0)
			result = -1;
	}
	buffer_free(&before);
	buffer_free(&after);
	return result;
}

static void
avg_put(const struct function *function, const void *state, struct buffer *out)
{
	const struct total *total = state;

	if (total->count == 0)
		buffer_put(out, SLICE("null"));
	else if (function->kind == &kind_avg_cut)
		decimal_put_average_cut(&total->sum, total->count,
		    (int)function->number, out);
	else
		decimal_put_average(&total->sum, total->count, out);
}

static void
avg_free(void *state)
{
	struct total *total = state;

	decimal_free(&total->sum);
}

const struct function_kind kind_avg = {
	.name = "avg",
	.size = sizeof(struct total),
	.check = number_check,
	.apply = avg_apply,
	.put = avg_put,
	.free = avg_free,
};

const struct function_kind kind_avg_cut = {
	.name = "avg",
	.size = sizeof(struct total),
	.check = number_check,
	.apply = avg_apply,
	.put = avg_put,
	.free = avg_free,
};
