#!/bin/bash
# evsink-es and one fault each: what it says, how it ends, and that nothing is
# lost, doubled or told to anybody else.
. "${0%/*}/lib.sh"
. "$top/tests/cli/cluster.sh"

numbered 300 300 >each
numbered 300 10 >keys

# With the faults $1 of the bulks, sink "$@": its status, and what was stored
# of the file each, if it is not all.
each_with() {
	rm -f rejects
	start_cluster -b "$1"
	sink -r rejects "${@:2}" each
	echo "status $?"
	stop_cluster
	is_exactly_once each
}

# What goes on when the same request is sent again, or in smaller ones.
while read -r faults; do
	check "nothing is lost or doubled: $faults" 0 \
		"each_with $faults" <<'OUT'
status 0
OUT
done <<'END'
ok
503,503+,502+,504+,500+,500
429,429,429
408+
301+,302,307+
413,413,413
early:413,early:503
cut-request:1,cut-request:300,cut-request:9999,cut-request:99999999
cut-answer:0,cut-answer:8,cut-answer:20,cut-answer:40,cut-answer:90
cut-answer:200,cut-answer:5000,cut-answer:99999999
stall,stall+
late
items:429,items:503,items:502,items:504
short,more,swapped,alien
cut-json,broken,broken,broken,deep
huge,bomb
garbage,garbage,garbage,garbage,garbage
slow,slow
END

check 'nothing is lost or doubled, packed' 0 '
	each_with 503+,413,items:429,bomb,stall+ --compress' <<'OUT'
status 0
OUT

check 'what was created before the answer was lost is there' 0 '
	each_with 503+,stall+,cut-answer:0,short --op create' <<'OUT'
status 0
OUT

check 'records that an item says are bad are in the dead letter' 0 '
	each_with items:400,items:400
	jq -r .reason rejects | sort -u' <<'OUT'
status 0
status-400
OUT

check 'without a dead letter they make the status 1' 1 '
	start_cluster -b items:400
	sink each
	status=$?
	stop_cluster
	(exit $status)' </dev/null

check 'a record that is too large alone is in the dead letter' 0 '
	each_with "*413"
	jq -r .reason rejects | sort | uniq -c | tr -s " "
	wc -l <cluster/ledger' <<'OUT'
status 0
 300 status-413
0
OUT

check 'an item that fails for ever is refused in the end' 0 '
	rm -f rejects
	start_cluster -b "*items:500"
	head -n 1 each | sink -r rejects
	echo "status $?"
	stop_cluster
	jq -r .reason rejects' <<'OUT'
status 0
status-500
OUT

# With faults for ever: nothing is refused, nothing is said to be stored.
for faults in 503 301 stall cut-request:200 alien; do
	check "the end, after a while: $faults for ever" 0 '
		rm -f rejects
		start_cluster -b "*$faults"
		sink -q -r rejects --give-up 1s each 2>err
		echo "status $?"
		stop_cluster
		grep -c "gave up, 300 records are not known to be stored" err
		wc -c <rejects' <<'OUT'
status 3
1
0
OUT
done

for status in 401 403 404; do
	check "the end, at once: $status" 0 '
		start_cluster -b "*$status"
		sink -q each 2>err
		echo "status $?"
		stop_cluster
		count_of requests
		grep -c "$status planned_exception: by the plan of faults" err
		' <<'OUT'
status 2
1
1
OUT
done

check 'a redirect is not followed' 0 '
	each_with 301,302,307
	count_of strays' <<'OUT'
status 0
0
OUT

# Many records of an _id, among other requests that fail.
in_order() {
	rm -f rejects
	start_cluster -k n -b "$1"
	sink --id key -r rejects "${@:2}" keys
	echo "status $?"
	stop_cluster
	has_newest keys
	jq -c '[.overlaps, .regressions]' cluster/counts
}

for options in '--op index' '--op update' '--doc-version n'; do
	for faults in 503,503+,stall+ items:429,items:503,items:429 \
	    cut-answer:90,short,broken,413,alien; do
		check "one _id, one order: $options, $faults" 0 '
			in_order $faults $options' <<'OUT'
status 0
[0,0]
OUT
	done
done

# The cluster carries out what the client gave up: with versions it is too late.
check 'an older one that comes late does not overwrite a newer one' 0 '
	in_order late,late,ok,late --doc-version n' <<'OUT'
status 0
[0,0]
OUT

check 'deleted once is deleted' 0 '
	start_cluster -b ok,503+,items:429
	sink --id key keys && sink --id key --op delete keys
	echo "status $?"
	stop_cluster
	wc -l <cluster/documents' <<'OUT'
status 0
0
OUT

check 'it waits for a cluster that is red, away or out of its mind' 0 '
	start_cluster -w red,503,cut-answer:5,garbage,broken,red
	sink --wait 1m each
	echo "status $?"
	stop_cluster
	is_exactly_once each' <<'OUT'
status 0
OUT

check 'but not for ever' 0 '
	start_cluster -w "*red"
	sink --wait 1s each
	echo "status $?"
	stop_cluster
	wc -l <cluster/ledger' <<'OUT'
status 3
0
OUT

check 'the template is put first, and again until it is there' 0 '
	echo "{\"index_patterns\":[\"t\"]}" >visits.json
	start_cluster -o 503,cut-answer:3
	sink --wait 1m --template visits.json each
	echo "status $?"
	stop_cluster
	head -n 1 cluster/ledger | jq -c "[.op, .index, .id, .source]"
	is_exactly_once each' <<'OUT'
status 0
["index","_index_template","visits",{"index_patterns":["t"]}]
OUT

check 'of two nodes the one that lives is taken' 0 '
	start_cluster
	sink -u http://127.0.0.1:1 each
	echo "status $?"
	stop_cluster
	is_exactly_once each' <<'OUT'
status 0
OUT

check 'an audit finds what the cluster lost, and nothing else' 0 '
	rm -f rejects
	start_cluster -b ok,items:400,lost
	sink -q --audit -r rejects each 2>told
	echo "status $?"
	stop_cluster
	lost=$((300 - $(wc -l <cluster/documents) - $(wc -l <rejects)))
	[ "$lost" -gt 0 ] && grep -c "audit: $lost of " told' <<'OUT'
status 3
1
OUT

check 'an audit is content where all is there, in spite of faults' 0 '
	start_cluster -b 503+,short,items:429 -o 503,cut-answer:9,broken,429
	sink --audit each
	echo "status $?"
	sink --id key keys
	sink --id key --op delete --audit keys
	echo "status $?"
	stop_cluster' <<'OUT'
status 0
status 0
OUT

# Killed anywhere, and started again on the same input.
check 'SIGKILL at any moment, and again: nothing is lost or doubled' 0 '
	rm -f rejects
	numbered 5000 5000 >many
	start_cluster -b "12*slow"
	for ms in 05 10 15 20 30 40 60 80 120 160; do
		timeout -s KILL 0.$ms evsink-es -i t -u "$url" \
		    --bulk-size 16K many 2>&-
	done 2>&-
	sink many
	echo "status $?"
	stop_cluster
	is_exactly_once many' <<'OUT'
status 0
OUT

# The sanitizers take memory of their own.
is_bounded() {
	grep -q __asan_init "$(command -v evsink-es)" || [ "$1" -lt 65536 ]
}

# 40 MB for a cluster that does not answer, and answers that never end.
check 'memory is bounded: less than 64 MiB' 0 '
	evgen -c "$top/configuration.yml" -m tracking -n 400000 >tracking
	for faults in "*stall" "*huge" "*bomb"; do
		start_cluster -b "$faults"
		measure took evsink-es -q -i t -u "$url" --timeout 1s \
		    --give-up 1s tracking
		echo "status $?"
		stop_cluster
		read -r _ _ rss_kb <took
		is_bounded "$rss_kb" && echo bounded
	done' <<'OUT'
status 3
bounded
status 3
bounded
status 3
bounded
OUT

done_testing
