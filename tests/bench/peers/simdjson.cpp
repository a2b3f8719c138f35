/*
 * simdjson.cpp: simdjson check FILE: its DOM of each document of the file,
 * which it loads as a whole (a document that is only skipped on demand is not
 * checked in full); prints how many there were.
 */
#include <cstdio>
#include <cstring>
#include <simdjson.h>

enum { NOT_ASKED = 64 };

int
main(int argc, char **argv)
{
	unsigned long long values = 0;
	simdjson::dom::parser parser;
	simdjson::dom::document_stream documents;

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
	if (parser.load_many(argv[2]).get(documents))
		return 1;
	for (auto document : documents) {
		if (document.error())
			return 1;
		values++;
	}
	return std::printf("%llu\n", values) < 0;
}
