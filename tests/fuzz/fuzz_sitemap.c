#include <assert.h>
#include <stdint.h>

#include "gen/sitemap.h"
#include "gen/weburl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Read it in pieces of so many bytes; NULL where it is no sitemap. */
static struct sitemap *
read_in(struct slice text, size_t piece)
{
	struct err err = ERR_INIT;
	struct sitemap *sitemap = sitemap_new("fuzz.xml", &err);
	int result;

	assert(sitemap != NULL);
	do {
		size_t len = text.len < piece ? text.len : piece;

		result = sitemap_feed(sitemap, (struct slice){ text.ptr, len },
		    len == text.len, &err);
		text.ptr += len;
		text.len -= len;
	} while (result == 0 && text.len > 0);
	if (result == 0)
		return sitemap;
	assert(err.kind == ERR_USAGE);
	assert(err.line > 0);
	assert(err.column > 0);
	sitemap_free(sitemap);
	return NULL;
}

/* Each of the URLs is one, and they are as many as is said. */
static void
check_list(const struct sitemap_list *list)
{
	struct slice urls = buffer_slice(&list->urls);
	size_t len = 0;

	for (; urls.len > 0; len++) {
		const char *end = memchr(urls.ptr, '\n', urls.len);

		assert(end != NULL);
		struct slice url = { urls.ptr, (size_t)(end - urls.ptr) };

		assert(weburl_is_valid(url));
		assert(weburl_is_web(url));
		urls.ptr += url.len + 1;
		urls.len -= url.len + 1;
	}
	assert(len == list->len);
	assert((list->bad == 0) == (list->first.line == 0));
}

/* The first byte says how long the pieces are; any give the same. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	struct slice text = { (const char *)data + 1, size - 1 };
	struct sitemap *whole = read_in(text, size);
	struct sitemap *pieces = read_in(text, data[0] % 16 + 1);

	assert((whole == NULL) == (pieces == NULL));
	if (whole != NULL) {
		const struct sitemap_list *a = sitemap_list(whole);
		const struct sitemap_list *b = sitemap_list(pieces);

		check_list(a);
		assert(a->kind == b->kind);
		assert(a->bad == b->bad);
		assert(slice_equal(buffer_slice(&a->urls),
		    buffer_slice(&b->urls)));
	}
	sitemap_free(whole);
	sitemap_free(pieces);
	return 0;
}
