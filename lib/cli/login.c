#include "cli/login.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/msg.h"
#include "io/file.h"

enum { SECRET_MAX = 64 * 1024, NAME_MAX_LEN = 64 };

/* Of texts[]. */
enum { TEXT_SECRET, TEXT_HEADER, TEXT_NETRC };

/* A file that only its owner may read. */
static bool
is_private(const char *file)
{
	struct stat status;

	/* What is not there, reading will tell. */
	return stat(file, &status) < 0 || !S_ISREG(status.st_mode) ||
	    (status.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

static void
need_private(const char *file)
{
	if (!is_private(file))
		die(EXIT_USAGE,
		    "'%s' holds a secret and others may read it: chmod 600",
		    file);
}

/* The first line of a file. */
static const char *
read_secret(const char *file, struct buffer *text)
{
	struct err err = ERR_INIT;

	need_private(file);
	if (file_read(file, SECRET_MAX, text, &err) < 0)
		die_err(&err);
	buffer_put_byte(text, '\0');
	if (buffer_check(text, &err) < 0)
		die_err(&err);
	text->bytes[strcspn(text->bytes, "\r\n")] = '\0';
	return text->bytes;
}

/* What the environment says, itself or by a file; NULL: nothing. */
static const char *
secret_of(const char *name, struct buffer *text)
{
	char file_name[NAME_MAX_LEN];
	const char *secret = getenv(name);

	if (secret == NULL || *secret == '\0') {
		(void)snprintf(file_name, sizeof(file_name), "%s_FILE", name);
		const char *file = getenv(file_name);
		if (file == NULL || *file == '\0')
			return NULL;
		secret = read_secret(file, text);
	}
	for (const char *at = secret; *at != '\0'; at++)
		if ((unsigned char)*at < ' ')
			die(EXIT_USAGE, "%s: there is a control character",
			    name);
	return secret;
}

static const char *
finish(struct buffer *text)
{
	struct err err = ERR_INIT;

	buffer_put_byte(text, '\0');
	if (buffer_check(text, &err) < 0)
		die_err(&err);
	return text->bytes;
}

/* ~/.netrc where it is there and private. */
static const char *
own_netrc(struct buffer *text)
{
	const char *home = getenv("HOME");
	struct stat status;

	if (home == NULL || *home == '\0')
		return NULL;
	buffer_put(text, slice_of(home));
	buffer_put(text, SLICE("/.netrc"));
	const char *file = finish(text);
	if (stat(file, &status) < 0)
		return NULL;
	if (is_private(file))
		return file;
	warn("'%s' is not used, for others may read it: chmod 600", file);
	return NULL;
}

void
login_init(struct login *login, const char *netrc)
{
	struct buffer *header = &login->texts[TEXT_HEADER];
	const char *key;

	*login = (struct login){ .user = NULL };
	key = secret_of("ES_API_KEY", &login->texts[TEXT_SECRET]);
	if (key != NULL) {
		buffer_put(header, SLICE("ApiKey "));
		buffer_put(header, slice_of(key));
		login->authorization = finish(header);
		return;
	}
	login->user = getenv("ES_USERNAME");
	if (login->user != NULL && *login->user != '\0') {
		login->password = secret_of("ES_PASSWORD",
		    &login->texts[TEXT_SECRET]);
		if (login->password == NULL)
			die(EXIT_USAGE,
			    "ES_USERNAME is there, but neither "
			    "ES_PASSWORD nor ES_PASSWORD_FILE");
		return;
	}
	login->user = NULL;
	login->netrc = netrc;
	if (netrc == NULL)
		login->netrc = own_netrc(&login->texts[TEXT_NETRC]);
	else
		need_private(netrc);
}

void
login_free(struct login *login)
{
	for (size_t i = 0; i < 3; i++)
		buffer_free(&login->texts[i]);
}
