/*
 * yyjson.c: yyjson check FILE: read each line into a document; prints how many
 * there were.  The quickest way: blocks of lines, which are parsed in place,
 * into memory that is used again for the next one.
 */
#include <stdio.h>
#include <string.h>
#include <yyjson.h>

enum {
	MEMORY_BYTES = 1 << 24,
	BLOCK_BYTES = 1 << 18,
	LINE_MAX_BYTES = 1 << 16,
	NOT_ASKED = 64,
};

/*
 * Is the line, of len bytes, one document?  yyjson wants zeros behind it; there
 * is more of the block, or its padding, which is put back.
 */
static bool
is_document(char *line, size_t len, const yyjson_alc *memory)
{
	char behind[YYJSON_PADDING_SIZE];

	memcpy(behind, line + len, sizeof(behind));
	memset(line + len, 0, sizeof(behind));
	yyjson_doc *document = yyjson_read_opts(line, len, YYJSON_READ_INSITU,
	    memory, NULL);
	memcpy(line + len, behind, sizeof(behind));
	yyjson_doc_free(document);
	return document != NULL;
}

/* Returns how many lines were read, -1 when one is no JSON or too long. */
static long long
check(FILE *file, const yyjson_alc *memory)
{
	static char block[LINE_MAX_BYTES + BLOCK_BYTES + YYJSON_PADDING_SIZE];
	size_t have = 0, got;
	long long values = 0;

	while ((got = fread(block + have, 1, BLOCK_BYTES, file)) > 0) {
		char *line = block, *end;
		have += got;
		while ((end = memchr(line, '\n',
			    (size_t)(block + have - line))) != NULL) {
			if (!is_document(line, (size_t)(end - line), memory))
				return -1;
			values++;
			line = end + 1;
		}
		have = (size_t)(block + have - line);
		if (have > LINE_MAX_BYTES)
			return -1;
		memmove(block, line, have);
	}
	return ferror(file) || have > 0 ? -1 : values;
}

int
main(int argc, char **argv)
{
	static char memory_bytes[MEMORY_BYTES];
	yyjson_alc memory;

	if (argc >= 2 && strcmp(argv[1], "version") == 0)
		return printf("yyjson %s\n", YYJSON_VERSION_STRING) < 0;
	if (argc < 3 || strcmp(argv[1], "check") != 0)
		return NOT_ASKED;
	FILE *file = fopen(argv[2], "r");
	if (file == NULL ||
	    !yyjson_alc_pool_init(&memory, memory_bytes, sizeof(memory_bytes)))
		return 1;
	(void)setvbuf(file, NULL, _IONBF, 0);
	long long values = check(file, &memory);
	(void)fclose(file);
	return values < 0 || printf("%lld\n", values) < 0;
}
