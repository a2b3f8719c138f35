#!/bin/sh
# jq.sh QUESTION [FILE]: jq, without slurping.  JQ may name a twin of it.
jq=${JQ:-jq}
# Rows are the entries of an object, whose names are strings.
case $1 in
version) exec "$jq" --version ;;
check) exec "$jq" -n 'reduce inputs as $r (0; . + 1)' "$2" ;;
origin) exec "$jq" -nc 'reduce inputs as $r ({}; .[$r.origin] += $r.passengers) |
	to_entries[] | [.key, .value]' "$2" ;;
country) exec "$jq" -nc 'reduce inputs as $r ({};
	.[$r.group.group_country] += $r.guests) |
	to_entries[] | [.key, .value]' "$2" ;;
# sort_by is stable: of equal times the one that came first stands first.
last) exec "$jq" -nc 'reduce inputs as $r ({}; ($r.Id | tostring) as $id |
	.[$id] = (.[$id] + [[-$r.Timestamp, $r.Url]] | sort_by(.[0])[:5])) |
	to_entries[] | [(.key | tonumber), (.value | map(.[1]))]' "$2" ;;
tumbling) exec "$jq" -nc 'reduce inputs as $r ({};
	.[$r.Timestamp / 60 | floor | . * 60 | tostring][$r.Url] += 1) |
	to_entries[] | (.key | tonumber) as $start | .value | to_entries[] |
	[$start, .key, .value]' "$2" ;;
top) exec "$jq" -nc 'reduce inputs as $r ({}; .[$r.Url] += 1) | to_entries |
	sort_by(-.value)[:10][] | [.key, .value]' "$2" ;;
*) exit 64 ;;
esac
