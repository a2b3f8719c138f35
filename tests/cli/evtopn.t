#!/bin/sh
. "${0%/*}/lib.sh"

cat >visits <<'IN'
{"Id": 3, "Url": "/b", "ms": 20, "at": 60}
{"Id": 1, "Url": "/a", "ms": 10, "at": 10}
{"Id": 2, "Url": "/c", "ms": 30, "at": 70}
{"Id": 1, "Url": "/\u0061", "ms": 9.50, "at": 130}
{"Id": 3, "Url": "/b", "ms": 2e1, "at": 90}
IN

# What is ranked.

check 'keys are ranked by how many records they have' 0 '
	evtopn -k Url visits' <<'OUT'
{"rank":1,"Url":"/b","count":2}
{"rank":2,"Url":"/a","count":2}
{"rank":3,"Url":"/c","count":1}
OUT

check 'at most so many are listed' 0 'evtopn -n 1 -k Url visits' <<'OUT'
{"rank":1,"Url":"/b","count":2}
OUT

check 'ten, unless told otherwise' 0 '
	for i in 1 2 3 4 5 6 7 8 9 10 11; do echo "{\"i\":$i}"; done |
	evtopn -k i | tail -n 1' <<'OUT'
{"rank":10,"i":10,"count":1}
OUT

check 'a key may be of several members, and they may be renamed' 0 '
	evtopn -n 2 -k Id,page=Url visits; evtopn -n 1 -k Id -k page=Url visits' <<'OUT'
{"rank":1,"Id":3,"page":"/b","count":2}
{"rank":2,"Id":1,"page":"/a","count":2}
{"rank":1,"Id":3,"page":"/b","count":2}
OUT

check 'a path is named by its last step' 0 '
	echo "{\"a\":{\"b\":[7]},\"c.d\":{\"/\":[]}}" | evtopn -k a.b.0,x=/c.d~1 2>err
	cat err
	echo "{\"a\":{\"b\":[7]},\"c.d\":null}" | evtopn -k "a.b.0,c\.d"' <<'OUT'
evtopn: stdin:1:1: '/c.d~1' is missing
{"rank":1,"0":7,"c.d":null,"count":1}
OUT

check 'with a number the latest record of each key counts, also a lower one' 0 '
	evtopn -k Url -b ms visits' <<'OUT'
{"rank":1,"Url":"/c","ms":30}
{"rank":2,"Url":"/b","ms":2e1}
{"rank":3,"Url":"/a","ms":9.50}
OUT

check 'with times the latest is the one of the highest time' 0 '
	{ echo "{\"k\":1,\"n\":1,\"t\":2}"; echo "{\"k\":1,\"n\":2,\"t\":1}"
	echo "{\"k\":2,\"n\":3,\"t\":1}"; echo "{\"k\":2,\"n\":4,\"t\":1}"; } |
	evtopn -k k -b n -t t' <<'OUT'
{"rank":1,"k":2,"n":4}
{"rank":2,"k":1,"n":1}
OUT

check 'without keys each record stands for itself' 0 '
	evtopn -n 3 -b ms visits' <<'OUT'
{"rank":1,"Id": 2, "Url": "/c", "ms": 30, "at": 70}
{"rank":2,"Id": 3, "Url": "/b", "ms": 20, "at": 60}
{"rank":3,"Id": 3, "Url": "/b", "ms": 2e1, "at": 90}
OUT

check 'of a record, the members that rows have already are left out' 0 '
	evtopn -k Url visits | evtopn -n 2 -b rank
	echo "{\"\\u0072ank\":9,\"b\":1 , \"window_start\":0}" | evtopn -b b
	echo "{\"b\":1,\"rank\":{}}" | evtopn -b b' <<'OUT'
{"rank":1,"Url":"/c","count":1}
{"rank":2,"Url":"/a","count":2}
{"rank":1,"b":1}
{"rank":1,"b":1}
OUT

check 'with neither equal records are counted, as JSON values' 0 '
	printf "%s\n" "{\"a\":1,\"b\":2}" "{\"a\":3}" "{ \"b\":2.0, \"a\":1}" |
	evtopn' <<'OUT'
{"rank":1,"record":{"a":1,"b":2},"count":2}
{"rank":2,"record":{"a":3},"count":1}
OUT

check 'the lowest first' 0 'evtopn --lowest -n 2 -k Url -b ms visits' <<'OUT'
{"rank":1,"Url":"/a","ms":9.50}
{"rank":2,"Url":"/b","ms":2e1}
OUT

check 'numbers are compared exactly and written as read' 0 '
	printf "{\"n\":%s}\n" 9007199254740993 9007199254740992 1e400 0.1 -0 \
	    9007199254740993.0 0.10 | evtopn -b n' <<'OUT'
{"rank":1,"n":1e400}
{"rank":2,"n":9007199254740993}
{"rank":3,"n":9007199254740993.0}
{"rank":4,"n":9007199254740992}
{"rank":5,"n":0.1}
{"rank":6,"n":0.10}
{"rank":7,"n":-0}
OUT

# Ties.

printf '{"k":%s}\n' '"b"' 10 2 '"a"' null true '"\u0041"' false >ties

check 'of two alike the one seen first ranks first' 0 '
	evtopn -k k -n 3 ties' <<'OUT'
{"rank":1,"k":"b","count":1}
{"rank":2,"k":10,"count":1}
{"rank":3,"k":2,"count":1}
OUT

check 'or last' 0 'evtopn --ties last -k k -n 3 ties' <<'OUT'
{"rank":1,"k":false,"count":1}
{"rank":2,"k":"\u0041","count":1}
{"rank":3,"k":true,"count":1}
OUT

check 'or they stand in the order of their keys' 0 'evtopn --ties key -k k ties' <<'OUT'
{"rank":1,"k":null,"count":1}
{"rank":2,"k":false,"count":1}
{"rank":3,"k":true,"count":1}
{"rank":4,"k":2,"count":1}
{"rank":5,"k":10,"count":1}
{"rank":6,"k":"\u0041","count":1}
{"rank":7,"k":"a","count":1}
{"rank":8,"k":"b","count":1}
OUT

# Groups, once, keep.

check 'so many of each group, in the order of the groups first records' 0 '
	evtopn -n 1 -g Id -k Url visits' <<'OUT'
{"rank":1,"Id":3,"Url":"/b","count":2}
{"rank":1,"Id":1,"Url":"/a","count":2}
{"rank":1,"Id":2,"Url":"/c","count":1}
OUT

check 'records are ranked in groups too' 0 'evtopn -n 1 -g Url -b at visits' <<'OUT'
{"rank":1,"Id": 3, "Url": "/b", "ms": 2e1, "at": 90}
{"rank":1,"Id": 1, "Url": "/\u0061", "ms": 9.50, "at": 130}
{"rank":1,"Id": 2, "Url": "/c", "ms": 30, "at": 70}
OUT

cat >rsvps <<'IN'
{"rsvp":1,"event":"x","response":"yes"}
{"rsvp":2,"event":"y","response":"yes"}
{"rsvp":1,"event":"y","response":"no"}
IN

check 'a record that counts once takes back the one before' 0 '
	evtopn -k event --once rsvp --keep response rsvps' <<'OUT'
{"rank":1,"event":"y","count":2,"response":"no"}
OUT

check 'what the key had before comes back with it' 0 '
	{ cat rsvps; echo "{\"rsvp\":1,\"event\":\"x\",\"response\":\"?\"}"; } |
	evtopn -k event --once rsvp --keep response' <<'OUT'
{"rank":1,"event":"x","count":1,"response":"?"}
{"rank":2,"event":"y","count":1,"response":"yes"}
OUT

check 'by time, an older one that comes later does not count' 0 '
	{ echo "{\"id\":1,\"k\":\"new\",\"t\":2}"
	echo "{\"id\":1,\"k\":\"old\",\"t\":1}"; } | evtopn -k k --once id -t t' <<'OUT'
{"rank":1,"k":"new","count":1}
OUT

check 'records that stand for themselves can count once' 0 '
	evtopn -b ms --once Id visits' <<'OUT'
{"rank":1,"Id": 2, "Url": "/c", "ms": 30, "at": 70}
{"rank":2,"Id": 3, "Url": "/b", "ms": 2e1, "at": 90}
{"rank":3,"Id": 1, "Url": "/\u0061", "ms": 9.50, "at": 130}
OUT

check 'members of the latest record are kept, renamed, null where absent' 0 '
	evtopn -n 2 -k Url --keep Id,last=at --keep none visits
	evtopn -n 1 -b ms --keep Url visits' <<'OUT'
{"rank":1,"Url":"/b","count":2,"Id":3,"last":90,"none":null}
{"rank":2,"Url":"/a","count":2,"Id":1,"last":130,"none":null}
{"rank":1,"ms":30,"Url":"/c"}
OUT

# Windows.

check 'each window is ranked as it closes, later ones at the end' 0 '
	evtopn -k Url -t at -w tumbling:1m -l 1m visits' <<'OUT'
{"window_start":"1970-01-01T00:00:00Z","window_end":"1970-01-01T00:01:00Z","rank":1,"Url":"/a","count":1}
{"window_start":"1970-01-01T00:01:00Z","window_end":"1970-01-01T00:02:00Z","rank":1,"Url":"/b","count":2}
{"window_start":"1970-01-01T00:01:00Z","window_end":"1970-01-01T00:02:00Z","rank":2,"Url":"/c","count":1}
{"window_start":"1970-01-01T00:02:00Z","window_end":"1970-01-01T00:03:00Z","rank":1,"Url":"/\u0061","count":1}
OUT

check 'a record whose window is closed is late, and counted' 0 '
	evtopn -k Url -t at -w tumbling:1m --time-format unix --stats visits 2>err
	grep -o "\"in\":.*\"late\":[0-9]*" err' <<'OUT'
{"window_start":60,"window_end":120,"rank":1,"Url":"/b","count":1}
{"window_start":60,"window_end":120,"rank":2,"Url":"/c","count":1}
{"window_start":120,"window_end":180,"rank":1,"Url":"/\u0061","count":1}
"in":5,"accepted":3,"rejected":0,"late":2
OUT

cat >carried <<'IN'
{"window_start":"2024-01-01T00:00:00Z","window_end":"2024-01-01T00:01:00Z","Url":"/a","count":5}
{"window_start":"2024-01-01T00:00:00Z","window_end":"2024-01-01T00:01:00Z","Url":"/b","count":7}
{"window_start":"2024-01-01T00:01:00Z","window_end":"2024-01-01T00:02:00Z","Url":"/a","count":1}
{"window_start":"2024-01-01T00:00:00Z","window_end":"2024-01-01T00:01:00Z","Url":"/c","count":9}
IN

check_err 'late records are told of' 0 '
	evtopn -k Url -t at -w tumbling:1m visits' <<'ERR'
evtopn: 2 records came after their window was closed (-l waits for such records)
ERR

check 'rows that carry their window are ranked window by window' 0 '
	evtopn -k Url -b count carried' <<'OUT'
{"window_start":"2024-01-01T00:00:00Z","window_end":"2024-01-01T00:01:00Z","rank":1,"Url":"/b","count":7}
{"window_start":"2024-01-01T00:00:00Z","window_end":"2024-01-01T00:01:00Z","rank":2,"Url":"/a","count":5}
{"window_start":"2024-01-01T00:01:00Z","window_end":"2024-01-01T00:02:00Z","rank":1,"Url":"/a","count":1}
OUT

check 'with a lag later windows wait, and nothing is late' 0 '
	evtopn -n 1 -k Url -b count -l 1m carried' <<'OUT'
{"window_start":"2024-01-01T00:00:00Z","window_end":"2024-01-01T00:01:00Z","rank":1,"Url":"/c","count":9}
{"window_start":"2024-01-01T00:01:00Z","window_end":"2024-01-01T00:02:00Z","rank":1,"Url":"/a","count":1}
OUT

check 'records of a window keep their own members, the bounds once' 0 '
	evtopn -n 1 -b count carried' <<'OUT'
{"window_start":"2024-01-01T00:00:00Z","window_end":"2024-01-01T00:01:00Z","rank":1,"Url":"/b","count":7}
{"window_start":"2024-01-01T00:01:00Z","window_end":"2024-01-01T00:02:00Z","rank":1,"Url":"/a","count":1}
OUT

check_err 'a window that ends at no time is a reject' 1 '
	echo "{\"window_end\":\"soon\"}" | evtopn' <<'ERR'
evtopn: stdin:1:15: '/window_end' is no time
ERR

# When and how it comes out.

check 'on change the whole ranking comes out, where it differs' 0 '
	printf "{\"k\":%s}\n" 1 2 2 3 1 | evtopn -n 2 -k k -e change' <<'OUT'
{"rank":1,"k":1,"count":1}
{"rank":1,"k":1,"count":1}
{"rank":2,"k":2,"count":1}
{"rank":1,"k":2,"count":2}
{"rank":2,"k":1,"count":1}
{"rank":1,"k":1,"count":2}
{"rank":2,"k":2,"count":2}
OUT

check 'an array has all of a ranking, dated by the highest event time' 0 '
	evtopn --array -n 2 -k Url -t at visits
	evtopn --array -n 1 -k Url -t at -w tumbling:1m -l 1m --time-format ms visits' <<'OUT'
{"time":"1970-01-01T00:02:10Z","top":[{"rank":1,"Url":"/b","count":2},{"rank":2,"Url":"/a","count":2}]}
{"window_start":0,"window_end":60000,"top":[{"rank":1,"Url":"/a","count":1}]}
{"window_start":60000,"window_end":120000,"top":[{"rank":1,"Url":"/b","count":2}]}
{"window_start":120000,"window_end":180000,"top":[{"rank":1,"Url":"/\u0061","count":1}]}
OUT

check 'without event times an array is dated by the clock' 0 '
	evtopn --array -n 1 -k Url visits |
	sed "s/20[0-9-]*T[0-9:]*[.0-9]*Z/NOW/"' <<'OUT'
{"time":"NOW","top":[{"rank":1,"Url":"/b","count":2}]}
OUT

cat >people <<'IN'
{"name":"Zoë","n":10,"note":"a\tb\u001b[1m"}
{"name":"東京","n":9}
{"name":"Bob","n":null}
IN

check 'a table is aligned, for people' 0 '
	evtopn --table -k name --keep n,note people' <<'OUT'
rank  name  count   n  note
   1  Zoë       1  10  a\tb\x1b[1m
   2  東京      1   9  -
   3  Bob       1   -  -
OUT

check 'what a terminal would obey is escaped inside of values too' 0 '
	printf "{\"b\":1,\"o\":{\"p\":\"\302\23331m\"}}\n" |
	evtopn --table -b b --keep o' <<'OUT'
rank  b  o
   1  1  {"p":"\xc2\x9b31m"}
OUT

check 'a column is told by its name, however it is spelled' 0 '
	printf "{\"a\":1,\"b\":2}\n{\"\\\\u0061\":5,\"b\":3}\n" |
	evtopn --table -b b' <<'OUT'
rank  a  b
   1  5  3
   2  1  2
OUT

check 'tables have a blank line between them' 0 '
	printf "{\"k\":%s}\n" 1 2 | evtopn --table -k k -e change' <<'OUT'
rank  k  count
   1  1      1

rank  k  count
   1  1      1
   2  2      1
OUT

check 'the same bytes go through a pipe' 0 '
	evtopn --table -k Url visits >direct
	evtopn --table -k Url visits | cmp - direct' </dev/null

check 'with a span nothing comes out before it, and all of it at the end' 0 '
	evtopn -n 1 -k Url -e every:1h visits' <<'OUT'
{"rank":1,"Url":"/b","count":2}
OUT

awk 'BEGIN { for (i = 0; i < 300; i++)
	printf("{\"k\":\"%d\",\"t\":%d}\n", i * i % 17, i / 3 + i % 7) }' >many

check 'the same bytes come out, however the input is cut' 0 '
	for options in "-e change" "-t t -w tumbling:10s -l 5s" "-b t -n 5"; do
		evtopn -k k $options many >whole && test -s whole || echo none
		for seed in 1 2 3; do
			pieces $seed 99 <many | evtopn -k k $options |
			    cmp - whole
		done
	done' </dev/null

mkfifo in out

check 'a ranking comes out each span while the input is open' 0 '(
	evtopn -k k -e every:1ms <in >out &
	exec 3>in 4<out
	echo "{\"k\":7}" >&3
	read -r first <&4
	echo "{\"k\":7}" >&3
	read -r second <&4
	exec 3>&-
	printf "%s\n" "$first" "$second"
	cat <&4)' <<'OUT'
{"rank":1,"k":7,"count":1}
{"rank":1,"k":7,"count":2}
OUT

check 'rankings at the end only, window by window' 0 '
	evtopn -n 1 -k Url -b count -e end carried' <<'OUT'
{"window_start":"2024-01-01T00:00:00Z","window_end":"2024-01-01T00:01:00Z","rank":1,"Url":"/b","count":7}
{"window_start":"2024-01-01T00:01:00Z","window_end":"2024-01-01T00:02:00Z","rank":1,"Url":"/a","count":1}
OUT

# What goes wrong.

check 'no records, no rows' 0 '
	evtopn -k a </dev/null; evtopn --table </dev/null
	evtopn --array -b a </dev/null' </dev/null

check 'the last line may lack its newline' 0 'printf "{\"a\":1}" | evtopn -k a' <<'OUT'
{"rank":1,"a":1,"count":1}
OUT

cat >broken <<'IN'
{"a":1,"n":1}
{"a":
{"n":2}
{"a":{},"n":3}
{"a":2}
{"a":2,"n":"3"}
{"a":2,"n":null}
{"a":2,"n":4}
IN

check 'bad records are left out' 1 'evtopn -k a -b n broken' <<'OUT'
{"rank":1,"a":2,"n":4}
{"rank":2,"a":1,"n":1}
OUT

check_err 'and told of, with their place' 1 'evtopn -k a -b n broken' <<'ERR'
evtopn: broken:2:6: expected a value, found the end
evtopn: broken:3:1: '/a' is missing
evtopn: broken:4:6: '/a' is an array or object and cannot be a key
evtopn: broken:5:1: '/n' is missing
evtopn: broken:6:12: '/n' is no number
evtopn: broken:7:12: '/n' is no number
ERR

check 'a reject has its reason' 0 '
	evtopn -k a -b n -r bad broken >/dev/null
	sed "s/.*\(\"reason\":[^,]*,\"path\":[^,]*\).*/\1/" bad' <<'OUT'
"reason":"json","path":""
"reason":"missing","path":"/a"
"reason":"type","path":"/a"
"reason":"missing","path":"/n"
"reason":"type","path":"/n"
"reason":"type","path":"/n"
OUT

check_err 'a record without its time is a reject' 1 '
	printf "%s\n" "{\"at\":\"noon\"}" "{}" | evtopn -t at' <<'ERR'
evtopn: stdin:1:7: '/at' is no time
evtopn: stdin:2:1: '/at' is missing
ERR

check_err 'a closed stdin is noticed' 3 'evtopn <&-' <<'ERR'
evtopn: stdin is closed
ERR

check_err 'a closed stdout is noticed, without records too' 3 'evtopn </dev/null >&-' <<'ERR'
evtopn: stdout is closed
ERR

check_err 'a full disk is noticed' 3 'evtopn -k Url visits >/dev/full' <<'ERR'
evtopn: stdout: cannot write: No space left on device
ERR

check_err 'a missing file is named' 3 'evtopn -k a nowhere' <<'ERR'
evtopn: cannot open 'nowhere': No such file or directory
ERR

check 'SIGTERM leaves whole lines, and no rows of what was not complete' 143 '(
	evtopn -k k <in >out &
	exec 3>in 4<out
	echo "{\"window_end\":60,\"k\":1}" >&3
	echo "{\"window_end\":120,\"k\":2}" >&3
	read -r row <&4
	kill -TERM $!
	wait $!
	status=$?
	printf "%s\n" "$row"
	cat <&4
	exit $status)' <<'OUT'
{"window_end":60,"rank":1,"k":1,"count":1}
OUT

# Options.

check_err 'a window needs the time' 2 'evtopn -w tumbling:1m' <<'ERR'
evtopn: -w: a window needs the time of the records (-t)
ERR

check_err 'two forms at once are refused' 2 'evtopn --array --table' <<'ERR'
evtopn: --array or --table, not both
ERR

check_err 'ties have an order' 2 'evtopn --ties best' <<'ERR'
evtopn: --ties: 'best' is none of first, last and key
ERR

check_err 'records have no keys to order them by' 2 'evtopn -b n --ties key' <<'ERR'
evtopn: --ties key: records have no key (name one with -k)
ERR

check_err 'two members of one name are refused' 2 '
	evtopn -k a,b.a; evtopn -k count; evtopn -k x.rank --keep a
	evtopn -k a -b n --keep n' <<'ERR'
evtopn: two columns are named 'a': give one another name (NAME=...)
evtopn: two columns are named 'count': give one another name (NAME=...)
evtopn: two columns are named 'rank': give one another name (NAME=...)
evtopn: two columns are named 'n': give one another name (NAME=...)
ERR

check_err 'a path that is none is refused' 2 '
	evtopn -k a..b; evtopn -b ""; evtopn --keep x,; evtopn -t at:%Q' <<'ERR'
evtopn: -k: bad path 'a..b': a step is empty
evtopn: -b: a path is missing
evtopn: --keep: a path is missing
evtopn: -t: '%Q' has a letter that is not known (see evrecords(7))
ERR

check_err 'a count out of range is refused' 2 'evtopn -n 0' <<'ERR'
evtopn: --number: 0 is not between 1 and 1000000
ERR

check_err 'what is no window or no time to emit is refused' 2 '
	evtopn -t a -w hopping:5m:1m; evtopn -t a -w 1m; evtopn -e never
	evtopn --time-format iso' <<'ERR'
evtopn: -w hopping is not built yet
evtopn: -w: '1m' is no window (such as tumbling:1m)
evtopn: -e: 'never' is none of close, change, every:D and end
evtopn: --time-format: 'iso' is none of rfc3339, unix and ms
ERR

check_err 'what is not built yet says so' 2 '
	evtopn --approx 10000; evtopn --changes; evtopn --watch' <<'ERR'
evtopn: --approx is not built yet
evtopn: --changes is not built yet
evtopn: --watch is not built yet
ERR

check 'settings come from the configuration too' 0 '
	printf "evtopn:\n  key: [Url]\n  number: 1\n" >configuration.yml
	evtopn visits; evtopn -b at visits; rm configuration.yml' <<'OUT'
{"rank":1,"Url":"/b","count":2}
{"rank":1,"Id": 1, "Url": "/\u0061", "ms": 9.50, "at": 130}
OUT

# The examples of the manual run as they stand there.

cat >visits.ndjson <<'IN'
{"Id": 1, "Url": "/", "Timestamp": 1640652643}
{"Id": 1, "Url": "/news", "Timestamp": 1640652644}
{"Id": 2, "Url": "/", "Timestamp": 1640652645}
IN
cat >quakes.ndjson <<'IN'
{"place":"Chile","magnitude":8.3}
{"place":"Japan","magnitude":7.80}
{"place":"Nevada","magnitude":0.1}
IN
cat >rsvps.ndjson <<'IN'
{"rsvp_id":1,"mtime":1640652643002,"event":{"event_id":"a","event_name":"Chess"}}
{"rsvp_id":2,"mtime":1640652643000,"event":{"event_id":"b","event_name":"Go"}}
{"rsvp_id":1,"mtime":1640652643001,"event":{"event_id":"b","event_name":"Go"}}
IN

check 'the examples of the manual run' 0 '
	sed -n "s/^\.Dl \$ \(evtopn .*\)/\1/p" "$top/man/evtopn.1" >examples
	sh -e ./examples' <<'OUT'
rank  Url    count
   1  /          2
   2  /news      1
{"rank":1,"Id":1,"Url":"/","count":1}
{"rank":1,"Id":2,"Url":"/","count":1}
{"rank":1,"place":"Chile","magnitude":8.3}
{"rank":2,"place":"Japan","magnitude":7.80}
{"rank":1,"magnitude":0.1,"place":"Nevada"}
{"rank":2,"magnitude":7.80,"place":"Japan"}
{"rank":1,"event_id":"a","count":1,"event_name":"Chess"}
{"rank":2,"event_id":"b","count":1,"event_name":"Go"}
rank  Url    count
   1  /          2
   2  /news      1
OUT

done_testing
