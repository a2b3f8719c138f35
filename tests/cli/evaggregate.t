#!/bin/sh
. "${0%/*}/lib.sh"

# Groups

cat >flights <<'IN'
{"origin":"es","passengers":50,"delay":1.5}
{"origin":"de","passengers":7,"delay":-2}
{"origin":"es","passengers":30,"delay":0.25}
IN

check 'records are counted by key, in the order of first appearance' 0 \
    'evaggregate -k origin flights' <<'OUT'
{"origin":"es","count":2}
{"origin":"de","count":1}
OUT

check 'without a key there is one group' 0 'evaggregate flights' <<'OUT'
{"count":3}
OUT

check 'no records, no row' 0 'evaggregate </dev/null' </dev/null

check 'files are one stream' 0 'evaggregate flights - flights <flights' <<'OUT'
{"count":9}
OUT

check 'a path keeps its last name, or is renamed' 0 '
    echo "{\"a\":{\"b\":1},\"c.d\":2,\"e\":[7,8]}" |
    evaggregate -k "a.b,c\.d" -k x=e.1,/c.d -k y=a.b -a n=count 2>&1 ||
    echo "{\"a\":{\"b\":1},\"c.d\":2,\"e\":[7,8]}" |
    evaggregate -k "a.b,c\.d" -k x=e.1 -k y=a.b -a n=count' <<'OUT'
evaggregate: two columns are named 'c.d': give one another name (NAME=...)
{"b":1,"c.d":2,"x":8,"y":1,"n":1}
OUT

cat >keys <<'IN'
{"k":"a"}
{"k":"\u0061"}
{"k":1.0}
{"k":1}
{"k":10e-1}
{"k":"1"}
{"k":null}
{"k":"null"}
{"k":"\/"}
{"k":"/"}
IN

check 'equal values are one key, and the first bytes are shown' 0 \
    'evaggregate -k k keys' <<'OUT'
{"k":"a","count":2}
{"k":1.0,"count":3}
{"k":"1","count":1}
{"k":null,"count":1}
{"k":"null","count":1}
{"k":"\/","count":2}
OUT

check 'several keys are shown as the first record has them' 0 '
    printf "{\"a\":1.0,\"b\":\"\\\\u0062\"}\n{\"a\":1,\"b\":\"b\"}\n{\"a\":1,\"b\":\"c\"}\n" |
    evaggregate -k a,b' <<'OUT'
{"a":1.0,"b":"\u0062","count":2}
{"a":1,"b":"c","count":1}
OUT

# Functions

check 'aggregates stand in the order given, with names of their own' 0 '
    evaggregate -k origin -a count -a sum:passengers -a n=sum:delay \
	-a min:delay -a max:delay -a avg:passengers -a avg0=avg:delay:0 flights
    ' <<'OUT'
{"origin":"es","count":2,"sum_passengers":80,"n":1.75,"min_delay":0.25,"max_delay":1.5,"avg_passengers":40,"avg0":0}
{"origin":"de","count":1,"sum_passengers":7,"n":-2,"min_delay":-2,"max_delay":-2,"avg_passengers":7,"avg0":-2}
OUT

check 'sums are exact and plain' 0 '
    printf "{\"a\":%s}\n" 0.1 0.2 1e3 -1000.300 9007199254740993 |
    evaggregate -a sum:a -a avg:a' <<'OUT'
{"sum_a":9007199254740993,"avg_a":1801439850948198.6}
OUT

check 'a negative zero is none' 0 \
    'printf "{\"a\":%s}\n" -0.50 0.5 -0 | evaggregate -a sum:a' <<'OUT'
{"sum_a":0}
OUT

check 'averages are rounded half to even, or cut' 0 '
    printf "{\"a\":%s}\n" 1 0 1 | evaggregate -a avg:a -a cut=avg:a:3' <<'OUT'
{"avg_a":0.666666666666667,"cut":0.666}
OUT

check 'what is missing or null is passed over' 0 '
    printf "{%s}\n" "" "\"a\":null" "\"a\":3" |
    evaggregate -a count -a count:a -a sum:a -a avg:a -a last:a' <<'OUT'
{"count":3,"count_a":1,"sum_a":3,"avg_a":3,"last_a":3}
OUT

check 'where nothing was seen a sum is 0, a list empty, all else null' 0 '
    echo "{}" | evaggregate -a count:a -a sum:a -a avg:a -a c=avg:a:2 \
	-a min:a -a max:a -a first:a -a last:a -a l=last:a:2 -a f=first:a:2 \
	-a argmin:a:b -a argmax:a:b' <<'OUT'
{"count_a":0,"sum_a":0,"avg_a":null,"c":null,"min_a":null,"max_a":null,"first_a":null,"last_a":null,"l":[],"f":[],"argmin_a":null,"argmax_a":null}
OUT

check 'min and max compare by value and give the bytes of the input' 0 '
    printf "{\"a\":%s}\n" 10 9.0 1e1 9 | evaggregate -a min:a -a max:a' <<'OUT'
{"min_a":9.0,"max_a":10}
OUT

check 'strings are compared by code point' 0 '
    printf "{\"a\":\"%s\"}\n" b "\\u00e9" z "" |
    evaggregate -a min:a -a max:a' <<'OUT'
{"min_a":"","max_a":"\u00e9"}
OUT

check 'argmin and argmax give what stands beside, of equals the first' 0 '
    printf "{\"a\":%s,\"b\":%s}\n" 1 5 2 7 "[3, 3]" 7 4 5 5 null null 9 |
    evaggregate -a argmin:a:b -a argmax:a:b' <<'OUT'
{"argmin_a":1,"argmax_a":2}
OUT

check 'without a time each arrival is newer than the one before' 0 '
    printf "{\"a\":%s}\n" 1 "{\"x\": 2}" 3 |
    evaggregate -a first:a -a last:a -a f=first:a:2 -a l=last:a:2' <<'OUT'
{"first_a":1,"last_a":3,"f":[1,{"x": 2}],"l":[3,{"x": 2}]}
OUT

printf '{"u":"u%s","t":%s}\n' 1 5 2 5 3 5 >visits
printf '{"u":"u4","t":6}\n{"u":"u0","t":4}\n' >later

check 'with a time, of equals the one that came first stands first' 0 '
    evaggregate -t t -a last:u:2 -a last=last:u visits
    evaggregate -t t -a last:u:2 -a last=last:u visits later
    evaggregate -t t -a first:u:3 -a first=first:u visits later' <<'OUT'
{"last_u":["u1","u2"],"last":"u1"}
{"last_u":["u4","u1"],"last":"u4"}
{"first_u":["u0","u1","u2"],"first":"u0"}
OUT

# Rejects

printf '{"k":1,"a":1}\n{"a":1}\n{"k":[1],"a":1}\n{"k":1,"a":"x"}\n' >mixed
printf '{"k":1,"a":1e400}\n{"k":2,"a":true}\n{"k":1,"a":2}\n' >>mixed

check 'a record that is rejected leaves everything as it was' 1 \
    'evaggregate -k k -a count -a last:a -a sum:a mixed' <<'OUT'
{"k":1,"count":2,"last_a":2,"sum_a":3}
OUT

check_err 'a record is rejected for its key or a value' 1 \
    'evaggregate -k k -a count -a last:a -a sum:a mixed' <<'ERR'
evaggregate: mixed:2:1: '/k' is missing
evaggregate: mixed:3:6: '/k' is an array or object and cannot be a key
evaggregate: mixed:4:12: '/a' is no number
evaggregate: mixed:5:12: '/a' has more than 400 digits
evaggregate: mixed:6:12: '/a' is no number
ERR

check 'the reasons stand in the reject records' 0 '
    evaggregate -k k -a sum:a -r rejects mixed
    sed "s/.*\"reason\":\(\"[a-z]*\"\).*/\1/" rejects' <<'OUT'
{"k":1,"sum_a":3}
"missing"
"type"
"type"
"number"
"type"
OUT

check_err 'numbers and strings do not mix in one group' 1 '
    printf "{\"k\":%s,\"a\":%s}\n" 1 1 1 \"x\" 2 \"x\" 2 1 3 [] |
    evaggregate -k k -a min:a -a argmax:k:a' <<'ERR'
evaggregate: stdin:2:12: '/a' is a string, and its group has numbers
evaggregate: stdin:4:12: '/a' is a number, and its group has strings
evaggregate: stdin:5:12: '/a' is neither a number nor a string
ERR

# Windows

printf '{"k":"%s","t":%s}\n' a 0 b 9 c 10 b 5 a 31 a 30 >hours

check 'a window is written when the time has passed it, and all at the end' 0 '
    evaggregate -k k -t t -w tumbling:10s -l 5s hours' <<'OUT'
{"window_start":"1970-01-01T00:00:00Z","window_end":"1970-01-01T00:00:10Z","k":"a","count":1}
{"window_start":"1970-01-01T00:00:00Z","window_end":"1970-01-01T00:00:10Z","k":"b","count":2}
{"window_start":"1970-01-01T00:00:10Z","window_end":"1970-01-01T00:00:20Z","k":"c","count":1}
{"window_start":"1970-01-01T00:00:30Z","window_end":"1970-01-01T00:00:40Z","k":"a","count":2}
OUT

check 'times are written as asked for, windows aligned to an offset' 0 '
    evaggregate -t t -w tumbling:10s+5s --time-format unix -l 1h hours
    evaggregate -t t:ms -w tumbling:1m --time-format ms hours' <<'OUT'
{"window_start":-5,"window_end":5,"count":1}
{"window_start":5,"window_end":15,"count":3}
{"window_start":25,"window_end":35,"count":2}
{"window_start":0,"window_end":60000,"count":6}
OUT

check_err 'late records are counted and told' 0 \
    'evaggregate -k k -t t -w tumbling:10s hours' <<'ERR'
evaggregate: 1 record came after its window was closed (--late FILE keeps such records, -l waits for them)
ERR

check 'late records are kept with their window and how late they are' 0 '
    printf " {\"t\": 1}\t\r\n{\"t\":12.5}\n" >>late-in
    printf "{\"t\": 2}\n{\"t\":12}\n" >>late-in
    evaggregate -t t -w tumbling:10s --late late late-in 2>&1
    cat late' <<'OUT'
{"window_start":"1970-01-01T00:00:00Z","window_end":"1970-01-01T00:00:10Z","count":1}
{"window_start":"1970-01-01T00:00:10Z","window_end":"1970-01-01T00:00:20Z","count":2}
{"window_start":"1970-01-01T00:00:00Z","window_end":"1970-01-01T00:00:10Z","late_ms":2500,"record":{"t": 2}}
OUT

check 'late records count as such, and the figures add up' 0 '
    evaggregate -t t -w tumbling:10s -q --stats hours 2>&1 >/dev/null |
    sed "s/,\"bytes.*cpu_seconds\":[0-9.]*//"' <<'OUT'
{"tool":"evaggregate","in":6,"accepted":5,"rejected":0,"late":1,"deduplicated":0,"out":3,"groups":1,"windows":1}
OUT

check_err 'a time that is none is rejected' 1 '
    printf "{\"t\":%s}\n" \"x\" 1 null | evaggregate -t t -a last:t' <<'ERR'
evaggregate: stdin:1:6: '/t' is no time
evaggregate: stdin:3:6: '/t' is no time
ERR

check_err 'a time far ahead of the clock is rejected' 1 '
    printf "{\"t\":%s}\n" \"2200-01-01T00:00:00Z\" 1 |
    evaggregate -t t --max-ahead 1d' <<'ERR'
evaggregate: stdin:1:6: '/t' is further ahead of the clock than --max-ahead
ERR

check 'one bad clock does not close the windows with --max-ahead' 0 '
    printf "{\"t\":%s}\n" 1 \"2200-01-01T00:00:00Z\" 2 |
    evaggregate -t t -w tumbling:10s --max-ahead 1h -r future' <<'OUT'
{"window_start":"1970-01-01T00:00:00Z","window_end":"1970-01-01T00:00:10Z","count":2}
OUT

# Emissions

check 'each record that changes the row of its key emits it' 0 '
    printf "{\"k\":%s,\"a\":%s}\n" 1 5 2 5 1 5 1 7 1 0 2 5.0 |
    evaggregate -k k -a max:a -a count:b -e change' <<'OUT'
{"k":1,"max_a":5,"count_b":0}
{"k":2,"max_a":5,"count_b":0}
{"k":1,"max_a":7,"count_b":0}
OUT

check 'a sum or an average that stays is no change' 0 '
    printf "{\"a\":%s}\n" 2 2.0 0 -0e5 |
    evaggregate -a avg:a -a count:b -e change
    printf "{\"a\":%s}\n" 2 0 0.0 0E7 1e-3 |
    evaggregate -a sum:a -e change' <<'OUT'
{"avg_a":2,"count_b":0}
{"avg_a":1.333333333333333,"count_b":0}
{"avg_a":1,"count_b":0}
{"sum_a":2}
{"sum_a":2.001}
OUT

check 'a list that shows the same is no change' 0 '
    printf "{\"t\":%s,\"a\":%s}\n" 1 1 2 1 3 1 1 2 4 2 |
    evaggregate -t t -a last:a:2 -a first:a -e change' <<'OUT'
{"last_a":[1],"first_a":1}
{"last_a":[1,1],"first_a":1}
{"last_a":[2,1],"first_a":1}
OUT

check 'changes in windows carry their window' 0 '
    evaggregate -k k -t t -w tumbling:10s -e change --time-format unix -q \
	hours' <<'OUT'
{"window_start":0,"window_end":10,"k":"a","count":1}
{"window_start":0,"window_end":10,"k":"b","count":1}
{"window_start":10,"window_end":20,"k":"c","count":1}
{"window_start":30,"window_end":40,"k":"a","count":1}
{"window_start":30,"window_end":40,"k":"a","count":2}
OUT

check 'every so often those that changed come out, the last change last' 0 '
    printf "{\"k\":%s}\n" 1 2 3 1 |
    evaggregate -k k -e every:1h' <<'OUT'
{"k":2,"count":1}
{"k":3,"count":1}
{"k":1,"count":2}
OUT

check 'with -e every a window that closes writes what is still due' 0 '
    evaggregate -k k -t t -w tumbling:10s -e every:1h --time-format unix -q \
	hours' <<'OUT'
{"window_start":0,"window_end":10,"k":"a","count":1}
{"window_start":0,"window_end":10,"k":"b","count":1}
{"window_start":10,"window_end":20,"k":"c","count":1}
{"window_start":30,"window_end":40,"k":"a","count":2}
OUT

check 'with -e end all windows are written at the end, late is late' 0 '
    evaggregate -t t -w tumbling:10s -e end --time-format unix -q hours' <<'OUT'
{"window_start":0,"window_end":10,"count":2}
{"window_start":10,"window_end":20,"count":1}
{"window_start":30,"window_end":40,"count":2}
OUT

# The clock.  A FIFO is held open, so the input falls quiet without an end.

mkfifo in out
hold() {
	eval "exec $1" <in >out &
	pid=$!
	exec 3>in 4<out
}
release() {
	exec 3>&- 4<&-
	wait "$pid"
}

hold 'evaggregate -k k -e every:10ms'
check 'rows come out by the clock while the input is quiet' 0 '
    echo "{\"k\":1}" >&3; read -r row <&4; echo "$row"
    echo "{\"k\":1}" >&3; read -r row <&4; echo "$row"' <<'OUT'
{"k":1,"count":1}
{"k":1,"count":2}
OUT
release

hold 'evaggregate -e change'
check 'a change comes out at once' 0 '
    echo "{}" >&3; read -r row <&4; echo "$row"' <<'OUT'
{"count":1}
OUT
release

hold 'evaggregate -t t -w tumbling:10ms --idle 20ms'
check 'the last window comes out after a silence with --idle' 0 '
    echo "{\"t\":1.001}" >&3; read -r row <&4; echo "$row"' <<'OUT'
{"window_start":"1970-01-01T00:00:01Z","window_end":"1970-01-01T00:00:01.010Z","count":1}
OUT
release

# Rejects are written at once: they tell that what came before is read.
hold 'evaggregate -t t -w tumbling:10s -r seen 2>/dev/null'
check 'SIGTERM writes no open window' 143 '
    printf "{\"t\":1}\n{\"t\":11}\n[]\n" >&3; read -r row <&4; echo "$row"
    await [ -s seen ]
    kill "$pid"; cat <&4; exec 3>&-; wait "$pid"' <<'OUT'
{"window_start":"1970-01-01T00:00:00Z","window_end":"1970-01-01T00:00:10Z","count":1}
OUT
exec 4<&-

# Chunks and descriptors

check 'any pieces of the input give the same rows' 0 '
    for seed in 1 2 3; do
	pieces $seed 7 <hours |
	evaggregate -k k -t t -w tumbling:10s -e change -q | cksum
    done | sort -u | wc -l | tr -d " "' <<'OUT'
1
OUT

check 'descriptors that do not block are waited for' 0 \
    'nonblock evaggregate -k origin flights' <<'OUT'
{"origin":"es","count":2}
{"origin":"de","count":1}
OUT

check_err 'a full disk is noticed' 3 'evaggregate flights >/dev/full' <<'ERR'
evaggregate: stdout: cannot write: No space left on device
ERR

check_err 'a full disk is noticed by the late file' 3 '
    evaggregate -t t -w tumbling:10s --late /dev/full hours' <<'ERR'
evaggregate: /dev/full: cannot write: No space left on device
ERR

check_err 'a late file that cannot be opened is named' 3 '
    evaggregate -t t -w tumbling:10s --late nowhere/late hours' <<'ERR'
evaggregate: cannot open 'nowhere/late' for late records: No such file or directory
ERR

check_err 'a closed stdin is noticed' 3 'evaggregate <&-' <<'ERR'
evaggregate: stdin is closed
ERR

check_err 'a closed stdout is noticed' 3 'evaggregate flights >&-' <<'ERR'
evaggregate: stdout is closed
ERR

check_err 'a missing file is named' 3 'evaggregate nowhere' <<'ERR'
evaggregate: cannot open 'nowhere': No such file or directory
ERR

# Usage

while IFS='|' read -r options message; do
	check_err "refused: $options" 2 "evaggregate $options" <<ERR
evaggregate: $message
ERR
done <<'ROWS'
-k a -a a=count|two columns are named 'a': give one another name (NAME=...)
-a sum:x -a sum:y.x|two columns are named 'sum_x': give one another name (NAME=...)
-k window_end -t t -w tumbling:1s|two columns are named 'window_end': give one another name (NAME=...)
-a quantile:a:0.5|-a quantile is not built yet
-a distinct:a|-a distinct is not built yet
-a total:a|-a: 'total' is no function (count, sum, min, max, avg, first, last, argmin or argmax)
-a sum|-a sum needs a path (sum:PATH)
-a sum:|-a: a path is missing
-a argmin:a:b:c|-a argmin: nothing may stand behind its paths
-a sum:a:2|-a sum: nothing may stand behind its path
-a count:a:b|-a count: nothing may stand behind its path
-a last:a:0|-a last: '0' is no number from 1 to 10000
-a first:a:10001|-a first: '10001' is no number from 1 to 10000
-a avg:a:401|-a avg: '401' is no number from 0 to 400
-a avg:a:x|-a avg: 'x' is no number from 0 to 400
-a argmax:a|-a argmax needs two paths (argmax:PATH:PATH)
-a =count|-a: the name in '=count' is empty or no UTF-8
-k a,|-k: a path is missing
-w tumbling:1m|-w needs a time (-t PATH)
-t t -w hopping:5m:1m|-w hopping is not built yet
-t t -w tumbling:5|-w: '5' is no size of a window (such as 1m or 1h30m)
-l 5s|-l needs a window (-w WINDOW)
-t t --idle 5s|--idle needs a window (-w WINDOW)
--late x|--late needs a window (-w WINDOW)
--max-ahead 5s|--max-ahead needs a time (-t PATH)
-e close|-e close needs a window (-w)
-e every|-e: 'every' is none of close, change, every:D and end
--time-format iso|--time-format: 'iso' is none of rfc3339, unix and ms
--lateness 5s|--lateness is not built yet
--dedup a:5s|--dedup is not built yet
--partial|--partial is not built yet
--memory 1G|--memory is not built yet
ROWS

check 'the settings can stand in the configuration file' 0 '
    printf "evaggregate:\n  key: [origin]\n  aggregate: [sum:passengers]\n" \
	>configuration.yml
    evaggregate flights; evaggregate -a count flights
    rm configuration.yml' <<'OUT'
{"origin":"es","sum_passengers":80}
{"origin":"de","sum_passengers":7}
{"count":3}
OUT

# Memory

# The sanitizers take memory of their own.
below_64_mib() {
	grep -q __asan_init "$(command -v evaggregate)" || [ "$1" -lt 65536 ]
}

check '100,000 keys stay below 64 MiB' 0 '
    awk "BEGIN { for (i = 0; i < 200000; i++)
	printf \"{\\\"k\\\":\\\"https://example.org/%d\\\",\\\"n\\\":%d}\\n\",
	    i * 7919 % 100000, i }" |
    measure figures evaggregate -k k -a count -a sum:n -a last:n | wc -l |
    tr -d " "
    read -r cpu elapsed kib <figures; below_64_mib "$kib" && echo below
    ' <<'OUT'
100000
below
OUT

done_testing
