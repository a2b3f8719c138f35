#include "io/reader.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

void
reader_init(struct reader *reader, int fd, size_t line_max)
{
	*reader = (struct reader){ .fd = fd, .line_max = line_max };
}

static void
eat(struct reader *reader, size_t len)
{
	assert(len <= reader->end - reader->begin);
	reader->begin += len;
	reader->offset += len;
	reader->searched = 0;
}

/* The length up to and with the last LF of what is buffered; 0: there is none.
 */
static size_t
len_of_lines(struct reader *reader)
{
	const char *first = reader->buffer + reader->begin;
	size_t len = reader->end - reader->begin;
	size_t at = len;

	while (at > reader->searched && first[at - 1] != '\n')
		at--;
	if (at > reader->searched)
		return at;
	reader->searched = len;
	return 0;
}

/* Drop a part of the line that is too long, but for its beginning. */
static void
skip(struct reader *reader, size_t len)
{
	if (reader->skipped < READER_KEPT && len > 0) {
		size_t room = READER_KEPT - (size_t)reader->skipped;

		memcpy(reader->kept + reader->skipped,
		    reader->buffer + reader->begin, len < room ? len : room);
	}
	reader->skipped += len;
	eat(reader, len);
}

/* Go on inside of a line too long; hand out what is kept at its end. */
static bool
take_skipped(struct reader *reader, struct block *block)
{
	const char *first = reader->buffer + reader->begin;
	size_t len = reader->end - reader->begin;
	const char *newline = len == 0 ? NULL : memchr(first, '\n', len);

	skip(reader, newline == NULL ? len : (size_t)(newline - first));
	if (newline == NULL && !reader->at_end)
		return false;
	size_t kept = reader->skipped < READER_KEPT ? (size_t)reader->skipped
						    : READER_KEPT;
	*block = (struct block){
		.text = { reader->kept, kept },
		.offset = reader->offset - reader->skipped,
		.length = reader->skipped,
	};
	if (newline != NULL)
		eat(reader, 1);
	reader->skipping = false;
	return true;
}

static void
skip_bom(struct reader *reader)
{
	static const char bom[3] = { '\xEF', '\xBB', '\xBF' };

	if (reader->offset == 0 && reader->end - reader->begin >= sizeof(bom) &&
	    memcmp(reader->buffer + reader->begin, bom, sizeof(bom)) == 0)
		eat(reader, sizeof(bom));
}

bool
reader_take(struct reader *reader, struct block *block)
{
	skip_bom(reader);
	if (reader->skipping)
		return take_skipped(reader, block);
	size_t len = reader->end - reader->begin;
	if (len == 0)
		return false;
	size_t lines = len_of_lines(reader);
	if (lines == 0 && reader->at_end && len <= reader->line_max)
		lines = len;
	if (lines == 0) {
		if (len <= reader->line_max)
			return false;
		reader->skipping = true;
		reader->skipped = 0;
		return take_skipped(reader, block);
	}
	*block = (struct block){
		.text = { reader->buffer + reader->begin, lines },
		.offset = reader->offset,
	};
	eat(reader, lines);
	reader->searched = len - lines;
	return true;
}

bool
reader_take_bytes(struct reader *reader, struct slice *bytes)
{
	size_t len = reader->end - reader->begin;

	if (len == 0)
		return false;
	*bytes = (struct slice){ reader->buffer + reader->begin, len };
	eat(reader, len);
	return true;
}

/* Move what is kept to the front; grow when it fills the buffer. */
static int
make_room(struct reader *reader, struct err *err)
{
	size_t len = reader->end - reader->begin;

	if (reader->begin > 0 && len > 0)
		memmove(reader->buffer, reader->buffer + reader->begin, len);
	reader->begin = 0;
	reader->end = len;
	if (len < reader->size)
		return 0;
	assert(len <= reader->line_max);

	size_t size = READER_BLOCK;
	if (reader->size > 0)
		size = reader->size <= reader->line_max / 2
		    ? 2 * reader->size
		    : reader->line_max + 1;
	char *buffer = realloc(reader->buffer, size);
	if (buffer == NULL)
		return err_set_errno(err, "cannot take %zu bytes", size);
	reader->buffer = buffer;
	reader->size = size;
	return 0;
}

static int
make_kept(struct reader *reader, struct err *err)
{
	if (reader->kept != NULL)
		return 0;
	reader->kept = malloc(READER_KEPT);
	if (reader->kept == NULL)
		return err_set_errno(err, "cannot take memory");
	return 0;
}

static ssize_t
read_some(struct reader *reader, size_t len)
{
	char *into = reader->buffer + reader->end;

	return reader->relay == NULL ? read(reader->fd, into, len)
				     : relay_read(reader->relay, into, len);
}

int
reader_fill(struct reader *reader, struct err *err)
{
	ssize_t got;

	if (reader->at_end)
		return 0;
	if (make_room(reader, err) < 0 || make_kept(reader, err) < 0)
		return -1;
	size_t room = reader->size - reader->end;
	do {
		got = read_some(reader,
		    room < READER_BLOCK ? room : READER_BLOCK);
	} while (got < 0 && errno == EINTR);
	if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return 0;
	if (got < 0)
		return err_set_errno(err, "cannot read");
	reader->at_end = got == 0;
	reader->end += (size_t)got;
	reader->total += (uint64_t)got;
	return got > 0;
}

void
reader_free(struct reader *reader)
{
	free(reader->buffer);
	free(reader->kept);
	*reader = (struct reader){ .fd = -1 };
}
