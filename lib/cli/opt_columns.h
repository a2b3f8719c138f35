#ifndef CLI_OPT_COLUMNS_H
#define CLI_OPT_COLUMNS_H

#include "cli/opt.h"
#include "event/column.h"

/*
 * The columns of an option that may be repeated, each time with a list as
 * columns_add() takes it.  Returns 0, or -1 with *err set.
 */
int opt_columns(const struct opt_list *lists, const char *option,
    struct columns *columns, struct json_plan *plan, struct err *err);

#endif
