#include "cli/elements.h"

#include <stdlib.h>

/* So many bytes of lines are given out at once. */
enum { LINES_MAX = 256 * 1024, FIRST_PLACES = 64 };

int
elements_init(struct elements *elements, const struct json_path *path,
    size_t element_max, struct err *err)
{
	*elements = (struct elements){ .lines = BUFFER_INIT };
	elements->unwrap = unwrap_new(path, element_max, err);
	return elements->unwrap == NULL ? -1 : 0;
}

void
elements_start(struct elements *elements)
{
	unwrap_start(elements->unwrap);
}

/* Add an element to the lines that are given out next. */
static int
add_line(struct elements *elements, const struct unwrap_element *element,
    struct err *err)
{
	if (elements->len == elements->size) {
		size_t size = 2 * elements->size + FIRST_PLACES;
		struct filter_place *places = realloc(elements->places,
		    size * sizeof(*places));

		if (places == NULL)
			return err_set_errno(err, "cannot take memory");
		elements->places = places;
		elements->size = size;
	}
	elements->places[elements->len++] = (struct filter_place){
		element->line, element->offset
	};
	buffer_put(&elements->lines, element->text);
	buffer_put_byte(&elements->lines, '\n');
	return buffer_check(&elements->lines, err);
}

int
elements_feed(struct elements *elements, struct slice bytes,
    struct filter_lines *lines, struct err *err)
{
	struct unwrap_element element = { .line = 0 };
	int got = 1;

	if (bytes.len > 0)
		elements->input = bytes;
	buffer_clear(&elements->lines);
	elements->len = 0;
	while (got > 0 && elements->lines.len < LINES_MAX) {
		got = bytes.ptr == NULL
		    ? unwrap_end(elements->unwrap, &element, err)
		    : unwrap_next(elements->unwrap, &elements->input, &element,
			  err);
		if (got > 0 && add_line(elements, &element, err) < 0)
			return -1;
	}
	lines->text = buffer_slice(&elements->lines);
	lines->places = elements->places;
	if (got < 0) {
		lines->bad = (struct filter_place){ element.line,
			element.offset };
		lines->bad_text = element.text;
		lines->bad_length = element.length;
	}
	return got;
}

void
elements_free(struct elements *elements)
{
	unwrap_free(elements->unwrap);
	buffer_free(&elements->lines);
	free(elements->places);
}
