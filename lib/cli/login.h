#ifndef CLI_LOGIN_H
#define CLI_LOGIN_H

#include "base/buffer.h"

/*
 * Who we are to a cluster, from where no other user can read it: never from the
 * command line.  In the environment NAME_FILE names a file whose first line
 * stands for NAME:
 *
 *	ES_API_KEY                 as the cluster gave it, in base64
 *	ES_USERNAME, ES_PASSWORD   where there is no key
 *	--netrc FILE, ~/.netrc     where there is neither
 *
 * Like cli/msg.h it may print and exit: it is for main programs alone.
 */
struct login {
	const char *user, *password; /* both or neither; NULL: none */
	const char *authorization;   /* the value of the header, or NULL */
	const char *netrc;           /* a file, or NULL */
	struct buffer texts[3];      /* of these */
};

/*
 * netrc is what --netrc says, or NULL.  Exits with EXIT_USAGE where a file
 * cannot be read, or can be read by others, or a text is none for a header.
 */
void login_init(struct login *login, const char *netrc);

void login_free(struct login *login);

#endif
