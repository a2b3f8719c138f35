/* min, max, argmin, argmax */
#include "agg/kept.h"
#include "agg/kinds.h"
#include "json/compare.h"
#include "json/string.h"

/* The lowest or highest value so far, and what argmin and argmax show. */
struct extreme {
	struct kept value;
	struct kept shown;
};

/* The column whose value is compared. */
static const struct column *
compared(const struct function *function)
{
	return function->by.slot >= 0 ? &function->by : &function->column;
}

/* Both what is compared and what is shown, or nothing. */
static bool
get_values(const struct function *function, const struct slice *fields,
    struct slice *value, struct slice *shown)
{
	return function_value(&function->column, fields, shown) &&
	    function_value(compared(function), fields, value);
}

static int
extreme_check(const struct function *function, const void *state,
    const struct json_record *record, struct err *err)
{
	const struct extreme *extreme = state;
	const struct column *column = compared(function);
	struct slice value, shown;

	if (!get_values(function, record->fields, &value, &shown))
		return 0;
	enum json_type type = json_type_of(value);
	if (type != JSON_NUMBER && type != JSON_STRING)
		return column_err(column, record, err, "type",
		    "is neither a number nor a string");
	if (extreme == NULL || extreme->value.len == 0 ||
	    json_type_of(kept_value(&extreme->value)) == type)
		return 0;
	return column_err(column, record, err, "type",
	    type == JSON_NUMBER ? "is a number, and its group has strings"
				: "is a string, and its group has numbers");
}

/* sign: -1 for the lowest, 1 for the highest; of equals the first stays. */
static int
extreme_apply(const struct function *function, struct extreme *extreme,
    const struct function_input *input, int sign, struct err *err)
{
	struct slice value, shown;

	if (!get_values(function, input->fields, &value, &shown))
		return 0;
	struct slice before = kept_value(&extreme->value);
	if (before.ptr != NULL) {
		int order = json_value_compare(value, before);

		if (sign > 0 ? order <= 0 : order >= 0)
			return 0;
	}
	if (kept_set(&extreme->value, value, input->arena, err) < 0)
		return -1;
	if (function->by.slot < 0)
		return 1;
	if (slice_equal(kept_value(&extreme->shown), shown))
		return 0;
	return kept_set(&extreme->shown, shown, input->arena, err) < 0 ? -1 : 1;
}

static int
min_apply(const struct function *function, void *state,
    const struct function_input *input, struct err *err)
{
	return extreme_apply(function, state, input, -1, err);
}

static int
max_apply(const struct function *function, void *state,
    const struct function_input *input, struct err *err)
{
	return extreme_apply(function, state, input, 1, err);
}

static void
extreme_put(const struct function *function, const void *state,
    struct buffer *out)
{
	const struct extreme *extreme = state;
	struct slice value = kept_value(
	    function->by.slot < 0 ? &extreme->value : &extreme->shown);

	buffer_put(out, value.ptr == NULL ? SLICE("null") : value);
}

const struct function_kind kind_min = {
	.name = "min",
	.size = sizeof(struct extreme),
	.looks_first = true,
	.check = extreme_check,
	.apply = min_apply,
	.put = extreme_put,
};

const struct function_kind kind_max = {
	.name = "max",
	.size = sizeof(struct extreme),
	.looks_first = true,
	.check = extreme_check,
	.apply = max_apply,
	.put = extreme_put,
};

const struct function_kind kind_argmin = {
	.name = "argmin",
	.size = sizeof(struct extreme),
	.looks_first = true,
	.check = extreme_check,
	.apply = min_apply,
	.put = extreme_put,
};

const struct function_kind kind_argmax = {
	.name = "argmax",
	.size = sizeof(struct extreme),
	.looks_first = true,
	.check = extreme_check,
	.apply = max_apply,
	.put = extreme_put,
};
