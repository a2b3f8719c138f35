#include "json/path.h"

#include <stdlib.h>

#include "json/string.h"

/* Append an empty step; the caller then adds its bytes. */
static int
add_step(struct json_path *path, const char *at, struct err *err)
{
	if (path->len == JSON_PATH_STEPS_MAX)
		return err_set(err, ERR_USAGE, "more than %d steps",
		    JSON_PATH_STEPS_MAX);
	path->steps[path->len++] = (struct slice){ at, 0 };
	return 0;
}

/* RFC 6901, section 3. */
static int
parse_pointer(struct json_path *path, struct slice text, struct err *err)
{
	char *to = path->bytes;

	for (size_t i = 0; i < text.len; i++) {
		char byte = text.ptr[i];

		if (byte == '/') {
			if (add_step(path, to, err) < 0)
				return -1;
			continue;
		}
		if (byte == '~') {
			char digit = 0;

			if (i + 1 < text.len)
				digit = text.ptr[i + 1];
			if (digit != '0' && digit != '1')
				return err_set(err, ERR_USAGE,
				    "'~' is written '~0' and '/' is '~1'");
			byte = digit == '0' ? '~' : '/';
			i++;
		}
		*to++ = byte;
		path->steps[path->len - 1].len++;
	}
	return 0;
}

static int
parse_dotted(struct json_path *path, struct slice text, struct err *err)
{
	char *to = path->bytes;
	bool more = true;

	while (more) {
		struct slice head;

		more = path_cut(&text, '.', &head);
		if (add_step(path, to, err) < 0)
			return -1;
		for (size_t i = 0; i < head.len; i++) {
			if (head.ptr[i] == '\\' && ++i == head.len)
				return err_set(err, ERR_USAGE,
				    "nothing behind the last '\\'");
			*to++ = head.ptr[i];
			path->steps[path->len - 1].len++;
		}
		if (head.len == 0)
			return err_set(err, ERR_USAGE, "a step is empty");
	}
	return 0;
}

int
json_path_parse(struct json_path *path, struct slice text, struct err *err)
{
	struct err why = ERR_INIT;
	int result = 0;

	*path = (struct json_path){ .bytes = malloc(text.len + 1) };
	if (path->bytes == NULL)
		return err_set_errno(err, "cannot take memory");
	if (utf8_valid_len(text) < text.len)
		result = err_set(&why, ERR_USAGE, "it is not UTF-8");
	else if (text.len > 0 && text.ptr[0] == '/')
		result = parse_pointer(path, text, &why);
	else if (text.len > 0)
		result = parse_dotted(path, text, &why);
	if (result == 0)
		return 0;
	json_path_free(path);
	return err_set(err, ERR_USAGE, "bad path '%.*s': %s",
	    (int)(text.len < ERR_PATH_MAX / 2 ? text.len : ERR_PATH_MAX / 2),
	    text.ptr, why.text);
}

struct slice
json_path_last(const struct json_path *path)
{
	return path->len == 0 ? SLICE("") : path->steps[path->len - 1];
}

void
json_pointer_put_step(struct slice step, struct buffer *out)
{
	buffer_put_byte(out, '/');
	for (size_t i = 0; i < step.len; i++) {
		if (step.ptr[i] == '~')
			buffer_put(out, SLICE("~0"));
		else if (step.ptr[i] == '/')
			buffer_put(out, SLICE("~1"));
		else
			buffer_put_byte(out, step.ptr[i]);
	}
}

void
json_path_put_pointer(const struct json_path *path, struct buffer *out)
{
	for (size_t i = 0; i < path->len; i++)
		json_pointer_put_step(path->steps[i], out);
}

void
json_path_free(struct json_path *path)
{
	free(path->bytes);
	*path = (struct json_path){ .bytes = NULL };
}

bool
path_cut(struct slice *rest, char at, struct slice *head)
{
	struct slice all = *rest;

	for (size_t i = 0; i < all.len; i++) {
		if (all.ptr[i] == at) {
			*head = (struct slice){ all.ptr, i };
			*rest = (struct slice){ all.ptr + i + 1,
				all.len - i - 1 };
			return true;
		}
		if (all.ptr[i] == '\\')
			i++;
	}
	*head = all;
	*rest = (struct slice){ NULL, 0 };
	return false;
}

void
path_unescape(struct slice text, struct buffer *out)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\\' && i + 1 < text.len)
			i++;
		buffer_put_byte(out, text.ptr[i]);
	}
}
