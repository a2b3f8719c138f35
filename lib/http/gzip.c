#include "http/gzip.h"

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <zlib.h>

enum {
	GZIP_WINDOW = 15 + 16, /* zlib's sign for gzip's header and trailer */
	GZIP_MEMORY = 8,
};

int
gzip_put(struct slice bytes, struct buffer *out, struct err *err)
{
	z_stream stream = { .zalloc = Z_NULL };

	assert(bytes.len <= UINT_MAX);
	if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, GZIP_WINDOW,
		GZIP_MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
		return err_set(err, ERR_SYSTEM, "out of memory");
	size_t most = deflateBound(&stream, bytes.len);
	char *to = buffer_reserve(out, most);
	int result = Z_MEM_ERROR;
	if (to != NULL && most <= UINT_MAX) {
		/* zlib only reads what next_in points to. */
		stream.next_in = (Bytef *)(uintptr_t)bytes.ptr;
		stream.avail_in = (uInt)bytes.len;
		stream.next_out = (Bytef *)to;
		stream.avail_out = (uInt)most;
		result = deflate(&stream, Z_FINISH);
		out->len += stream.total_out;
	}
	(void)deflateEnd(&stream);
	if (result != Z_STREAM_END)
		return err_set(err, ERR_SYSTEM, "out of memory");
	return 0;
}
