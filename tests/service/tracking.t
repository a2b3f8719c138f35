#!/bin/sh
# The tracking system as scripts/launch_script.sh runs it, with OpenSearch, and
# its pipeline alone.
. "${0%/*}/../cli/lib.sh"

services=$top/scripts/services
folder="$work/a place"
mkdir "$folder"
trap '"$services" stop -d "$folder" >/dev/null 2>&1; rm -rf "$work"' EXIT

"$services" start -p 0 search >log
port=$(cat "$EV_SERVICES/search/port")
url=http://127.0.0.1:$port

# Print a port that nobody has.
free_port() {
	perl -MIO::Socket::INET -e '
		print IO::Socket::INET->new(Listen => 1,
		    LocalAddr => "127.0.0.1")->sockport'
}
nc_port=$(free_port)

# The settings, with the cluster's port $1.
settings() {
	sed -e "s#\(lines\|sitemap\): data/#\1: $top/data/#" \
	    -e "/^log:/,/^tracking:/s|port: 9999|port: \"$nc_port\"|" \
	    -e "s|port: 9200|port: \"$1\"|" \
	    -e "s|index: tracking_events|index: tracking_$$|" \
	    -e "s|folder: log|folder: '$folder/log'|" \
	    -e "s|file: gen|file: '$folder/gen|; s|events.txt|events.txt'|" \
	    "$top/configuration.yml" >"$folder/settings.yml"
}
settings "$port"
# shellcheck disable=SC2034 # the tests use it
launch="$top/scripts/launch_script.sh"
# shellcheck disable=SC2034 # the tests use it
index=$url/tracking_$$

while read -r arguments; do
	read -r message
	check_err "a wrong call is told: $arguments" 2 "
		\"\$launch\" $arguments" <<ERR
launch_script.sh: $message
ERR
done <<'END'
--rounds
--rounds needs an argument
--rounds=few
--rounds is a number, not 'few'
now
there is no option or operand now; -h says which
END

sed '/^log:/,/folder/d' "$folder/settings.yml" >"$folder/bad.yml"
check_err 'a setting that is missing is told' 2 '
	(cd "$folder" && "$launch" -c bad.yml)' <<ERR
launch_script.sh: $folder/bad.yml has no log.folder
ERR

check 'two rounds print what the index has' 0 '
	"$launch" -c "$folder/settings.yml" --rounds 2 --show 3 >out &&
	    sed "s/[0-9]* users/N users/; s/[0-9]* faulty/N faulty/
		s/tracking_[0-9]*/INDEX/
		s|https\?://[^ ]*|URL|" out' <<'OUT'

round 1, index INDEX: N users, 3 shown; N faulty events so far

  user 0     URL
             URL
             URL
             URL
             URL
  user 1     URL
             URL
             URL
             URL
             URL
  user 2     URL
             URL
             URL
             URL
             URL

round 2, index INDEX: N users, 3 shown; N faulty events so far

  user 0     URL
             URL
             URL
             URL
             URL
  user 1     URL
             URL
             URL
             URL
             URL
  user 2     URL
             URL
             URL
             URL
             URL
OUT

# The figure $2 of the tool $1, from --stats.
figure() {
	jq "select(.tool == \"$1\").$2" "$folder/log/consumer.log"
}

check 'all that was sent came through' 0 '
	echo $(figure evvalidate in) events
	test $(figure evvalidate out) = $(figure evaggregate accepted) && echo all
	test $(figure evaggregate out) = $(figure evsink-es accepted) && echo all
	curl -fs "$index/_count" | jq .count >count
	figure evaggregate groups | cmp - count' <<'OUT'
20000 events
all
all
OUT

check 'each faulty event is set aside with its reason' 0 '
	test "$(figure evvalidate rejected)" -gt 100 && echo many
	figure evvalidate rejected >count
	jq -c "select(.tool == \"evvalidate\" and .reason != \"\" and
	    has(\"line\"))" "$folder/log/rejects.ndjson" | wc -l | cmp - count' \
	<<'OUT'
many
OUT

check 'a document is what its last round made of it' 0 '
	evvalidate -q -r rejects -s "$top/data/schemas/tracking.json" \
	    "$folder/generated_events.txt" |
	    evaggregate -k id=Id -a count -a last_5_urls=last:Url:5 -t Timestamp |
	    jq -c "select(.count >= 5) | [.id, .last_5_urls]" | head -n 1 >want
	curl -fs "$index/_doc/$(jq ".[0]" want)" |
	    jq -c "._source | [.id, .last_5_urls]" | cmp - want' </dev/null

# Who has a path of ours among its arguments, or listens for us.
left() {
	pgrep -f "$folder"
	perl -MIO::Socket::INET -e '
		exit !IO::Socket::INET->new(PeerAddr => "127.0.0.1",
		    PeerPort => $ARGV[0])' "$nc_port" && echo "$nc_port is taken"
	return 0
}

round_is_printed() {
	[ -f out ] && grep -q "^round $1" out
}

check 'a round that is not the last is printed too; Ctrl-C ends all' 130 '
	rm out
	# A shell starts jobs with SIGINT ignored, a terminal does not.
	setsid env --default-signal=INT "$launch" -c "$folder/settings.yml" \
	    >out 2>err &
	script=$!
	await round_is_printed 1
	kill -s INT -- -$script
	wait $script
	status=$?
	left
	(exit $status)' </dev/null

check 'a cluster that was there is let be' 0 '
	curl -fs "$url/_cluster/health" | jq -r .timed_out' <<'OUT'
false
OUT

check 'a consumer that fails ends it' 3 '
	rm out
	"$launch" -c "$folder/settings.yml" >out 2>err &
	script=$!
	await round_is_printed 1
	kill -s KILL $(pgrep -f "^evsink-es .*$folder")
	wait $script
	status=$?
	tail -n 1 err | sed "s|$folder|FOLDER|"
	left
	(exit $status)' <<'OUT'
launch_script.sh: the consumer failed, see above and FOLDER/log/consumer.log
OUT

settings "$(free_port)"
check 'where nothing listens OpenSearch is started, and stopped' 0 '
	EV_SERVICES=$folder/services "$launch" -c "$folder/settings.yml" \
	    --rounds=1 --show=0 | sed "s/:[0-9]*, pid .*/:PORT/
		s/[0-9]* users/N users/; s/[0-9]* faulty/N faulty/
		s/tracking_[0-9]*/INDEX/"
	left' <<'OUT'
search: http://127.0.0.1:PORT

round 1, index INDEX: N users, 0 shown; N faulty events so far

search: stopped
OUT

# The pipeline alone: what does not change is not written again.
pipeline() {
	evvalidate | evaggregate -k id=Id -a last_5_urls=last:Url:5 \
	    -t Timestamp -e every:1s |
	    evsink-es -u "$url" -i "sample_$$" --id id
}

has_document() {
	curl -fs -o answer "$url/sample_$$/_doc/$1" &&
	    jq -e "._source.last_5_urls[0] == \"$2\"" answer >answered
}

check 'changed documents are written, others are not' 0 '
	mkfifo events
	pipeline <events &
	pipe=$!
	exec 4>events
	for at in 5 7 6; do
		echo "{\"Id\":3,\"Url\":\"u$at\",\"Timestamp\":$at}" >&4
	done
	echo "{\"Id\":4,\"Url\":\"u1\",\"Timestamp\":5}" >&4
	await has_document 3 u7
	await has_document 4 u1
	echo "{\"Id\":4,\"Url\":\"u2\",\"Timestamp\":6}" >&4
	await has_document 4 u2
	exec 4>&-
	wait $pipe && for id in 3 4; do
		curl -fs "$url/sample_$$/_doc/$id" |
		    jq -c "[._index[:7], ._id, ._version], ._source"
	done' <<'OUT'
["sample_","3",1]
{"id":3,"last_5_urls":["u7","u6","u5"]}
["sample_","4",2]
{"id":4,"last_5_urls":["u2","u1"]}
OUT

curl -s -o answer -X DELETE "$url/sample_$$,tracking_$$"
done_testing
