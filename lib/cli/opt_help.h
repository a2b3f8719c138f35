#ifndef CLI_OPT_HELP_H
#define CLI_OPT_HELP_H

#include "cli/opt_rows.h"

/*
 * What a tool prints about itself: each call writes to stdout and exits, with
 * EXIT_DONE unless that fails.
 */

/* -h: a line for each row of the tool, the rows that others share as text. */
_Noreturn void opt_print_help(const struct opt_rows *rows);

/* -V: evtopn 0.1.0 */
_Noreturn void opt_print_version(const struct opt_rows *rows);

/* -C: the settings in force, as a configuration file. */
_Noreturn void opt_print_settings(const struct opt_rows *rows);

#endif
