#include "event/timefield.h"

#include <stdlib.h>

#include "base/timepattern.h"
#include "base/unixtime.h"
#include "json/string.h"

static const struct {
	const char *name;
	enum time_format format;
} formats[] = {
	{ "unix", TIME_UNIX },
	{ "ms", TIME_MS },
	{ "us", TIME_US },
	{ "ns", TIME_NS },
	{ "rfc3339", TIME_RFC3339 },
};

enum { FORMATS = sizeof(formats) / sizeof(formats[0]) };

static int
parse_format(struct timefield *field, struct slice text, struct err *err)
{
	for (size_t i = 0; i < FORMATS; i++)
		if (slice_equal(text, slice_of(formats[i].name))) {
			field->format = formats[i].format;
			return 0;
		}
	if (memchr(text.ptr, '%', text.len) == NULL)
		return err_set(err, ERR_USAGE,
		    "-t: '%.*s' is no time format (unix, ms, us, ns, rfc3339 "
		    "or a pattern such as '%%Y-%%m-%%d')",
		    (int)text.len, text.ptr);
	if (!timepattern_is_valid(text))
		return err_set(err, ERR_USAGE,
		    "-t: '%.*s' has a letter that is not known "
		    "(see evrecords(7))",
		    (int)text.len, text.ptr);
	field->format = TIME_PATTERN;
	field->pattern = malloc(text.len);
	if (field->pattern == NULL)
		return err_set_errno(err, "cannot take memory");
	memcpy(field->pattern, text.ptr, text.len);
	field->pattern_len = text.len;
	return 0;
}

int
timefield_init(struct timefield *field, const char *spec,
    struct json_plan *plan, struct err *err)
{
	struct slice format = slice_of(spec);
	struct slice path;
	bool has_format = path_cut(&format, ':', &path);

	*field = (struct timefield){ .format = TIME_AUTO };
	if (has_format && parse_format(field, format, err) < 0)
		return -1;
	if (column_init(&field->column, path, "-t", plan, err) < 0) {
		free(field->pattern);
		return -1;
	}
	return 0;
}

/* Does a string hold nothing but a number as unixtime_parse() takes it? */
static bool
is_digits(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		char byte = text.ptr[i];

		if ((byte < '0' || byte > '9') && byte != '-' && byte != '+' &&
		    byte != '.')
			return false;
	}
	return true;
}

static bool
time_of_text(struct slice text, enum time_format format, struct slice pattern,
    int64_t *ns)
{
	switch (format) {
	case TIME_AUTO:
		return (is_digits(text) && unixtime_parse_auto(text, ns)) ||
		    time_parse_rfc3339(text, ns) || time_parse_sql(text, ns);
	case TIME_UNIX:
	case TIME_MS:
	case TIME_US:
	case TIME_NS:
		return is_digits(text) && unixtime_parse(text, format, ns);
	case TIME_RFC3339:
		return time_parse_rfc3339(text, ns);
	case TIME_PATTERN:
	default:
		return timepattern_parse(text, pattern, ns);
	}
}

static bool
time_of_number(struct slice number, enum time_format format,
    struct slice pattern, int64_t *ns)
{
	if (format == TIME_AUTO)
		return unixtime_parse_auto(number, ns);
	if (format == TIME_PATTERN) /* 20240229 by %Y%m%d */
		return timepattern_parse(number, pattern, ns);
	return format != TIME_RFC3339 && unixtime_parse(number, format, ns);
}

bool
time_of_value(struct slice value, enum time_format format, struct slice pattern,
    int64_t *ns)
{
	enum json_type type = json_type_of(value);

	if (type == JSON_NUMBER)
		return time_of_number(value, format, pattern, ns);
	if (type != JSON_STRING)
		return false;

	struct slice raw = json_string_raw(value);
	if (memchr(raw.ptr, '\\', raw.len) == NULL)
		return time_of_text(raw, format, pattern, ns);
	struct buffer text = BUFFER_INIT;
	json_string_unescape(raw, &text);
	bool found = !text.failed &&
	    time_of_text(buffer_slice(&text), format, pattern, ns);
	buffer_free(&text);
	return found;
}

int
timefield_read(const struct timefield *field, const struct json_record *record,
    int64_t *ns, struct err *err)
{
	const struct slice pattern = { field->pattern, field->pattern_len };
	struct slice value;

	if (column_get(&field->column, record, &value, err) < 0)
		return -1;
	if (!time_of_value(value, field->format, pattern, ns))
		return column_err(&field->column, record, err, "time",
		    "is no time");
	return 0;
}

void
timefield_free(struct timefield *field)
{
	column_free(&field->column);
	free(field->pattern);
	field->pattern = NULL;
}

int
time_style_parse(const char *text, enum time_style *style, struct err *err)
{
	static const char *const names[] = { [TIME_STYLE_RFC3339] = "rfc3339",
		[TIME_STYLE_UNIX] = "unix",
		[TIME_STYLE_MS] = "ms" };

	for (int i = TIME_STYLE_RFC3339; i <= TIME_STYLE_MS; i++)
		if (strcmp(text, names[i]) == 0) {
			*style = (enum time_style)i;
			return 0;
		}
	return err_set(err, ERR_USAGE,
	    "--time-format: '%s' is none of rfc3339, unix and ms", text);
}

static int64_t
floor_divide(int64_t value, int64_t by)
{
	return value / by - (value % by < 0);
}

void
time_style_put(enum time_style style, int64_t ns, struct buffer *out)
{
	switch (style) {
	case TIME_STYLE_UNIX:
		buffer_put_int(out, floor_divide(ns, TIME_SECOND));
		break;
	case TIME_STYLE_MS:
		buffer_put_int(out, floor_divide(ns, TIME_SECOND / 1000));
		break;
	case TIME_STYLE_RFC3339:
	default:
		buffer_put_byte(out, '"');
		time_put_rfc3339(ns, out);
		buffer_put_byte(out, '"');
	}
}
