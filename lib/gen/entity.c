#include "gen/generators.h"
#include "gen/param.h"
#include "gen/picks.h"

/* `of` how many, and by which law one of them is drawn. */
static int
read_alias(struct compile *compile, const struct conf_node *self,
    struct alias *alias, struct err *err)
{
	static const struct param counts = { PARAM_NUMBER, 0, 1, ALIAS_MAX };
	const struct conf_node *of = param_find(self, "of");
	int64_t exponent = 0;
	int64_t len;

	if (of == NULL)
		return conf_err(compile->conf, self, err,
		    "an entity wants to know how many there are: "
		    "{entity: …, of: 500}");
	if (param_read(compile->conf, of, &counts, &len, err) < 0 ||
	    picks_exponent(compile, self, &exponent, err) < 0)
		return -1;
	alias_init_even(alias, (uint64_t)len);
	return exponent == 0
	    ? 0
	    : picks_zipf(alias, (size_t)len, exponent, compile->arena, err);
}

/* An object, all of it made of the member that is drawn. */
int
generator_entity(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err)
{
	struct compile_entity entity;
	struct alias alias;

	if (main->kind != CONF_MAP)
		return conf_err(compile->conf, main, err,
		    "an entity's members are a map");
	if (self->name.len == 0)
		return conf_err(compile->conf, self, err,
		    "an entity has a name: it stands under 'let', or is a "
		    "member");
	if (read_alias(compile, self, &alias, err) < 0 ||
	    compile_entity_start(compile, &entity, self->name, &alias, err) <
		0 ||
	    generator_object(compile, self, main, err) < 0)
		return -1;
	return compile_entity_end(compile, &entity, err);
}
