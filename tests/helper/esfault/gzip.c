#define ZLIB_CONST

#include "gzip.h"

#include <zlib.h>

enum { STEP = 64 << 10, BLOCK = 1 << 20, GZIP_BITS = 15 + 16 };

int
gunzip(struct slice bytes, struct buffer *out)
{
	z_stream stream = { .avail_in = (uInt)bytes.len };
	int state = Z_OK;

	if (inflateInit2(&stream, GZIP_BITS) != Z_OK)
		return -1;
	stream.next_in = (const Bytef *)bytes.ptr;
	while (state == Z_OK && out->len < GUNZIP_MAX) {
		stream.next_out = (Bytef *)buffer_reserve(out, STEP);
		stream.avail_out = STEP;
		if (stream.next_out == NULL)
			break;
		state = inflate(&stream, Z_NO_FLUSH);
		out->len += STEP - stream.avail_out;
	}
	(void)inflateEnd(&stream);
	return state == Z_STREAM_END && stream.avail_in == 0 ? 0 : -1;
}

/* Append text, packed so that it can be unpacked without what stands before. */
static int
pack(z_stream *stream, struct slice text, struct buffer *out)
{
	stream->next_in = (const Bytef *)text.ptr;
	stream->avail_in = (uInt)text.len;
	do {
		stream->next_out = (Bytef *)buffer_reserve(out, STEP);
		stream->avail_out = STEP;
		if (stream->next_out == NULL ||
		    deflate(stream, Z_FULL_FLUSH) == Z_STREAM_ERROR)
			return -1;
		out->len += STEP - stream->avail_out;
	} while (stream->avail_out == 0);
	return 0;
}

int
gzip_bomb(struct slice text, struct buffer *start, struct buffer *block)
{
	static char filler[BLOCK];
	z_stream stream = { 0 };

	memset(filler, 'a', sizeof(filler));
	if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_BITS, 9,
		Z_DEFAULT_STRATEGY) != Z_OK)
		return -1;
	int result = pack(&stream, text, start);
	if (result == 0)
		result = pack(&stream, (struct slice){ filler, sizeof(filler) },
		    block);
	(void)deflateEnd(&stream);
	return result;
}
