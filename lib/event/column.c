#include "event/column.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "json/string.h"

/* The text of name without its backslashes, as a string to be freed. */
static char *
copy_name(struct slice name, struct err *err)
{
	struct buffer bytes = BUFFER_INIT;

	path_unescape(name, &bytes);
	buffer_put_byte(&bytes, '\0');
	if (buffer_check(&bytes, err) < 0) {
		buffer_free(&bytes);
		return NULL;
	}
	return bytes.bytes;
}

/* The last step of the path, likewise. */
static char *
copy_last(const struct json_path *path, struct err *err)
{
	struct slice last = json_path_last(path);
	char *name = malloc(last.len + 1);

	if (name == NULL) {
		(void)err_set_errno(err, "cannot take memory");
		return NULL;
	}
	if (last.len > 0)
		memcpy(name, last.ptr, last.len);
	name[last.len] = '\0';
	return name;
}

int
column_init(struct column *column, struct slice path, const char *option,
    struct json_plan *plan, struct err *err)
{
	struct err why = ERR_INIT;

	*column = (struct column){ .slot = -1 };
	if (path.len == 0)
		return err_set(err, ERR_USAGE, "%s: a path is missing", option);
	if (json_path_parse(&column->path, path, &why) < 0)
		return err_set(err, why.kind, "%s: %s", option, why.text);
	column->name = copy_last(&column->path, err);
	if (column->name != NULL)
		column->slot = json_plan_add(plan, &column->path, err);
	if (column->slot >= 0)
		return 0;
	column_free(column);
	return -1;
}

void
column_free(struct column *column)
{
	free(column->name);
	json_path_free(&column->path);
	*column = (struct column){ .slot = -1 };
}

/* PATH or NAME=PATH */
static int
init_named(struct column *column, struct slice text, const char *option,
    struct json_plan *plan, struct err *err)
{
	struct slice path = text;
	struct slice name;

	if (!path_cut(&path, '=', &name))
		return column_init(column, text, option, plan, err);
	if (name.len == 0)
		return err_set(err, ERR_USAGE, "%s: '%.*s' has no name", option,
		    (int)text.len, text.ptr);
	if (utf8_valid_len(name) < name.len)
		return err_set(err, ERR_USAGE, "%s: a name is no UTF-8",
		    option);
	if (column_init(column, path, option, plan, err) < 0)
		return -1;
	free(column->name);
	column->name = copy_name(name, err);
	if (column->name != NULL)
		return 0;
	column_free(column);
	return -1;
}

int
columns_add(struct columns *columns, const char *list, const char *option,
    struct json_plan *plan, struct err *err)
{
	struct slice rest = slice_of(list);
	bool more = true;

	while (more) {
		struct slice head;

		more = path_cut(&rest, ',', &head);
		if (columns->len == COLUMNS_MAX)
			return err_set(err, ERR_USAGE, "%s: more than %d paths",
			    option, COLUMNS_MAX);
		if (init_named(&columns->at[columns->len], head, option, plan,
			err) < 0)
			return -1;
		columns->len++;
	}
	return 0;
}

void
columns_free(struct columns *columns)
{
	for (size_t i = 0; i < columns->len; i++)
		column_free(&columns->at[i]);
	columns->len = 0;
}

int
names_add(struct names *names, const char *name, struct err *err)
{
	for (size_t i = 0; i < names->len; i++)
		if (strcmp(names->at[i], name) == 0)
			return err_set(err, ERR_USAGE,
			    "two columns are named '%s': give one another name "
			    "(NAME=...)",
			    name);
	if (names->len == NAMES_MAX)
		return err_set(err, ERR_USAGE, "more than %d columns",
		    NAMES_MAX);
	names->at[names->len++] = name;
	return 0;
}

int
column_err(const struct column *column, const struct json_record *record,
    struct err *err, const char *reason, const char *text)
{
	struct slice value = record->fields[column->slot];
	struct buffer pointer = BUFFER_INIT;
	size_t at = 1;

	if (value.ptr != NULL) {
		assert(value.ptr >= record->text.ptr);
		at += (size_t)(value.ptr - record->text.ptr);
	}
	json_path_put_pointer(&column->path, &pointer);
	if (buffer_check(&pointer, err) == 0) {
		(void)err_data(err, reason, at, "'%.*s' %s", (int)pointer.len,
		    pointer.bytes, text);
		err_set_path(err, pointer.bytes, pointer.len);
	}
	buffer_free(&pointer);
	return -1;
}
