#include "cli/opt_value.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

#include "base/duration.h"

static const char units[] = "KMG"; /* of sizes: powers of 1024 */

/* Append an amount as it is written in settings: 12, 16M, 1h30m. */
static void
put_amount(enum opt_type type, uint64_t amount, struct buffer *out)
{
	size_t unit = 0;

	if (type == OPT_DURATION) {
		duration_put((int64_t)amount, out);
		return;
	}
	if (type == OPT_SIZE) {
		while (
		    amount > 0 && amount % 1024 == 0 && units[unit] != '\0') {
			amount /= 1024;
			unit++;
		}
	}
	buffer_put_uint(out, amount);
	if (unit > 0)
		buffer_put_byte(out, units[unit - 1]);
}

static int
fail_limits(const struct opt *opt, const char *text, struct err *err)
{
	struct buffer limits = BUFFER_INIT;

	put_amount(opt->type, opt->min, &limits);
	buffer_put(&limits, SLICE(" and "));
	put_amount(opt->type, opt->max, &limits);
	(void)err_set(err, ERR_USAGE, "%s is not between %.*s", text,
	    (int)limits.len, limits.bytes);
	buffer_free(&limits);
	return -1;
}

/* Returns 0 when the amount is within the row's limits, else -1 with *err. */
static int
check_limits(const struct opt *opt, uint64_t amount, const char *text,
    struct err *err)
{
	if (amount >= opt->min && amount <= opt->max)
		return 0;
	return fail_limits(opt, text, err);
}

/* Digits and, of a size, a unit. */
static int
parse_number(const struct opt *opt, const char *text, uint64_t *number,
    struct err *err)
{
	char *end = NULL;
	unsigned shift = 0;

	errno = 0;
	uint64_t amount = strtoull(text, &end, 10);
	bool fits = errno != ERANGE;

	if (opt->type == OPT_SIZE && *end != '\0') {
		const char *unit = strchr(units, *end);

		if (unit != NULL) {
			shift = 10 * (unsigned)(unit - units + 1);
			end++;
		}
	}
	if (!isdigit((unsigned char)*text) || *end != '\0')
		return err_set(err, ERR_USAGE, "'%s' is not a %s", text,
		    opt->type == OPT_SIZE ? "size such as 512K, 16M or 1G"
					  : "number");
	if (!fits || amount > UINT64_MAX >> shift)
		return fail_limits(opt, text, err);
	*number = amount << shift;
	return check_limits(opt, *number, text, err);
}

static int
parse_duration(const struct opt *opt, const char *text, int64_t *ns,
    struct err *err)
{
	if (!duration_parse(slice_of(text), ns))
		return err_set(err, ERR_USAGE,
		    "'%s' is not a duration such as 500ms, 90s or 1h30m", text);
	return check_limits(opt, (uint64_t)*ns, text, err);
}

static int
parse_flag(const char *text, bool *flag, struct err *err)
{
	*flag = strcmp(text, "true") == 0;
	if (*flag || strcmp(text, "false") == 0)
		return 0;
	return err_set(err, ERR_USAGE, "'%s' is neither true nor false", text);
}

int
opt_value_parse(const struct opt *opt, const char *text, union opt_value *value,
    struct err *err)
{
	switch (opt->type) {
	case OPT_FLAG:
		return parse_flag(text, &value->flag, err);
	case OPT_UINT:
	case OPT_SIZE:
		return parse_number(opt, text, &value->number, err);
	case OPT_DURATION:
		return parse_duration(opt, text, &value->ns, err);
	case OPT_TEXT:
	case OPT_SUFFIX:
	case OPT_LIST:
	case OPT_CONFIG:
		value->text = text;
		return 0;
	case OPT_LATER:
	case OPT_HELP:
	case OPT_VERSION:
	case OPT_SHOW:
		break;
	}
	assert(false && "a row that takes a value");
	return -1;
}

static int
append_item(struct opt_list *list, const char *text, struct err *err)
{
	const char **items = realloc(list->items,
	    (list->len + 1) * sizeof(*items));

	if (items == NULL)
		return err_set_errno(err, "cannot take memory");
	items[list->len++] = text;
	list->items = items;
	return 0;
}

int
opt_value_store(const struct opt *opt, const union opt_value *value,
    struct err *err)
{
	switch (opt->type) {
	case OPT_FLAG:
		*(bool *)opt->into = value->flag;
		return 0;
	case OPT_UINT:
	case OPT_SIZE:
		*(uint64_t *)opt->into = value->number;
		return 0;
	case OPT_DURATION:
		*(int64_t *)opt->into = value->ns;
		return 0;
	case OPT_TEXT:
	case OPT_SUFFIX:
	case OPT_CONFIG:
		*(const char **)opt->into = value->text;
		return 0;
	case OPT_LIST:
		return append_item(opt->into, value->text, err);
	case OPT_LATER:
	case OPT_HELP:
	case OPT_VERSION:
	case OPT_SHOW:
		break;
	}
	assert(false && "a row that takes a value");
	return -1;
}

void
opt_value_clear(const struct opt *opt)
{
	if (opt->type == OPT_LIST)
		*(struct opt_list *)opt->into = (struct opt_list){ 0 };
}

/* The amount that a row of numbers holds. */
static uint64_t
amount_of(const struct opt *opt)
{
	if (opt->type == OPT_DURATION)
		return (uint64_t) * (const int64_t *)opt->into;
	return *(const uint64_t *)opt->into;
}

bool
opt_value_is_unset(const struct opt *opt)
{
	if (opt->type == OPT_TEXT || opt->type == OPT_SUFFIX)
		return *(const char *const *)opt->into == NULL;
	if (opt->type != OPT_UINT && opt->type != OPT_SIZE &&
	    opt->type != OPT_DURATION)
		return false;
	uint64_t amount = amount_of(opt);
	return amount < opt->min || amount > opt->max;
}

/* Is it a plain scalar that is read back as this very text? */
static bool
is_plain(const char *text)
{
	static const char safe[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./";

	return isalpha((unsigned char)text[0]) &&
	    text[strspn(text, safe)] == '\0' && strcmp(text, "null") != 0 &&
	    strcmp(text, "Null") != 0 && strcmp(text, "NULL") != 0;
}

static void
put_hex(unsigned char byte, struct buffer *out)
{
	static const char digits[] = "0123456789abcdef";

	buffer_put(out, SLICE("\\x"));
	buffer_put_byte(out, digits[byte >> 4]);
	buffer_put_byte(out, digits[byte & 15]);
}

/*
 * Append the first character of a text as it stands in double quotes (YAML 1.1,
 * section 5.7): what is no printable character, or would be a line break, is
 * escaped.  Returns how many bytes it was.
 */
static size_t
put_character(const char *text, struct buffer *out)
{
	unsigned char first = (unsigned char)text[0];
	unsigned char second = (unsigned char)text[1];

	if (first == 0xC2 && second >= 0x80 && second < 0xA0) {
		put_hex(second, out); /* U+0080 to U+009F */
		return 2;
	}
	if (strncmp(text, "\xE2\x80\xA8", 3) == 0 ||
	    strncmp(text, "\xE2\x80\xA9", 3) == 0) {
		buffer_put(out,
		    text[2] == '\xA8' ? SLICE("\\L") : SLICE("\\P"));
		return 3;
	}
	if (first < ' ' || first == 0x7F) {
		put_hex(first, out);
		return 1;
	}
	if (first == '"' || first == '\\')
		buffer_put_byte(out, '\\');
	buffer_put_byte(out, text[0]);
	return 1;
}

static void
put_text(const char *text, struct buffer *out)
{
	if (is_plain(text)) {
		buffer_put(out, slice_of(text));
		return;
	}
	buffer_put_byte(out, '"');
	while (*text != '\0')
		text += put_character(text, out);
	buffer_put_byte(out, '"');
}

static void
put_list(const struct opt_list *list, struct buffer *out)
{
	buffer_put_byte(out, '[');
	for (size_t i = 0; i < list->len; i++) {
		if (i > 0)
			buffer_put(out, SLICE(", "));
		put_text(list->items[i], out);
	}
	buffer_put_byte(out, ']');
}

void
opt_value_put(const struct opt *opt, struct buffer *out)
{
	if (opt_value_is_unset(opt))
		buffer_put(out, SLICE("null"));
	else if (opt->type == OPT_FLAG)
		buffer_put(out,
		    *(const bool *)opt->into ? SLICE("true") : SLICE("false"));
	else if (opt->type == OPT_TEXT || opt->type == OPT_SUFFIX)
		put_text(*(const char *const *)opt->into, out);
	else if (opt->type == OPT_LIST)
		put_list(opt->into, out);
	else
		put_amount(opt->type, amount_of(opt), out);
}
