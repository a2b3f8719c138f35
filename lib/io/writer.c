#include "io/writer.h"

#include <errno.h>
#include <sys/uio.h>
#include <unistd.h>

#include "io/wait.h"

/* From this length on a copy costs more than a system call of its own. */
enum { DIRECT_MIN = 16 * 1024 };

void
writer_init(struct writer *writer, int fd)
{
	writer->fd = fd;
	writer->failed = 0;
	writer->total = 0;
	writer->len = 0;
}

/* Leave out the first done bytes of the two parts. */
static void
advance(struct iovec part[2], size_t done)
{
	for (int i = 0; i < 2; i++) {
		size_t here = done < part[i].iov_len ? done : part[i].iov_len;

		part[i].iov_base = (char *)part[i].iov_base + here;
		part[i].iov_len -= here;
		done -= here;
	}
}

/* Hand over what is in the buffer and then these bytes. */
static void
drain(struct writer *writer, struct slice bytes)
{
	struct iovec part[2] = {
		{ writer->buffer, writer->len },
		/* writev(2) does not change what it is given to write. */
		/* NOLINTNEXTLINE(performance-no-int-to-ptr): drops const */
		{ (void *)(uintptr_t)bytes.ptr, bytes.len },
	};

	while (part[0].iov_len + part[1].iov_len > 0 && writer->failed == 0) {
		ssize_t put = writev(writer->fd, part, 2);

		if (put >= 0) {
			advance(part, (size_t)put);
			writer->total += (uint64_t)put;
		} else if (errno == EAGAIN || errno == EWOULDBLOCK) {
			wait_writable(writer->fd);
		} else if (errno != EINTR) {
			writer->failed = errno;
		}
	}
	writer->len = 0;
}

static void
append(struct writer *writer, struct slice bytes)
{
	memcpy(writer->buffer + writer->len, bytes.ptr, bytes.len);
	writer->len += bytes.len;
}

void
writer_put(struct writer *writer, struct slice bytes)
{
	if (bytes.len == 0 || writer->failed != 0)
		return;
	if (bytes.len >= DIRECT_MIN) {
		drain(writer, bytes);
		return;
	}
	if (bytes.len > WRITER_SIZE - writer->len)
		drain(writer, (struct slice){ NULL, 0 });
	append(writer, bytes);
}

void
writer_put_line(struct writer *writer, struct slice bytes)
{
	if (writer->failed != 0)
		return;
	if (bytes.len < WRITER_SIZE) {
		if (bytes.len + 1 > WRITER_SIZE - writer->len)
			drain(writer, (struct slice){ NULL, 0 });
		if (bytes.len > 0)
			append(writer, bytes);
	} else {
		drain(writer, bytes);
	}
	append(writer, SLICE("\n"));
}

int
writer_put_now(int fd, struct slice bytes)
{
	while (bytes.len > 0) {
		ssize_t put = write(fd, bytes.ptr, bytes.len);

		if (put >= 0) {
			bytes.ptr += put;
			bytes.len -= (size_t)put;
		} else if (errno == EAGAIN || errno == EWOULDBLOCK) {
			wait_writable(fd);
		} else if (errno != EINTR) {
			return -1;
		}
	}
	return 0;
}

int
writer_flush(struct writer *writer, struct err *err)
{
	drain(writer, (struct slice){ NULL, 0 });
	if (writer->failed != 0) {
		errno = writer->failed;
		return err_set_errno(err, "cannot write");
	}
	return 0;
}
