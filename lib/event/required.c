#include "event/required.h"

int
required_add(struct required *required, const char *path,
    struct json_plan *plan, struct err *err)
{
	if (required->len == REQUIRED_MAX)
		return err_set(err, ERR_USAGE, "more than %d paths",
		    REQUIRED_MAX);
	struct json_path *parsed = &required->paths[required->len];

	if (json_path_parse(parsed, slice_of(path), err) < 0)
		return -1;
	int slot = json_plan_add(plan, parsed, err);
	if (slot < 0) {
		json_path_free(parsed);
		return -1;
	}
	required->slots[required->len++] = slot;
	return 0;
}

static int
reject(const struct json_path *path, const struct json_record *record,
    struct slice value, struct err *err)
{
	struct buffer pointer = BUFFER_INIT;
	size_t column = 1;

	if (value.ptr != NULL)
		column += (size_t)(value.ptr - record->text.ptr);
	json_path_put_pointer(path, &pointer);
	if (buffer_check(&pointer, err) == 0) {
		(void)err_data(err, "missing", column, "'%.*s' is %s",
		    (int)pointer.len, pointer.bytes,
		    value.ptr == NULL ? "missing" : "null");
		err_set_path(err, pointer.bytes, pointer.len);
	}
	buffer_free(&pointer);
	return -1;
}

int
required_check(const struct required *required,
    const struct json_record *record, struct err *err)
{
	for (size_t i = 0; i < required->len; i++) {
		struct slice value = record->fields[required->slots[i]];

		if (value.ptr == NULL || value.ptr[0] == 'n')
			return reject(&required->paths[i], record, value, err);
	}
	return 0;
}

void
required_free(struct required *required)
{
	for (size_t i = 0; i < required->len; i++)
		json_path_free(&required->paths[i]);
	required->len = 0;
}
