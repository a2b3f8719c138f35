#!/bin/sh
# gojq.sh QUESTION [FILE]: the questions are put as to jq.  It copies an object
# that is changed: of 100,000 keys the state is too large for that.
[ "$1" = last ] && exit 64
JQ=gojq exec "${0%/*}/jq.sh" "$@"
