#include <assert.h>

#include "json/scalar.h"
#include "json/walk.h"

/* Walking a record again: the grammar is known to fit. */

size_t
json_skip(const struct json_record *record, size_t at)
{
	size_t depth = 0;

	do {
		assert(at < record->tokens_len);
		switch (record->base[record->tokens[at]]) {
		case '{':
		case '[':
			depth++;
			at++;
			break;
		case '}':
		case ']':
			depth--;
			at++;
			break;
		case '"':
			at += 2;
			break;
		default:
			at++;
		}
	} while (depth > 0);
	return at;
}

struct slice
json_value(const struct json_record *record, size_t at)
{
	assert(at < record->tokens_len);
	const char *first = record->base + record->tokens[at];
	const char *end = NULL;

	if (*first == '"' || *first == '{' || *first == '[')
		end = record->base + record->tokens[json_skip(record, at) - 1] +
		    1;
	else
		end = json_scalar_end(first,
		    record->text.ptr + record->text.len);
	assert(end != NULL);
	return (struct slice){ first, (size_t)(end - first) };
}
