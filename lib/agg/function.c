#include "agg/function.h"

#include <stdlib.h>

#include "agg/kinds.h"
#include "base/decimal.h"
#include "json/string.h"

/* What stands behind the PATH. */
enum arg { ARG_NONE, ARG_LENGTH, ARG_DIGITS, ARG_PATH };

static const struct spelling {
	const char *name;
	const struct function_kind *kind;
	bool needs_path;
	enum arg arg;
	const struct function_kind *with_number; /* when there is a number */
} spellings[] = {
	{ "count", &kind_count, false, ARG_NONE, NULL },
	{ "sum", &kind_sum, true, ARG_NONE, NULL },
	{ "min", &kind_min, true, ARG_NONE, NULL },
	{ "max", &kind_max, true, ARG_NONE, NULL },
	{ "avg", &kind_avg, true, ARG_DIGITS, &kind_avg_cut },
	{ "first", &kind_first, true, ARG_LENGTH, &kind_first_list },
	{ "last", &kind_last, true, ARG_LENGTH, &kind_last_list },
	{ "argmin", &kind_argmin, true, ARG_PATH, NULL },
	{ "argmax", &kind_argmax, true, ARG_PATH, NULL },
};

static const char *const later[] = { "stddev", "variance", "distinct",
	"quantile", "median", "topk", "histogram", "collect", "rate" };

enum {
	SPELLINGS = sizeof(spellings) / sizeof(spellings[0]),
	LATER = sizeof(later) / sizeof(later[0]),
};

static const struct spelling *
find_spelling(struct slice name, struct err *err)
{
	for (size_t i = 0; i < SPELLINGS; i++)
		if (slice_equal(name, slice_of(spellings[i].name)))
			return &spellings[i];
	for (size_t i = 0; i < LATER; i++)
		if (slice_equal(name, slice_of(later[i]))) {
			(void)err_set(err, ERR_USAGE, "-a %s is not built yet",
			    later[i]);
			return NULL;
		}
	(void)err_set(err, ERR_USAGE,
	    "-a: '%.*s' is no function (count, sum, min, max, avg, first, "
	    "last, argmin or argmax)",
	    (int)name.len, name.ptr);
	return NULL;
}

/* A number of at most five digits. */
static bool
parse_number(struct slice text, size_t *number)
{
	size_t value = 0;

	if (text.len == 0 || text.len > 5)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		value = 10 * value + (size_t)(text.ptr[i] - '0');
	}
	*number = value;
	return true;
}

static int
parse_arg(struct function *function, const struct spelling *spelling,
    struct slice arg, struct json_plan *plan, struct err *err)
{
	const char *name = spelling->name;
	struct slice rest = arg;
	struct slice path;

	switch (spelling->arg) {
	case ARG_PATH:
		if (path_cut(&rest, ':', &path))
			return err_set(err, ERR_USAGE,
			    "-a %s: nothing may stand behind its paths", name);
		return column_init(&function->by, path, "-a", plan, err);
	case ARG_LENGTH:
		if (!parse_number(arg, &function->number) ||
		    function->number < 1 ||
		    function->number > FUNCTION_LIST_MAX)
			return err_set(err, ERR_USAGE,
			    "-a %s: '%.*s' is no number from 1 to %d", name,
			    (int)arg.len, arg.ptr, FUNCTION_LIST_MAX);
		break;
	case ARG_DIGITS:
		if (!parse_number(arg, &function->number) ||
		    function->number > DECIMAL_DIGITS_MAX)
			return err_set(err, ERR_USAGE,
			    "-a %s: '%.*s' is no number from 0 to %d", name,
			    (int)arg.len, arg.ptr, DECIMAL_DIGITS_MAX);
		break;
	case ARG_NONE:
	default:
		return err_set(err, ERR_USAGE,
		    "-a %s: nothing may stand behind its path", name);
	}
	function->kind = spelling->with_number;
	return 0;
}

/* FUNCTION[:PATH[:ARG]] */
static int
parse_call(struct function *function, struct slice text, struct json_plan *plan,
    struct err *err)
{
	struct slice rest = text;
	struct slice name, path;
	bool has_path = path_cut(&rest, ':', &name);
	const struct spelling *spelling = find_spelling(name, err);

	if (spelling == NULL)
		return -1;
	function->kind = spelling->kind;
	if (!has_path) {
		if (spelling->needs_path)
			return err_set(err, ERR_USAGE,
			    "-a %s needs a path (%s:PATH)", spelling->name,
			    spelling->name);
		return 0;
	}
	bool has_arg = path_cut(&rest, ':', &path);
	if (column_init(&function->column, path, "-a", plan, err) < 0)
		return -1;
	if (has_arg)
		return parse_arg(function, spelling, rest, plan, err);
	if (spelling->arg == ARG_PATH)
		return err_set(err, ERR_USAGE,
		    "-a %s needs two paths (%s:PATH:PATH)", spelling->name,
		    spelling->name);
	return 0;
}

/* NAME, or FUNCTION_LASTNAME. */
static int
set_name(struct function *function, bool is_named, struct slice name,
    struct err *err)
{
	struct buffer text = BUFFER_INIT;

	if (is_named)
		path_unescape(name, &text);
	else
		buffer_put(&text, slice_of(function->kind->name));
	if (!is_named && function->column.slot >= 0) {
		buffer_put_byte(&text, '_');
		buffer_put(&text, json_path_last(&function->column.path));
	}
	buffer_put_byte(&text, '\0');
	if (buffer_check(&text, err) < 0) {
		buffer_free(&text);
		return -1;
	}
	function->name = text.bytes;
	return 0;
}

int
function_init(struct function *function, const char *spec,
    struct json_plan *plan, struct err *err)
{
	struct slice call = slice_of(spec);
	struct slice name;
	bool is_named = path_cut(&call, '=', &name);

	*function = (struct function){ .column.slot = -1, .by.slot = -1 };
	if (is_named && (name.len == 0 || utf8_valid_len(name) < name.len))
		return err_set(err, ERR_USAGE,
		    "-a: the name in '%s' is empty or no UTF-8", spec);
	if (!is_named)
		call = slice_of(spec);
	if (parse_call(function, call, plan, err) < 0 ||
	    set_name(function, is_named, name, err) < 0) {
		function_free(function);
		return -1;
	}
	return 0;
}

bool
function_counts_all(const struct function *function)
{
	return function->kind == &kind_count && function->column.slot < 0;
}

void
function_free(struct function *function)
{
	free(function->name);
	function->name = NULL;
	column_free(&function->column);
	column_free(&function->by);
}
