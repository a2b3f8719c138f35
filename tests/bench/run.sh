#!/bin/bash
# run.sh BUILD: measure whole processes beside other tools, side by side in one
# run, and write the figures as Markdown to tests/bench/RESULTS.md.
#
# A figure is the median of RUNS runs; ours and the peer's take turns, each
# reads the same file and writes to /dev/null.  CPU is user and system time.
# (grep has a cat behind it, for it reads no more once it sees /dev/null.)
# Ratios hold for one machine and one run; the seconds are only for orientation.
# Peers that are not installed are left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${1:-build}
PATH=$PWD/$build/bin:$PWD/$build/helper:$PATH
RUNS=${RUNS:-5}
LINES_OF_INPUT=${LINES_OF_INPUT:-300000}
data=$build/bench
mkdir -p "$data"

took=$data/took
# Set cpu_us and rss_kb to the medians of what came into the array `took_lines`.
medians() {
	local middle=$(((${#took_lines[@]} + 1) / 2))
	cpu_us=$(printf '%s\n' "${took_lines[@]}" | sort -n |
		awk -v n=$middle 'NR == n { print $1 }')
	rss_kb=$(printf '%s\n' "${took_lines[@]}" | sort -n -k 3 |
		awk -v n=$middle 'NR == n { print $3 }')
}

# Run each of the commands $2... RUNS times on the file $1, in turns; the
# medians of the nth are left in cpu_of[n] and rss_of[n].
measure_all() {
	local file=$1 i run
	shift
	rm -f "$took".*
	for ((run = 0; run < RUNS; run++)); do
		for ((i = 1; i <= $#; i++)); do
			measure "$took" sh -c "exec ${!i}" <"$file" >/dev/null
			cat "$took" >>"$took.$i"
		done
	done
	cpu_of=() rss_of=()
	for ((i = 1; i <= $#; i++)); do
		mapfile -t took_lines <"$took.$i"
		medians
		cpu_of[i]=$cpu_us rss_of[i]=$rss_kb
	done
}

# The row of one command: its name, its time, and how many times ours it takes.
put_row() {
	awk -v what="$1" -v command="$2" -v cpu="$3" -v rss="$4" -v ours="$5" \
	    -v bytes="$6" 'BEGIN {
		gsub(/\|/, "\\|", command)
		printf("| %s | `%s` | %.3f | %.0f | %.1f | %s |\n", what,
		    command, cpu / 1e6, bytes / (cpu ? cpu : 1), rss / 1024,
		    ours == cpu ? "1" : sprintf("%.1f", cpu / ours))
	}'
}

# compare WHAT FILE OURS PEER...: a table row for each, ours first.
compare() {
	local what=$1 file=$2 i commands=()
	shift 2
	for i; do
		command -v "${i%% *}" >/dev/null && commands+=("$i")
	done
	measure_all "$file" "${commands[@]}"
	for ((i = 1; i <= ${#commands[@]}; i++)); do
		put_row "$what" "${commands[i - 1]}" "${cpu_of[i]}" \
			"${rss_of[i]}" "${cpu_of[1]}" "$(stat -c %s "$file")"
		what=
	done
}

machine() {
	local peer
	echo "- $(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1)," \
		"$(nproc) cores; $(uname -sr)"
	echo "- built by $(cc --version | head -n 1)"
	for peer in jq mlr; do
		command -v "$peer" >/dev/null && echo "- $("$peer" --version)"
	done
	return 0
}

tables() {
	echo '| what | command | CPU s | MB/s | MiB | times ours |'
	echo '|---|---|---:|---:|---:|---:|'
	compare 'grammar, tracking' "$tracking" \
		'evvalidate' 'jq -c .' 'wc -l' 'grep -c Url | cat'
	compare 'grammar, meetup' "$meetup" \
		'evvalidate' 'jq -c .' 'wc -l' 'grep -c venue | cat'
	# jq has two ways; the first is its group-by, the second is quicker.
	compare 'ten most visited URLs' "$tracking" \
		'evtopn -k Url' \
		"jq -sc 'group_by(.Url) | map({Url: .[0].Url, n: length}) | sort_by(-.n)[:10][]'" \
		"jq -nc 'reduce inputs.Url as \$u ({}; .[\$u] = .[\$u] + 1) | to_entries | sort_by(-.value)[:10][]'" \
		'mlr --ijsonl --ojsonl count-distinct -f Url then sort -nr count then head -n 10'
	compare 'count and sum of 100,000 keys' "$keys" \
		'evaggregate -k key -a count -a sum:value' \
		"jq -sc 'group_by(.key)[] | {key: .[0].key, n: length, sum: map(.value) | add}'" \
		"jq -nc 'reduce inputs as \$e ({}; .[\$e.key] = [.[\$e.key][0] + 1, .[\$e.key][1] + \$e.value]) | to_entries[]'" \
		'mlr --ijsonl --ojsonl stats1 -a count,sum -f value -g key'
}

# What is measured without a peer.
figures() {
	took_lines=()
	for ((run = 0; run < RUNS; run++)); do
		measure "$took" evgen -m tracking -n 1000000 >/dev/null
		took_lines+=("$(cat "$took")")
	done
	medians
	echo "- evgen makes $((1000000000000 / cpu_us)) tracking records a CPU" \
		'second.'
	# 1 GB through a pipe, as it comes from elsewhere.
	size=$(stat -c %s "$tracking")
	for ((sent = 0; sent < 1000000000; sent += size)); do
		cat "$tracking"
	done | measure "$took" evvalidate >/dev/null
	read -r cpu_us _ rss_kb <"$took"
	echo "- evvalidate on 1 GB has $rss_kb KiB resident at most and takes" \
		"$((cpu_us / 1000)) ms of CPU time."
	measure "$took" evaggregate -k key "$keys" >/dev/null
	read -r _ _ rss_kb <"$took"
	echo "- evaggregate on 100,000 keys has $rss_kb KiB resident at most."
	us=$(latency 100 '{"a":1}' 'evvalidate |
	    evaggregate -k a -e change | evtopn -k a -e change')
	echo "- A line takes $us µs through evvalidate, evaggregate and evtopn" \
		'(median of 100, stdin held open).'
}

tracking=$data/tracking.ndjson meetup=$data/meetup.ndjson keys=$data/keys.ndjson
evgen -m tracking -n "$LINES_OF_INPUT" >"$tracking"
evgen -m meetup -n $((LINES_OF_INPUT / 10)) >"$meetup"
# Each of 100,000 keys three times or more, in an order without a pattern.
awk -v n="$LINES_OF_INPUT" 'BEGIN {
	for (i = 0; i < n; i++)
		printf("{\"key\":\"user%d\",\"value\":%d.%02d}\n",
		    i * 7919 % 100000, i % 1000, i % 100)
}' >"$keys"

results=tests/bench/RESULTS.md
{
	echo '# What `make bench` measured'
	echo
	machine
	echo "- $LINES_OF_INPUT lines (meetup: a tenth), medians of $RUNS runs"
	echo
	tables
	echo
	figures
} | tee "$results.new"
mv "$results.new" "$results"
