#ifndef FUZZ_JSON_MUTATOR_H
#define FUZZ_JSON_MUTATOR_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/*
 * Half of the mutations put a piece of JSON, good or nearly so, somewhere into
 * the input: from there the fuzzer reaches what random bytes never do, without
 * a corpus to keep.
 */
static const char *const json_pieces[] = {
	"{\"a\":1}\n",
	"{\"a\":{\"b\":[1,{\"c\":2}]}}\n",
	"{\"a\":\"x\"}",
	"[1,[2,[]],{}]",
	"\"a\":",
	"\"\\u0061\":",
	"\"b\":{},",
	"\"c\":[]",
	"\"\\ud83d\\ude00\"",
	"\\ud83d",
	"\\udc00",
	"\\u0000",
	"\\\"",
	"\\\\",
	"\\/",
	"\\x",
	"\xc3\xa9",
	"\xe2\x82\xac",
	"\xf0\x9f\x98\x80",
	"\xc0\x80",
	"\xed\xa0\x80",
	"\xf4\x90\x80\x80",
	"\xf7\xbf\xbf\xbf",
	"\xff",
	"true",
	"false",
	"null",
	"nul",
	"-0",
	"-0.5e+3",
	"01",
	"1.",
	"1e",
	"12345678901234567890",
	"\"",
	"{",
	"}",
	"[",
	"]",
	",",
	":",
	"\n",
	"\r\n",
	"\t",
	"\v",
	"\f",
	" ",
	"        ",
	"//",
	"[[[[[[[[",
	"]]]]]]]]",
	"\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
};

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
    unsigned seed);

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
    unsigned seed)
{
	size_t which = seed / 2 % (sizeof(json_pieces) / sizeof(*json_pieces));
	size_t len = strlen(json_pieces[which]);

	if (seed % 2 == 0 || len > max_size - size)
		return LLVMFuzzerMutate(data, size, max_size);
	size_t at = seed / 256 % (size + 1);
	memmove(data + at + len, data + at, size - at);
	memcpy(data + at, json_pieces[which], len);
	return size + len;
}

#endif
