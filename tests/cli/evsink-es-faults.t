#!/bin/bash
# evsink-es and clusters that fail: under each plan of faults every record is
# stored once, or stands in the dead letter, and nothing ever goes back to an
# older state.
#
# SEEDS plans are drawn for each kind of stream (make torture: 600), of which
# JOBS are tried at once: they mostly wait.
. "${0%/*}/lib.sh"
. "$top/tests/cli/cluster.sh"
SEEDS=${SEEDS:-12} JOBS=${JOBS:-24}

# Records with _ids of their own.
unique() {
	start_cluster -s "$1" -n 6
	sink -r rejects ../each
	status=$?
	stop_cluster && [ $status -eq 0 ] && is_exactly_once ../each
}

# Many records of each _id, through sink "$@": in order, one at a time.
in_order() {
	start_cluster -s "$1" -n 6 -k n
	sink --id key -r rejects "${@:2}" ../keys
	status=$?
	stop_cluster && [ $status -eq 0 ] && has_newest ../keys &&
	    [ "$(count_of overlaps)" -eq 0 ] &&
	    [ "$(count_of regressions)" -eq 0 ]
}

# A newer one may take the place of an older one.
replaced() {
	in_order "$1"
}

# Each one is a change of the document, and none may be left out.
changed() {
	in_order "$1" --op update
}

# Try $1 with the seed $2 in a folder of its own.
try() {
	(mkdir "$1-$2" && cd "$1-$2" && "$1" "$2" >>log 2>&1 && touch passed)
}

numbered 2000 2000 >each
numbered 3000 300 >keys
for ((seed = 1; seed <= SEEDS; seed++)); do
	for kind in unique replaced changed; do
		while [ "$(jobs -pr | wc -l)" -ge "$JOBS" ]; do
			wait -n
		done
		try $kind $seed &
	done
done
wait
for kind in unique replaced changed; do
	for ((seed = 1; seed <= SEEDS; seed++)); do
		check "$kind, seed $seed" 0 \
		    "test -e $kind-$seed/passed || tail -n 5 $kind-$seed/log" \
		    </dev/null
	done
done

done_testing
