#!/bin/sh
# gojq.sh QUESTION [FILE]: the questions are put as to jq.
JQ=gojq exec "${0%/*}/jq.sh" "$@"
