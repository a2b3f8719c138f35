/*
 * evconf - the configuration file for shell scripts
 *
 * See evconf(1).  Every tool judges its own section; a check of them all starts
 * each with -C, so that no tool's options stand in a second place.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/msg.h"
#include "cli/opt.h"
#include "gen/model.h"
#include "io/writer.h"

enum { NOT_STARTED = 127 }; /* the status of a child that was no tool */

static const struct opt opts[] = {
	{ 0, NULL, NULL, NULL, OPT_FLAG, NULL, 0, 0, NULL },
};

/* The operand that names the file: evconf get PATH FILE, evconf check FILE. */
static const char *
file_operand(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "get") == 0)
		return argv[3];
	if (argc == 3 && strcmp(argv[1], "check") == 0)
		return argv[2];
	return NULL;
}

static const struct tool tool = {
	.name = "evconf",
	.summary = "the configuration file for shell scripts",
	.operands = "get path [file] | check [file]",
	.opts = opts,
	.examples = "port=$(evconf get netcat.port)\n"
		    "evconf get models.tracking | jq .rate\n"
		    "evconf check",
	.config_operand = file_operand,
};

/* The tools that have a section; it is started to judge it, nothing else is. */
static const char *const tools[] = { "evaggregate", "evconf", "evgen",
	"evsink-es", "evtopn", "evvalidate" };

static bool
is_tool(struct slice name)
{
	for (size_t i = 0; i < sizeof(tools) / sizeof(*tools); i++) {
		if (slice_equal(slice_of(tools[i]), name))
			return true;
	}
	return false;
}

/* Print what stands at the path; returns the exit status. */
static int
get(const struct conf *conf, const char *text)
{
	static struct writer out;
	struct buffer line = BUFFER_INIT;
	struct json_path path;
	struct err err = ERR_INIT;

	if (json_path_parse(&path, slice_of(text), &err) < 0)
		die_err(&err);
	const struct conf_node *node = conf_find(conf->root, &path);
	json_path_free(&path);
	if (node == NULL)
		return EXIT_REJECTED;
	if (node->kind == CONF_SCALAR)
		buffer_put(&line, node->text);
	else
		conf_put_json(node, &line);
	if (buffer_check(&line, &err) < 0)
		die_err(&err);
	writer_init(&out, STDOUT_FILENO);
	writer_put_line(&out, buffer_slice(&line));
	if (writer_flush(&out, &err) < 0)
		die(EXIT_FAILED, "stdout: %s", err.text);
	buffer_free(&line);
	return EXIT_DONE;
}

/* In the child: be that tool, from path if it is there, else from PATH. */
static _Noreturn void
become(const char *path, const char *name, const char *file)
{
	int null = open("/dev/null", O_WRONLY);

	if (null >= 0 && dup2(null, STDOUT_FILENO) >= 0) {
		if (path != NULL)
			execl(path, name, "-c", file, "-C", (char *)NULL);
		execlp(name, name, "-c", file, "-C", (char *)NULL);
	}
	_exit(NOT_STARTED);
}

/*
 * Let a tool print its settings into the void; what it has to say about them
 * it says itself.  It is looked for beside self, then in PATH.
 * Returns its exit status.
 */
static int
run(const char *self, const char *name, const char *file)
{
	const char *slash = strrchr(self, '/');
	struct buffer path = BUFFER_INIT;
	int status = 0;

	if (slash != NULL) {
		buffer_put(&path,
		    (struct slice){ self, (size_t)(slash - self) + 1 });
		buffer_put(&path, slice_of(name));
		buffer_put_byte(&path, '\0');
	}
	pid_t child = fork();
	if (child < 0)
		die(EXIT_FAILED, "cannot start %s: %s", name, strerror(errno));
	if (child == 0)
		become(path.failed ? NULL : path.bytes, name, file);
	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			die(EXIT_FAILED, "cannot wait for %s: %s", name,
			    strerror(errno));
	}
	buffer_free(&path);
	return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILED;
}

/* Make each model ready, without its sitemaps; returns the exit status. */
static int
check_models(const struct conf *conf, const struct conf_node *models)
{
	struct err err = ERR_INIT;
	int worst = EXIT_DONE;

	if (models->kind != CONF_MAP && !conf_is_null(models)) {
		(void)conf_err(conf, models, &err,
		    "expected a map of models, such as 'name: {record: {}}'");
		complain_at(conf->file, err.line, &err);
		return EXIT_USAGE;
	}
	for (const struct conf_node *node = models->first; node != NULL;
	     node = node->next) {
		struct model *model = model_new(conf, node->name, NULL, &err);
		int status = err.kind == ERR_USAGE ? EXIT_USAGE : EXIT_FAILED;

		if (model == NULL)
			complain_at(conf->file, err.line, &err);
		if (model == NULL && worst < status)
			worst = status;
		model_free(model);
	}
	return worst;
}

/* Judge one name of the top level; returns the exit status. */
static int
check_section(const char *self, const struct conf *conf,
    const struct conf_node *section)
{
	const char *name = section->name.ptr;
	struct err err = ERR_INIT;

	if (strcmp(name, "models") == 0)
		return check_models(conf, section);
	if (strncmp(name, "ev", 2) != 0 || strcmp(name, tool.name) == 0)
		return EXIT_DONE; /* free for scripts; judged already */
	if (!is_tool(section->name)) {
		(void)err_place(&err, conf->file, section->name_line,
		    section->name_column,
		    "'%s' is no tool, and names that begin with 'ev' are kept "
		    "for tools",
		    name);
		complain_at(conf->file, err.line, &err);
		return EXIT_USAGE;
	}
	int status = run(self, name, conf->file);
	if (status == NOT_STARTED)
		die(EXIT_FAILED, "cannot start %s to check its section", name);
	return status;
}

/* Judge all sections; returns the exit status. */
static int
check(const char *self, const struct conf *conf)
{
	struct stat about;
	int worst = EXIT_DONE;

	if (strcmp(conf->file, OPT_NO_FILE) == 0)
		die(EXIT_USAGE, "there is no file to check");
	if (stat(conf->file, &about) < 0 || !S_ISREG(about.st_mode))
		die(EXIT_USAGE,
		    "'%s' is no regular file, so the tools cannot "
		    "read it again",
		    conf->file);
	for (const struct conf_node *section = conf->root->first;
	     section != NULL; section = section->next) {
		int status = check_section(self, conf, section);

		if (worst < status)
			worst = status;
	}
	return worst;
}

int
main(int argc, char **argv)
{
	static struct conf conf;
	int status;

	argc = opt_parse(&tool, &conf, argc, argv);
	if (argc >= 3 && argc <= 4 && strcmp(argv[1], "get") == 0)
		status = get(&conf, argv[2]);
	else if (argc >= 2 && argc <= 3 && strcmp(argv[1], "check") == 0)
		status = check(argv[0], &conf);
	else
		die(EXIT_USAGE,
		    "expected 'get path' or 'check', and perhaps a "
		    "file (-h prints the usage)");
	conf_free(&conf);
	return status;
}
