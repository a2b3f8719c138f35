#ifndef IO_PIPE_H
#define IO_PIPE_H

/*
 * Ask for a wide pipe (1 MiB) where fd is one: fewer switches between the
 * processes on its ends.  Where the kernel does not give it, nothing changes.
 */
void pipe_widen(int fd);

#endif
