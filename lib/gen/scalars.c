#include "gen/generators.h"

#include "base/time.h"
#include "gen/param.h"
#include "gen/put.h"
#include "gen/scaled.h"
#include "gen/value.h"

/* So far may a model's time be from the record's, in either direction. */
#define SHIFT_MAX (INT64_C(50) * 366 * 86400 * TIME_SECOND)

/* The values from range[0] to range[1], both included. */
static void
set_range(struct program_op *op, const int64_t range[2])
{
	op->number.min = range[0];
	/* All 2^64 of them wrap to 0, which is their sign. */
	op->number.count = (uint64_t)range[1] - (uint64_t)range[0] + 1;
}

int
generator_int(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	static const struct param any = { PARAM_NUMBER, 0, INT64_MIN,
		INT64_MAX };
	struct program_op op = { .slot = 0 };
	int64_t range[2];

	(void)self;
	if (param_read_range(compile->conf, main, &any, range, err) < 0)
		return -1;
	set_range(&op, range);
	return compile_put(compile, &op, value_int, PUT_INT_MAX, err);
}

int
generator_decimal(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	static const struct param digits = { PARAM_NUMBER, 0, 0,
		SCALED_DIGITS_MAX };
	const struct conf_node *given = param_find(self, "digits");
	struct program_op op = { .slot = 0 };
	int64_t wanted = 2;
	int64_t range[2];

	if (given != NULL &&
	    param_read(compile->conf, given, &digits, &wanted, err) < 0)
		return -1;
	const struct param any = { PARAM_NUMBER, (int)wanted, INT64_MIN,
		INT64_MAX };

	if (param_read_range(compile->conf, main, &any, range, err) < 0)
		return -1;
	set_range(&op, range);
	op.number.digits = (int)wanted;
	/* The point, and a zero before it. */
	return compile_put(compile, &op, value_decimal, PUT_INT_MAX + 2, err);
}

int
generator_sequence(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	static const struct param any = { PARAM_NUMBER, 0, INT64_MIN,
		INT64_MAX };
	const struct conf_node *step = param_find(self, "step");
	struct program_op op = { .number = { .min = 0, .step = 1 } };

	if (main != NULL &&
	    param_read(compile->conf, main, &any, &op.number.min, err) < 0)
		return -1;
	if (step != NULL &&
	    param_read(compile->conf, step, &any, &op.number.step, err) < 0)
		return -1;
	return compile_put(compile, &op, value_count, PUT_INT_MAX, err);
}

int
generator_hex(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	enum { HEX_MAX = 4096, HEX_DIGITS = 32 };
	static const struct param digits = { PARAM_NUMBER, 0, 1, HEX_MAX };
	struct program_op op = { .slot = 0 };
	int64_t wanted = HEX_DIGITS;

	(void)self;
	if (main != NULL &&
	    param_read(compile->conf, main, &digits, &wanted, err) < 0)
		return -1;
	op.number.digits = (int)wanted;
	compile_bytes(compile, SLICE("\""));
	int result = compile_put(compile, &op, value_hex, (size_t)wanted, err);
	compile_bytes(compile, SLICE("\""));
	return result;
}

int
generator_uuid(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	enum { UUID_LEN = 36 };
	struct program_op op = { .slot = 0 };
	struct slice version = main == NULL ? SLICE("4") : main->text;
	program_put *put = NULL;

	(void)self;
	if (slice_equal(version, SLICE("4")))
		put = value_uuid4;
	else if (slice_equal(version, SLICE("7")))
		put = value_uuid7;
	else
		return conf_err(compile->conf, main, err,
		    "a uuid has version 4 or 7");
	compile_bytes(compile, SLICE("\""));
	int result = compile_put(compile, &op, put, UUID_LEN, err);
	compile_bytes(compile, SLICE("\""));
	return result;
}

int
generator_bool(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	static const struct param share = { PARAM_SHARE, 0, 0, 1000000000 };
	struct program_op op = { .slot = 0 };
	int64_t billionths = 500000000;

	(void)self;
	if (main != NULL &&
	    param_read(compile->conf, main, &share, &billionths, err) < 0)
		return -1;
	op.billionths = (uint32_t)billionths;
	return compile_put(compile, &op, value_bool, strlen("false"), err);
}

/* `late: 2%, late_by: 14d`: so many are up to so much earlier. */
static int
read_late(const struct compile *compile, const struct conf_node *self,
    struct program_op *op, struct err *err)
{
	static const struct param share = { PARAM_SHARE, 0, 0, 1000000000 };
	static const struct param shift = { PARAM_DURATION, 0, 0, SHIFT_MAX };
	const struct conf_node *late = param_find(self, "late");
	const struct conf_node *late_by = param_find(self, "late_by");
	int64_t billionths, late_ns;

	if (late == NULL && late_by == NULL)
		return 0;
	if (late == NULL || late_by == NULL)
		return conf_err(compile->conf, self, err,
		    "late and late_by stand together");
	if (param_read(compile->conf, late, &share, &billionths, err) < 0 ||
	    param_read(compile->conf, late_by, &shift, &late_ns, err) < 0)
		return -1;
	op->billionths = (uint32_t)billionths;
	op->time.late_ns = (uint64_t)late_ns;
	return 0;
}

/* How the time is moved: `ahead` adds to the record's time, `back` takes. */
static int
read_shift(const struct compile *compile, const struct conf_node *self,
    struct program_op *op, struct err *err)
{
	static const struct param shift = { PARAM_DURATION, 0, 0, SHIFT_MAX };
	const struct conf_node *back = param_find(self, "back");
	const struct conf_node *ahead = param_find(self, "ahead");
	int64_t range[2] = { 0, 0 };

	if (back != NULL && ahead != NULL)
		return conf_err(compile->conf, self, err,
		    "a time is either back or ahead");
	if (back != NULL &&
	    param_read_range(compile->conf, back, &shift, range, err) < 0)
		return -1;
	if (ahead != NULL &&
	    param_read_range(compile->conf, ahead, &shift, range, err) < 0)
		return -1;
	op->time.min_ns = back != NULL ? -range[1] : range[0];
	op->time.count_ns = (uint64_t)(range[1] - range[0]) + 1;
	return read_late(compile, self, op, err);
}

/* The bytes of its pattern as they stand in a string. */
static int
escape_pattern(const struct compile *compile, struct slice *pattern,
    struct err *err)
{
	struct buffer escaped = BUFFER_INIT;

	style_escape(&compile->style, *pattern, &escaped);
	int result = buffer_check(&escaped, err);
	if (result == 0)
		result = arena_copy(compile->arena, buffer_slice(&escaped),
		    pattern, err);
	buffer_free(&escaped);
	return result;
}

int
generator_time(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	static const struct param digits = { PARAM_NUMBER, 0, 0,
		TIMEFORM_DIGITS_MAX };
	const struct conf_node *given = param_find(self, "digits");
	struct program_op op = { .slot = 0 };
	struct timeform *form = &op.time.form;
	struct slice name;
	int64_t wanted = 0;

	if (param_text(compile->conf, main, &name, err) < 0 ||
	    (given != NULL &&
		param_read(compile->conf, given, &digits, &wanted, err) < 0) ||
	    read_shift(compile, self, &op, err) < 0)
		return -1;
	if (!timeform_init(form, name, (int)wanted))
		return conf_err(compile->conf, main, err,
		    "'%.*s' is no form of time (known: unix, ms, us, ns, "
		    "rfc3339, sql, or a pattern such as '%%d.%%m.%%Y %%H:%%M')",
		    (int)name.len, name.ptr);
	if (timeform_is_text(form) &&
	    escape_pattern(compile, &form->pattern, err) < 0)
		return -1;
	struct slice quote = timeform_is_text(form) ? SLICE("\"")
						    : (struct slice){ NULL, 0 };

	compile_bytes(compile, quote);
	int result = compile_put(compile, &op, value_time, timeform_max(form),
	    err);
	compile_bytes(compile, quote);
	return result;
}
