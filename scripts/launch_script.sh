#!/bin/bash
# launch_script.sh: the tracking system, from generated events to documents in a
# search index; -h says more.
#
#	generated_events.txt -> nc -l ... nc -> evvalidate -> evaggregate
#	    -> evsink-es -> the index
#
# netcat is the server: it listens, sends one round of events to who connects,
# and ends.  The consumer connects again and again; its tools run on, and
# evaggregate keeps the last pages of each user from round to round.
set -euo pipefail
program=${0##*/}
started_in=$PWD
cd "$(dirname "$0")/.."
. scripts/setup.sh

usage() {
	cat <<'END'
usage: launch_script.sh [-c FILE] [--rounds N] [--show N]

Make events of users who visit pages, send them by netcat, keep the last five
pages of each user in a search index, and print it; round after round, until
Ctrl-C.  Installs and builds what is missing first.

  -c, --config FILE   the settings: log, netcat, elasticsearch, tracking
                      (default: EV_CONFIG, else configuration.yml)
  -h, --help          print this
  --rounds N          end after so many rounds (0: never)
  --show N            print so many documents of the index each round (10)

Where nothing listens on the port of elasticsearch, and it is of this machine,
OpenSearch is started there by scripts/services, and stopped at the end.
ES_USERNAME and ES_PASSWORD, or ES_API_KEY, are for a cluster that asks.

The folder log.folder has rejects.ndjson (each faulty event with its reason)
and consumer.log (messages and, at the end, figures).

Exit status: 0 done, 2 wrong usage or settings, 3 something failed, 130 Ctrl-C.
END
}

misuse() {
	echo "$program: $1" >&2
	exit 2
}

fail() {
	echo "$program: $1" >&2
	exit 3
}

# The setting $1; it has to be there.
setting() {
	evconf get "$1" || misuse "$EV_CONFIG has no $1"
}

number() {
	[[ $2 =~ ^[0-9]{1,9}$ ]] || misuse "$1 is a number, not '$2'"
}

config=${EV_CONFIG:-$PWD/configuration.yml}
rounds=0 show=10
while [ $# -gt 0 ]; do
	case $1 in
	--?*=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;;
	esac
	case $1 in
	-h | --help)
		usage
		exit 0
		;;
	-c | --config | --rounds | --show)
		[ $# -ge 2 ] || misuse "$1 needs an argument"
		;;
	*) misuse "there is no option or operand $1; -h says which" ;;
	esac
	case $1 in
	-c | --config) config=$2 ;;
	--rounds) rounds=$2 ;;
	--show) show=$2 ;;
	esac
	shift 2
done
number --rounds "$rounds"
number --show "$show"
[[ $config = /* ]] || config=$started_in/$config

setup build curl jq netcat
build all
export PATH=$PWD/build/bin:$PATH EV_CONFIG=$config

logs=$(setting log.folder)
events=$(setting tracking.events)
malformed=$(setting tracking.malformed)
events_file=$(setting tracking.file)
nc_host=$(setting netcat.host)
nc_port=$(setting netcat.port)
es_host=$(setting elasticsearch.host)
es_port=$(setting elasticsearch.port)
index=$(setting elasticsearch.index)
url=http://$es_host:$es_port

mkdir -p "$logs"
exec {lock}>"$logs/lock"
flock -n "$lock" || fail "another one runs, with the folder $logs"
# While it is there, the consumer connects again.
running=$logs/running

# Set nc to a netcat and listen to its arguments that send stdin to the first
# who connects, then end.  Others than these two lose data or need other ones.
find_netcat() {
	local candidate help
	for candidate in nc nc.openbsd nc.traditional; do
		help=$("$candidate" -h 2>&1 </dev/null) || true
		nc=$candidate
		case $help in
		OpenBSD*)
			listen=(-N -l "$nc_host" "$nc_port")
			return
			;;
		'[v1.10'*)
			listen=(-q 0 -l -s "$nc_host" -p "$nc_port")
			return
			;;
		esac
	done
	return 1
}

# Ask the cluster for the path $1, with the arguments $2... of curl.
ask() {
	curl -fsS -m 30 -K <(login) "$url/$1" "${@:2}"
}

# What curl says to a cluster that asks who is there; not on its command line.
login() {
	local secret=${ES_PASSWORD-}
	secret=${secret//\\/\\\\}
	if [ -n "${ES_API_KEY-}" ]; then
		echo "header = \"Authorization: ApiKey $ES_API_KEY\""
	elif [ -n "$secret" ]; then
		echo "user = \"${ES_USERNAME-elastic}:${secret//\"/\\\"}\""
	fi
}

search_is_ours=''
start_cluster() {
	local status=0
	curl -s -o /dev/null -m 10 "$url" || status=$?
	case $status in
	0) return ;;
	7) ;;
	*) fail "cannot talk to $url (curl: status $status)" ;;
	esac
	case $es_host in
	127.0.0.1 | localhost) ;;
	*) fail "nothing listens on $url" ;;
	esac
	search_is_ours=yes
	run scripts/services start --port "$es_port" search || {
		search_is_ours=''
		exit 3
	}
}

# The lines of netcat after netcat, as long as we run.
receive() {
	while [ -e "$running" ]; do
		# That nobody listens yet is no news.
		"$nc" "$nc_host" "$nc_port" </dev/null 2>/dev/null || true
		sleep 0.1
	done
}

consume() {
	local rejects=$logs/rejects.ndjson
	receive |
		evvalidate --stats -s data/schemas/tracking.json -r "$rejects" |
		evaggregate --stats -k id=Id -a last_5_urls=last:Url:5 \
		    -t Timestamp -e every:1s -r "$rejects" |
		sink
}

# When it ends, for whatever reason, there is nothing more to receive.
sink() {
	local status=0
	evsink-es --stats -u "$url" -i "$index" --id id --wait 60s \
	    -r "$logs/rejects.ndjson" || status=$?
	rm -f "$running"
	return $status
}

# This shell does nothing but wait, so that Ctrl-C is seen at once: bash forgets
# one that comes while a program runs in front of it and takes it calmly.  What
# runs has a process group of its own, which Ctrl-C does not reach before us.
#
# Start $@ behind us; the number of its group is left in $!.
launch() {
	set -m
	"$@" </dev/null {lock}>&- &
	set +m
}

# Run $@ and wait for it; job is its group meanwhile.
job=''
run() {
	local status=0
	launch "$@"
	job=$!
	wait "$job" || status=$?
	job=''
	return $status
}

start_consumer() {
	: >"$running"
	launch consume >"$logs/consumer.log" 2>&1
	consumer=$!
}

# Wait until the consumer is gone, but $1 seconds at most.
await_end() {
	local end=$((SECONDS + $1))
	while kill -0 "$consumer" 2>/dev/null; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.1
	done
}

# Let the consumer come to the end of its input and write what it has; false
# where that fails, or takes longer than $1 seconds.
end_consumer() {
	local status=0
	rm -f "$running"
	await_end "$1" || kill -TERM -- "-$consumer" 2>/dev/null || true
	await_end 5 || kill -KILL -- "-$consumer" 2>/dev/null || true
	wait "$consumer" || status=$?
	consumer=''
	return $status
}

consumer_failed() {
	tail -n 5 "$logs/consumer.log" >&2
	fail "the consumer failed, see above and $logs/consumer.log"
}

consumer=''
stop() {
	local status=$?
	trap - EXIT
	# A second Ctrl-C waits for nothing.
	trap 'kill -KILL -- "-$consumer" 2>/dev/null' INT TERM
	if [ -n "$job" ] && kill -TERM -- "-$job" 2>/dev/null; then
		wait "$job" 2>/dev/null || true
	fi
	[ -z "$consumer" ] || end_consumer 10 || true
	rm -f "$running"
	[ -z "$search_is_ours" ] || scripts/services stop search
	exit "$status"
}

# The events of the round $1.
generate() {
	evgen -m tracking -n "$events" --malformed "$malformed" --clock real \
	    -s "$1" -o "$events_file" || fail 'evgen failed'
}

# Send them to the consumer; both netcats end then.
send() {
	"$nc" "${listen[@]}" <"$events_file" ||
		fail 'nc cannot send the events, see above'
}

# How many documents were ever written to the index.
written() {
	ask "$index/_stats/indexing" 2>/dev/null |
		jq ._all.primaries.indexing.index_total || echo 0
}

# Wait until the round is in the index, which had $1 writes before it: more are
# there, and in 3 seconds none came: changes wait one second in evaggregate and
# one in evsink-es.  After a minute print what is there.
settle() {
	local end=$((SECONDS + 60)) quiet=$SECONDS last=$1 now
	while [ "$SECONDS" -lt "$end" ]; do
		now=$(written)
		if [ "$now" != "$last" ]; then
			last=$now quiet=$SECONDS
		elif [ "$now" != "$1" ] && [ $((SECONDS - quiet)) -gt 3 ]; then
			return
		fi
		sleep 0.2
	done
}

print_index() {
	local rejects=0 answer
	ask "$index/_refresh" -X POST -o "$logs/answer" ||
		fail "cannot read the index $index"
	answer=$(ask "$index/_search" -H 'Content-Type: application/json' -d '{
		"size": '"$show"', "track_total_hits": true,
		"sort": [{"id": {"order": "asc", "unmapped_type": "long"}}]}') ||
		fail "cannot read the index $index"
	[ ! -f "$logs/rejects.ndjson" ] ||
		rejects=$(wc -l <"$logs/rejects.ndjson")
	jq -r --arg title "round $1, index $index" --arg rejects "$rejects" '
		def lines: .last_5_urls | join("\n             ");
		"\n\($title): \(.hits.total.value) users, " +
		"\(.hits.hits | length) shown; \($rejects) faulty events so far\n",
		(.hits.hits[]._source |
		    (.id | tostring) as $id | "  user \($id)" +
		    " " * ([6 - ($id | length), 1] | max) + lines)' <<<"$answer"
}

# All rounds; the index is not yet printed after the last one.
play() {
	local round=1 before
	while true; do
		generate "$round"
		before=$(written)
		send
		[ "$round" -ne "$rounds" ] || break
		settle "$before"
		print_index "$round"
		round=$((round + 1))
	done
}

# The rounds end by themselves, or the consumer fails.
watch() {
	launch play
	job=$!
	wait -n "$job" "$consumer" || true
	kill -0 "$consumer" 2>/dev/null || consumer_failed
	wait "$job" || exit 3
	job=''
}

find_netcat || {
	setup_install netcat-openbsd
	find_netcat || fail 'needs the netcat of OpenBSD, or the traditional one'
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
start_cluster
start_consumer
watch
end_consumer 60 || consumer_failed
print_index "$rounds"
