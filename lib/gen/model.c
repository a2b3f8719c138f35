#include "gen/model.h"

#include <assert.h>
#include <stdlib.h>

#include "gen/generators.h"
#include "gen/put.h"
#include "gen/rate.h"

enum { MEMORY_MAX = 1 << 30 };

struct model {
	struct arena arena; /* all below lives there */
	struct program program;
	struct slice *slots;
	char *aside;
	int64_t rate;
};

/* The members of a model that are there. */
struct parts {
	const struct conf_node *let, *rate, *record, *style;
};

static int
read_parts(const struct conf *conf, const struct conf_node *model,
    struct parts *parts, struct err *err)
{
	*parts = (struct parts){ .let = NULL };
	if (model->kind != CONF_MAP)
		return conf_err(conf, model, err, "a model is a map");
	for (const struct conf_node *at = model->first; at != NULL;
	     at = at->next) {
		if (slice_equal(at->name, SLICE("let")))
			parts->let = at;
		else if (slice_equal(at->name, SLICE("rate")))
			parts->rate = at;
		else if (slice_equal(at->name, SLICE("record")))
			parts->record = at;
		else if (slice_equal(at->name, SLICE("style")))
			parts->style = at;
		else
			return err_place(err, conf->file, at->name_line,
			    at->name_column,
			    "a model has no '%s' (known: let, rate, record, "
			    "style)",
			    at->name.ptr);
	}
	if (parts->record == NULL || parts->record->kind != CONF_MAP)
		return conf_err(conf, model, err,
		    "a model has a map 'record' with the members to write");
	if (parts->let != NULL && parts->let->kind != CONF_MAP)
		return conf_err(conf, parts->let, err,
		    "'let' is a map of names to generators");
	return 0;
}

static int
read_rate(const struct conf *conf, const struct conf_node *node, int64_t *rate,
    struct err *err)
{
	if (node == NULL ||
	    (node->kind == CONF_SCALAR && rate_parse(node->text, rate)))
		return 0;
	return conf_err(conf, node, err, "a rate is above 0 and up to %d",
	    RATE_MAX);
}

/* Values that are made before the record, for references to them. */
static int
compile_let(struct compile *compile, const struct conf_node *let,
    struct program *program, struct err *err)
{
	const struct program_op line = { .code = PROGRAM_LINE };

	for (const struct conf_node *at = let == NULL ? NULL : let->first;
	     at != NULL; at = at->next) {
		if (compile_named(compile, at, err) < 0)
			return -1;
	}
	if (compile_op(compile, &line, 0, err) < 0)
		return -1;
	program->aside_max = compile->max;
	compile->max = 0;
	return 0;
}

static int
compile_model(struct model *model, struct compile *compile,
    const struct parts *parts, struct err *err)
{
	if (compile_let(compile, parts->let, &model->program, err) < 0)
		return -1;
	compile_bytes(compile, SLICE("{"));
	if (compile_members(compile, parts->record, err) < 0)
		return -1;
	compile_bytes(compile, SLICE("}"));
	compile_bytes(compile, compile->style.line_end);
	return compile_end(compile, &model->program, err);
}

static int
take_memory(struct model *model, struct err *err)
{
	const struct program *program = &model->program;

	model->slots = arena_take(&model->arena,
	    (program->slots + 1) * sizeof(*model->slots), err);
	model->aside = arena_take(&model->arena, program->aside_max + PUT_STEP,
	    err);
	return model->slots == NULL || model->aside == NULL ? -1 : 0;
}

static int
make(struct model *model, const struct conf *conf, const struct conf_node *node,
    const struct sites *sites, struct err *err)
{
	struct compile compile = { .conf = conf,
		.model = node,
		.sites = sites,
		.arena = &model->arena,
		.literal = BUFFER_INIT,
		.ops = BUFFER_INIT,
		.names = BUFFER_INIT,
		.path = BUFFER_INIT };
	struct parts parts;
	int result = -1;

	if (read_parts(conf, node, &parts, err) < 0 ||
	    read_rate(conf, parts.rate, &model->rate, err) < 0 ||
	    style_read(&compile.style, conf, parts.style, err) < 0)
		return -1;
	if (compile_model(model, &compile, &parts, err) == 0)
		result = take_memory(model, err);
	buffer_free(&compile.literal);
	buffer_free(&compile.ops);
	buffer_free(&compile.names);
	buffer_free(&compile.path);
	return result;
}

static int
err_no_model(const struct conf *conf, const struct conf_node *models,
    struct slice name, struct err *err)
{
	struct buffer text = BUFFER_INIT;

	for (const struct conf_node *at = models->first; at != NULL;
	     at = at->next) {
		buffer_put_byte(&text, ' ');
		buffer_put(&text, at->name);
	}
	if (buffer_check(&text, err) == 0)
		conf_err(conf, models, err, "no model '%.*s' (known:%.*s)",
		    (int)name.len, name.ptr, (int)text.len, text.bytes);
	buffer_free(&text);
	return -1;
}

/* The node of this model, or NULL with *err set. */
static const struct conf_node *
find_model(const struct conf *conf, struct slice name, struct err *err)
{
	const struct conf_node *models = conf_get(conf->root, SLICE("models"));

	if (models == NULL || models->kind != CONF_MAP) {
		err_set(err, ERR_USAGE,
		    "%s: there is no map 'models', where the model '%.*s' "
		    "should be declared",
		    conf->file, (int)name.len, name.ptr);
		return NULL;
	}
	const struct conf_node *model = conf_get(models, name);
	if (model == NULL)
		err_no_model(conf, models, name, err);
	return model;
}

struct model *
model_new(const struct conf *conf, struct slice name, const struct sites *sites,
    struct err *err)
{
	const struct conf_node *node = find_model(conf, name, err);
	struct model *model;

	if (node == NULL)
		return NULL;
	model = calloc(1, sizeof(*model));
	if (model == NULL) {
		err_set_errno(err, "cannot take memory for a model");
		return NULL;
	}
	arena_init(&model->arena, MEMORY_MAX);
	if (make(model, conf, node, sites, err) < 0) {
		model_free(model);
		return NULL;
	}
	return model;
}

int64_t
model_rate(const struct model *model)
{
	return model->rate;
}

size_t
model_line_max(const struct model *model)
{
	return model->program.line_max + PUT_STEP;
}

char *
model_put(struct model *model, const struct model_record *record, char *line)
{
	struct program_run run = { .seed = record->seed,
		.number = record->number,
		.time_ns = record->time_ns,
		.start_ns = record->start_ns,
		.slots = model->slots,
		.aside = model->aside };

	assert(record->time_ns <= MODEL_TIME_MAX);
	assert(record->time_ns >= -MODEL_TIME_MAX);
	assert(record->start_ns <= MODEL_TIME_MAX);
	assert(record->start_ns >= -MODEL_TIME_MAX);
	random_init(&run.random, record->seed, record->number);
	return program_run(&model->program, &run, line);
}

void
model_free(struct model *model)
{
	if (model == NULL)
		return;
	arena_free(&model->arena);
	free(model);
}
