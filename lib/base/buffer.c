#include "base/buffer.h"

#include <errno.h>
#include <stdlib.h>

enum { FIRST_SIZE = 256 };

static bool
grow(struct buffer *buffer, size_t len)
{
	size_t size = buffer->size == 0 ? FIRST_SIZE : buffer->size;

	if (len > SIZE_MAX / 4 - buffer->len)
		return false;
	while (size < buffer->len + len)
		size *= 2;
	char *bytes = realloc(buffer->bytes, size);
	if (bytes == NULL)
		return false;
	buffer->bytes = bytes;
	buffer->size = size;
	return true;
}

char *
buffer_reserve(struct buffer *buffer, size_t len)
{
	if (buffer->failed)
		return NULL;
	if (len > buffer->size - buffer->len && !grow(buffer, len)) {
		buffer->failed = true;
		return NULL;
	}
	return buffer->bytes + buffer->len;
}

void
buffer_put(struct buffer *buffer, struct slice bytes)
{
	if (bytes.len == 0)
		return;
	char *to = buffer_reserve(buffer, bytes.len);
	if (to == NULL)
		return;
	memcpy(to, bytes.ptr, bytes.len);
	buffer->len += bytes.len;
}

void
buffer_put_byte(struct buffer *buffer, char byte)
{
	char *to = buffer_reserve(buffer, 1);

	if (to == NULL)
		return;
	*to = byte;
	buffer->len++;
}

void
buffer_put_uint(struct buffer *buffer, uint64_t number)
{
	char digits[20]; /* 2^64 - 1 has 20 digits */
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	buffer_put(buffer, (struct slice){ digits + at, sizeof(digits) - at });
}

void
buffer_put_int(struct buffer *buffer, int64_t number)
{
	if (number >= 0) {
		buffer_put_uint(buffer, (uint64_t)number);
		return;
	}
	buffer_put_byte(buffer, '-');
	buffer_put_uint(buffer, 0 - (uint64_t)number);
}

int
buffer_check(const struct buffer *buffer, struct err *err)
{
	if (!buffer->failed)
		return 0;
	errno = ENOMEM;
	return err_set_errno(err, "cannot take memory");
}

void
buffer_free(struct buffer *buffer)
{
	free(buffer->bytes);
	*buffer = (struct buffer)BUFFER_INIT;
}
