#include "gen/generators.h"
#include "gen/lists.h"
#include "gen/value.h"

/* The columns of a city, in the order of their slots. */
enum { CITY_NAME, CITY_COUNTRY, CITY_LAT, CITY_LON, CITY_COLUMNS };

static const char *const city_names[CITY_COLUMNS] = { "name", "country", "lat",
	"lon" };

/* One column: texts in quotes, numbers as they are. */
static int
make_column(struct compile *compile, int column, struct texts *texts,
    struct err *err)
{
	struct texts_draft draft = TEXTS_DRAFT_INIT;

	for (const struct list_city *city = list_cities; city->name != NULL;
	     city++) {
		const char *const values[] = { city->name, city->country,
			city->lat, city->lon };
		struct slice quote = column <= CITY_COUNTRY
		    ? SLICE("\"")
		    : (struct slice){ NULL, 0 };

		buffer_put(&draft.bytes, quote);
		style_escape(&compile->style, slice_of(values[column]),
		    &draft.bytes);
		buffer_put(&draft.bytes, quote);
		texts_draft_end(&draft);
	}
	int result = texts_init(texts, &draft, compile->arena, err);
	texts_draft_free(&draft);
	return result;
}

/* Below the city's own name: place.lat */
static int
name_column(struct compile *compile, const struct conf_node *self,
    const char *column, const struct compile_name *value, struct err *err)
{
	size_t path = compile->path.len;

	buffer_put(&compile->path, self->name);
	buffer_put_byte(&compile->path, '.');
	int result = compile_name(compile, slice_of(column), value, err);
	compile->path.len = path;
	return result;
}

/* All of them as an object; the first is in this slot. */
static int
compile_whole(struct compile *compile, const struct texts *columns,
    uint32_t slot, struct err *err)
{
	compile->compound = true;
	compile_bytes(compile, SLICE("{"));
	for (uint32_t i = 0; i < CITY_COLUMNS; i++) {
		struct program_op copy = { .slot = slot + i };

		if (i > 0) {
			compile_bytes(compile, SLICE(","));
			compile_bytes(compile, compile->style.after_comma);
		}
		compile_bytes(compile, SLICE("\""));
		compile_bytes(compile, slice_of(city_names[i]));
		compile_bytes(compile, SLICE("\":"));
		compile_bytes(compile, compile->style.after_colon);
		if (compile_put(compile, &copy, value_copy, columns[i].longest,
			err) < 0)
			return -1;
	}
	compile_bytes(compile, SLICE("}"));
	return 0;
}

/* Draw a city into slots that have names; returns the first one, or -1. */
static int64_t
compile_row(struct compile *compile, const struct conf_node *self,
    const struct texts *columns, struct err *err)
{
	struct program_op op = { .slot = compile->slots,
		.row = { columns, CITY_COLUMNS } };

	compile->slots += CITY_COLUMNS;
	if (compile_put(compile, &op, value_row, 0, err) < 0)
		return -1;
	for (uint32_t i = 0; i < CITY_COLUMNS; i++) {
		const struct compile_name value = { .slot = op.slot + i,
			.max = columns[i].longest };

		if (name_column(compile, self, city_names[i], &value, err) < 0)
			return -1;
	}
	return op.slot;
}

int
generator_city(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	struct texts *columns = arena_take(compile->arena,
	    CITY_COLUMNS * sizeof(*columns), err);
	int only = -1;

	if (columns == NULL)
		return -1;
	for (int i = 0; i < CITY_COLUMNS; i++) {
		if (make_column(compile, i, &columns[i], err) < 0)
			return -1;
		if (main != NULL &&
		    slice_equal(main->text, slice_of(city_names[i])))
			only = i;
	}
	if (main != NULL && only < 0)
		return conf_err(compile->conf, main, err,
		    "of a city there is name, country, lat and lon");
	int64_t slot = compile_row(compile, self, columns, err);

	if (slot < 0)
		return -1;
	if (only < 0)
		return compile_whole(compile, columns, (uint32_t)slot, err);
	struct program_op copy = { .slot = (uint32_t)(slot + only) };

	return compile_put(compile, &copy, value_copy, columns[only].longest,
	    err);
}
