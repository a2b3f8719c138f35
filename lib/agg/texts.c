#include "agg/texts.h"

#include <assert.h>

#include "base/same.h"

enum {
	/* Of so many values one in 32 must be found again ... */
	LOOKS = 1024,
	FOUND_PART = 32,
	/* ... or so many are only copied. */
	RESTS = 15 * LOOKS,
	BUCKETS_MIN = 16,
	/* With more, values must be found as often for buckets to be added. */
	BUCKETS_CHEAP = 256,
	BUCKETS_MAX = 4096,
};

/* Sizes rise by 16 up to 128, then each is a third or a half larger. */
enum { STEP = 16, STEPS = 8, STEPS_LOG2 = 7 };

static size_t
class_of(size_t size)
{
	assert(size > 0);

	if (size <= (size_t)STEPS * STEP)
		return (size - 1) / STEP;
	/* 2^log2 < size <= 2^(log2 + 1) */
	unsigned log2 = 63U - (unsigned)__builtin_clzll(size - 1);
	bool is_upper = size > (size_t)3 << (log2 - 1);
	return STEPS + 2 * (log2 - STEPS_LOG2) + is_upper;
}

static size_t
class_size(size_t class)
{
	assert(class < TEXTS_CLASSES);

	if (class < STEPS)
		return (class + 1) * STEP;
	unsigned log2 = STEPS_LOG2 + (unsigned)(class - STEPS) / 2;
	return (class - STEPS) % 2 == 0 ? (size_t)3 << (log2 - 1)
					: (size_t)2 << log2;
}

static size_t
class_of_text(const struct text *text)
{
	return class_of(sizeof(*text) + text->len);
}

void
texts_init(struct texts *texts, struct arena *arena)
{
	*texts = (struct texts){ .arena = arena };
}

void
texts_give(struct texts *texts, struct text *text)
{
	if (text == NULL)
		return;
	assert(text->refs > 0);
	if (--text->refs > 0)
		return;
	/* Its bytes now hold the next unused one. */
	size_t class = class_of_text(text);
	memcpy(text->bytes, &texts->unused[class], sizeof(struct text *));
	texts->unused[class] = text;
}

/* A copy that nobody else has. */
static struct text *
copy(struct texts *texts, struct slice value, struct err *err)
{
	assert(value.len > 0);
	assert(value.len <= UINT32_MAX / 4);

	size_t class = class_of(sizeof(struct text) + value.len);
	struct text *text = texts->unused[class];
	if (text != NULL)
		memcpy(&texts->unused[class], text->bytes,
		    sizeof(struct text *));
	else
		text = arena_take(texts->arena, class_size(class), err);
	if (text == NULL)
		return NULL;
	text->refs = 1;
	text->len = (uint32_t)value.len;
	memcpy(text->bytes, value.ptr, value.len);
	return text;
}

static struct texts_bucket *
bucket_of(const struct texts *texts, uint64_t hash)
{
	return &texts->buckets[hash & (texts->buckets_len - 1)];
}

/* Remember a text in front of the others; the oldest one may go. */
static void
remember(struct texts *texts, uint64_t hash, struct text *text)
{
	struct texts_bucket *bucket = bucket_of(texts, hash);
	struct text *oldest = bucket->at[TEXTS_WAYS - 1].text;

	texts->shared += oldest == NULL;
	texts_give(texts, oldest);
	memmove(&bucket->at[1], &bucket->at[0],
	    (TEXTS_WAYS - 1) * sizeof(bucket->at[0]));
	bucket->at[0].hash = hash;
	bucket->at[0].text = text;
}

/* Twice as many buckets; the array before stays in the arena. */
static int
grow(struct texts *texts, struct err *err)
{
	const struct texts_bucket *old = texts->buckets;
	const size_t old_len = texts->buckets_len;
	const size_t len = old_len == 0 ? BUCKETS_MIN : 2 * old_len;

	if (old_len == 0 && hash_init(&texts->hash, err) < 0)
		return -1;
	struct texts_bucket *buckets = arena_take(texts->arena,
	    len * sizeof(*buckets), err);
	if (buckets == NULL)
		return -1;
	memset(buckets, 0, len * sizeof(*buckets));
	texts->buckets = buckets;
	texts->buckets_len = len;
	texts->shared = 0;
	for (size_t i = 0; i < old_len; i++)
		for (size_t way = TEXTS_WAYS; way > 0; way--)
			if (old[i].at[way - 1].text != NULL)
				remember(texts, old[i].at[way - 1].hash,
				    old[i].at[way - 1].text);
	return 0;
}

/* A quarter of the places is taken: then hardly a bucket is full. */
static bool
is_crowded(const struct texts *texts)
{
	if (texts->shared < texts->buckets_len)
		return false;
	return texts->buckets_len < BUCKETS_CHEAP ||
	    (texts->buckets_len < BUCKETS_MAX && texts->are_found);
}

/* Where values hardly repeat, most are not looked for. */
static bool
is_worth_a_look(struct texts *texts, struct slice value)
{
	if (value.len > TEXTS_SHARED_MAX)
		return false;
	if (texts->rest > 0) {
		texts->rest--;
		return false;
	}
	if (texts->looked++ < LOOKS)
		return true;
	texts->are_found = texts->found >= LOOKS / FOUND_PART;
	texts->rest = texts->are_found ? 0 : RESTS;
	texts->looked = 0;
	texts->found = 0;
	return true;
}

/*
 * Most values have 16 to 64 bytes: for those a sum of their words, each by an
 * odd number of its own (multilinear hashing: Lemire and Kaser, "Strongly
 * universal string hashing is fast", 2014), in four parts that overlap where
 * there is less, so that no jump depends on the length.  Values that are made
 * to collide are only shared less often.
 */
static inline uint64_t
hash_of(const struct texts *texts, struct slice value)
{
	static const uint64_t odd[] = { UINT64_C(0x9E3779B97F4A7C15),
		UINT64_C(0xC2B2AE3D27D4EB4F), UINT64_C(0x165667B19E3779F9),
		UINT64_C(0xD6E8FEB86659FD93), UINT64_C(0xA0761D6478BD642F),
		UINT64_C(0xE7037ED1A0B428DB), UINT64_C(0x8EBC6AF09C88C6E3),
		UINT64_C(0x589965CC75374CC3) };

	if (value.len < 16 || value.len > 64)
		return hash_bytes(&texts->hash, value);
	const size_t last = value.len - 16;
	const size_t second = last < 16 ? last : 16;
	const size_t third = last < 32 ? last : 32;
	const size_t from[] = { 0, second, third, last };
	uint64_t sum = value.len;

	for (size_t i = 0; i < 4; i++)
		sum += load_word(value.ptr + from[i]) * odd[2 * i] +
		    load_word(value.ptr + from[i] + 8) * odd[2 * i + 1];
	sum ^= sum >> 32;
	sum *= odd[0];
	return sum ^ sum >> 32;
}

struct text *
texts_take(struct texts *texts, struct slice value, struct err *err)
{
	if (!is_worth_a_look(texts, value))
		return copy(texts, value, err);
	if (is_crowded(texts) && grow(texts, err) < 0)
		return NULL;

	const uint64_t hash = hash_of(texts, value);
	const struct texts_bucket *bucket = bucket_of(texts, hash);
	for (size_t way = 0; way < TEXTS_WAYS; way++) {
		struct text *text = bucket->at[way].text;

		if (text == NULL || bucket->at[way].hash != hash ||
		    !same_bytes(text_value(text), value))
			continue;
		if (text->refs == UINT32_MAX)
			return copy(texts, value, err);
		text->refs++;
		texts->found++;
		return text;
	}
	struct text *text = copy(texts, value, err);
	if (text == NULL)
		return NULL;
	text->refs++;
	remember(texts, hash, text);
	return text;
}
