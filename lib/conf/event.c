#include "conf/event.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct conf_events {
	yaml_parser_t parser;
	yaml_event_t event; /* the one handed out last */
	struct slice text;
	const char *file;
	bool has_document;
};

static int
no_memory(struct err *err)
{
	errno = ENOMEM;
	return err_set_errno(err, "cannot take memory");
}

struct conf_events *
conf_events_new(struct slice text, const char *file, struct err *err)
{
	struct conf_events *events = calloc(1, sizeof(*events));

	if (events == NULL || yaml_parser_initialize(&events->parser) == 0) {
		(void)no_memory(err);
		free(events);
		return NULL;
	}
	events->text = text;
	events->file = file;
	yaml_parser_set_encoding(&events->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&events->parser,
	    (const unsigned char *)text.ptr, text.len);
	return events;
}

static int
fail(const struct conf_events *events, yaml_mark_t mark, const char *text,
    struct err *err)
{
	return err_place(err, events->file, mark.line + 1, mark.column + 1,
	    "%s", text);
}

/* Of a bad byte libyaml knows the offset only. */
static int
fail_at_offset(const struct conf_events *events, struct err *err)
{
	yaml_mark_t mark = { 0, 0, 0 };
	const char *text = events->text.ptr;

	for (size_t i = 0; i < events->parser.problem_offset; i++) {
		if (text[i] == '\n') {
			mark.line++;
			mark.column = 0;
		} else if (((unsigned char)text[i] & 0xC0) != 0x80) {
			mark.column++;
		}
	}
	return fail(events, mark, events->parser.problem, err);
}

/* Say what libyaml found wrong. */
static int
fail_parse(const struct conf_events *events, struct err *err)
{
	const yaml_parser_t *parser = &events->parser;
	yaml_mark_t mark = parser->problem_mark;

	if (parser->error == YAML_MEMORY_ERROR)
		return no_memory(err);
	if (parser->error == YAML_READER_ERROR)
		return fail_at_offset(events, err);
	if (parser->context == NULL)
		return fail(events, mark, parser->problem, err);
	return err_place(err, events->file, mark.line + 1, mark.column + 1,
	    "%s %s that begins in line %zu", parser->problem, parser->context,
	    parser->context_mark.line + 1);
}

static struct slice
slice_of_yaml(const yaml_char_t *text)
{
	return text == NULL ? SLICE("") : slice_of((const char *)text);
}

/*
 * The first document is let in, a second one is not.
 */
static int
check_document(struct conf_events *events, struct err *err)
{
	const yaml_event_t *from = &events->event;

	if (events->has_document)
		return fail(events, from->start_mark,
		    "a second document begins, settings are one", err);
	events->has_document = true;
	if (from->data.document_start.tag_directives.start !=
	    from->data.document_start.tag_directives.end)
		return fail(events, from->start_mark,
		    "tags mean nothing here, leave %TAG out", err);
	return 0;
}

/* What a value has in front of it: an anchor perhaps, and no tag. */
static int
take_properties(const struct conf_events *events, const yaml_char_t *tag,
    const yaml_char_t *anchor, struct conf_event *event, struct err *err)
{
	if (tag != NULL)
		return err_place(err, events->file, event->line, event->column,
		    "tags such as '%s' mean nothing here, leave it out",
		    (const char *)tag);
	event->anchor = slice_of_yaml(anchor);
	return 0;
}

static int
take_scalar(const struct conf_events *events, struct conf_event *event,
    struct err *err)
{
	const yaml_event_t *from = &events->event;

	event->kind = CONF_EVENT_SCALAR;
	event->quoted = from->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	event->text = (struct slice){ (const char *)from->data.scalar.value,
		from->data.scalar.length };
	if (memchr(event->text.ptr, '\0', event->text.len) != NULL)
		return fail(events, from->start_mark,
		    "a text cannot hold a NUL", err);
	return take_properties(events, from->data.scalar.tag,
	    from->data.scalar.anchor, event, err);
}

/*
 * Make *event of what libyaml delivered.  Returns 1, 0 when it is none of ours,
 * -1 with *err set.
 */
static int
translate(struct conf_events *events, struct conf_event *event, struct err *err)
{
	const yaml_event_t *from = &events->event;

	*event = (struct conf_event){ .text = SLICE(""),
		.anchor = SLICE(""),
		.line = from->start_mark.line + 1,
		.column = from->start_mark.column + 1 };
	switch (from->type) {
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		return 0;
	case YAML_DOCUMENT_START_EVENT:
		return check_document(events, err);
	case YAML_STREAM_END_EVENT:
		event->kind = CONF_EVENT_EOF;
		return 1;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		event->kind = CONF_EVENT_END;
		return 1;
	case YAML_ALIAS_EVENT:
		event->kind = CONF_EVENT_ALIAS;
		event->text = slice_of_yaml(from->data.alias.anchor);
		return 1;
	case YAML_SCALAR_EVENT:
		return take_scalar(events, event, err) < 0 ? -1 : 1;
	case YAML_SEQUENCE_START_EVENT:
		event->kind = CONF_EVENT_LIST;
		return take_properties(events, from->data.sequence_start.tag,
			   from->data.sequence_start.anchor, event, err) < 0
		    ? -1
		    : 1;
	case YAML_MAPPING_START_EVENT:
		event->kind = CONF_EVENT_MAP;
		return take_properties(events, from->data.mapping_start.tag,
			   from->data.mapping_start.anchor, event, err) < 0
		    ? -1
		    : 1;
	}
	return 0;
}

int
conf_events_next(struct conf_events *events, struct conf_event *event,
    struct err *err)
{
	int result = 0;

	while (result == 0) {
		yaml_event_delete(&events->event);
		if (yaml_parser_parse(&events->parser, &events->event) == 0)
			return fail_parse(events, err);
		result = translate(events, event, err);
	}
	return result < 0 ? -1 : 0;
}

void
conf_events_free(struct conf_events *events)
{
	if (events == NULL)
		return;
	yaml_event_delete(&events->event);
	yaml_parser_delete(&events->parser);
	free(events);
}
