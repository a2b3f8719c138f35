#include "agg/topfields.h"

#include "event/canonical.h"
#include "event/key.h"
#include "json/string.h"

/* The members that a row has before those of a record. */
static const char *const reserved[TOP_RESERVED] = { "window_start",
	"window_end", "rank" };

int
top_fields_by(struct top_fields *fields, const char *path,
    struct json_plan *plan, struct err *err)
{
	if (path == NULL)
		return 0;
	if (column_init(&fields->by, slice_of(path), "-b", plan, err) < 0)
		return -1;
	fields->has_by = true;
	return 0;
}

int
top_fields_time(struct top_fields *fields, const char *spec,
    struct json_plan *plan, struct err *err)
{
	if (spec == NULL)
		return 0;
	if (timefield_init(&fields->time, spec, plan, err) < 0)
		return -1;
	fields->has_time = true;
	return 0;
}

static int
check_names(const struct top_fields *fields, struct err *err)
{
	struct names names = { .len = 0 };
	int got = 0;

	for (size_t i = 0; got == 0 && i < TOP_RESERVED; i++)
		got = names_add(&names, reserved[i], err);
	for (size_t i = 0; got == 0 && i < fields->labels.len; i++)
		got = names_add(&names, fields->labels.at[i].name, err);
	if (got == 0 && fields->whole)
		got = names_add(&names, "record", err);
	if (got == 0)
		got = names_add(&names, top_fields_value_name(fields), err);
	for (size_t i = 0; got == 0 && i < fields->kept.len; i++)
		got = names_add(&names, fields->kept.at[i].name, err);
	return got;
}

int
top_fields_finish(struct top_fields *fields, struct json_plan *plan,
    struct err *err)
{
	bool has_keys = fields->labels.len > fields->groups.len;

	fields->kind = has_keys && fields->has_by ? TOP_NUMBERS
	    : fields->has_by                      ? TOP_RECORDS
						  : TOP_COUNTS;
	fields->whole = fields->kind == TOP_COUNTS && !has_keys;
	fields->members = fields->kind == TOP_RECORDS && fields->kept.len == 0;
	for (size_t i = 0; fields->members && i < TOP_RESERVED; i++) {
		if (column_init(&fields->reserved[i], slice_of(reserved[i]),
			"rank", plan, err) < 0)
			return -1;
	}
	return fields->members ? 0 : check_names(fields, err);
}

const char *
top_fields_value_name(const struct top_fields *fields)
{
	return fields->has_by ? fields->by.name : "count";
}

size_t
top_fields_labels(const struct top_fields *fields)
{
	return fields->labels.len + (fields->whole ? 1 : 0);
}

size_t
top_fields_cells(const struct top_fields *fields)
{
	return fields->kept.len + (fields->has_by ? 1 : 0) +
	    (fields->members ? 1 : 0);
}

/* Is it a name, quotes included, that rows have already? */
static bool
is_reserved(struct slice name)
{
	struct slice raw = json_string_raw(name);

	for (size_t i = 0; i < TOP_RESERVED; i++)
		if (json_string_is(raw, slice_of(reserved[i])))
			return true;
	return false;
}

/* The record without the members whose names rows have already. */
static void
put_members(const struct json_record *record, struct buffer *out)
{
	size_t at = 1;

	buffer_put_byte(out, '{');
	while (record->base[record->tokens[at]] == '"') {
		struct slice name = json_value(record, at);
		size_t value = json_skip(record, at) + 1;
		size_t next = json_skip(record, value);
		struct slice text = json_value(record, value);

		if (!is_reserved(name)) {
			if (out->len > 1)
				buffer_put_byte(out, ',');
			size_t len = (size_t)(text.ptr + text.len - name.ptr);
			buffer_put(out, (struct slice){ name.ptr, len });
		}
		at = record->base[record->tokens[next]] == ',' ? next + 1
							       : next;
	}
	buffer_put_byte(out, '}');
}

/* The record as a row shows it. */
static struct slice
members_of(struct top_fields *fields, const struct json_record *record)
{
	bool clean = true;

	for (size_t i = 0; i < TOP_RESERVED; i++)
		if (record->fields[fields->reserved[i].slot].ptr != NULL)
			clean = false;
	if (clean)
		return json_value(record, 0);
	buffer_clear(&fields->record_bytes);
	put_members(record, &fields->record_bytes);
	return buffer_slice(&fields->record_bytes);
}

static int
read_cells(struct top_fields *fields, const struct json_record *record,
    struct err *err)
{
	size_t len = 0;

	if (fields->has_by) {
		struct slice *number = &fields->cell_values[len++];

		if (column_get(&fields->by, record, number, err) < 0)
			return -1;
		if (json_type_of(*number) != JSON_NUMBER)
			return column_err(&fields->by, record, err, "type",
			    "is no number");
	}
	if (fields->members)
		fields->cell_values[len++] = members_of(fields, record);
	for (size_t i = 0; i < fields->kept.len; i++) {
		struct slice value = record->fields[fields->kept.at[i].slot];

		fields->cell_values[len++] = value.ptr == NULL ? SLICE("null")
							       : value;
	}
	return buffer_check(&fields->record_bytes, err);
}

/* The key and what is shown of it. */
static int
read_key(struct top_fields *fields, const struct json_record *record,
    struct slice *key, struct err *err)
{
	struct slice *labels = fields->label_values;

	if (fields->whole) {
		labels[fields->labels.len] = json_value(record, 0);
		buffer_clear(&fields->key_bytes);
		if (canonical_put(record, 0, &fields->key_bytes, err) < 0)
			return -1;
		*key = buffer_slice(&fields->key_bytes);
	} else if (fields->kind != TOP_RECORDS) {
		if (key_of(&fields->labels, record, &fields->key_bytes, key,
			err) < 0)
			return -1;
	}
	for (size_t i = 0; i < fields->labels.len; i++)
		labels[i] = record->fields[fields->labels.at[i].slot];
	return 0;
}

int
top_fields_read(struct top_fields *fields, const struct json_record *record,
    struct top_input *input, struct err *err)
{
	*input = (struct top_input){
		.group = SLICE(""),
		.time_ns = TIME_NONE,
		.labels = fields->label_values,
		.cells = fields->cell_values,
	};
	if (fields->has_time &&
	    timefield_get(&fields->time, record, &input->time_ns, err) < 0)
		return -1;
	if (fields->groups.len > 0 &&
	    key_of(&fields->groups, record, &fields->group_bytes, &input->group,
		err) < 0)
		return -1;
	if (read_key(fields, record, &input->key, err) < 0)
		return -1;
	if (fields->once.len > 0 &&
	    key_of(&fields->once, record, &fields->once_bytes, &input->once,
		err) < 0)
		return -1;
	return read_cells(fields, record, err);
}

void
top_fields_free(struct top_fields *fields)
{
	columns_free(&fields->groups);
	columns_free(&fields->labels);
	columns_free(&fields->kept);
	columns_free(&fields->once);
	if (fields->has_by)
		column_free(&fields->by);
	if (fields->has_time)
		timefield_free(&fields->time);
	for (size_t i = 0; fields->members && i < TOP_RESERVED; i++)
		column_free(&fields->reserved[i]);
	buffer_free(&fields->group_bytes);
	buffer_free(&fields->key_bytes);
	buffer_free(&fields->once_bytes);
	buffer_free(&fields->record_bytes);
}
