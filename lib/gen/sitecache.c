#include "gen/sitecache.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/time.h"
#include "gen/texts.h"
#include "io/file.h"
#include "io/writer.h"

static void
put_head(size_t len, struct slice name, struct buffer *head)
{
	buffer_put(head, SLICE("# "));
	buffer_put_uint(head, len);
	buffer_put(head, SLICE(" bytes of URLs in "));
	buffer_put(head, name);
	buffer_put_byte(head, '\n');
}

/* What stands behind the first line, where this is the right one. */
static bool
cut_head(struct slice *text, struct slice name)
{
	const char *end = text->len == 0 ? NULL
					 : memchr(text->ptr, '\n', text->len);
	struct buffer head = BUFFER_INIT;

	if (end == NULL)
		return false;
	struct slice first = { text->ptr, (size_t)(end - text->ptr) + 1 };
	text->ptr += first.len;
	text->len -= first.len;
	put_head(text->len, name, &head);
	bool same = !head.failed && slice_equal(first, buffer_slice(&head));
	buffer_free(&head);
	return same;
}

bool
sitecache_read(const char *path, struct slice name, struct buffer *lines,
    int64_t *time_ns)
{
	struct buffer bytes = BUFFER_INIT;
	struct err ignored = ERR_INIT;
	struct stat about;

	/* Opening what is no file could wait for ever. */
	if (stat(path, &about) < 0 || !S_ISREG(about.st_mode) ||
	    file_read(path, TEXTS_BYTES_MAX, &bytes, &ignored) < 0) {
		buffer_free(&bytes);
		return false;
	}
	struct slice text = buffer_slice(&bytes);
	bool is_whole = cut_head(&text, name) && text.len > 0;
	if (is_whole)
		buffer_put(lines, text);
	*time_ns = (int64_t)about.st_mtim.tv_sec * TIME_SECOND +
	    about.st_mtim.tv_nsec;
	buffer_free(&bytes);
	return is_whole;
}

/* Those that are missing, for the owner alone; what fails shows later. */
static void
make_folders(char *path)
{
	for (char *at = strchr(path + 1, '/'); at != NULL;
	     at = strchr(at + 1, '/')) {
		*at = '\0';
		(void)mkdir(path, S_IRWXU);
		*at = '/';
	}
}

static int
write_all(int fd, struct slice head, struct slice lines)
{
	int result = writer_put_now(fd, head);

	if (result == 0)
		result = writer_put_now(fd, lines);
	if (close(fd) < 0)
		result = -1;
	return result;
}

int
sitecache_write(const char *path, struct slice name, struct slice lines,
    struct err *err)
{
	struct buffer head = BUFFER_INIT;
	struct buffer other = BUFFER_INIT;
	int result = -1;

	put_head(lines.len, name, &head);
	buffer_put(&other, slice_of(path));
	buffer_put(&other, (struct slice){ ".XXXXXX", sizeof(".XXXXXX") });
	if (buffer_check(&head, err) < 0 || buffer_check(&other, err) < 0)
		goto out;
	make_folders(other.bytes);
	int fd = mkstemp(other.bytes);
	if (fd < 0) {
		err_set_errno(err, "cannot keep URLs in '%s'", path);
		goto out;
	}
	result = write_all(fd, buffer_slice(&head), lines);
	if (result == 0)
		result = rename(other.bytes, path);
	if (result < 0) {
		err_set_errno(err, "cannot keep URLs in '%s'", path);
		(void)unlink(other.bytes);
	}
out:
	buffer_free(&head);
	buffer_free(&other);
	return result;
}
