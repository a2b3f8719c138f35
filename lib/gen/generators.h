#ifndef GEN_GENERATORS_H
#define GEN_GENERATORS_H

#include "gen/compile.h"

/*
 * The generators, as evgen(1) describes them: each compiles the values that one
 * node of a model asks for.  Bare, it is a name: `uuid`.  Else it is a map, and
 * the member that has its name is its argument, the others its parameters:
 * `{decimal: [0, 9], digits: 2}`.
 *
 * self	the node, a scalar or a map; its members have been checked by name
 * main	the argument, NULL where it is bare
 *
 * Each returns 0, or -1 with *err set: ERR_USAGE with the place of the mistake,
 * ERR_LIMIT, ERR_SYSTEM.
 */
typedef int generator(struct compile *compile, const struct conf_node *self,
    const struct conf_node *main, struct err *err);

/* gen/scalars.c */
generator generator_bool;
generator generator_decimal;
generator generator_hex;
generator generator_int;
generator generator_sequence;
generator generator_time;
generator generator_uuid;

/* gen/picks.c */
generator generator_country;
generator generator_word;

/* gen/choice.c */
generator generator_choice;
generator generator_zipf;

/* gen/files.c */
generator generator_lines;
generator generator_sitemap;

/* gen/url.c */
generator generator_url;

/* gen/entity.c */
generator generator_entity;

/* gen/shapes.c */
generator generator_array;
generator generator_object;
generator generator_optional;
generator generator_ref;
generator generator_template;

/* gen/city.c */
generator generator_city;

/* gen/people.c */
generator generator_company;
generator generator_email;
generator generator_name;
generator generator_sentence;
generator generator_username;

/* The members of an object, between its braces. */
int compile_members(struct compile *compile, const struct conf_node *map,
    struct err *err);

#endif
