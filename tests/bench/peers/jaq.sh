#!/bin/sh
# jaq.sh QUESTION [FILE]: the questions are put as to jq, but for an assignment
# to a path that is not there yet.
case $1 in
tumbling) exec jaq -nc 'reduce inputs as $r ({};
	.[[($r.Timestamp / 60 | floor | . * 60), $r.Url] | tojson] += 1) |
	to_entries[] | (.key | fromjson) + [.value]' "$2" ;;
*) JQ=jaq exec "${0%/*}/jq.sh" "$@" ;;
esac
