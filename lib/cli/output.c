#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli/msg.h"
#include "io/file.h"
#include "io/pipe.h"
#include "io/wait.h"

int
output_file(const char *file, int how, const char *what)
{
	int fd = file_open(file, O_WRONLY | O_CREAT | how);

	if (fd < 0 && errno == EINTR)
		wait_end_by(wait_stop());
	if (fd < 0)
		die(EXIT_FAILED, "cannot open '%s'%s: %s", file, what,
		    strerror(errno));
	return fd;
}

void
output_open(struct output *output, const char *file)
{
	int fd = STDOUT_FILENO;

	output->name = file == NULL ? "stdout" : file;
	if (file != NULL)
		fd = output_file(file, O_TRUNC, "");
	pipe_widen(fd);
	writer_init(&output->writer, fd);
}

void
output_flush(struct output *output)
{
	struct err err = ERR_INIT;

	if (writer_flush(&output->writer, &err) < 0)
		die(EXIT_FAILED, "%s: %s", output->name, err.text);
}

void
output_close(struct output *output)
{
	output_flush(output);
	if (close(output->writer.fd) < 0 && errno != EINTR)
		die(EXIT_FAILED, "%s: cannot write: %s", output->name,
		    strerror(errno));
}
