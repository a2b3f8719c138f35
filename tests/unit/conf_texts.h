#ifndef CONF_TEXTS_H
#define CONF_TEXTS_H

#include <check.h>
#include <string.h>

#include "base/buffer.h"
#include "conf/conf.h"

/* What the tests of settings share: a text, its tree, what stands in it. */
static struct conf conf;
static struct err err;

static inline void
setup(void)
{
	err = (struct err)ERR_INIT;
	conf = (struct conf){ .root = NULL };
}

static inline void
teardown(void)
{
	conf_free(&conf);
}

static inline void
parse(const char *text)
{
	if (conf_parse(&conf, slice_of(text), "test.yml", &err) < 0)
		ck_abort_msg("%s:%zu:%zu: %s", err.file, err.line, err.column,
		    err.text);
}

static inline const struct conf_node *
find(const char *text)
{
	struct json_path path;

	ck_assert_int_eq(json_path_parse(&path, slice_of(text), &err), 0);
	const struct conf_node *node = conf_find(conf.root, &path);
	json_path_free(&path);
	return node;
}

/* The scalar at a path is this text. */
static inline void
expect(const char *path, const char *text)
{
	const struct conf_node *node = find(path);

	ck_assert_msg(node != NULL, "%s is missing", path);
	ck_assert_int_eq(node->kind, CONF_SCALAR);
	ck_assert_str_eq(node->text.ptr, text);
	ck_assert_uint_eq(node->text.len, strlen(text));
}

/* The names of a map, in order, as one text. */
static inline void
expect_names(const struct conf_node *map, const char *names)
{
	struct buffer all = BUFFER_INIT;
	size_t len = 0;

	ck_assert_int_eq(map->kind, CONF_MAP);
	for (const struct conf_node *member = map->first; member != NULL;
	     member = member->next) {
		if (len++ > 0)
			buffer_put_byte(&all, ' ');
		buffer_put(&all, member->name);
		ck_assert_int_eq(member->name.ptr[member->name.len], '\0');
	}
	ck_assert_uint_eq(map->len, len);
	buffer_put_byte(&all, '\0');
	ck_assert_str_eq(all.bytes, names);
	buffer_free(&all);
}

/* The text is refused at this place, in words that hold `why`. */
static inline void
refuse(const char *text, size_t line, size_t column, const char *why)
{
	int result = conf_parse(&conf, slice_of(text), "test.yml", &err);

	ck_assert_msg(result == -1, "accepted: %s", text);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.file, "test.yml");
	ck_assert_msg(strstr(err.text, why) != NULL, "%s", err.text);
	ck_assert_msg(err.line == line && err.column == column,
	    "%zu:%zu, not %zu:%zu: %s", err.line, err.column, line, column,
	    err.text);
}

#endif
