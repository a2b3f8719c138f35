#include "es/held.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS_MIN = 1024 };

/* Entries are used again, so this is what is under way at once. */
#define ENTRIES_BYTES_MAX ((size_t)1 << 32)

int
es_held_init(struct es_held_table *table, struct err *err)
{
	*table = (struct es_held_table){ .slots_len = SLOTS_MIN };
	arena_init(&table->arena, ENTRIES_BYTES_MAX);
	table->slots = calloc(SLOTS_MIN, sizeof(struct es_held *));
	if (table->slots == NULL)
		return err_set(err, ERR_SYSTEM, "out of memory");
	return hash_init(&table->hash, err);
}

static struct es_held **
slot_of(const struct es_held_table *table, const struct hash128 *document)
{
	return &table->slots[document->low & (table->slots_len - 1)];
}

/* Twice as many slots; where memory is short they stay as they are. */
static void
grow(struct es_held_table *table)
{
	size_t before = table->slots_len;
	struct es_held **old = table->slots;
	struct es_held **slots = calloc(2 * before, sizeof(struct es_held *));

	if (slots == NULL)
		return;
	table->slots = slots;
	table->slots_len = 2 * before;
	for (size_t i = 0; i < before; i++) {
		struct es_held *held = old[i];

		while (held != NULL) {
			struct es_held *next = held->next;
			struct es_held **slot = slot_of(table, &held->document);

			held->next = *slot;
			*slot = held;
			held = next;
		}
	}
	free(old);
}

static struct es_held *
take_entry(struct es_held_table *table, struct err *err)
{
	struct es_held *held = table->unused;

	if (held == NULL)
		return arena_take(&table->arena, sizeof(*held), err);
	table->unused = held->next;
	return held;
}

int
es_held_put(struct es_held_table *table, struct slice index, struct slice id,
    struct es_held **held, struct err *err)
{
	/* Neither has a raw LF, being a JSON string. */
	buffer_clear(&table->name);
	buffer_put(&table->name, index);
	buffer_put_byte(&table->name, '\n');
	buffer_put(&table->name, id);
	if (buffer_check(&table->name, err) < 0)
		return -1;
	struct hash128 document = hash_bytes128(&table->hash,
	    buffer_slice(&table->name));
	for (*held = *slot_of(table, &document); *held != NULL;
	     *held = (*held)->next)
		if ((*held)->document.low == document.low &&
		    (*held)->document.high == document.high)
			return 0;
	*held = take_entry(table, err);
	if (*held == NULL)
		return -1;
	if (table->len >= table->slots_len)
		grow(table);
	struct es_held **slot = slot_of(table, &document);
	**held = (struct es_held){ .document = document, .next = *slot };
	*slot = *held;
	table->len++;
	return 1;
}

void
es_held_remove(struct es_held_table *table, struct es_held *held)
{
	struct es_held **at = slot_of(table, &held->document);

	assert(held->first == NULL);
	while (*at != held)
		at = &(*at)->next;
	*at = held->next;
	held->next = table->unused;
	table->unused = held;
	table->len--;
}

static size_t
bytes_of(const struct es_parked *parked)
{
	return sizeof(*parked) + parked->body_len + parked->lines_len;
}

int
es_held_park(struct es_held_table *table, struct es_held *held,
    struct es_bulk *from, struct err *err)
{
	assert(from->len > 0);
	struct es_action *action = &from->actions[from->len - 1];
	size_t lines_len = action->op == ES_DELETE ? action->line_len : 0;
	struct es_parked *parked = malloc(
	    sizeof(*parked) + action->len + lines_len);

	if (parked == NULL)
		return err_set(err, ERR_SYSTEM, "out of memory");
	*parked = (struct es_parked){
		.action = *action,
		.body_len = action->len,
		.lines_len = lines_len,
	};
	memcpy(parked->bytes, from->body.bytes + action->at, action->len);
	if (lines_len > 0)
		memcpy(parked->bytes + action->len,
		    from->lines.bytes + action->line_at, lines_len);
	parked->action.line_at -= lines_len > 0 ? action->line_at : action->at;
	parked->action.at = 0;
	from->body.len -= action->len;
	from->lines.len -= lines_len;
	from->len--;
	table->parked_bytes += bytes_of(parked);
	if (held->last == NULL)
		held->first = parked;
	else
		held->last->next = parked;
	held->last = parked;
	return 0;
}

int
es_held_unpark(struct es_held_table *table, struct es_held *held,
    struct es_bulk *to, struct err *err)
{
	const struct es_parked *parked = held->first;
	struct es_action action;

	assert(parked != NULL);
	action = parked->action;
	/* A bulk of this one record. */
	struct es_bulk one = {
		.actions = &action,
		.len = 1,
		.body = { .len = parked->body_len },
		.lines = { .len = parked->lines_len },
	};
	/* They are only read. */
	one.body.bytes = held->first->bytes;
	one.lines.bytes = held->first->bytes + parked->body_len;
	if (es_bulk_move(to, &one, 0, err) < 0)
		return -1;
	es_held_drop(table, held);
	return 0;
}

void
es_held_drop(struct es_held_table *table, struct es_held *held)
{
	struct es_parked *parked = held->first;

	assert(parked != NULL);
	table->parked_bytes -= bytes_of(parked);
	held->first = parked->next;
	if (held->first == NULL)
		held->last = NULL;
	free(parked);
}

void
es_held_free(struct es_held_table *table)
{
	for (size_t i = 0; i < table->slots_len; i++)
		for (struct es_held *held = table->slots[i]; held != NULL;
		     held = held->next)
			while (held->first != NULL)
				es_held_drop(table, held);
	free(table->slots);
	arena_free(&table->arena);
	buffer_free(&table->name);
	*table = (struct es_held_table){ .slots = NULL };
}
