#include "json/document.h"

#include <assert.h>

#include "base/buffer.h"
#include "json/string.h"

void
document_start(struct document *document, const struct json_path *path)
{
	document->path = path;
	document->steps_len = path == NULL ? 0 : path->len;
	document->state = DOCUMENT_TOP;
	document->depth = 0;
	document->is_found = false;
	document->expected = NULL;
}

void
document_end_value(struct document *document)
{
	document->state = document->depth > 0 ? DOCUMENT_COMMA : DOCUMENT_TOP;
}

void
document_end_name(struct document *document, struct slice raw)
{
	size_t step = document->depth - 1;

	assert(document->state == DOCUMENT_NAME);
	assert(step < document->steps_len);
	document->levels[step].is_on_path = json_string_is(raw,
	    document->path->steps[step]);
	document->state = DOCUMENT_COLON;
}

static enum document_step
lost(struct document *document, const char *expected)
{
	document->expected = expected;
	return STEP_LOST;
}

/* What is missing is taken as if it were there. */
static enum document_step
mistake(struct document *document, const char *expected,
    enum document_state state)
{
	document->expected = expected;
	document->state = state;
	return STEP_MISTAKE;
}

/* Is the element at hand the one that the path names? */
static bool
is_step(const struct document *document, const struct document_level *level)
{
	struct slice step = document->path->steps[level - document->levels];
	uint64_t number = 0;

	if (step.len == 0 || (step.len > 1 && step.ptr[0] == '0'))
		return false;
	for (size_t i = 0; i < step.len; i++) {
		if (step.ptr[i] < '0' || step.ptr[i] > '9' ||
		    number > (UINT64_MAX - 9) / 10)
			return false;
		number = 10 * number + (uint64_t)(step.ptr[i] - '0');
	}
	return number == level->number;
}

static enum document_step
enter(struct document *document, bool is_array)
{
	assert(document->depth <= document->steps_len);
	document->levels[document->depth++] = (struct document_level){
		.is_array = is_array
	};
	document->state = is_array ? DOCUMENT_FIRST : DOCUMENT_FIRST_NAME;
	if (document->depth > document->steps_len)
		document->is_found = true;
	return STEP_TAKEN;
}

/* A value begins with this byte. */
static enum document_step
begin_value(struct document *document, char byte)
{
	size_t depth = document->depth;
	struct document_level *level = depth > 0 ? &document->levels[depth - 1]
						 : NULL;

	if (depth > document->steps_len)
		return STEP_GIVE;
	if (level == NULL)
		document->is_found = false;
	else if (level->is_array)
		level->is_on_path = is_step(document, level);

	if (level != NULL && !level->is_on_path)
		return STEP_CHECK;
	if (byte == '[' || (byte == '{' && depth < document->steps_len))
		return enter(document, byte == '[');
	if (depth < document->steps_len)
		return STEP_CHECK;
	document->is_found = true;
	return depth == 0 ? STEP_GIVE : STEP_REFUSE;
}

static enum document_step
leave(struct document *document)
{
	document->depth--;
	document_end_value(document);
	return STEP_TAKEN;
}

/* In an array all that can be put right is about commas. */
static enum document_step
take_in_array(struct document *document, char byte)
{
	bool is_behind = document->state == DOCUMENT_COMMA;

	switch (byte) {
	case '}':
	case ':':
		return lost(document, is_behind ? "',' or ']'" : "a value");
	case ']':
		if (document->state == DOCUMENT_ELEMENT)
			return mistake(document, "a value", DOCUMENT_COMMA);
		return leave(document);
	case ',':
		if (!is_behind)
			return mistake(document, "a value", DOCUMENT_COMMA);
		document->levels[document->depth - 1].number++;
		document->state = DOCUMENT_ELEMENT;
		return STEP_TAKEN;
	default:
		if (!is_behind)
			return begin_value(document, byte);
		document->levels[document->depth - 1].number++;
		return mistake(document, "',' or ']'", DOCUMENT_ELEMENT);
	}
}

static bool
can_begin(char byte)
{
	return byte != ',' && byte != ':' && byte != ']' && byte != '}';
}

static enum document_step
take_in_object(struct document *document, char byte)
{
	static const char *const expected[] = {
		[DOCUMENT_FIRST_NAME] = "a name or '}'",
		[DOCUMENT_NAME] = "a name",
		[DOCUMENT_COLON] = "':'",
		[DOCUMENT_VALUE] = "a value",
		[DOCUMENT_COMMA] = "',' or '}'",
	};
	enum document_state state = document->state;
	bool is_name = state == DOCUMENT_FIRST_NAME || state == DOCUMENT_NAME;

	if (byte == '}' &&
	    (state == DOCUMENT_FIRST_NAME || state == DOCUMENT_COMMA))
		return leave(document);
	if (state == DOCUMENT_VALUE && can_begin(byte))
		return begin_value(document, byte);
	if (is_name && byte == '"') {
		document->state = DOCUMENT_NAME;
		return STEP_NAME;
	}
	if (state == DOCUMENT_COLON && byte == ':')
		document->state = DOCUMENT_VALUE;
	else if (state == DOCUMENT_COMMA && byte == ',')
		document->state = DOCUMENT_NAME;
	else
		return lost(document, expected[state]);
	return STEP_TAKEN;
}

enum document_step
document_take(struct document *document, char byte)
{
	if (document->depth == 0)
		return can_begin(byte) ? begin_value(document, byte)
				       : lost(document, "a value");
	return document->levels[document->depth - 1].is_array
	    ? take_in_array(document, byte)
	    : take_in_object(document, byte);
}
