/*
 * simdjson.cpp: simdjson check FILE: its DOM of each document (one that is only
 * skipped on demand is not checked in full); prints how many there were.  The
 * file is read in blocks of lines, which are parsed where they are.
 */
#include <cstdio>
#include <cstring>
#include <simdjson.h>

enum {
	BLOCK_BYTES = 1 << 18,
	LINE_MAX_BYTES = 1 << 16,
	BUFFER_BYTES = LINE_MAX_BYTES + BLOCK_BYTES,
	NOT_ASKED = 64,
};

/* Returns how many documents there are, -1 when one is no JSON. */
static long long
check_lines(simdjson::dom::parser &parser, const char *lines, size_t len)
{
	simdjson::dom::document_stream documents;
	long long values = 0;

	/* The batch is the block: no second thread, nothing is copied. */
	if (parser.parse_many(lines, len, BUFFER_BYTES).get(documents))
		return -1;
	for (auto document : documents) {
		if (document.error())
			return -1;
		values++;
	}
	return values;
}

/* Returns how many lines were read, -1 when one is no JSON or too long. */
static long long
check(FILE *file)
{
	static char block[BUFFER_BYTES + simdjson::SIMDJSON_PADDING];
	simdjson::dom::parser parser;
	size_t have = 0, got;
	long long values = 0;

	while ((got = fread(block + have, 1, BLOCK_BYTES, file)) > 0) {
		have += got;
		const char *end = static_cast<char *>(
		    memrchr(block, '\n', have));
		size_t len = end == NULL ? 0 : size_t(end + 1 - block);
		long long found = check_lines(parser, block, len);
		have -= len;
		if (found < 0 || have > LINE_MAX_BYTES)
			return -1;
		values += found;
		std::memmove(block, block + len, have);
	}
	return ferror(file) || have > 0 ? -1 : values;
}

int
main(int argc, char **argv)
{
	if (argc >= 2 && std::strcmp(argv[1], "version") == 0)
		return std::printf("simdjson %d.%d.%d (%s)\n",
			   simdjson::SIMDJSON_VERSION_MAJOR,
			   simdjson::SIMDJSON_VERSION_MINOR,
			   simdjson::SIMDJSON_VERSION_REVISION,
			   simdjson::get_active_implementation()
			       ->name()
			       .c_str()) < 0;
	if (argc < 3 || std::strcmp(argv[1], "check") != 0)
		return NOT_ASKED;
	FILE *file = fopen(argv[2], "r");
	if (file == NULL)
		return 1;
	(void)setvbuf(file, NULL, _IONBF, 0);
	long long values = check(file);
	(void)fclose(file);
	return values < 0 || std::printf("%lld\n", values) < 0;
}
