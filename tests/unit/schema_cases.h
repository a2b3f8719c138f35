#ifndef SCHEMA_CASES_H
#define SCHEMA_CASES_H

/*
 * Schemas, documents, and what the check says of them: "" where the document
 * fits, else REASON PATH: MESSAGE, with a '~' before a warning.
 */
struct schema_case {
	const char *schema, *document, *expected;
};

#define DRAFT_4 "{\"$schema\":\"http://json-schema.org/draft-04/schema#\","
#define DRAFT_7 "{\"$schema\":\"http://json-schema.org/draft-07/schema#\","

static const struct schema_case schema_cases[] = {
	/* Booleans. */
	{ "true", "1", "" },
	{ "{}", "{\"a\":[1,{}]}", "" },
	{ "false", "1", "false : the record is not allowed by the schema" },
	{ "{\"properties\":{\"a\":false}}", "{\"b\":1}", "" },
	{ "{\"properties\":{\"a\":false}}", "{\"a\":1}",
	    "properties /a: '/a' is not allowed by the schema" },
	{ "{\"items\":false}", "[]", "" },
	{ "{\"items\":false}", "[1]",
	    "items /0: '/0' is not allowed by the schema" },
	/* type */
	{ "{\"type\":\"object\"}", "{}", "" },
	{ "{\"type\":\"object\"}", "[]",
	    "type : the record is an array, not an object" },
	{ "{\"type\":\"null\"}", "null", "" },
	{ "{\"type\":\"null\"}", "false",
	    "type : the record is a boolean, not null" },
	{ "{\"type\":[\"string\",\"null\"]}", "null", "" },
	{ "{\"type\":[\"string\",\"null\"]}", "1",
	    "type : the record is a number, not a string or null" },
	{ "{\"type\":\"number\"}", "null",
	    "type : the record is null, not a number" },
	{ "{\"type\":\"integer\"}", "1", "" },
	{ "{\"type\":\"integer\"}", "1.0", "" },
	{ "{\"type\":\"integer\"}", "-1e400", "" },
	{ "{\"type\":\"integer\"}", "1.5",
	    "type : the record is 1.5, not an integer" },
	{ "{\"type\":\"integer\"}", "\"1\"",
	    "type : the record is a string, not an integer" },
	{ "{\"type\":[\"integer\",\"number\"]}", "1.5", "" },
	{ "{\"type\":[\"boolean\",\"integer\"]}", "1e-1",
	    "type : the record is 1e-1, not a boolean or an integer" },
	/* enum, const: by value */
	{ "{\"const\":1}", "1.0", "" },
	{ "{\"const\":1}", "10e-1", "" },
	{ "{\"const\":0}", "-0", "" },
	{ "{\"const\":1}", "true", "const : the record is true, not 1" },
	{ "{\"const\":true}", "false",
	    "const : the record is false, not true" },
	{ "{\"const\":9007199254740993}", "9007199254740992",
	    "const : the record is 9007199254740992, not 9007199254740993" },
	{ "{\"const\":\"a\"}", "\"\\u0061\"", "" },
	{ "{\"const\":\"\\u0061\"}", "\"a\"", "" },
	{ "{\"const\":[1,[]]}", "[1.0,[ ]]", "" },
	{ "{\"const\":[1,2]}", "[1]",
	    "const : the record is an array, not [1,2]" },
	{ "{\"const\":[1]}", "[1,2]",
	    "const : the record is an array, not [1]" },
	{ "{\"const\":{\"a\":1,\"b\":{}}}", "{\"b\":{},\"\\u0061\":1}", "" },
	{ "{\"const\":{\"a\":1}}", "{\"a\":2,\"a\":1}", "" },
	{ "{\"const\":{\"a\":1,\"b\":2}}", "{\"a\":1,\"a\":1}",
	    "const : the record is an object, not {\"a\":1,\"b\":2}" },
	{ "{\"const\":{\"a\":1}}", "{\"a\":1,\"b\":1}",
	    "const : the record is an object, not {\"a\":1}" },
	{ "{\"const\":{}}", "{\"a\":1}",
	    "const : the record is an object, not {}" },
	{ "{\"enum\":[\"a\",null,{\"b\":1}]}", "null", "" },
	{ "{\"enum\":[\"a\",null,{\"b\":1}]}", "{\"b\":1e0}", "" },
	{ "{\"enum\":[\"a\",null]}", "\"b\"",
	    "enum : the record is \"b\", not one of \"a\", null" },
	{ "{\"enum\":[1,2,3,4,5,6]}", "7",
	    "enum : the record is 7, not one of 1, 2, 3, 4, 5, ..." },
	{ "{\"enum\":[]}", "7",
	    "enum : the record is 7, not one of no values" },
	/* Limits of numbers, exact. */
	{ "{\"minimum\":1.1}", "1.1", "" },
	{ "{\"minimum\":1.1}", "\"\"", "" },
	{ "{\"minimum\":1.1}", "1.09999999999999999999",
	    "minimum : the record is 1.09999999999999999999, less than the "
	    "minimum 1.1" },
	{ "{\"maximum\":18446744073709551615}", "18446744073709551615", "" },
	{ "{\"maximum\":18446744073709551615}", "18446744073709551616",
	    "maximum : the record is 18446744073709551616, more than the "
	    "maximum 18446744073709551615" },
	{ "{\"exclusiveMinimum\":0}", "1e-300", "" },
	{ "{\"exclusiveMinimum\":0}", "-0",
	    "exclusiveMinimum : the record is -0, not more than 0" },
	{ "{\"exclusiveMaximum\":3}", "3.0",
	    "exclusiveMaximum : the record is 3.0, not less than 3" },
	{ DRAFT_4 "\"minimum\":1,\"exclusiveMinimum\":true}", "1",
	    "exclusiveMinimum : the record is 1, not more than 1" },
	{ DRAFT_4 "\"maximum\":1,\"exclusiveMaximum\":false}", "1", "" },
	{ DRAFT_4 "\"exclusiveMaximum\":true}", "1", "" },
	/* Lengths count code points. */
	{ "{\"minLength\":2}", "\"\xC3\xA9\xC3\xA9\"", "" },
	{ "{\"minLength\":2}", "\"\xF0\x9F\x92\xA9\"",
	    "minLength : the record has 1 character, fewer than 2" },
	{ "{\"minLength\":1}", "\"\\ud83d\\udca9\"", "" },
	{ "{\"maxLength\":1}", "\"\\ud83d\\udca9\"", "" },
	{ "{\"maxLength\":1.0}", "\"\\n\\n\"",
	    "maxLength : the record has 2 characters, more than 1.0" },
	{ "{\"minLength\":1}", "7", "" },
	{ "{\"maxLength\":1e30}", "\"ab\"", "" },
	{ "{\"minLength\":1e30}", "\"ab\"",
	    "minLength : the record has 2 characters, fewer than 1e30" },
	/* pattern is not anchored; '$' is the end. */
	{ "{\"pattern\":\"b\"}", "\"abc\"", "" },
	{ "{\"pattern\":\"^b$\"}", "\"\\u0062\"", "" },
	{ "{\"pattern\":\"^b$\"}", "\"b\\n\"",
	    "pattern : the record is \"b\\n\", which does not match \"^b$\"" },
	{ "{\"pattern\":\"^.$\"}", "\"\xC3\xA9\"", "" },
	{ "{\"pattern\":\"^\\\\d$\"}", "\"\xDB\xB1\"",
	    "pattern : the record is \"\xDB\xB1\", which does not match "
	    "\"^\\\\d$\"" },
	{ "{\"pattern\":\"\"}", "\"\"", "" },
	{ "{\"pattern\":\"^(a+)+$\"}",
	    "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"",
	    "pattern : the record is "
	    "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa..., which takes too "
	    "long to match with \"^(a+)+$\"" },
	/* Objects. */
	{ "{\"required\":[\"a\",\"b\"]}", "{\"b\":null,\"\\u0061\":1}", "" },
	{ "{\"required\":[\"a\",\"b\"]}", "{}",
	    "required /a: '/a' is missing" },
	{ "{\"required\":[\"a\",\"b\"]}", "{\"a\":1}",
	    "required /b: '/b' is missing" },
	{ "{\"required\":[\"a\"]}", "[]", "" },
	{ "{\"required\":[\"~/\"]}", "{}",
	    "required /~0~1: '/~0~1' is missing" },
	{ "{\"properties\":{\"a\":{\"required\":[\"b\"]}}}", "{\"a\":{}}",
	    "required /a/b: '/a/b' is missing" },
	{ "{\"properties\":{\"a\":{\"type\":\"null\"}}}",
	    "{\"b\":{\"a\":1},\"\\u0061\":2}",
	    "type /a: '/a' is a number, not null" },
	{ "{\"properties\":{\"a\\\\b\":{\"type\":\"null\"}}}", "{\"a\\b\":1}",
	    "" },
	{ "{\"properties\":{\"a\\\\b\":{\"type\":\"null\"}}}", "{\"a\\\\b\":1}",
	    "type /a\\b: '/a\\b' is a number, not null" },
	{ "{\"additionalProperties\":false}", "{}", "" },
	{ "{\"additionalProperties\":false,\"properties\":{\"a\":{}}}",
	    "{\"a\":1,\"b\":2}",
	    "additionalProperties /b: '/b' is not allowed by the schema" },
	{ "{\"additionalProperties\":false,\"required\":[\"a\"]}", "{\"a\":1}",
	    "additionalProperties /a: '/a' is not allowed by the schema" },
	{ "{\"additionalProperties\":{\"type\":\"null\"},"
	  "\"properties\":{\"a\":{}}}",
	    "{\"a\":1,\"b\":null,\"c\":{\"d\":1}}",
	    "type /c: '/c' is an object, not null" },
	/* Items. */
	{ "{\"items\":{\"minimum\":1}}", "[1,2,\"0\",[0]]", "" },
	{ "{\"items\":{\"minimum\":1}}", "[1,{\"a\":[]},0]",
	    "minimum /2: '/2' is 0, less than the minimum 1" },
	{ "{\"items\":{\"items\":{\"type\":\"null\"}}}", "[[],[null],[null,1]]",
	    "type /2/1: '/2/1' is a number, not null" },
	/* Of members with one name the last one counts. */
	{ "{\"properties\":{\"a\":{\"const\":1}}}", "{\"a\":2,\"a\":1}", "" },
	{ "{\"properties\":{\"a\":{\"const\":1}}}", "{\"a\":1,\"\\u0061\":2}",
	    "const /a: '/a' is 2, not 1" },
	{ "{\"additionalProperties\":{\"const\":1}}",
	    "{\"a\":{\"x\":[2]},\"b\":1,\"a\":1}", "" },
	{ "{\"items\":{\"required\":[\"a\"]}}",
	    "[{\"a\":1,\"b\":1,\"b\":2},{\"a\":1,\"a\":2},{}]",
	    "required /2/a: '/2/a' is missing" },
	/* $ref */
	{ "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"null\"}}}", "1",
	    "type : the record is a number, not null" },
	{ "{\"properties\":{\"a\":{\"$ref\":\"#\"},\"b\":{\"const\":1}}}",
	    "{\"a\":{\"a\":{\"b\":2}}}", "const /a/a/b: '/a/a/b' is 2, not 1" },
	{ "{\"$ref\":\"#/$defs/a~1~0%25\","
	  "\"$defs\":{\"a/~%\":{\"const\":1}}}",
	    "2", "const : the record is 2, not 1" },
	{ "{\"type\":\"string\",\"$ref\":\"#/$defs/a\","
	  "\"$defs\":{\"a\":{\"minLength\":2}}}",
	    "\"a\"", "minLength : the record has 1 character, fewer than 2" },
	{ "{\"type\":\"string\",\"$ref\":\"#/$defs/a\","
	  "\"$defs\":{\"a\":{\"minLength\":2}}}",
	    "1", "type : the record is a number, not a string" },
	{ DRAFT_7 "\"definitions\":{\"a\":{}},\"type\":\"string\","
		  "\"$ref\":\"#/definitions/a\"}",
	    "1", "" },
	{ "{\"$ref\":\"#/x/1\",\"x\":[true,{\"const\":1}]}", "2",
	    "const : the record is 2, not 1" },
	/* Warnings. */
	{ "{\"type\":\"string\",\"x-ev-severity\":\"warning\"}", "1",
	    "~type : the record is a number, not a string" },
	{ "{\"type\":\"string\",\"x-ev-severity\":\"error\"}", "1",
	    "type : the record is a number, not a string" },
	{ "{\"properties\":{\"a\":{\"items\":{\"const\":1},"
	  "\"x-ev-severity\":\"warning\"},\"b\":{\"const\":2}}}",
	    "{\"a\":[1,3,4],\"b\":2}", "~const /a/1: '/a/1' is 3, not 1" },
	{ "{\"properties\":{\"a\":{\"const\":1,"
	  "\"x-ev-severity\":\"warning\"},\"b\":{\"const\":2}}}",
	    "{\"a\":3,\"b\":3}", "const /b: '/b' is 3, not 2" },
	{ "{\"type\":\"string\",\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":"
	  "{\"minLength\":2,\"x-ev-severity\":\"warning\"}}}",
	    "\"a\"", "~minLength : the record has 1 character, fewer than 2" },
	{ "{\"required\":[\"a\"],\"x-ev-severity\":\"warning\"}", "{}",
	    "~required /a: '/a' is missing" },
	{ "{\"properties\":{\"a\":{\"const\":1,"
	  "\"x-ev-severity\":\"warning\"}}}",
	    "{\"a\":2,\"a\":1}", "" },
	/* Annotations and unknown keywords say nothing. */
	{ "{\"$comment\":\"\",\"title\":\"\",\"description\":\"\","
	  "\"default\":1,\"examples\":[1],\"deprecated\":true,"
	  "\"readOnly\":true,\"writeOnly\":false,\"$id\":\"http://a/\","
	  "\"contentMediaType\":\"\",\"contentSchema\":{},\"foo\":1}",
	    "1", "" },
	{ DRAFT_7 "\"dependentRequired\":1,\"$defs\":1}", "1", "" },
	{ DRAFT_4 "\"const\":1,\"if\":false}", "2", "" },
	/* Formats. */
	{ "{\"format\":\"longitude\"}", "180", "" },
	{ "{\"format\":\"longitude\"}", "180.5",
	    "format : the record is 180.5, which is no longitude "
	    "(-180 to 180)" },
	{ "{\"format\":\"longitude\"}", "null", "" },
	{ "{\"format\":\"iso-3166-1-alpha-2\"}", "\"\\u0065s\"", "" },
	{ "{\"format\":\"iso-3166-1-alpha-2\"}", "\"en\"",
	    "format : the record is \"en\", which is no country code of ISO "
	    "3166-1 alpha-2" },
	{ "{\"format\":\"my-own\"}", "1", "" },
};

#endif
