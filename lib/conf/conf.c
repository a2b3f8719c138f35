#include "conf/conf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "conf/build.h"

/* CONF_NODES_MAX nodes, their texts and names: never reached. */
enum { MEMORY_MAX = 64 << 20 };

/* All of a file that is not too long, one byte more of one that is. */
static int
read_all(int fd, struct buffer *text, struct err *err)
{
	for (;;) {
		char *to = buffer_reserve(text, CONF_BYTES_MAX + 1 - text->len);

		if (to == NULL)
			return buffer_check(text, err);
		ssize_t got = read(fd, to, CONF_BYTES_MAX + 1 - text->len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_set_errno(err, "cannot read");
		text->len += (size_t)got;
		if (got == 0 || text->len > CONF_BYTES_MAX)
			return 0;
	}
}

int
conf_read(struct conf *conf, const char *file, struct err *err)
{
	struct buffer text = BUFFER_INIT;
	struct err why = ERR_INIT;

	int fd = open(file, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0)
		return err_set_errno(err, "cannot open '%s'", file);
	int result = read_all(fd, &text, &why);
	if (result < 0)
		(void)err_set(err, why.kind, "%s: %s", file, why.text);
	else
		result = conf_parse(conf, buffer_slice(&text), file, err);
	close(fd);
	buffer_free(&text);
	return result < 0 ? -1 : 1;
}

int
conf_parse(struct conf *conf, struct slice text, const char *file,
    struct err *err)
{
	*conf = (struct conf){ .file = file };
	arena_init(&conf->arena, MEMORY_MAX);
	if (text.len > CONF_BYTES_MAX)
		return err_set(err, ERR_USAGE,
		    "%s: longer than %d bytes, too long for settings", file,
		    CONF_BYTES_MAX);
	if (conf_build(conf, text, err) == 0)
		return 1;
	conf_free(conf);
	return -1;
}

const struct conf_node *
conf_get(const struct conf_node *map, struct slice name)
{
	if (map->kind != CONF_MAP)
		return NULL;
	for (const struct conf_node *member = map->first; member != NULL;
	     member = member->next) {
		if (slice_equal(member->name, name))
			return member;
	}
	return NULL;
}

/* The number of an element, or SIZE_MAX: digits without leading zeros. */
static size_t
element_number(struct slice step)
{
	size_t number = 0;

	if (step.len == 0 || (step.ptr[0] == '0' && step.len > 1))
		return SIZE_MAX;
	for (size_t i = 0; i < step.len; i++) {
		if (step.ptr[i] < '0' || step.ptr[i] > '9' ||
		    number > CONF_NODES_MAX)
			return SIZE_MAX;
		number = number * 10 + (size_t)(step.ptr[i] - '0');
	}
	return number;
}

const struct conf_node *
conf_find(const struct conf_node *root, const struct json_path *path)
{
	const struct conf_node *node = root;

	for (size_t i = 0; i < path->len && node != NULL; i++) {
		if (node->kind != CONF_LIST) {
			node = conf_get(node, path->steps[i]);
			continue;
		}
		size_t number = element_number(path->steps[i]);
		node = node->first;
		while (node != NULL && number-- > 0)
			node = node->next;
	}
	return node;
}

bool
conf_is_null(const struct conf_node *node)
{
	return node->kind == CONF_SCALAR && !node->quoted &&
	    (node->text.len == 0 || slice_equal(node->text, SLICE("~")) ||
		slice_equal(node->text, SLICE("null")));
}

int
conf_err(const struct conf *conf, const struct conf_node *node, struct err *err,
    const char *format, ...)
{
	char text[ERR_TEXT_MAX];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return err_place(err, conf->file, node->line, node->column, "%s", text);
}

void
conf_free(struct conf *conf)
{
	arena_free(&conf->arena);
	conf->root = NULL;
}
