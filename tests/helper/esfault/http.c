#define _DEFAULT_SOURCE /* strncasecmp() */

#include "http.h"

#include <stdint.h>
#include <strings.h>

#include "base/digits.h"

/* What stands before the byte, or all; *rest is what stands behind it. */
static struct slice
split(struct slice text, char byte, struct slice *rest)
{
	const char *at = memchr(text.ptr, byte, text.len);
	size_t len = at == NULL ? text.len : (size_t)(at - text.ptr);
	size_t skip = len + (at != NULL);

	*rest = (struct slice){ text.ptr + skip, text.len - skip };
	return (struct slice){ text.ptr, len };
}

static bool
same_name(struct slice a, const char *b)
{
	return a.len == strlen(b) && strncasecmp(a.ptr, b, a.len) == 0;
}

static int
header_parse(struct request *request, struct slice line)
{
	struct slice value;
	struct slice name = split(line, ':', &value);
	uint64_t number;

	while (value.len > 0 && value.ptr[0] == ' ') {
		value.ptr++;
		value.len--;
	}
	if (same_name(name, "Content-Length")) {
		if (!digits_value(value, &number) || number > HTTP_BODY_MAX)
			return -1;
		request->body_len = (size_t)number;
	} else if (same_name(name, "Transfer-Encoding")) {
		return -1;
	} else if (same_name(name, "Expect")) {
		request->expects = true;
	} else if (same_name(name, "Content-Encoding")) {
		request->gzip = same_name(value, "gzip");
	} else if (same_name(name, "Connection")) {
		request->closes = same_name(value, "close");
	}
	return 0;
}

static struct slice
next_line(struct slice *bytes)
{
	struct slice line = split(*bytes, '\n', bytes);

	if (line.len > 0 && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

int
request_parse(struct request *request, struct slice bytes)
{
	struct slice rest = bytes, target, version;

	*request = (struct request){ 0 };
	struct slice line = next_line(&rest);
	if (rest.len == 0)
		return bytes.len > HTTP_HEAD_MAX ? -1 : 0;
	request->method = split(line, ' ', &target);
	target = split(target, ' ', &version);
	if (!slice_equal(version, SLICE("HTTP/1.1")))
		return -1;
	request->path = split(target, '?', &request->query);
	while (rest.len > 0) {
		line = next_line(&rest);
		if (line.len == 0) {
			request->head_len = bytes.len - rest.len;
			return 1;
		}
		if (rest.len > 0 && header_parse(request, line) < 0)
			return -1;
	}
	return bytes.len > HTTP_HEAD_MAX ? -1 : 0;
}

static int
hex_value(char digit)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *at = digit == '\0' ? NULL : strchr(digits, digit);

	return at == NULL ? -1 : (int)((at - digits) % 16);
}

void
path_decode(struct slice path, struct buffer *out)
{
	for (size_t i = 0; i < path.len; i++) {
		char byte = path.ptr[i];
		if (byte == '%' && path.len - i > 2 &&
		    hex_value(path.ptr[i + 1]) >= 0 &&
		    hex_value(path.ptr[i + 2]) >= 0) {
			byte = (char)(16 * hex_value(path.ptr[i + 1]) +
			    hex_value(path.ptr[i + 2]));
			i += 2;
		}
		buffer_put_byte(out, byte);
	}
}

const char *
status_name(unsigned status)
{
	static const struct {
		unsigned status;
		const char *name;
	} names[] = {
		{ 200, "OK" },
		{ 201, "Created" },
		{ 301, "Moved Permanently" },
		{ 302, "Found" },
		{ 307, "Temporary Redirect" },
		{ 400, "Bad Request" },
		{ 401, "Unauthorized" },
		{ 403, "Forbidden" },
		{ 404, "Not Found" },
		{ 405, "Method Not Allowed" },
		{ 413, "Content Too Large" },
		{ 429, "Too Many Requests" },
		{ 500, "Internal Server Error" },
		{ 502, "Bad Gateway" },
		{ 503, "Service Unavailable" },
		{ 504, "Gateway Timeout" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (names[i].status == status)
			return names[i].name;
	}
	return "Status";
}
