#ifndef GEN_LISTS_H
#define GEN_LISTS_H

/*
 * What the generators draw from: they are compiled in, so that a program that
 * was copied alone has them.  Each list ends with a NULL; texts are UTF-8.
 */
extern const char *const list_words[];       /* lower case, ASCII */
extern const char *const list_first_names[]; /* of many languages */
extern const char *const list_last_names[];
extern const char *const list_company_endings[]; /* Labs, Ltd. */
extern const char *const list_mail_hosts[];      /* of RFC 2606, section 3 */
extern const char *const list_countries[];       /* ISO 3166-1 alpha-2, all */

struct list_city {
	const char *name;
	const char *country; /* ISO 3166-1 alpha-2 */
	const char *lat;     /* degrees, decimal */
	const char *lon;
};

extern const struct list_city list_cities[];

#endif
