#!/bin/sh
# The tools in one pipe; what is right, jq and awk say here.
. "${0%/*}/lib.sh"

# Names without blanks, for they stand in commands.
mkdir project && ln -s "$top/configuration.yml" "$top/data" project
conf=project/configuration.yml
evgen -c "$conf" -m tracking -n 20000 >tracking.ndjson
evgen -c "$conf" -m meetup -n 1500 >meetup.ndjson
evgen -c "$conf" -m tracking -n 4000 -s 5 --malformed 0.05 >broken
schema=project/data/schemas/tracking.json

jq -nc '[inputs] | [to_entries | group_by(.value.Url)[] |
    { Url: .[0].value.Url, count: length, first: .[0].key }] |
    sort_by(-.count, .first)[:10] | to_entries[] |
    { rank: (.key + 1), Url: .value.Url, count: .value.count }' tracking.ndjson >want
check 'tracking: generated, validated, ranked' 0 '
	evgen -c "$conf" -m tracking -n 20000 | evvalidate -s "$schema" |
	    evtopn -k Url' <want

jq -nc '[inputs] | [to_entries | group_by(.value.Timestamp / 5 | floor)[] |
    (.[0].value.Timestamp / 5 | floor * 5) as $start |
    [group_by(.value.Url)[] |
	{ Url: .[0].value.Url, count: length, first: .[0].key }] |
    sort_by(-.count, .first)[:3] | to_entries[] |
    { window_start: ($start | todate), window_end: ($start + 5 | todate),
      rank: (.key + 1), Url: .value.Url, count: .value.count }][]' \
    tracking.ndjson >want
check 'tracking: counted in windows, each window ranked' 0 '
	evgen -c "$conf" -m tracking -n 20000 | evvalidate |
	    evaggregate -k Url -t Timestamp -w tumbling:5s -l 1h |
	    evtopn -n 3 -k Url -b count' <want

jq -nc '[inputs | select(.venue != null and .event.time != null)] |
    [to_entries | group_by(.value.group.group_city)[] |
    { group_city: .[0].value.group.group_city, count: length,
      first: .[0].key }] | sort_by(-.count, .first)[:10] | to_entries[] |
    { rank: (.key + 1), group_city: .value.group_city,
      count: .value.count }' meetup.ndjson >want
check 'meetup: those without a venue are set aside' 0 '
	evgen -c "$conf" -m meetup -n 1500 |
	    evvalidate -r rejects -s "$top/data/schemas/meetup.json" |
	    evtopn -k group.group_city' <want

check 'meetup: what is set aside tells the reason' 0 '
	jq -r .reason rejects | sort | uniq -c | sed "s/^ *[0-9]* //"' <<'OUT'
required
OUT

jq -nc '[inputs] | [to_entries | group_by(.value.group.group_country)[] |
    { group_country: .[0].value.group.group_country,
      guests: (map(.value.guests) | add), first: .[0].key }] |
    sort_by(-.guests, .first)[:5] | to_entries[] |
    { rank: (.key + 1), group_country: .value.group_country,
      guests: .value.guests }' meetup.ndjson >want
check 'meetup: the countries that bring the most guests' 0 '
	evgen -c "$conf" -m meetup -n 1500 | evvalidate |
	    evaggregate -k group.group_country -a guests=sum:guests |
	    evtopn -n 5 -k group_country -b guests' <want

# jq sorts stably: of one rsvp_id and mtime the later arrival stands last.
jq -nc '[inputs] | [group_by(.rsvp_id)[] | sort_by(.mtime)[-1].event.event_id] |
    [group_by(.)[] | { event_id: .[0], count: length }] |
    sort_by(-.count, .event_id)[:10] | to_entries[] |
    { rank: (.key + 1), event_id: .value.event_id, count: .value.count }' \
    meetup.ndjson >want
check 'meetup: the events with the most answers, the last one of each counts' 0 '
	evgen -c "$conf" -m meetup -n 1500 | evvalidate |
	    evtopn -k event.event_id --once rsvp_id -t mtime --ties key' <want

# Each tool gets 5 % of bad lines.  What it keeps aside is looked up in the
# input, by line and by offset.
for tool in "evvalidate -s $schema" 'evaggregate -k Id,Url -a sum:Timestamp' \
    'evtopn -k Id -b Timestamp'; do
	who=${tool%% *}
	check "$who: in is accepted and rejected" 0 '
		rm -f rejects
		'"$tool"' -r rejects --stats broken 2>&1 >out |
		    jq -c "[.in, .accepted + .rejected, .rejected > 100]"' <<'OUT'
[4000,4000,true]
OUT
	jq -r '"\(.line) \(.offset)"' rejects >places
	LC_ALL=C awk 'NR == FNR { line[$1] = 1; next }
	    line[FNR] { print FNR " " at + 0 } { at += length($0) + 1 }' \
	    places broken >want
	check "$who: rejects have line and offset" 0 'cat places' <want
	LC_ALL=C awk 'NR == FNR { line[$1] = 1; next } line[FNR]' \
	    places broken >want
	check "$who: rejects hold the lines whole" 0 '
		jq -r ".record_base64 // (.record | @base64)" rejects |
		    while read -r record; do
			printf %s "$record" | base64 -d && echo
		    done' <want
done
rm -f rejects
evvalidate -s "$schema" -r rejects broken >good
jq .line rejects >places
LC_ALL=C awk 'NR == FNR { line[$1] = 1; next } !line[FNR]' places broken >want
check 'what is not set aside goes through untouched' 0 'cat good' <want

# A reader sees other pieces each time, down to single bytes.
head -n 400 broken >few
for tool in 'evvalidate' 'evvalidate --unwrap' \
    'evaggregate -k Url -a count -a last:Id:2 -t Timestamp -w tumbling:1s' \
    'evaggregate -k Id -e change' 'evtopn -k Url' 'evtopn -k Id -e change'; do
	eval "$tool <few" >want 2>/dev/null
	for max in 1 7 400 65536; do
		check "$tool: pieces of $max bytes at most" 1 "
			pieces $max $max <few | $tool" <want
	done
done

# From pipe to pipe long runs are not copied; through files they are.
for n in 1 2 3 4; do
	printf '\357\273\277'
	evgen -c "$conf" -m tracking -n 40000 -s $n
	awk 'NR % 9 == 0' broken
	head -c 70000 /dev/zero | tr '\0' x
	printf '\n\n'
	evgen -c "$conf" -m meetup -n 300 -s $n
	printf '{"no":"newline"}'
done >many
check 'evvalidate: what goes from pipe to pipe is what goes to a file' 0 '
	evvalidate -r many_bad --stats many >want 2>want_stats
	cat many | evvalidate -r bad --stats 2>stats | cat >got
	cmp got want && jq -c "del(.file)" many_bad >want
	jq -c "del(.file)" bad | cmp - want
	jq -c "del(.seconds, .cpu_seconds)" want_stats >want
	jq -c "del(.seconds, .cpu_seconds)" stats | cmp - want' </dev/null
evvalidate -q many >want
for max in 40000 65536; do
	check "evvalidate: from pipe to pipe in pieces of $max bytes" 1 "
		pieces $max $max <many | evvalidate -q | cat >got
		cmp got want
		evvalidate -q many >got" </dev/null
done
check 'evvalidate: from pipe to pipe with a slow reader that goes' 0 '
	cat many many | evvalidate -q | head -c 3000000 >got
	head -c 3000000 want | cmp - got' </dev/null

check 'a source ends when nobody reads on' 0 '
	timeout 20 sh -c "evgen -c \"$conf\" -m tracking -n 0 | head -n 1 |
	    jq -c keys"' <<'OUT'
["Id","Timestamp","Url"]
OUT

check 'a pipeline ends when nobody reads on' 0 '
	timeout 20 sh -c "evgen -c \"$conf\" -m tracking -n 0 | evvalidate |
	    evaggregate -k Id -e change | head -n 1 | jq -c keys"' <<'OUT'
["Id","count"]
OUT

# How long it takes is for the bench to say.
check 'each line comes out while stdin is held open' 0 '
	latency 100 "{\"a\":1}" "evvalidate | evaggregate -k a -e change |
	    evtopn -k a -e change" >took' </dev/null

# SIGTERM in the middle: what is written has whole lines.
out_is_long() {
	[ "$(wc -c <out)" -gt 300000 ]
}
mkfifo pipe
for tool in evvalidate 'evaggregate -k Id -e change' 'evtopn -k Id -e change'
do
	check "$tool: SIGTERM leaves whole lines" 143 '
		: >out
		evgen -c "$conf" -m tracking -n 0 >pipe &
		'"$tool"' <pipe >out &
		tool=$!
		await out_is_long
		kill -TERM $tool
		wait $tool
		status=$?
		jq -c . <out | wc -l >read
		wc -l <out | cmp - read
		tail -c 1 out
		(exit $status)' <<'OUT'

OUT
done
check 'evgen: SIGTERM leaves whole lines' 143 '
	: >out
	evgen -c "$conf" -m tracking -n 0 >out &
	tool=$!
	await out_is_long
	kill -TERM $tool
	wait $tool
	status=$?
	tail -c 1 out
	(exit $status)' <<'OUT'

OUT

# stdin and stdout as ssh(1) may leave them; the reader is slow.
for tool in evvalidate 'evaggregate -k Id -e change' 'evtopn -k Url'; do
	eval "$tool <tracking.ndjson" >want
	check "$tool: descriptors that do not block" 0 "
		cat tracking.ndjson | nonblock $tool | pieces 1 65536 | cat" <want
done
check 'evgen: descriptors that do not block' 0 '
	nonblock evgen -c "$conf" -m tracking -n 20000 | pieces 1 65536 |
	    cat' <tracking.ndjson

# Ends of the pipe that are not what they should be.
for tool in "evgen -c $conf -m tracking -n 1000" evvalidate \
    'evaggregate -k Id -e change' 'evtopn -k Id -e change'; do
	who=${tool%% *}
	check_err "$who: a closed stdin is told" 3 "$tool <&-" <<ERR
$who: stdin is closed
ERR
	check_err "$who: a closed stdout is told" 3 "$tool <tracking.ndjson >&-" <<ERR
$who: stdout is closed
ERR
	check_err "$who: a closed stderr is no trap" 3 "
		$tool <tracking.ndjson >/dev/full 2>&-" </dev/null
	check_err "$who: a full disk is told" 3 "$tool <tracking.ndjson >/dev/full" <<ERR
$who: stdout: cannot write: No space left on device
ERR
	check_err "$who: a file that may not grow is told" 3 "
		(ulimit -f 8; $tool <tracking.ndjson >out)" <<ERR
$who: stdout: cannot write: File too large
ERR
done
for tool in evvalidate 'evaggregate -k Id' 'evtopn -k Id'; do
	check "$tool: no input, no output" 0 "$tool </dev/null" </dev/null
done

done_testing
