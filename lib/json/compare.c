#include "json/compare.h"

#include "base/number.h"
#include "json/string.h"

int
json_value_compare(struct slice a, struct slice b)
{
	enum json_type type = json_type_of(a);
	enum json_type other = json_type_of(b);

	if (type != other)
		return type < other ? -1 : 1;
	if (type == JSON_NUMBER)
		return number_compare(a, b);
	if (type == JSON_STRING)
		return json_string_compare(json_string_raw(a),
		    json_string_raw(b));
	return slice_compare(a, b);
}
