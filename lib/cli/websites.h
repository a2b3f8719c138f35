#ifndef CLI_WEBSITES_H
#define CLI_WEBSITES_H

#include "gen/siteload.h"
#include "gen/sites.h"
#include "http/fetch.h"

/*
 * Sitemaps as a tool gets them: by libcurl, kept in the user's cache folder,
 * what is wrong told as a warning.  Like cli/msg.h it may print: it is for main
 * programs alone.
 */
struct websites {
	struct sites sites; /* for the model */
	struct siteload load;
	struct fetch fetch;
	struct buffer cache; /* the folder */
};

/* The struct must stay where it is; wait_init() must have been called. */
void websites_init(struct websites *websites);

void websites_free(struct websites *websites);

#endif
