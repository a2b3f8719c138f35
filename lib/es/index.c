#include "es/index.h"

#include <stdlib.h>
#include <string.h>

#include "json/string.h"

static const char time_prefix[] = "time:";

/* Why this is no name of an index, or NULL. */
static const char *
wrong_with(struct slice name)
{
	static const char forbidden[] = "\\/*?\"<>|,#: ";

	if (name.len == 0)
		return "is empty";
	if (name.len > ES_INDEX_MAX)
		return "has more than 255 bytes";
	if (strchr("-_+", name.ptr[0]) != NULL)
		return "begins with -, _ or +";
	if (slice_equal(name, SLICE(".")) || slice_equal(name, SLICE("..")))
		return "is a folder's";
	for (size_t i = 0; i < name.len; i++) {
		char byte = name.ptr[i];

		if (byte >= 'A' && byte <= 'Z')
			return "has a capital letter";
		if ((byte >= 0 && byte < ' ') || strchr(forbidden, byte))
			return "has one of \\ / * ? \" < > | , # : or a blank";
	}
	return NULL;
}

static int
check_name(struct slice name, enum err_kind kind, struct err *err)
{
	const char *wrong = wrong_with(name);

	if (wrong == NULL)
		return 0;
	if (kind == ERR_USAGE)
		return err_set(err, ERR_USAGE, "the name '%.*s' %s",
		    (int)name.len, name.len == 0 ? "" : name.ptr, wrong);
	return err_data(err, "index", 1, "the index name '%.*s' %s",
	    (int)name.len, name.len == 0 ? "" : name.ptr, wrong);
}

/* One more part of this kind; its text is copied. */
static struct es_index_part *
add_part(struct es_index *index, struct slice text, struct err *err)
{
	if (index->len == ES_INDEX_PARTS_MAX) {
		(void)err_set(err, ERR_USAGE, "it has more than %d parts",
		    ES_INDEX_PARTS_MAX);
		return NULL;
	}
	struct es_index_part *part = &index->parts[index->len];
	*part = (struct es_index_part){ .kind = ES_PART_TEXT };
	part->text = malloc(text.len + 1);
	if (part->text == NULL) {
		(void)err_set(err, ERR_SYSTEM, "out of memory");
		return NULL;
	}
	if (text.len > 0)
		memcpy(part->text, text.ptr, text.len);
	part->text[text.len] = '\0';
	index->len++;
	return part;
}

/* What stands between braces. */
static int
add_value(struct es_index *index, struct slice text, struct json_plan *plan,
    struct err *err)
{
	size_t prefix_len = sizeof(time_prefix) - 1;
	bool is_time = text.len >= prefix_len &&
	    memcmp(text.ptr, time_prefix, prefix_len) == 0;

	if (!is_time) {
		struct es_index_part *part = add_part(index, SLICE(""), err);

		if (part == NULL ||
		    column_init(&part->column, text, "--index", plan, err) < 0)
			return -1;
		part->kind = ES_PART_PATH;
		return 0;
	}
	if (index->time == NULL)
		return err_set(err, ERR_USAGE,
		    "{time:...} needs the time of the records (-t)");
	struct slice pattern = { text.ptr + prefix_len, text.len - prefix_len };
	struct es_index_part *part = add_part(index, pattern, err);
	if (part == NULL)
		return -1;
	if (!timeform_init(&part->form, slice_of(part->text), 0))
		return err_set(err, ERR_USAGE,
		    "'%.*s' is no pattern of a time, such as %%Y.%%m.%%d",
		    (int)pattern.len, pattern.ptr);
	part->kind = ES_PART_TIME;
	return 0;
}

/* Literal text up to a brace, into index->name; *at moves there. */
static void
take_text(struct slice pattern, size_t *at, struct buffer *text)
{
	buffer_clear(text);
	for (; *at < pattern.len && pattern.ptr[*at] != '{'; (*at)++) {
		if (pattern.ptr[*at] == '\\' && *at + 1 < pattern.len)
			(*at)++;
		buffer_put_byte(text, pattern.ptr[*at]);
	}
}

static int
add_parts(struct es_index *index, struct slice pattern, struct json_plan *plan,
    struct err *err)
{
	size_t at = 0;

	while (at < pattern.len) {
		take_text(pattern, &at, &index->name);
		if (buffer_check(&index->name, err) < 0)
			return -1;
		if (index->name.len > 0 &&
		    add_part(index, buffer_slice(&index->name), err) == NULL)
			return -1;
		if (at == pattern.len)
			return 0;
		const char *start = pattern.ptr + at + 1;
		const char *end = memchr(start, '}', pattern.len - at - 1);
		if (end == NULL)
			return err_set(err, ERR_USAGE,
			    "the '}' of '{%.*s' is missing",
			    (int)(pattern.len - at - 1), start);
		size_t len = (size_t)(end - start);
		if (add_value(index, (struct slice){ start, len }, plan, err) <
		    0)
			return -1;
		at += len + 2;
	}
	return 0;
}

static bool
is_fixed(const struct es_index *index)
{
	return index->len == 1 && index->parts[0].kind == ES_PART_TEXT;
}

int
es_index_init(struct es_index *index, const char *pattern,
    struct timefield *time, struct json_plan *plan, struct err *err)
{
	*index = (struct es_index){ .time = time };
	if (utf8_valid_len(slice_of(pattern)) < strlen(pattern))
		return err_set(err, ERR_USAGE, "it is no UTF-8");
	if (add_parts(index, slice_of(pattern), plan, err) < 0)
		return -1;
	if (index->len == 0)
		return check_name(SLICE(""), ERR_USAGE, err);
	if (!is_fixed(index))
		return 0;
	struct slice name = slice_of(index->parts[0].text);
	if (check_name(name, ERR_USAGE, err) < 0)
		return -1;
	json_string_put(&index->string, name);
	return buffer_check(&index->string, err);
}

static int
put_member(const struct column *column, const struct json_record *record,
    struct buffer *out, struct err *err)
{
	struct slice value;

	if (column_get(column, record, &value, err) < 0)
		return -1;
	if (json_type_of(value) == JSON_STRING)
		json_string_unescape(json_string_raw(value), out);
	else if (json_type_of(value) == JSON_NUMBER)
		buffer_put(out, value);
	else
		return column_err(column, record, err, "type",
		    "is neither a string nor a number");
	return 0;
}

static int
put_time(struct es_index *index, const struct timeform *form,
    const struct json_record *record, struct err *err)
{
	struct buffer *out = &index->name;
	int64_t ns;

	if (timefield_get(index->time, record, &ns, err) < 0)
		return -1;
	char *start = buffer_reserve(out, timeform_max(form));
	if (start != NULL)
		out->len += (size_t)(timeform_put(form, ns, start) - start);
	return 0;
}

int
es_index_of(struct es_index *index, const struct json_record *record,
    struct slice *name, struct err *err)
{
	if (is_fixed(index)) {
		*name = buffer_slice(&index->string);
		return 0;
	}
	buffer_clear(&index->name);
	for (size_t i = 0; i < index->len; i++) {
		const struct es_index_part *part = &index->parts[i];
		int got = 0;

		if (part->kind == ES_PART_TEXT)
			buffer_put(&index->name, slice_of(part->text));
		else if (part->kind == ES_PART_PATH)
			got = put_member(&part->column, record, &index->name,
			    err);
		else
			got = put_time(index, &part->form, record, err);
		if (got < 0)
			return -1;
	}
	if (buffer_check(&index->name, err) < 0 ||
	    check_name(buffer_slice(&index->name), ERR_DATA, err) < 0)
		return -1;
	buffer_clear(&index->string);
	json_string_put(&index->string, buffer_slice(&index->name));
	*name = buffer_slice(&index->string);
	return buffer_check(&index->string, err);
}

void
es_index_free(struct es_index *index)
{
	for (size_t i = 0; i < index->len; i++) {
		if (index->parts[i].kind == ES_PART_PATH)
			column_free(&index->parts[i].column);
		free(index->parts[i].text);
	}
	index->len = 0;
	buffer_free(&index->name);
	buffer_free(&index->string);
}
