#ifndef AGG_KINDS_H
#define AGG_KINDS_H

#include "agg/function.h"

/*
 * The functions, for agg/function.c.  All pass over a record whose PATH is
 * missing or null.
 */
extern const struct function_kind kind_count; /* agg/total.c */
extern const struct function_kind kind_sum;
extern const struct function_kind kind_avg;     /* rounded */
extern const struct function_kind kind_avg_cut; /* after number digits */
extern const struct function_kind kind_min;     /* agg/extreme.c */
extern const struct function_kind kind_max;
extern const struct function_kind kind_argmin;
extern const struct function_kind kind_argmax;
extern const struct function_kind kind_first; /* agg/recent.c */
extern const struct function_kind kind_last;
extern const struct function_kind kind_first_list; /* number of them */
extern const struct function_kind kind_last_list;

/* The value of a column in a record, if there is one and it is not null. */
static inline bool
function_value(const struct column *column, const struct slice *fields,
    struct slice *value)
{
	*value = fields[column->slot];
	return value->ptr != NULL && value->ptr[0] != 'n';
}

#endif
