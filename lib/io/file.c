#include "io/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "io/wait.h"

enum { PIECE = 64 * 1024 };

int
file_open(const char *name, int flags)
{
	int fd;

	do {
		fd = open(name, flags | O_CLOEXEC, 0666);
	} while (fd < 0 && errno == EINTR && wait_stop() == 0);
	return fd;
}

void
file_beside(const char *file, struct slice name, struct buffer *path)
{
	const char *slash = strrchr(file, '/');

	assert(name.len > 0);
	if (slash != NULL && name.ptr[0] != '/')
		buffer_put(path,
		    (struct slice){ file, (size_t)(slash - file) + 1 });
	buffer_put(path, name);
	buffer_put_byte(path, '\0');
}

static int
read_all(int fd, const char *name, size_t max, struct buffer *into,
    struct err *err)
{
	size_t before = into->len;

	for (;;) {
		char *to = buffer_reserve(into, PIECE);

		if (to == NULL)
			return buffer_check(into, err);
		ssize_t got = read(fd, to, PIECE);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_set_errno(err, "cannot read '%s'", name);
		if (got == 0)
			return 0;
		into->len += (size_t)got;
		if (into->len - before > max)
			return err_set(err, ERR_USAGE,
			    "'%s' is longer than %zu bytes", name, max);
	}
}

int
file_read(const char *name, size_t max, struct buffer *into, struct err *err)
{
	int fd = file_open(name, O_RDONLY);

	if (fd < 0)
		return err_set(err, ERR_USAGE, "cannot open '%s': %s", name,
		    strerror(errno));
	int result = read_all(fd, name, max, into, err);

	(void)close(fd);
	return result;
}
