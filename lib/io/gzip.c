#define ZLIB_CONST /* what is read is const */

#include "io/gzip.h"

#include <assert.h>
#include <limits.h>
#include <zlib.h>

enum {
	GZIP_WINDOW = 15 + 16, /* zlib's sign for gzip's header and trailer */
	GZIP_MEMORY = 8,
	GZIP_PIECE = 256 * 1024,
};

static int
fail_memory(struct err *err)
{
	return err_set(err, ERR_SYSTEM, "out of memory");
}

static void
set_input(z_stream *stream, struct slice bytes)
{
	assert(bytes.len <= UINT_MAX);
	stream->next_in = (const Bytef *)bytes.ptr;
	stream->avail_in = (uInt)bytes.len;
}

int
gzip_put(struct slice bytes, struct buffer *out, struct err *err)
{
	z_stream stream = { .zalloc = Z_NULL };

	if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, GZIP_WINDOW,
		GZIP_MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
		return fail_memory(err);
	size_t most = deflateBound(&stream, bytes.len);
	char *to = buffer_reserve(out, most);
	int result = Z_MEM_ERROR;
	if (to != NULL && most <= UINT_MAX) {
		set_input(&stream, bytes);
		stream.next_out = (Bytef *)to;
		stream.avail_out = (uInt)most;
		result = deflate(&stream, Z_FINISH);
		out->len += stream.total_out;
	}
	(void)deflateEnd(&stream);
	return result == Z_STREAM_END ? 0 : fail_memory(err);
}

bool
gzip_is(struct slice bytes)
{
	return bytes.len >= 2 && memcmp(bytes.ptr, "\x1f\x8b", 2) == 0;
}

/*
 * zlib's Z_STREAM_END, Z_OK where there is more than max, else what is wrong:
 * Z_BUF_ERROR is input that ends too early.
 */
static int
inflate_all(z_stream *stream, size_t max, struct buffer *out)
{
	size_t before = out->len;

	for (;;) {
		char *to = buffer_reserve(out, GZIP_PIECE);

		if (to == NULL)
			return Z_MEM_ERROR;
		stream->next_out = (Bytef *)to;
		stream->avail_out = GZIP_PIECE;
		int result = inflate(stream, Z_NO_FLUSH);
		out->len += GZIP_PIECE - stream->avail_out;
		if (out->len - before > max)
			return Z_OK;
		if (result == Z_STREAM_END && stream->avail_in > 0)
			result = inflateReset(stream);
		if (result != Z_OK)
			return result;
	}
}

int
gzip_get(struct slice bytes, const char *name, size_t max, struct buffer *out,
    struct err *err)
{
	z_stream stream = { .zalloc = Z_NULL };

	if (inflateInit2(&stream, GZIP_WINDOW) != Z_OK)
		return fail_memory(err);
	set_input(&stream, bytes);
	int result = inflate_all(&stream, max, out);
	(void)inflateEnd(&stream);
	switch (result) {
	case Z_STREAM_END:
		return 0;
	case Z_OK:
		return err_set(err, ERR_USAGE,
		    "'%s' is longer than %zu bytes when unpacked", name, max);
	case Z_MEM_ERROR:
		return fail_memory(err);
	case Z_BUF_ERROR:
		return err_set(err, ERR_USAGE, "'%s' is cut off: gzip goes on",
		    name);
	default:
		return err_set(err, ERR_USAGE, "'%s' is damaged: no gzip",
		    name);
	}
}
