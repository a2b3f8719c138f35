#include "gen/value.h"

#include "gen/put.h"

int64_t
value_draw(const struct program_op *op, struct program_run *run)
{
	uint64_t drawn = op->number.count == 0
	    ? random_next(&run->random)
	    : random_below(&run->random, op->number.count);

	return (int64_t)((uint64_t)op->number.min + drawn);
}

uint32_t
value_branch(const struct program_op *op, struct program_run *run)
{
	return op->pick.targets[alias_draw(&op->pick.alias, &run->random)];
}

char *
value_int(const struct program_op *op, struct program_run *run, char *at)
{
	return put_int(at, value_draw(op, run));
}

char *
value_decimal(const struct program_op *op, struct program_run *run, char *at)
{
	int64_t number = value_draw(op, run);
	uint64_t size = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	uint64_t one = 1;

	if (number < 0)
		*at++ = '-';
	for (int i = 0; i < op->number.digits; i++)
		one *= 10;
	at = put_uint(at, size / one);
	if (one == 1)
		return at;
	*at++ = '.';
	return put_digits(at, size % one, op->number.digits);
}

char *
value_count(const struct program_op *op, struct program_run *run, char *at)
{
	uint64_t steps = (uint64_t)op->number.step * run->number;

	return put_int(at, (int64_t)((uint64_t)op->number.min + steps));
}

bool
value_happens(const struct program_op *op, struct program_run *run)
{
	return random_below(&run->random, PROGRAM_BILLION) < op->billionths;
}

char *
value_bool(const struct program_op *op, struct program_run *run, char *at)
{
	return put_text(at,
	    value_happens(op, run) ? SLICE("true") : SLICE("false"));
}

/* The upper bits come first. */
static char *
put_hex(char *at, uint64_t bits, int digits)
{
	for (int i = 0; i < digits; i++) {
		*at++ = "0123456789abcdef"[bits >> 60];
		bits <<= 4;
	}
	return at;
}

char *
value_hex(const struct program_op *op, struct program_run *run, char *at)
{
	int digits = op->number.digits;

	for (; digits > 16; digits -= 16)
		at = put_hex(at, random_next(&run->random), 16);
	return put_hex(at, random_next(&run->random), digits);
}

/* RFC 9562: the version's and the variant's bits are set here. */
static char *
put_uuid(char *at, uint64_t high, uint64_t low, unsigned version)
{
	high = (high & ~UINT64_C(0xf000)) | (uint64_t)version << 12;
	low = low >> 2 | UINT64_C(1) << 63;
	at = put_hex(at, high, 8);
	*at++ = '-';
	at = put_hex(at, high << 32, 4);
	*at++ = '-';
	at = put_hex(at, high << 48, 4);
	*at++ = '-';
	at = put_hex(at, low, 4);
	*at++ = '-';
	return put_hex(at, low << 16, 12);
}

char *
value_uuid4(const struct program_op *op, struct program_run *run, char *at)
{
	uint64_t high = random_next(&run->random);

	(void)op;
	return put_uuid(at, high, random_next(&run->random), 4);
}

/* 48 bits of the record's time in ms, then random ones (section 5.7). */
char *
value_uuid7(const struct program_op *op, struct program_run *run, char *at)
{
	uint64_t high = (uint64_t)(run->time_ns / 1000000) << 16 |
	    random_next(&run->random) >> 48;

	(void)op;
	return put_uuid(at, high, random_next(&run->random), 7);
}

char *
value_pick(const struct program_op *op, struct program_run *run, char *at)
{
	uint64_t drawn = alias_draw(&op->pick.alias, &run->random);

	return put_padded(at, texts_get(&op->pick.texts, (size_t)drawn));
}

char *
value_turn(const struct program_op *op, struct program_run *run, char *at)
{
	const struct texts *texts = &op->pick.texts;

	return put_padded(at, texts_get(texts, run->number % texts->len));
}

char *
value_rank(const struct program_op *op, struct program_run *run, char *at)
{
	uint64_t drawn = alias_draw(&op->pick.alias, &run->random);

	return put_int(at, op->pick.min + (int64_t)drawn);
}

char *
value_time(const struct program_op *op, struct program_run *run, char *at)
{
	struct random *random = &run->random;
	int64_t ns = run->time_ns + op->time.min_ns +
	    (int64_t)random_below(random, op->time.count_ns);

	if (op->billionths > 0 && value_happens(op, run))
		ns -= (int64_t)random_below(random, op->time.late_ns + 1);
	return timeform_put(&op->time.form, ns, at);
}

char *
value_row(const struct program_op *op, struct program_run *run, char *at)
{
	const struct texts *columns = op->row.columns;
	size_t row = (size_t)random_below(&run->random, columns[0].len);

	for (uint32_t i = 0; i < op->row.len; i++)
		run->slots[op->slot + i] = texts_get(&columns[i], row);
	return at;
}

char *
value_copy(const struct program_op *op, struct program_run *run, char *at)
{
	return put_text(at, run->slots[op->slot]);
}

static struct slice
inner(struct slice value)
{
	if (value.len < 2 || value.ptr[0] != '"')
		return value;
	return (struct slice){ value.ptr + 1, value.len - 2 };
}

char *
value_inner(const struct program_op *op, struct program_run *run, char *at)
{
	return put_text(at, inner(run->slots[op->slot]));
}

static char
lower(char byte)
{
	if (byte >= 'A' && byte <= 'Z')
		return (char)(byte - 'A' + 'a');
	return byte;
}

char *
value_lower(const struct program_op *op, struct program_run *run, char *at)
{
	struct slice text = inner(run->slots[op->slot]);

	for (size_t i = 0; i < text.len; i++)
		*at++ = lower(text.ptr[i]);
	return at;
}

char *
value_slug(const struct program_op *op, struct program_run *run, char *at)
{
	struct slice text = inner(run->slots[op->slot]);
	char *begin = at;

	for (size_t i = 0; i < text.len; i++) {
		char byte = lower(text.ptr[i]);

		if ((byte >= 'a' && byte <= 'z') ||
		    (byte >= '0' && byte <= '9'))
			*at++ = byte;
		else if (at > begin && at[-1] != '-')
			*at++ = '-';
	}
	return at > begin && at[-1] == '-' ? at - 1 : at;
}

char *
value_title(const struct program_op *op, struct program_run *run, char *at)
{
	struct slice text = inner(run->slots[op->slot]);
	bool begins = true;

	for (size_t i = 0; i < text.len; i++) {
		char byte = text.ptr[i];

		if (byte == '-')
			byte = ' ';
		if (begins && byte >= 'a' && byte <= 'z')
			byte = (char)(byte - 'a' + 'A');
		begins = byte == ' ';
		*at++ = byte;
	}
	return at;
}
