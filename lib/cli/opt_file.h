#ifndef CLI_OPT_FILE_H
#define CLI_OPT_FILE_H

#include "base/err.h"
#include "cli/opt_rows.h"
#include "conf/conf.h"

/*
 * Give the rows what the tool's section of the configuration file says, where
 * nothing of a higher rank has set them.  All of the section is judged.
 * Returns 0, or -1 with *err set: ERR_USAGE with its place, ERR_SYSTEM.
 */
int
opt_file_apply(struct opt_rows *rows, const struct conf *conf, struct err *err);

#endif
