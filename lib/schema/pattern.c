#include "schema/pattern.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
	MESSAGE_MAX = 120,
	JIT_STACK_MIN = 32 * 1024,
	JIT_STACK_MAX = 1024 * 1024,
	HEAP_KIB_MAX = 16 *
	    1024, /* of the interpreter, where there is no JIT */
};

struct pattern {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *limits;
	pcre2_jit_stack *stack; /* NULL where the library has no JIT */
};

static const uint32_t options = PCRE2_UTF | PCRE2_ALT_BSUX |
    PCRE2_ALLOW_EMPTY_CLASS | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF |
    PCRE2_NEVER_BACKSLASH_C;

/* Compile the text.  Returns 0, or -1 with *err set. */
static int
compile(struct pattern *pattern, struct slice text, struct err *err)
{
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	int code = 0;
	PCRE2_SIZE at = 0;
	PCRE2_UCHAR message[MESSAGE_MAX];

	if (context == NULL)
		return err_set(err, ERR_SYSTEM, "cannot take memory");
	(void)pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF);
	(void)pcre2_set_compile_extra_options(context, PCRE2_EXTRA_ALT_BSUX);
	pattern->code = pcre2_compile((PCRE2_SPTR)text.ptr, text.len, options,
	    &code, &at, context);
	pcre2_compile_context_free(context);
	if (pattern->code != NULL)
		return 0;
	(void)pcre2_get_error_message(code, message, sizeof(message));
	return err_set(err, ERR_USAGE,
	    "the regular expression is wrong at its byte %zu: %s", at + 1,
	    (const char *)message);
}

/* What a match needs beside the code.  Returns 0, or -1 with *err set. */
static int
prepare(struct pattern *pattern, struct err *err)
{
	pattern->data = pcre2_match_data_create(1, NULL);
	pattern->limits = pcre2_match_context_create(NULL);
	if (pattern->data == NULL || pattern->limits == NULL)
		return err_set(err, ERR_SYSTEM, "cannot take memory");
	(void)pcre2_set_match_limit(pattern->limits, PATTERN_STEPS_MAX);
	(void)pcre2_set_heap_limit(pattern->limits, HEAP_KIB_MAX);
	if (pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) != 0)
		return 0;
	pattern->stack = pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX,
	    NULL);
	if (pattern->stack == NULL)
		return err_set(err, ERR_SYSTEM, "cannot take memory");
	pcre2_jit_stack_assign(pattern->limits, NULL, pattern->stack);
	return 0;
}

struct pattern *
pattern_new(struct slice text, struct err *err)
{
	struct pattern *pattern = calloc(1, sizeof(*pattern));

	if (pattern == NULL) {
		(void)err_set_errno(err, "cannot take memory");
		return NULL;
	}
	if (compile(pattern, text, err) < 0 || prepare(pattern, err) < 0) {
		pattern_free(pattern);
		return NULL;
	}
	return pattern;
}

int
pattern_find(struct pattern *pattern, struct slice text, struct err *err)
{
	const char *bytes = text.len > 0 ? text.ptr : "";
	int got = pcre2_match(pattern->code, (PCRE2_SPTR)bytes, text.len, 0,
	    PCRE2_NO_UTF_CHECK, pattern->data, pattern->limits);

	switch (got) {
	case PCRE2_ERROR_NOMATCH:
		return 0;
	case PCRE2_ERROR_MATCHLIMIT:
	case PCRE2_ERROR_HEAPLIMIT:
	case PCRE2_ERROR_JIT_STACKLIMIT:
		return err_data(err, "pattern", 1,
		    "matching takes more than %d steps", PATTERN_STEPS_MAX);
	default:
		/* 0: there are more groups than we asked to know. */
		if (got >= 0)
			return 1;
		return err_set(err, ERR_SYSTEM,
		    "cannot match a regular expression: PCRE2 error %d", got);
	}
}

void
pattern_free(struct pattern *pattern)
{
	if (pattern == NULL)
		return;
	pcre2_jit_stack_free(pattern->stack);
	pcre2_match_context_free(pattern->limits);
	pcre2_match_data_free(pattern->data);
	pcre2_code_free(pattern->code);
	free(pattern);
}
