#include "cli/msg.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "event/reject.h"
#include "io/writer.h"
#include "json/string.h"

/* How the process speaks: set once at its start, before anything is said. */
static struct {
	const char *program;
	enum msg_level level;
	bool as_json;
} voice = { .program = "?", .level = MSG_NORMAL };

/* One message; a line or column of 0 and a file of NULL are left out. */
struct message {
	const char *severity; /* error, warning, note */
	const char *file;
	uint64_t line;
	uint64_t column;
	struct slice text;
};

static void
require_open(int fd, const char *name)
{
	if (fcntl(fd, F_GETFD) < 0)
		die(EXIT_FAILED, "%s is closed", name);
}

const char *
msg_start(const char *argv0)
{
	const char *slash = strrchr(argv0, '/');

	voice.program = slash == NULL ? argv0 : slash + 1;
	require_open(STDIN_FILENO, "stdin");
	require_open(STDOUT_FILENO, "stdout");
	/* 0 and 1 are taken, so the file gets the number that is free: 2. */
	if (fcntl(STDERR_FILENO, F_GETFD) < 0 &&
	    open("/dev/null", O_WRONLY) != STDERR_FILENO)
		exit(EXIT_FAILED);
	return voice.program;
}

void
msg_set(enum msg_level level, bool as_json)
{
	voice.level = level;
	voice.as_json = as_json;
}

bool
msg_is_quiet(void)
{
	return voice.level == MSG_QUIET;
}

/* Text as a JSON string; what is no UTF-8 in it is escaped first. */
static void
put_string(struct slice text, struct buffer *out)
{
	struct buffer valid = BUFFER_INIT;

	if (utf8_valid_len(text) < text.len) {
		escape_put(text, &valid);
		text = buffer_slice(&valid);
	}
	json_string_put(out, text);
	buffer_free(&valid);
}

/* {"tool":"evtopn","level":"error","file":"a","line":1,"message":"…"} */
static void
put_json(const struct message *message, struct buffer *out)
{
	buffer_put(out, SLICE("{\"tool\":"));
	put_string(slice_of(voice.program), out);
	buffer_put(out, SLICE(",\"level\":"));
	put_string(slice_of(message->severity), out);
	if (message->file != NULL) {
		buffer_put(out, SLICE(",\"file\":"));
		put_string(slice_of(message->file), out);
	}
	if (message->line > 0) {
		buffer_put(out, SLICE(",\"line\":"));
		buffer_put_uint(out, message->line);
	}
	if (message->column > 0) {
		buffer_put(out, SLICE(",\"column\":"));
		buffer_put_uint(out, message->column);
	}
	buffer_put(out, SLICE(",\"message\":"));
	put_string(message->text, out);
	buffer_put(out, SLICE("}\n"));
}

/* evtopn: file:line:column: text */
static void
put_text(const struct message *message, struct buffer *out)
{
	escape_put(slice_of(voice.program), out);
	buffer_put(out, SLICE(": "));
	if (message->file != NULL) {
		escape_put(slice_of(message->file), out);
		buffer_put_byte(out, ':');
		if (message->line > 0) {
			buffer_put_uint(out, message->line);
			buffer_put_byte(out, ':');
		}
		if (message->column > 0) {
			buffer_put_uint(out, message->column);
			buffer_put_byte(out, ':');
		}
		buffer_put_byte(out, ' ');
	}
	escape_put(message->text, out);
	buffer_put_byte(out, '\n');
}

/* One write for a line, so that lines of several tools do not mix. */
static void
say(const struct message *message)
{
	struct buffer out = BUFFER_INIT;

	if (voice.as_json)
		put_json(message, &out);
	else
		put_text(message, &out);
	/* Where it fails there is nowhere left to report it. */
	(void)writer_put_now(STDERR_FILENO, buffer_slice(&out));
	buffer_free(&out);
}

static void say_format(const char *severity, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static void
say_format(const char *severity, const char *format, va_list args)
{
	struct buffer text = BUFFER_INIT;
	va_list again;

	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	char *to = len < 0 ? NULL : buffer_reserve(&text, (size_t)len + 1);
	if (to != NULL) {
		(void)vsnprintf(to, (size_t)len + 1, format, again);
		text.len = (size_t)len;
	}
	va_end(again);
	say(&(struct message){ .severity = severity,
	    .text = to != NULL ? buffer_slice(&text) : slice_of(format) });
	buffer_free(&text);
}

const char *
msg_records(uint64_t number)
{
	return number == 1 ? "record" : "records";
}

void
warn(const char *format, ...)
{
	va_list args;

	if (voice.level == MSG_QUIET)
		return;
	va_start(args, format);
	say_format("warning", format, args);
	va_end(args);
}

void
note(const char *format, ...)
{
	va_list args;

	if (voice.level != MSG_VERBOSE)
		return;
	va_start(args, format);
	say_format("note", format, args);
	va_end(args);
}

void
die(int status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say_format("error", format, args);
	va_end(args);
	exit(status);
}

static void
say_at(const char *severity, const char *file, uint64_t line,
    const struct err *err)
{
	say(&(struct message){ .severity = severity,
	    .file = file,
	    .line = line,
	    .column = err->column,
	    .text = slice_of(err->text) });
}

void
warn_at(const char *file, uint64_t line, const struct err *err)
{
	if (voice.level != MSG_QUIET)
		say_at("warning", file, line, err);
}

void
complain_at(const char *file, uint64_t line, const struct err *err)
{
	say_at("error", file, line, err);
}

void
die_err(const struct err *err)
{
	say_at("error", err->file[0] == '\0' ? NULL : err->file, err->line,
	    err);
	exit(err->kind == ERR_USAGE ? EXIT_USAGE : EXIT_FAILED);
}
