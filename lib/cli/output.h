#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "io/writer.h"

/*
 * Where a source writes: stdout, or the file of -o.  A failure is told and ends
 * the process with EXIT_FAILED: like cli/msg.h it is for main programs alone.
 */
struct output {
	const char *name; /* borrowed; for messages */
	struct writer writer;
};

/*
 * Open a file to write to, made where it is not there; how is O_APPEND or
 * O_TRUNC, what stands behind its name in the message, " for the rejects".  A
 * signal that asks to stop is obeyed: nothing has been done yet.
 */
int output_file(const char *file, int how, const char *what);

/* file is emptied if it is there; NULL: stdout. */
void output_open(struct output *output, const char *file);

/* Hand all bytes to the kernel. */
void output_flush(struct output *output);

/* The same, and close it: some file systems tell only now what they lost. */
void output_close(struct output *output);

#endif
