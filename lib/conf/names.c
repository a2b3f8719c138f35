#include "conf/names.h"

/* More than CONF_BYTES_MAX bytes of text can need. */
enum { MEMORY_MAX = 256 << 20 };

int
conf_names_init(struct conf_names *names, struct err *err)
{
	*names = (struct conf_names){ .key = BUFFER_INIT };
	names->table = table_new(sizeof(size_t), MEMORY_MAX, err);
	return names->table == NULL ? -1 : 0;
}

int
conf_names_take(struct conf_names *names, uint64_t map, struct slice name,
    size_t **line, struct err *err)
{
	struct slice number = { (const char *)&map, sizeof(map) };
	struct table_entry *entry = NULL;

	buffer_clear(&names->key);
	buffer_put(&names->key, number);
	buffer_put(&names->key, name);
	if (buffer_check(&names->key, err) < 0)
		return -1;
	int is_new = table_put(names->table, buffer_slice(&names->key), &entry,
	    err);
	if (is_new >= 0)
		*line = (size_t *)(void *)entry->value;
	return is_new;
}

void
conf_names_free(struct conf_names *names)
{
	table_free(names->table);
	buffer_free(&names->key);
}
