#include "cli/websites.h"

#include <stdlib.h>

#include "base/time.h"
#include "cli/msg.h"
#include "cli/version.h"
#include "io/wait.h"

static void
tell(const struct err *err)
{
	warn_at(err->file[0] == '\0' ? NULL : err->file, err->line, err);
}

/*
 * XDG Base Directory Specification 0.8: a path that is not absolute is as good
 * as none.
 */
static bool
put_folder(struct buffer *cache, const char *variable, const char *below)
{
	const char *folder = getenv(variable);

	if (folder == NULL || folder[0] != '/')
		return false;
	buffer_put(cache, slice_of(folder));
	buffer_put(cache, slice_of(below));
	buffer_put_byte(cache, '\0');
	return !cache->failed;
}

void
websites_init(struct websites *websites)
{
	*websites = (struct websites){
		.sites = { siteload_load, &websites->load },
		.load = { .fetch = fetch_get,
		    .self = &websites->fetch,
		    .notice = tell,
		    .now_ns = wait_clock() },
		.fetch = { .settings = { .connect_ns = 10 * TIME_SECOND,
			       .compressed = true,
			       .proxied = true,
			       .agent = "evtools/" EVTOOLS_VERSION },
		    .timeout_ns = 60 * TIME_SECOND },
		.cache = BUFFER_INIT,
	};
	if (put_folder(&websites->cache, "XDG_CACHE_HOME", "/evtools") ||
	    put_folder(&websites->cache, "HOME", "/.cache/evtools"))
		websites->load.cache = websites->cache.bytes;
}

void
websites_free(struct websites *websites)
{
	fetch_free(&websites->fetch);
	buffer_free(&websites->cache);
}
