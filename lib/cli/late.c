#include "cli/late.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "cli/msg.h"
#include "cli/output.h"

enum { MILLISECOND_NS = 1000000 };

void
late_open(struct late *late, const char *file, enum time_style style)
{
	const struct row row = ROW_INIT;

	*late = (struct late){ .file = file, .style = style, .row = row };
	if (file == NULL)
		return;
	writer_init(&late->writer,
	    output_file(file, O_APPEND, " for late records"));
}

int
late_add(struct late *late, const struct json_record *record,
    const struct late_window *window, struct err *err)
{
	struct row *row = &late->row;
	struct err why = ERR_INIT;

	late->len++;
	if (late->file == NULL)
		return 0;
	row_start(row);
	row_time(row, "window_start", window->start_ns, late->style);
	row_time(row, "window_end", window->end_ns, late->style);
	row_uint(row, "late_ms", (uint64_t)window->late_ns / MILLISECOND_NS);
	row_value(row, "record", json_value(record, 0));
	writer_put_line(&late->writer, row_end(row));
	if (buffer_check(&row->bytes, err) < 0)
		return -1;
	if (writer_flush(&late->writer, &why) < 0)
		return err_set(err, why.kind, "%s: %s", late->file, why.text);
	return 0;
}

void
late_warn(uint64_t len, const char *remedy)
{
	if (len > 0)
		warn("%" PRIu64 " %s came after %s window was closed (%s)", len,
		    msg_records(len), len == 1 ? "its" : "their", remedy);
}

void
late_tell(const struct late *late)
{
	if (late->file == NULL)
		late_warn(late->len,
		    "--late FILE keeps such records, -l waits for them");
}

void
late_close(struct late *late)
{
	if (late->file != NULL && close(late->writer.fd) < 0 && errno != EINTR)
		die(EXIT_FAILED, "%s: cannot write: %s", late->file,
		    strerror(errno));
	row_free(&late->row);
}
