#!/bin/bash
# evsink-es and a real OpenSearch: what is stored is what was sent, also where
# the cluster is busy, goes away, or the sink is killed.
#
# KILLS is how often it is killed (50).
. "${0%/*}/../cli/lib.sh"
KILLS=${KILLS:-50}

services=$top/scripts/services
export EV_SERVICES=$work/services
trap '"$services" stop >/dev/null 2>&1; rm -rf "$work"' EXIT

# Ask the cluster: METHOD PATH [BODY].
ask() {
	curl -fsS -X "$1" "$url/$2" -H 'Content-Type: application/json' \
		${3:+--data-binary "$3"}
}

# The documents of an index, one a line: _id and source.
documents() {
	ask POST "$1/_refresh" >answer
	ask POST "$1/_search?size=10000&version=true" '{}' |
		jq -c '.hits.hits[] | [._id, ._version, ._source]' |
		LC_ALL=C sort
}

# How many it has; of any number.
count_of() {
	ask POST "$1/_refresh" >answer
	ask GET "$1/_count" | jq .count
}

sink() {
	evsink-es -u "$url" --wait 1m "$@"
}

"$services" start -p 0 search >log || {
	cat log
	echo 'Bail out! there is no OpenSearch'
	exit 1
}
url=http://127.0.0.1:$(cat "$EV_SERVICES/search/port")

cat >people <<'IN'
{"id":1,"name":"Ada","since":"2024-01-31T23:59:59Z","v":3}
{"id":2,"name":"Bo","since":"2024-02-01T00:00:00Z","v":3}
{"id":1,"name":"Ada L","since":"2024-01-31T00:00:00Z","v":2}
IN

# What the operations do.

check 'the newest record of each _id is the document' 0 '
	sink -i people --id id people
	documents people | jq -c "[.[0], .[2].name]"' <<'OUT'
["1","Ada L"]
["2","Bo"]
OUT

check 'without --id each record is one, and the same again in the next run' 0 '
	sink -i each people && sink -i each people
	documents each | jq -c "[.[1], .[2].name]" | sort' <<'OUT'
[2,"Ada L"]
[2,"Ada"]
[2,"Bo"]
OUT

check 'what is created is not touched again' 0 '
	sink -i created --id id --op create people
	sink -i created --id id --op create --stats people 2>&1 |
	    jq -c "{out, rejected, present}"
	documents created | jq -c "[.[0], .[1], .[2].name]"' <<'OUT'
{"out":3,"rejected":0,"present":3}
["1",1,"Ada"]
["2",1,"Bo"]
OUT

check 'an update brings members, and leaves the others' 0 '
	sink -i updated --id id people
	echo "{\"id\":2,\"age\":7}" | sink -i updated --id id --op update
	echo "{\"id\":3,\"age\":8}" | sink -i updated --id id --op update
	documents updated | jq -c "[.[0], .[2].name, .[2].age]"' <<'OUT'
["1","Ada L",null]
["2","Bo",7]
["3",null,8]
OUT

check 'what is deleted is gone, and may be gone already' 0 '
	sink -i deleted --id id people
	printf "{\"id\":1}\n{\"id\":9}\n" |
	    sink -i deleted --id id --op delete --stats 2>&1 |
	    jq -c "{out, rejected}"
	documents deleted | jq -c ".[0]"' <<'OUT'
{"out":2,"rejected":0}
"2"
OUT

check 'an older version never overwrites a newer one' 0 '
	sink -i versions --id id --doc-version v people
	echo "{\"id\":2,\"name\":\"old\",\"v\":2}" |
	    sink -i versions --id id --doc-version v --stats 2>&1 |
	    jq -c "{out, rejected, present}"
	documents versions | jq -c "[.[0], .[1], .[2].name]"' <<'OUT'
{"out":1,"rejected":0,"present":1}
["1",3,"Ada"]
["2",3,"Bo"]
OUT

check 'the index is named by a member and the time' 0 '
	sink -i "by-{name}-{time:%Y.%m}" -t since people -r rejects
	jq -r .reason rejects
	printf "%s\n" "{\"n\":\"x\",\"since\":\"2024-01-31T23:59:59Z\"}" \
	    "{\"n\":\"x\",\"since\":\"2024-02-01T00:00:00Z\"}" |
	    sink -i "by-{n}-{time:%Y.%m}" -t since
	ask GET "_cat/indices/by-*?h=index&s=index"' <<'OUT'
index
index
index
by-x-2024.01
by-x-2024.02
OUT

check 'the template is there before the first record' 0 '
	echo "{\"index_patterns\":[\"keyed-*\"],\"template\":{\"mappings\":{
	    \"properties\":{\"name\":{\"type\":\"keyword\"}}}}}" >keyed.json
	sink -i keyed-1 --template keyed.json people
	ask GET keyed-1/_mapping |
	    jq -c ".[\"keyed-1\"].mappings.properties.name"' <<'OUT'
{"type":"keyword"}
OUT

check 'a data stream takes records' 0 '
	echo "{\"index_patterns\":[\"logs-*\"],\"data_stream\":{}}" >logs.json
	printf "{\"@timestamp\":\"2024-01-01T00:00:00Z\",\"n\":%d}\n" 1 2 3 |
	    sink -i logs-app --op create --template logs.json
	count_of logs-app
	ask GET _data_stream/logs-app | jq -r ".data_streams[].name"' <<'OUT'
3
logs-app
OUT

check 'records go through a pipeline' 0 '
	ask PUT _ingest/pipeline/stamp "{\"processors\":[
	    {\"set\":{\"field\":\"via\",\"value\":\"stamp\"}}]}" >answer
	sink -i piped --pipeline stamp people
	documents piped | jq -r ".[2].via" | uniq' <<'OUT'
stamp
OUT

check 'what is stored is found by the audit' 0 '
	sink -i piped --pipeline stamp --audit people' </dev/null

check_err 'what a pipeline drops is not' 3 '
	ask PUT _ingest/pipeline/drop "{\"processors\":[{\"drop\":{}}]}" >answer
	head -n 1 people | sink -i dropped --id id --pipeline drop --audit' <<'ERR'
evsink-es: audit: {"_index":"dropped","_id":"1"} is not there
evsink-es: audit: 1 of 1 documents are not as the cluster said
ERR

check 'what the mapping refuses is in the dead letter, with the reason' 0 '
	printf "{\"n\":1}\n{\"n\":\"x\"}\n{\"n\":{\"a\":1}}\n{\"n\":4}\n" |
	    sink -i numbers -r refused
	jq -c "[.line, .reason, .record, (.message | length > 20)]" refused |
	    sort
	count_of numbers' <<'OUT'
[2,"status-400","{\"n\":\"x\"}",true]
[3,"status-400","{\"n\":{\"a\":1}}",true]
2
OUT

evgen -c "$top/configuration.yml" -m tracking -n 100000 -s 7 >events

for options in '' --compress '--bulk-size 64K --concurrency 16'; do
	check "100,000 records arrive ${options:-as they are}" 0 '
		sink -i tracking $options events
		count_of tracking
		ask DELETE tracking >answer' <<'OUT'
100000
OUT
done

# How long it takes.

# Milliseconds from a line on stdin until it can be read by its _id.
latency_of() {
	local start
	start=$(date +%s%3N)
	echo "{\"id\":$1}" >&3
	await curl -fs -o answer "$url/latency/_doc/$1" || return
	echo $(($(date +%s%3N) - start))
}

check 'a line can be read by its _id within 1.5 s' 0 '
	mkfifo slow
	sink -i latency --id id --flush-every 1s <slow &
	exec 3>slow
	latency_of 0 >first
	for id in 1 2 3 4 5; do latency_of $id; done | sort -n >took
	exec 3>&-
	wait $!
	[ "$(sed -n 3p took)" -le 1500 ] || cat took' </dev/null

# Trouble.

check 'a cluster that is stopped and started again loses nothing' 0 '
	evgen -c "$top/configuration.yml" -m tracking -n 20000 -s 8 -R 4000 |
	    sink -i restarted --flush-every 100ms --timeout 5s 2>told &
	has_some() {
		curl -fs -o answer "$url/restarted/_count" &&
		    [ "$(jq .count answer)" -gt 0 ]
	}
	await has_some
	port=${url##*:}
	"$services" stop search >log && "$services" start -p "$port" search >log
	wait $!
	echo "status $?"
	count_of restarted
	grep -c "trying again" told | sed "s/[1-9][0-9]*/told/"' <<'OUT'
status 0
20000
told
OUT

# Killed anywhere between its start and a little more than it takes.
kill_often() {
	local i ms
	for ((i = 0; i < KILLS; i++)); do
		ms=$(((i * 7919 + 13) % 400))
		timeout -s KILL "$(printf '0.%03d' "$ms")" evsink-es -u "$url" \
		    "$@" || killed=$((killed + 1))
	done 2>log
}

head -n 20000 events >some

check 'killed at random and started again, the index is the same' 0 '
	killed=0
	sink -i whole --id Id some
	kill_often -i killed --id Id --bulk-size 64K some
	sink -i killed --id Id some
	documents whole | jq -c "[.[0], .[2]]" >want
	documents killed | jq -c "[.[0], .[2]]" | cmp - want
	[ "$killed" -gt $((KILLS / 4)) ] || echo "killed $killed times"' \
	</dev/null

check 'so it is with names of their own: no record is there twice' 0 '
	killed=0
	kill_often -i killed-each --bulk-size 64K some
	sink -i killed-each some
	count_of killed-each
	[ "$killed" -gt $((KILLS / 4)) ] || echo "killed $killed times"' <<'OUT'
20000
OUT

# A cluster that has room for one request waiting, and many that ask.
"$services" stop search >log
"$services" start -p 0 -s thread_pool.write.size=1 \
	-s thread_pool.write.queue_size=1 search >log || cat log
url=http://127.0.0.1:$(cat "$EV_SERVICES/search/port")

check 'a busy cluster refuses (429), and loses nothing' 0 '
	for i in 1 2 3 4; do
		sink -q -i busy-$i --bulk-size 16K --concurrency 16 --stats \
		    some 2>stats-$i &
	done
	wait
	for i in 1 2 3 4; do
		count_of busy-$i
	done
	jq -c "[.out, .rejected]" stats-?
	jq -s "map(.again) | add > 0" stats-?' <<'OUT'
20000
20000
20000
20000
[20000,0]
[20000,0]
[20000,0]
[20000,0]
true
OUT

done_testing
