#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stddef.h>

/*
 * Errors, by value.
 *
 * The library never prints, never exits and never keeps an error in a global.
 * A function that can fail takes a `struct err *` last and returns int:
 *
 *	-1	failed; *err says why, in words fit to show to the user
 *	 0	done, or nothing there (each function says which)
 *	 1	done, and there is something (likewise)
 *
 * On success *err is untouched, so calls can be chained and checked once.
 * The command decides what to do: report and go on, or report and exit.
 */

enum err_kind {
	ERR_NONE,
	ERR_DATA,  /* a record is not what it should be; the next may be */
	ERR_USAGE, /* an option, a setting or a schema is wrong: do not retry */
	ERR_LIMIT, /* a limit that was set for this run is reached */
	ERR_SYSTEM, /* the kernel or a peer refused; trying again may help */
};

enum { ERR_TEXT_MAX = 240, ERR_PATH_MAX = 256, ERR_FILE_MAX = 256 };

struct err {
	enum err_kind kind;
	/*
	 * ERR_DATA: the reason in one word, as it stands in a reject record:
	 * "json", "utf8", "missing", "type", a keyword of a schema; static.
	 */
	const char *reason;
	/*
	 * Where, as far as known.  column is the first bad byte of the line,
	 * from 1 (0: none).  line counts from 1 in a document or a settings
	 * file, which file then names; for a record both stay 0 and "", for
	 * the reader knows them.
	 */
	char file[ERR_FILE_MAX];
	size_t line;
	size_t column;
	char path[ERR_PATH_MAX]; /* JSON Pointer of the value, "" where none */
	char text[ERR_TEXT_MAX]; /* one line, no full stop, no newline */
};

#define ERR_INIT                                                               \
	{                                                                      \
		.kind = ERR_NONE                                               \
	}

/*
 * Fill *err from a format; a text that is too long is cut.
 * Returns -1, so that a function can fail in one line:
 *
 *	return err_set(err, ERR_LIMIT, "more than %zu keys", keys_max);
 */
int err_set(struct err *err, enum err_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * The same for a record: ERR_DATA with this reason, bad from this column on
 * (1 where the record as a whole is).
 */
int err_data(struct err *err, const char *reason, size_t column,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same for a failed system call: ERR_SYSTEM and ": strerror(errno)". */
int err_set_errno(struct err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * The same for a place in a settings file or a document: ERR_USAGE.
 * line and column count from 1.
 */
int err_place(struct err *err, const char *file, size_t line, size_t column,
    const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Name the value that is bad, len bytes of a JSON Pointer; cut if too long. */
void err_set_path(struct err *err, const char *pointer, size_t len);

#endif
