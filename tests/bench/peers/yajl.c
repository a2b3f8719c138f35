/*
 * yajl.c: yajl check FILE: yajl's parse with a callback for each token, which
 * does nothing; prints how many values there were.
 */
#include <stdio.h>
#include <string.h>
#include <yajl/yajl_parse.h>
#include <yajl/yajl_version.h>

enum { BLOCK_BYTES = 1 << 18, NOT_ASKED = 64 };

struct count {
	unsigned long long values;
	unsigned long long depth;
};

/* A value has ended: at the top it is one of those that are counted. */
static int
value_end(struct count *count)
{
	count->values += count->depth == 0;
	return 1;
}

static int
on_null(void *count)
{
	return value_end(count);
}

static int
on_boolean(void *count, int value)
{
	(void)value;
	return value_end(count);
}

static int
on_text(void *count, const char *text, size_t len)
{
	(void)text;
	(void)len;
	return value_end(count);
}

static int
on_string(void *count, const unsigned char *text, size_t len)
{
	(void)text;
	(void)len;
	return value_end(count);
}

static int
on_key(void *count, const unsigned char *text, size_t len)
{
	(void)count;
	(void)text;
	(void)len;
	return 1;
}

static int
on_start(void *count)
{
	((struct count *)count)->depth++;
	return 1;
}

static int
on_end(void *count)
{
	((struct count *)count)->depth--;
	return value_end(count);
}

static const yajl_callbacks callbacks = {
	.yajl_null = on_null,
	.yajl_boolean = on_boolean,
	.yajl_number = on_text,
	.yajl_string = on_string,
	.yajl_start_map = on_start,
	.yajl_map_key = on_key,
	.yajl_end_map = on_end,
	.yajl_start_array = on_start,
	.yajl_end_array = on_end,
};

int
main(int argc, char **argv)
{
	static unsigned char block[BLOCK_BYTES];
	struct count count = { 0, 0 };
	size_t len;

	if (argc >= 2 && strcmp(argv[1], "version") == 0)
		return printf("yajl %d.%d.%d\n", YAJL_MAJOR, YAJL_MINOR,
			   YAJL_MICRO) < 0;
	if (argc < 3 || strcmp(argv[1], "check") != 0)
		return NOT_ASKED;
	FILE *file = fopen(argv[2], "r");
	yajl_handle parser = yajl_alloc(&callbacks, NULL, &count);
	if (file == NULL || parser == NULL)
		return 1;
	(void)yajl_config(parser, yajl_allow_multiple_values, 1);
	while ((len = fread(block, 1, sizeof(block), file)) > 0) {
		if (yajl_parse(parser, block, len) != yajl_status_ok)
			return 1;
	}
	if (ferror(file) || yajl_complete_parse(parser) != yajl_status_ok)
		return 1;
	yajl_free(parser);
	(void)fclose(file);
	return printf("%llu\n", count.values) < 0;
}
