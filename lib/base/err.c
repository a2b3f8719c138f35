#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void fill(struct err *err, enum err_kind kind, const char *format,
    va_list args) __attribute__((format(printf, 3, 0)));

static void
fill(struct err *err, enum err_kind kind, const char *format, va_list args)
{
	err->kind = kind;
	err->reason = NULL;
	err->file[0] = '\0';
	err->line = 0;
	err->column = 0;
	err->path[0] = '\0';
	(void)vsnprintf(err->text, sizeof(err->text), format, args);
}

int
err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fill(err, kind, format, args);
	va_end(args);
	return -1;
}

int
err_data(struct err *err, const char *reason, size_t column, const char *format,
    ...)
{
	va_list args;

	va_start(args, format);
	fill(err, ERR_DATA, format, args);
	va_end(args);
	err->reason = reason;
	err->column = column;
	return -1;
}

int
err_set_errno(struct err *err, const char *format, ...)
{
	int saved = errno;
	va_list args;

	va_start(args, format);
	fill(err, ERR_SYSTEM, format, args);
	va_end(args);

	size_t len = strlen(err->text);
	(void)snprintf(err->text + len, sizeof(err->text) - len, ": %s",
	    strerror(saved));
	return -1;
}

int
err_place(struct err *err, const char *file, size_t line, size_t column,
    const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fill(err, ERR_USAGE, format, args);
	va_end(args);
	(void)snprintf(err->file, sizeof(err->file), "%s", file);
	err->line = line;
	err->column = column;
	return -1;
}

/* Bytes 10xxxxxx continue a character of UTF-8 (RFC 3629, section 3). */
static int
is_continuation(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

void
err_set_path(struct err *err, const char *pointer, size_t len)
{
	if (len >= sizeof(err->path)) {
		len = sizeof(err->path) - 1;
		while (len > 0 && is_continuation(pointer[len]))
			len--;
	}
	if (len > 0)
		memcpy(err->path, pointer, len);
	err->path[len] = '\0';
}
