#ifndef CLI_OPT_ROWS_H
#define CLI_OPT_ROWS_H

#include "base/err.h"
#include "base/slice.h"
#include "cli/opt.h"

/*
 * The rows of a tool in one list, its own first, then those of its kind, then
 * those of every tool; and where the value of each comes from.
 */
enum { OPT_ROWS_MAX = 64 };

/*
 * What a row was set by; a higher rank is never overwritten by a lower one.
 * The first option of the command line has OPT_BY_LINE, the next one more.
 */
enum { OPT_JUDGED, OPT_BY_DEFAULT, OPT_BY_FILE, OPT_BY_ENV, OPT_BY_LINE };

struct opt_row {
	const struct opt *opt;
	size_t rank;
};

struct opt_rows {
	const struct tool *tool;
	size_t own; /* how many are the tool's own */
	size_t len;
	struct opt_row row[OPT_ROWS_MAX];
};

/* The row of this long name, or NULL. */
struct opt_row *opt_rows_find(struct opt_rows *rows, struct slice name);

/*
 * The long name that someone who wrote name may have meant: it begins with
 * name, or is one slip of the hand away.  NULL where there is none.
 */
const char *opt_rows_suggest(const struct opt_rows *rows, struct slice name);

/*
 * Read text, and store it unless what stands there has a higher rank; by
 * OPT_JUDGED it is read only.  What is stored first replaces the default.
 * Returns 0, or -1 with *err set: ERR_USAGE, ERR_SYSTEM.
 */
int opt_row_set(struct opt_row *row, const char *text, size_t rank,
    struct err *err);

/* May a file set the row, and is it shown by -C? */
bool opt_is_setting(const struct opt *opt);

#endif
