#include "es/ident.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "base/number.h"
#include "json/string.h"

int
es_ident_add(struct es_ident *ident, const char *list, struct json_plan *plan,
    struct err *err)
{
	return columns_add(&ident->columns, list, "--id", plan, err);
}

bool
es_ident_is_unique(const struct es_ident *ident)
{
	return ident->columns.len == 0;
}

/* 128 bits, the highest of each group first. */
static void
put_base64(struct hash128 hash, struct buffer *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789-_";
	enum { BITS = 6, DIGITS = 22 };

	for (int i = 0; i < DIGITS; i++) {
		buffer_put_byte(out, digits[hash.high >> (64 - BITS)]);
		hash.high = hash.high << BITS | hash.low >> (64 - BITS);
		hash.low <<= BITS;
	}
}

/*
 * The seed of a hash: two records of one file differ in the offset, those of
 * two files nearly always.
 */
static uint64_t
seed_of(const struct es_place *place)
{
	return hash_fixed128(slice_of(place->file), 0).low + place->offset;
}

static int
put_value(struct es_ident *ident, const struct column *column,
    const struct json_record *record, struct err *err)
{
	struct slice value;

	if (column_get(column, record, &value, err) < 0)
		return -1;
	buffer_clear(&ident->part);
	switch (json_type_of(value)) {
	case JSON_STRING:
		json_string_unescape(json_string_raw(value), &ident->part);
		break;
	case JSON_NUMBER:
		if (number_is_integer(value))
			number_put_canonical(value, &ident->part);
		else
			buffer_put(&ident->part, value);
		break;
	case JSON_BOOL:
		buffer_put(&ident->part, value);
		break;
	case JSON_NULL:
	case JSON_ARRAY:
	case JSON_OBJECT:
	default:
		return column_err(column, record, err, "type",
		    "is neither a string nor a number nor a boolean");
	}
	return buffer_check(&ident->part, err);
}

/* Behind those before it, so that no other parts give the same text. */
static void
put_part(struct es_ident *ident, bool is_first)
{
	if (!is_first)
		buffer_put_byte(&ident->text, ':');
	for (size_t i = 0; i < ident->part.len; i++) {
		char byte = ident->part.bytes[i];

		if (byte == ':' || byte == '\\')
			buffer_put_byte(&ident->text, '\\');
		buffer_put_byte(&ident->text, byte);
	}
}

static int
put_values(struct es_ident *ident, const struct json_record *record,
    struct err *err)
{
	const struct columns *columns = &ident->columns;
	bool is_alone = columns->len == 1;

	buffer_clear(&ident->text);
	for (size_t i = 0; i < columns->len; i++) {
		if (put_value(ident, &columns->at[i], record, err) < 0)
			return -1;
		if (is_alone)
			buffer_put(&ident->text, buffer_slice(&ident->part));
		else
			put_part(ident, i == 0);
	}
	if (buffer_check(&ident->text, err) < 0)
		return -1;
	if (ident->text.len == 0)
		return column_err(&columns->at[0], record, err, "missing",
		    "is an empty text");
	if (ident->text.len > ES_ID_MAX)
		return err_data(err, "too-long", 1,
		    "the _id has %zu bytes, more than %d", ident->text.len,
		    ES_ID_MAX);
	return 0;
}

int
es_ident_of(struct es_ident *ident, const struct json_record *record,
    const struct es_place *place, struct slice *id, struct err *err)
{
	buffer_clear(&ident->string);
	if (ident->columns.len == 0) {
		buffer_put_byte(&ident->string, '"');
		put_base64(hash_fixed128(record->text, seed_of(place)),
		    &ident->string);
		buffer_put_byte(&ident->string, '"');
	} else {
		if (put_values(ident, record, err) < 0)
			return -1;
		json_string_put(&ident->string, buffer_slice(&ident->text));
	}
	*id = buffer_slice(&ident->string);
	return buffer_check(&ident->string, err);
}

bool
es_version_parse(struct slice value, int64_t *version)
{
	if (json_type_of(value) == JSON_STRING) {
		value = json_string_raw(value);
		for (size_t i = 0; i < value.len; i++)
			if (!ascii_is_digit(value.ptr[i]))
				return false;
		/* A number has no zeros in front. */
		while (value.len > 1 && value.ptr[0] == '0') {
			value.ptr++;
			value.len--;
		}
	} else if (json_type_of(value) != JSON_NUMBER) {
		return false;
	}
	return value.len > 0 && number_to_int64(value, version) &&
	    *version >= 0;
}

void
es_ident_free(struct es_ident *ident)
{
	columns_free(&ident->columns);
	buffer_free(&ident->text);
	buffer_free(&ident->string);
	buffer_free(&ident->part);
}
