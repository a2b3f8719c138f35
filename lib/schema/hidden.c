#include <assert.h>
#include <stdlib.h>

#include "base/table.h"
#include "schema/check.h"

/* The names of one record take at most this much. */
#define NAMES_MEMORY_MAX ((size_t)1 << 30)

/*
 * Names met so far, each with the number of the object that it stands in: the
 * token at which that begins.  The value is the token of the name.
 */
struct names {
	struct table *table;
	struct buffer key;
};

/* Enter the name of a member; the one of that name before it is hidden. */
static int
enter_name(struct schema_check *check, struct names *names, size_t object,
    size_t name, struct err *err)
{
	struct table_entry *entry;

	buffer_clear(&names->key);
	buffer_put(&names->key,
	    (struct slice){ (const char *)&object, sizeof(object) });
	json_string_unescape(token_raw(check->record, name), &names->key);
	if (buffer_check(&names->key, err) < 0)
		return -1;
	int got = table_put(names->table, buffer_slice(&names->key), &entry,
	    err);
	if (got < 0)
		return -1;
	size_t before;

	memcpy(&before, entry->value, sizeof(before));
	if (got == 0) {
		check->hidden[before / 64] |= UINT64_C(1) << (before % 64);
		check->has_hidden = true;
	}
	memcpy(entry->value, &name, sizeof(name));
	return 0;
}

/* Only a name has a colon behind its quotes. */
static bool
is_name(const struct json_record *record, size_t at)
{
	return at + 2 < record->tokens_len && token_byte(record, at + 2) == ':';
}

/*
 * All names, in the order of the tokens.  objects[] has the tokens of the
 * objects and arrays that are open.
 */
static int
enter_names(struct schema_check *check, struct names *names, struct err *err)
{
	const struct json_record *record = check->record;
	size_t objects[JSON_DEPTH_MAX];
	size_t depth = 0;

	for (size_t at = 0; at < record->tokens_len; at++) {
		char byte = token_byte(record, at);

		if (byte == '{' || byte == '[') {
			assert(depth < JSON_DEPTH_MAX);
			objects[depth++] = at;
		} else if (byte == '}' || byte == ']') {
			assert(depth > 0);
			depth--;
		} else if (byte == '"') {
			if (is_name(record, at) && depth > 0 &&
			    enter_name(check, names, objects[depth - 1], at,
				err) < 0)
				return -1;
			at++;
		}
	}
	return 0;
}

int
find_hidden(struct schema_check *check, struct err *err)
{
	size_t words = check->record->tokens_len / 64 + 1;
	struct names names = { .key = BUFFER_INIT };

	if (check->hidden_size < words) {
		free(check->hidden);
		check->hidden_size = 0;
		check->hidden = malloc(words * sizeof(*check->hidden));
		if (check->hidden == NULL)
			return err_set_errno(err, "cannot take memory");
		check->hidden_size = words;
	}
	check->has_hidden = false;
	memset(check->hidden, 0, words * sizeof(*check->hidden));
	names.table = table_new(sizeof(size_t), NAMES_MEMORY_MAX, err);
	if (names.table == NULL)
		return -1;
	int got = enter_names(check, &names, err);
	buffer_free(&names.key);
	table_free(names.table);
	return got;
}
