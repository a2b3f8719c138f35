#ifndef CONF_BUILD_H
#define CONF_BUILD_H

#include "base/err.h"
#include "base/slice.h"
#include "conf/conf.h"

/*
 * Build the tree of a YAML text in conf->arena and set conf->root; conf->file
 * is for messages.
 * Returns 0, or -1 with *err set: ERR_USAGE with its place, ERR_SYSTEM; what
 * is in the arena then is the caller's to free.
 */
int conf_build(struct conf *conf, struct slice text, struct err *err);

#endif
