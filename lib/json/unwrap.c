#include "json/unwrap.h"

#include <assert.h>
#include <stdlib.h>

#include "json/check.h"
#include "json/document.h"
#include "json/gather.h"

/* Of a text that is too long so much is given out. */
enum { KEPT_MAX = 64 * 1024 };

enum state {
	BETWEEN,  /* the next byte is one for the document */
	IN_VALUE, /* more of the value that is being gathered */
	IS_LOST,  /* what came does not fit: find a place to go on */
};

struct unwrap {
	enum state state;
	struct document document;
	struct gather value;
	enum document_step purpose; /* of the value: GIVE, CHECK, … */
	/* The next byte of the input. */
	uint64_t line, offset;
	size_t column;
	/* Where the value at hand and the document at hand began. */
	uint64_t value_line, value_offset;
	uint64_t document_line, document_offset;
	/* Why it is lost, and in which line. */
	struct err lost;
	uint64_t lost_line;
};

struct unwrap *
unwrap_new(const struct json_path *path, size_t element_max, struct err *err)
{
	struct unwrap *unwrap = calloc(1, sizeof(*unwrap));

	if (unwrap == NULL) {
		(void)err_set_errno(err, "cannot take memory");
		return NULL;
	}
	unwrap->document.path = path;
	unwrap->value.max = element_max;
	unwrap_start(unwrap);
	return unwrap;
}

void
unwrap_start(struct unwrap *unwrap)
{
	document_start(&unwrap->document, unwrap->document.path);
	gather_start(&unwrap->value);
	unwrap->state = BETWEEN;
	unwrap->line = 1;
	unwrap->column = 1;
	unwrap->offset = 0;
}

/* Move over so many bytes. */
static void
advance(struct unwrap *unwrap, struct slice *input, size_t len)
{
	const char *from = input->ptr;
	const char *end = input->ptr + len;
	const char *newline;

	while (from < end &&
	    (newline = memchr(from, '\n', (size_t)(end - from))) != NULL) {
		unwrap->line++;
		unwrap->column = 1;
		from = newline + 1;
	}
	unwrap->column += (size_t)(end - from);
	unwrap->offset += len;
	input->ptr += len;
	input->len -= len;
}

static void
start_value(struct unwrap *unwrap, enum document_step purpose)
{
	gather_start(&unwrap->value);
	unwrap->value_line = unwrap->line;
	unwrap->value_offset = unwrap->offset;
	unwrap->purpose = purpose;
	unwrap->state = IN_VALUE;
}

/* Give out what was gathered, as an element or as what is bad. */
static int
give(const struct unwrap *unwrap, struct unwrap_element *element,
    struct err *err)
{
	*element = (struct unwrap_element){
		.text = buffer_slice(&unwrap->value.text),
		.length = unwrap->value.length,
		.line = unwrap->value_line,
		.offset = unwrap->value_offset,
	};
	if (element->length > element->text.len && element->text.len > KEPT_MAX)
		element->text.len = KEPT_MAX;
	return buffer_check(&unwrap->value.text, err);
}

/* A byte-order mark in front of the first value is no part of it. */
static void
drop_mark(struct unwrap_element *element)
{
	static const char mark[3] = { '\xEF', '\xBB', '\xBF' };

	if (element->offset != 0 || element->text.len < sizeof(mark) ||
	    memcmp(element->text.ptr, mark, sizeof(mark)) != 0)
		return;
	element->text.ptr += sizeof(mark);
	element->text.len -= sizeof(mark);
	element->length -= sizeof(mark);
	element->offset += sizeof(mark);
}

/* Nothing can be given out of the place at hand but where it is. */
static void
give_place(uint64_t line, uint64_t offset, struct unwrap_element *element)
{
	*element = (struct unwrap_element){ .text = SLICE(""),
		.line = line,
		.offset = offset };
}

/* The document at hand has no array at the path. */
static int
refuse_document(const struct unwrap *unwrap, const char *reason,
    struct unwrap_element *element, struct err *err)
{
	struct buffer pointer = BUFFER_INIT;

	json_path_put_pointer(unwrap->document.path, &pointer);
	if (buffer_check(&pointer, err) < 0)
		return -1;
	give_place(unwrap->document_line, unwrap->document_offset, element);
	(void)err_data(err, reason, 1,
	    "the document that begins here has no array at '%.*s'",
	    (int)pointer.len, pointer.bytes);
	err_set_path(err, pointer.bytes, pointer.len);
	buffer_free(&pointer);
	return -1;
}

/* Behind a value or a bracket. */
static int
end_document(const struct unwrap *unwrap, struct unwrap_element *element,
    struct err *err)
{
	const struct document *document = &unwrap->document;

	if (!document_is_over(document) || document->is_found)
		return 0;
	return refuse_document(unwrap, "missing", element, err);
}

static int
finish_element(const struct unwrap *unwrap,
    const struct unwrap_element *element, struct err *err)
{
	if (element->length == element->text.len)
		return 1;
	return err_data(err, "too-long", unwrap->value.max + 1,
	    "the record is longer than %zu bytes", unwrap->value.max);
}

/* A value or name beside the path; one too long to be kept is not checked. */
static int
finish_other(struct unwrap *unwrap, struct unwrap_element *element,
    struct err *err)
{
	struct document *document = &unwrap->document;
	bool is_whole = element->length == element->text.len;
	int got = is_whole ? json_check(element->text, err) : 0;

	if (unwrap->purpose == STEP_NAME) {
		struct slice raw = { element->text.ptr + 1,
			element->text.len - 2 };

		if (got < 0 || !is_whole)
			raw.len = 0;
		document_end_name(document, raw);
		return got;
	}
	document_end_value(document);
	if (got < 0)
		/* One complaint about a document is enough. */
		document->is_found |= document_is_over(document);
	return got < 0 ? -1 : end_document(unwrap, element, err);
}

/* The value is whole. */
static int
finish_value(struct unwrap *unwrap, struct unwrap_element *element,
    struct err *err)
{
	unwrap->state = BETWEEN;
	if (give(unwrap, element, err) < 0)
		return -1;
	drop_mark(element);
	if (element->length == 0) {
		document_end_value(&unwrap->document);
		return 0;
	}
	if (unwrap->purpose != STEP_GIVE && unwrap->purpose != STEP_REFUSE)
		return finish_other(unwrap, element, err);
	document_end_value(&unwrap->document);
	return unwrap->purpose == STEP_GIVE
	    ? finish_element(unwrap, element, err)
	    : refuse_document(unwrap, "type", element, err);
}

/*
 * The byte at hand does not fit: what follows is set aside as it is, together
 * with the value that it stands in.
 */
static void
get_lost(struct unwrap *unwrap, const char *expected)
{
	if (unwrap->state != IN_VALUE)
		start_value(unwrap, STEP_GIVE);
	unwrap->state = IS_LOST;
	unwrap->lost_line = unwrap->line;
	(void)err_data(&unwrap->lost, "json", unwrap->column, "expected %s%s",
	    expected,
	    document_is_over(&unwrap->document)
		? ""
		: "; the rest of the input is set aside");
}

/* Set aside what came since. */
static int
finish_lost(struct unwrap *unwrap, struct unwrap_element *element,
    struct err *err)
{
	document_start(&unwrap->document, unwrap->document.path);
	unwrap->state = BETWEEN;
	if (give(unwrap, element, err) < 0)
		return -1;
	element->line = unwrap->lost_line;
	*err = unwrap->lost;
	return -1;
}

/*
 * In a run of values a line that begins with a bracket is taken for the next
 * one; inside of a document there is no telling.
 */
static int
go_on_lost(struct unwrap *unwrap, struct slice *input,
    struct unwrap_element *element, struct err *err)
{
	const char *newline = memchr(input->ptr, '\n', input->len);
	size_t len = newline == NULL ? input->len
				     : (size_t)(newline + 1 - input->ptr);

	if (document_is_over(&unwrap->document) && unwrap->column == 1 &&
	    (input->ptr[0] == '{' || input->ptr[0] == '['))
		return finish_lost(unwrap, element, err);
	gather_raw(&unwrap->value, (struct slice){ input->ptr, len });
	advance(unwrap, input, len);
	return 0;
}

static int
go_on_value(struct unwrap *unwrap, struct slice *input,
    struct unwrap_element *element, struct err *err)
{
	struct slice left = *input;
	enum gather_state state = gather_take(&unwrap->value, &left);

	advance(unwrap, input, input->len - left.len);
	if (state == GATHER_BAD)
		get_lost(unwrap, unwrap->value.expected);
	return state == GATHER_DONE ? finish_value(unwrap, element, err) : 0;
}

/* A byte outside of values. */
static int
go_on_between(struct unwrap *unwrap, struct slice *input,
    struct unwrap_element *element, struct err *err)
{
	struct document *document = &unwrap->document;

	if (json_is_space(input->ptr[0])) {
		advance(unwrap, input, 1);
		return 0;
	}
	if (document_is_over(document)) {
		unwrap->document_line = unwrap->line;
		unwrap->document_offset = unwrap->offset;
	}
	enum document_step step = document_take(document, input->ptr[0]);

	switch (step) {
	case STEP_TAKEN:
		advance(unwrap, input, 1);
		return end_document(unwrap, element, err);
	case STEP_MISTAKE:
		give_place(unwrap->line, unwrap->offset, element);
		return err_data(err, "json", unwrap->column, "expected %s",
		    document->expected);
	case STEP_LOST:
		get_lost(unwrap, document->expected);
		return 0;
	case STEP_GIVE:
	case STEP_CHECK:
	case STEP_NAME:
	case STEP_REFUSE:
	default:
		start_value(unwrap, step);
		return 0;
	}
}

int
unwrap_next(struct unwrap *unwrap, struct slice *input,
    struct unwrap_element *element, struct err *err)
{
	int got = 0;

	while (input->len > 0 && got == 0) {
		if (unwrap->state == IN_VALUE)
			got = go_on_value(unwrap, input, element, err);
		else if (unwrap->state == IS_LOST)
			got = go_on_lost(unwrap, input, element, err);
		else
			got = go_on_between(unwrap, input, element, err);
	}
	return got;
}

int
unwrap_end(struct unwrap *unwrap, struct unwrap_element *element,
    struct err *err)
{
	if (unwrap->state == IN_VALUE && gather_can_end(&unwrap->value)) {
		int got = finish_value(unwrap, element, err);

		if (got != 0)
			return got;
	}
	if (unwrap->state == BETWEEN && document_is_over(&unwrap->document))
		return 0;
	if (unwrap->state != IS_LOST) {
		/* There is no rest. */
		document_start(&unwrap->document, unwrap->document.path);
		get_lost(unwrap, "more, the input ends inside of a value");
	}
	return finish_lost(unwrap, element, err);
}

void
unwrap_free(struct unwrap *unwrap)
{
	if (unwrap == NULL)
		return;
	gather_free(&unwrap->value);
	free(unwrap);
}
