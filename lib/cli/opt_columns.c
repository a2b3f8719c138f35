#include "cli/opt_columns.h"

int
opt_columns(const struct opt_list *lists, const char *option,
    struct columns *columns, struct json_plan *plan, struct err *err)
{
	for (size_t i = 0; i < lists->len; i++)
		if (columns_add(columns, lists->items[i], option, plan, err) <
		    0)
			return -1;
	return 0;
}
