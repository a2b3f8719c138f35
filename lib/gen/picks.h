#ifndef GEN_PICKS_H
#define GEN_PICKS_H

#include "gen/compile.h"

/*
 * Drawing from lists: what the generators that do it share.
 */

/* The weights of Zipf's law for 1 to ALIAS_MAX entries, as a table. */
int picks_zipf(struct alias *alias, size_t len, int64_t exponent,
    struct arena *arena, struct err *err);

/* The parameter `exponent`, in ZIPF_UNIT; as it was where it is not given. */
int picks_exponent(const struct compile *compile, const struct conf_node *self,
    int64_t *exponent, struct err *err);

/* How the texts of a compiled-in list are changed. */
enum picks_change {
	PICKS_AS_IT_IS,
	PICKS_LOWER,   /* ASCII letters in lower case */
	PICKS_CAPITAL, /* the first letter made a capital one */
};

/*
 * One of a compiled-in list, all alike, without quotes.  The names that are
 * not ASCII are left out where ascii_only is true.
 */
int picks_list(struct compile *compile, const char *const *list,
    enum picks_change how, bool ascii_only, struct err *err);

/*
 * One text of a draft, in quotes where these are not part of it.  The
 * parameter `exponent` of the generator self makes it follow Zipf's law,
 * `in_turn` makes it follow the number of the record or member.
 */
int picks_draft(struct compile *compile, const struct conf_node *self,
    const struct texts_draft *draft, struct slice quote, struct err *err);

#endif
