#include "answer.h"

#include <assert.h>

#include "gzip.h"
#include "http.h"

enum { DEEP = 1000000, GARBAGE = 512, FILLER = 1 << 20, FILLERS = 4096 };

static void
put_head(struct buffer *out, unsigned status, size_t len, struct slice more)
{
	buffer_put(out, SLICE("HTTP/1.1 "));
	buffer_put_uint(out, status);
	buffer_put_byte(out, ' ');
	buffer_put(out, slice_of(status_name(status)));
	buffer_put(out, SLICE("\r\nContent-Type: application/json\r\n"));
	buffer_put(out, SLICE("Content-Length: "));
	buffer_put_uint(out, len);
	buffer_put(out, SLICE("\r\n"));
	buffer_put(out, more);
	buffer_put(out, SLICE("\r\n"));
}

void
answer_make(struct answer *answer, unsigned status, struct buffer *body,
    bool head_only)
{
	put_head(&answer->bytes, status, body->len, SLICE(""));
	if (!head_only)
		buffer_put(&answer->bytes, buffer_slice(body));
}

/* The error as the cluster says it; a redirect names a place of its own. */
static void
make_status(struct answer *answer, unsigned status)
{
	struct buffer body = BUFFER_INIT;
	bool moved = status >= 300 && status < 400;

	buffer_put(&body,
	    SLICE("{\"error\":{\"type\":\"planned_exception\","
		  "\"reason\":\"by the plan of faults\"},"
		  "\"status\":"));
	buffer_put_uint(&body, status);
	buffer_put_byte(&body, '}');
	put_head(&answer->bytes, status, body.len,
	    moved ? SLICE("Location: /_elsewhere\r\n") : SLICE(""));
	buffer_put(&answer->bytes, buffer_slice(&body));
	buffer_free(&body);
}

static void
make_deep(struct buffer *body)
{
	buffer_clear(body);
	buffer_put(body, SLICE("{\"took\":1,\"errors\":false,\"items\":"));
	for (size_t i = 0; i < DEEP; i++)
		buffer_put_byte(body, '[');
}

/* The body with one more member, which never ends. */
static void
make_endless(struct answer *answer, struct buffer *body, bool packed)
{
	struct buffer start = BUFFER_INIT;

	assert(body->len > 0);
	body->len--; /* its last brace */
	buffer_put(body, SLICE(",\"pad\":\""));
	if (packed) {
		(void)gzip_bomb(buffer_slice(body), &start, &answer->filler);
	} else {
		buffer_put(&start, buffer_slice(body));
		for (size_t i = 0; i < FILLER; i++)
			buffer_put_byte(&answer->filler, 'a');
	}
	answer->repeats = FILLERS;
	answer->closes = true;
	put_head(&answer->bytes, 200, start.len + FILLERS * answer->filler.len,
	    packed ? SLICE("Content-Encoding: gzip\r\n") : SLICE(""));
	buffer_put(&answer->bytes, buffer_slice(&start));
	buffer_free(&start);
}

/* Something that is no answer in HTTP, or contradicts itself. */
static void
make_garbage(struct answer *answer, struct random *random)
{
	static const char *const texts[] = {
		"\r\n\r\n",
		"SSH-2.0-OpenSSH_9.2\r\n",
		"HTTP/1.1 OK 200\r\n\r\n{}",
		"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
		"HTTP/1.1 200 OK\r\nContent-Length: 9x\r\n\r\n{}",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}",
		"HTTP/1.1 204 No Content\r\n\r\n",
	};
	enum { TEXTS = sizeof(texts) / sizeof(texts[0]) };
	size_t choice = (size_t)random_below(random, TEXTS + 1);

	answer->closes = true;
	if (choice < TEXTS) {
		buffer_put(&answer->bytes, slice_of(texts[choice]));
		return;
	}
	for (size_t i = 0; i < GARBAGE; i++)
		buffer_put_byte(&answer->bytes,
		    (char)(unsigned char)random_below(random, 256));
}

/* Only the first len bytes of it, and not the last one of all. */
static void
cut(struct answer *answer, size_t len)
{
	answer->closes = true;
	answer->bytes.len = len < answer->bytes.len ? len
						    : answer->bytes.len - 1;
}

void
answer_make_faulty(struct answer *answer, struct buffer *body,
    const struct fault *fault, struct random *random)
{
	switch (fault->kind) {
	case FAULT_STATUS:
	case FAULT_EARLY:
		make_status(answer, fault->number);
		answer->closes = fault->kind == FAULT_EARLY;
		return;
	case FAULT_STALL:
	case FAULT_LATE:
	case FAULT_CUT_REQUEST:
		answer->none = true;
		answer->closes = true;
		return;
	case FAULT_HUGE:
	case FAULT_BOMB:
		make_endless(answer, body, fault->kind == FAULT_BOMB);
		return;
	case FAULT_GARBAGE:
		make_garbage(answer, random);
		return;
	case FAULT_CUT_JSON:
		body->len /= 2;
		break;
	case FAULT_BROKEN:
		body->bytes[random_below(random, body->len)] = '\x01';
		break;
	case FAULT_DEEP:
		make_deep(body);
		break;
	case FAULT_SLOW:
		answer->slow = true;
		break;
	case FAULT_NONE:
	case FAULT_CUT_ANSWER:
	case FAULT_ITEMS: /* and the others of which the body tells */
	case FAULT_LOST:
	case FAULT_SHORT:
	case FAULT_MORE:
	case FAULT_SWAPPED:
	case FAULT_ALIEN:
	case FAULT_RED:
		break;
	}
	answer_make(answer, 200, body, false);
	if (fault->kind == FAULT_CUT_ANSWER)
		cut(answer, fault->number);
}

void
answer_clear(struct answer *answer)
{
	struct buffer bytes = answer->bytes;
	struct buffer filler = answer->filler;

	buffer_clear(&bytes);
	buffer_clear(&filler);
	*answer = (struct answer){ .bytes = bytes, .filler = filler };
}

void
answer_free(struct answer *answer)
{
	buffer_free(&answer->bytes);
	buffer_free(&answer->filler);
}
