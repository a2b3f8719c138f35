#include "agg/group.h"

#include <assert.h>

enum { ALIGN = 16 };

int
group_plan_add(struct group_plan *plan, const char *spec,
    struct json_plan *fields, struct err *err)
{
	if (plan->len == GROUP_FUNCTIONS_MAX)
		return err_set(err, ERR_USAGE, "-a: more than %d functions",
		    GROUP_FUNCTIONS_MAX);
	struct function *function = &plan->functions[plan->len];
	if (function_init(function, spec, fields, err) < 0)
		return -1;
	plan->only_counts = plan->len == 0 && function_counts_all(function);
	plan->has_checks |= function->kind->check != NULL;
	plan->looks_first |= function->kind->looks_first;
	if (plan->size == 0)
		plan->size = sizeof(struct group);
	plan->offsets[plan->len++] = plan->size - sizeof(struct group);
	plan->size += (function->kind->size + ALIGN - 1) / ALIGN * ALIGN;
	return 0;
}

int
group_plan_names(const struct group_plan *plan, struct names *names,
    struct err *err)
{
	for (size_t i = 0; i < plan->keys.len; i++)
		if (names_add(names, plan->keys.at[i].name, err) < 0)
			return -1;
	for (size_t i = 0; i < plan->len; i++)
		if (names_add(names, plan->functions[i].name, err) < 0)
			return -1;
	return 0;
}

void
group_plan_free(struct group_plan *plan)
{
	columns_free(&plan->keys);
	for (size_t i = 0; i < plan->len; i++)
		function_free(&plan->functions[i]);
	plan->len = 0;
	plan->has_checks = false;
	plan->looks_first = false;
	plan->only_counts = false;
	plan->size = 0;
}

/*
 * Several keys are shown as each with its length, in front of it; that is how
 * event/key.h joins them too.
 */
static void
put_part(struct slice value, struct buffer *out)
{
	const uint32_t len = (uint32_t)value.len;

	buffer_put(out, (struct slice){ (const char *)&len, sizeof(len) });
	buffer_put(out, value);
}

static struct slice
take_part(struct slice *parts)
{
	uint32_t len;

	assert(parts->len >= sizeof(len));
	memcpy(&len, parts->ptr, sizeof(len));
	struct slice part = { parts->ptr + sizeof(len), len };
	parts->ptr += sizeof(len) + len;
	parts->len -= sizeof(len) + len;
	return part;
}

/* Nearly always the key itself is what is shown: then it is not kept twice. */
static int
keep_shown(struct group *group, struct slice key, struct slice shown,
    struct arena *arena, struct err *err)
{
	if (!slice_equal(key, shown))
		return arena_copy(arena, shown, &group->shown, err);
	group->shown = key;
	return 0;
}

int
group_start(const struct group_plan *plan, struct table_entry *entry,
    const struct slice *fields, struct arena *arena, struct err *err)
{
	struct group *group = group_of(entry);
	struct buffer parts = BUFFER_INIT;

	if (plan->keys.len == 1)
		return keep_shown(group, entry->key,
		    fields[plan->keys.at[0].slot], arena, err);
	for (size_t i = 0; i < plan->keys.len; i++)
		put_part(fields[plan->keys.at[i].slot], &parts);
	int result = buffer_check(&parts, err);
	if (result == 0)
		result = keep_shown(group, entry->key, buffer_slice(&parts),
		    arena, err);
	buffer_free(&parts);
	return result;
}

int
group_check(const struct group_plan *plan, const struct group *group,
    const struct json_record *record, struct err *err)
{
	for (size_t i = 0; plan->has_checks && i < plan->len; i++) {
		const struct function *function = &plan->functions[i];
		const void *state = group == NULL
		    ? NULL
		    : group->states + plan->offsets[i];

		if (function->kind->check != NULL &&
		    function->kind->check(function, state, record, err) < 0)
			return -1;
	}
	return 0;
}

void
group_fetch(const struct group_plan *plan, const struct group *group)
{
	for (size_t i = 0; i < plan->len; i++)
		if (plan->functions[i].kind->fetch != NULL)
			plan->functions[i].kind->fetch(
			    group->states + plan->offsets[i]);
}

int
group_apply(const struct group_plan *plan, struct group *group,
    const struct function_input *input, struct err *err)
{
	int changed = 0;

	for (size_t i = 0; i < plan->len; i++) {
		const struct function *function = &plan->functions[i];
		int result = function->kind->apply(function,
		    group->states + plan->offsets[i], input, err);

		if (result < 0)
			return -1;
		changed |= result;
	}
	return changed;
}

void
group_put(const struct group_plan *plan, const struct group *group,
    struct row *row)
{
	struct slice parts = group->shown;

	if (plan->keys.len == 1)
		row_value(row, plan->keys.at[0].name, parts);
	for (size_t i = 0; plan->keys.len > 1 && i < plan->keys.len; i++)
		row_value(row, plan->keys.at[i].name, take_part(&parts));
	for (size_t i = 0; i < plan->len; i++) {
		const struct function *function = &plan->functions[i];

		row_name(row, function->name);
		function->kind->put(function, group->states + plan->offsets[i],
		    &row->bytes);
	}
}

void
group_free(const struct group_plan *plan, struct group *group)
{
	for (size_t i = 0; i < plan->len; i++)
		if (plan->functions[i].kind->free != NULL)
			plan->functions[i].kind->free(
			    group->states + plan->offsets[i]);
}

bool
group_plan_needs_free(const struct group_plan *plan)
{
	for (size_t i = 0; i < plan->len; i++)
		if (plan->functions[i].kind->free != NULL)
			return true;
	return false;
}
