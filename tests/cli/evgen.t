#!/bin/sh
# shellcheck disable=SC2016 # the commands are evaluated later
. "${0%/*}/lib.sh"

# The models of the project, from anywhere.
EV_CONFIG=$top/configuration.yml
export EV_CONFIG

check 'the first records of a seed' 0 'evgen -m tracking -n 3' <<'OUT'
{"Id": 641, "Url": "https://www.harborlane.example/chairs/folding-chair-canvas", "Timestamp": 1704067197} 
{"Id": 775, "Url": "https://www.harborlane.example/chairs/garden-bench-cedar", "Timestamp": 1704067198} 
{"Id": 86, "Url": "https://www.harborlane.example/", "Timestamp": 1704067197} 
OUT

# Sums of whole streams: any change of their bytes shows here.
check 'a seed gives the same bytes for ever' 0 '
    for model in tracking meetup flights users organizations; do
	echo $model $(evgen -m $model -n 1000 -s 1 | sha256sum | cut -c1-16)
    done' <<'OUT'
tracking b7043eef11ca685a
meetup 1999710924311f56
flights 9ca9772f16d79af6
users fa9e63bc2faa8d0d
organizations 49809358efc80ca3
OUT

check 'two seeds differ' 0 '
    evgen -n 100 -s 1 >one; evgen -n 100 -s 2 >two; cmp -s one two; echo $?' <<'OUT'
1
OUT

check 'more records begin with the same ones' 0 '
    evgen -n 2000 >more; evgen -n 1500 | cmp - more 2>&1 | cut -c1-12' <<'OUT'
cmp: EOF on 
OUT

check 'every line of every model is a JSON object' 0 '
    for model in tracking meetup flights users organizations; do
	evgen -m $model -n 2000 | jq -r "type" | sort | uniq -c
    done' <<'OUT'
   2000 object
   2000 object
   2000 object
   2000 object
   2000 object
OUT

check 'members and their order are those of the systems' 0 '
    for model in tracking meetup flights users organizations; do
	evgen -m $model -n 1 | jq -c "keys_unsorted"
    done' <<'OUT'
["Id","Url","Timestamp"]
["visibility","response","guests","member","rsvp_id","mtime","event","group","venue"]
["flightNumber","planeType","passengers","landedAt","origin"]
["id","event_type","username","user_email","user_type","organization_name","received_at"]
["organization_key","organization_name","organization_tier","created_at"]
OUT

# Shares of 100,000 records; the seed is fixed, so these never change by chance.
# By the law of exponent 0.9, 112 Urls: the first has 1/6.64 of all.
check 'Urls are visited by the law of Zipf' 0 '
    evgen -m tracking -n 100000 >visits
    jq -r .Url visits | sort | uniq -c | sort -rn |
	awk "{ n[NR] = \$1 } END {
	    print NR, int(n[1] / 100 + .5), int(n[1] / n[2] * 10 + .5),
		int(n[1] / n[10] * 10 + .5) }"' <<'OUT'
112 150 19 76
OUT

check 'Ids are those of the model, low ones often' 0 '
    jq .Id visits | sort -n | uniq -c |
	awk "{ n[NR] = \$1; id[NR] = \$2 } END {
	    print NR, id[1], id[NR], (n[1] > 1.5 * n[2] && n[2] > n[20]) }"' <<'OUT'
1000 0 999 1
OUT

# 1,000 meetings, 20,000 answers; the seed is fixed here, too.
evgen -m meetup -n 2000 >answers
check 'many answer to one event, which is always the same' 0 '
    jq -c "[.event.event_id, .event, .group, .venue]" answers | sort >events
    sort -u events | jq -c ".[0]" | uniq -d
    jq -c ".[0]" events | uniq -c | sort -rn |
	awk "{ n[NR] = \$1 } END {
	    print NR, n[1], n[2], n[10], (n[9] == n[10]) }"' <<'OUT'
726 40 39 15 1
OUT

check 'an answer that comes again is of the same member to the same event' 0 '
    jq -c "[.rsvp_id, .member, .event]" answers | sort >all
    sort -u all | jq ".[0]" | uniq -d
    jq ".[0]" all | uniq -d | wc -l
    jq -c "[.rsvp_id, .mtime]" answers | sort | uniq -d' <<'OUT'
102
OUT

check 'events have a venue or have none' 0 '
    jq -c "[.event.event_id, has(\"venue\")]" answers | sort -u |
	jq ".[1]" | sort | uniq -c' <<'OUT'
    146 false
    580 true
OUT

check 'lines of answers are of 0.7 to 2.4 kB' 0 '
    evgen -m meetup -n 20000 |
	LC_ALL=C awk "length(\$0) < 700 || length(\$0) > 2400"' </dev/null

# A few events of a user have another name, or none.
check 'events of a user have the same organization, and mostly the same name' 0 '
    evgen -m users -n 5000 | jq -c "select(.id | length == 32)" >users
    jq -c "[.id, .organization_name]" users | sort -u | jq ".[0]" | uniq -d
    jq .id users | sort -u | wc -l
    jq -c "[.id, .username]" users | sort | uniq -c |
	awk "\$1 > 2 { n += \$1 } END { print int(n * 100 / 5000) }"' <<'OUT'
500
90
OUT

check 'each organization of a user is one of the organizations' 0 '
    evgen -m organizations -n 500 | jq -c . | sort -u >organizations
    jq .organization_name organizations | sort | uniq -d
    wc -l <organizations
    jq ".organization_name | values" users | sort -u >named
    jq .organization_name organizations | sort | comm -13 - named' <<'OUT'
40
OUT

check 'what is in an entity counts times from the start' 0 '
    evgen -m meetup -n 1000 --start 2030-01-01T00:00:00Z |
	jq -s "map(.event.time | values / 1000 - 1893456000) |
	    min >= 3600 and max <= 30 * 86400"' <<'OUT'
true
OUT

check 'Timestamps are a few seconds back' 0 '
    evgen -m tracking -n 1000 -R 1000000 |
	jq -s "map(1704067200 - .Timestamp) | min, max"' <<'OUT'
1
5
OUT

check 'record k has the time of the start plus k divided by the rate' 0 '
    evgen -m flights -n 41 | jq .landedAt | uniq -c
    evgen -m flights -n 3 --start 2020-02-29T00:00:00Z | jq .landedAt | uniq -c
    evgen -m flights -n 2 -R 5000 --start 1600000000 | jq .landedAt | uniq -c' <<'OUT'
     20 1704067200
     20 1704067201
      1 1704067202
      3 1582934400
      2 1600000000
OUT

check 'a duration is one of event time' 0 '
    evgen -m flights -d 2s | wc -l
    evgen -m flights -d 50ms | wc -l
    evgen -m flights -d 51ms | wc -l
    evgen -m flights -d 2s -n 7 | wc -l
    evgen -m flights -d 0s | wc -l' <<'OUT'
40
1
2
7
0
OUT

check 'a rate with a duration gives so many records' 0 '
    evgen -m flights -R 100 -d 300ms | wc -l
    evgen -m flights -R 2.5 -n 1 | wc -l' <<'OUT'
30
1
OUT

# Waiting shows in the clock of the system, never less than the pace wants.
check 'a rate paces the output' 0 '
    before=$(date +%s%3N)
    evgen -m flights -R 20 -n 11 >/dev/null
    test $(($(date +%s%3N) - before)) -ge 500' </dev/null

check 'the real clock is that of the system' 0 '
    before=$(date +%s)
    evgen -m flights -n 100 --clock real | jq .landedAt >times
    after=$(date +%s)
    awk "\$1 < $before || \$1 > $after" times' </dev/null

# Which faults there are is settled by the seed too.
evgen -m tracking -n 100000 --malformed 5% >faulty

check 'the share of faulty lines is the one asked for' 0 '
    evgen -m tracking -n 100000 | cmp -l - faulty 2>/dev/null | head -n 1 | wc -l
    wc -l <faulty
    evgen -m tracking -n 100000 --malformed 0.05 | cmp - faulty
    evgen -n 100000 --malformed 5% --stats 2>&1 >/dev/null |
	sed "s/.*\(\"malformed\":[0-9]*\).*/\1/"' <<'OUT'
1
100000
"malformed":5075
OUT

# Two kinds of five are valid JSON: a member is missing or of another type.
check 'three kinds of faults of five are no valid records' 1 '
    evvalidate -q -r bad faulty | wc -l
    sed "s/.*\"reason\":\"\([^\"]*\).*/\1/" bad | sort | uniq -c
    evvalidate -q faulty >/dev/null' <<'OUT'
96901
   1065 json
    986 not-object
   1048 utf8
OUT

check 'one line stays one line, whatever is wrong in it' 0 '
    for model in tracking meetup flights users organizations; do
	evgen -m $model -n 3000 --malformed 100% >all
	grep -c "" all
	grep -c "^[[:space:]]*\$" all
    done | sort | uniq -c' <<'OUT'
      5 0
      5 3000
OUT

check 'the other lines are as without faults' 0 '
    evgen -n 2000 --malformed 50% >half
    evgen -n 2000 | LC_ALL=C grep -aFxv -f - half | wc -l
    evgen -n 2000 --malformed 50% --stats 2>&1 >/dev/null |
	sed "s/.*\"malformed\":\([0-9]*\).*/\1/"' <<'OUT'
1007
1007
OUT

check 'a closed reader ends it at once' 0 'evgen -n 0 | head -n 1 | wc -l' <<'OUT'
1
OUT

check_err 'a full disk is noticed' 3 'evgen -n 10 >/dev/full' <<'ERR'
evgen: stdout: cannot write: No space left on device
ERR

check_err 'a closed stdout is noticed' 3 'evgen -n 10 >&-' <<'ERR'
evgen: stdout is closed
ERR

check_err 'a closed stdin is noticed' 3 'evgen -n 10 <&-' <<'ERR'
evgen: stdin is closed
ERR

check 'a file can be named' 0 'evgen -n 3 -o out; evgen -n 3 | cmp - out' </dev/null

check_err 'a file that cannot be written is named' 3 'evgen -o no/where' <<'ERR'
evgen: cannot open 'no/where': No such file or directory
ERR

check_err 'a full disk behind a file is noticed' 3 'evgen -n 10 -o /dev/full' <<'ERR'
evgen: /dev/full: cannot write: No space left on device
ERR

# The reader closes only after the end, so every byte before it arrives.
check 'SIGTERM leaves whole lines' 0 '
    mkfifo pipe
    cat pipe >lines &
    evgen -n 0 >pipe &
    await test -s lines
    kill -TERM $!
    wait $!; echo $?
    wait
    tail -c 1 lines | od -An -c | tr -d " "
    jq -c . lines >/dev/null; echo $?' <<'OUT'
143
\n
0
OUT

check 'a record of a slow pace leaves at once, and SIGTERM ends the sleep' 0 '
    mkfifo slow
    evgen -m flights -R 0.001 >slow &
    head -n 1 slow | wc -l
    kill -TERM $!
    wait $!; echo $?' <<'OUT'
1
143
OUT

check 'the samples under data/ are what their models give' 0 '
    evgen -m tracking -n 20 | cmp - "$top/data/tracking.ndjson"
    evgen -m flights -n 20 | cmp - "$top/data/flights.ndjson"
    evgen -m meetup -n 20 | head -c -101 | cmp - "$top/data/meetup.ndjson"
    evvalidate --unwrap "$top/data/users.json" | wc -l
    evvalidate --unwrap "$top/data/organizations.json" | wc -l' <<'OUT'
18
10
OUT

# What is wrong in a model is told with its place.
model() {
	printf 'models:\n  m:\n    record:\n      a: %s\n' "$1" >m.yml
}

# check_model NAME MODEL ERROR
check_model() {
	model "$2"
	check_err "$1" 2 'evgen -c m.yml -m m -n 1' <<ERR
evgen: m.yml:4:$3
ERR
}

check_model 'an unknown generator is refused, the known ones are named' nmae \
    "10: unknown generator 'nmae' (known: array bool choice city company country decimal email entity hex int lines name object optional ref sentence sequence sitemap template time url username uuid word zipf; texts stand in quotes)"
check_model 'in a map too' '{ints: 3}' \
    "11: unknown generator 'ints' (known: array bool choice city company country decimal email entity hex int lines name object optional ref sentence sequence sitemap template time url username uuid word zipf; texts stand in quotes)"
check_model 'an unknown parameter is refused' '{decimal: 1, digit: 3}' \
    "23: generator 'decimal' has no parameter 'digit' (known: digits)"
check_model 'a generator that has none says so' '{int: 3, max: 3}' \
    "19: generator 'int' has no parameter 'max' (known: none)"
check_model 'a generator for later is told from an unknown one' '{normal: "x"}' \
    "11: generator 'normal' is not built yet"
check_model 'bare as well' pattern "10: generator 'pattern' is not built yet"
check_model 'an argument that is missing' int \
    "10: generator 'int' wants an argument, see evgen(1)"
check_model 'an argument too many' '{email: x}' \
    "18: generator 'email' takes no argument"
check_model 'a number that is none' '{int: [1, x]}' "20: 'x' is not an integer"
check_model 'a range upside down' '{int: [2, 1]}' \
    "16: the lowest of a range comes first"
check_model 'a share above all' '{bool: 101%}' \
    "17: '101%' is not a share (0.05 or 5%)"
check_model 'weights that are not enough' '{choice: [1, 2], weights: [1]}' \
    "36: 2 weights are wanted, one for each choice"
check_model 'weights that are all zero' '{choice: {a: 0}}' \
    "19: one of the weights must be above 0"
check_model 'a reference to what is not made' '{ref: b}' \
    "16: no value 'b' is made before this one"
check_model 'a template with an open brace' '{template: "x{a"}' \
    "21: a '{' of this template has no '}'"
check_model 'optional elsewhere than in an object' '{array: {optional: 1}, length: 1}' \
    "18: 'optional' stands only for a member of an object"
check_model 'an array without a length' '{array: 1}' \
    "10: an array wants its length: {array: …, length: [1, 5]}"
check_model 'a list as a generator' '[1, 2]' \
    '10: a list is no generator: {choice: […]} picks one of it, {array: …} writes one'
check_model 'a form of time that is none' '{time: "noon"}' \
    "17: 'noon' is no form of time (known: unix, ms, us, ns, rfc3339, sql, or a pattern such as '%d.%m.%Y %H:%M')"
check_model 'lines in turn or not' '{lines: m.yml, in_turn: 1}' \
    "34: in_turn is true or false"
check_model 'an entity of no number' '{entity: {b: 1}}' \
    "10: an entity wants to know how many there are: {entity: …, of: 500}"
check_model 'a file that is not there' '{lines: nowhere}' \
    "18: cannot open 'nowhere': No such file or directory"

printf 'models: {m: {record: {}, rates: 3}}\n' >m.yml
check_err 'an unknown part of a model' 2 'evgen -c m.yml -m m' <<'ERR'
evgen: m.yml:1:26: a model has no 'rates' (known: let, rate, record, style)
ERR

check_err 'an unknown model' 2 'evgen -c m.yml -m x' <<'ERR'
evgen: m.yml:1:9: no model 'x' (known: m)
ERR

check_err 'no model named' 2 'evgen -c m.yml' <<'ERR'
evgen: which model? (-m MODEL)
ERR

check_err 'no configuration file' 2 'evgen -c none -m m' <<'ERR'
evgen: there is no configuration file to declare models in (-c FILE)
ERR

check_err 'a style that would break the lines' 2 '
    echo "models: {m: {record: {}, style: {line_end: x}}}" >s.yml
    evgen -c s.yml -m m' <<'ERR'
evgen: s.yml:1:44: only spaces, tabs and CRs keep a line JSON
ERR

printf 'models: {m: {record: {u: {lines: d/w}}, style: {slash: escaped}}}\n' >m.yml
mkdir d
printf 'a/b\r\n\na/b' >d/w
check 'files are found from the folder of the configuration' 0 '
    mkdir e; (cd e && evgen -c ../m.yml -m m -n 2)' <<'OUT'
{"u":"a\/b"}
{"u":"a\/b"}
OUT

printf 'ok\nnot \351\n' >d/w
check_err 'they are UTF-8' 2 'evgen -c m.yml -m m' <<'ERR'
evgen: d/w:2:5: this is not UTF-8
ERR

check_err 'what is not built yet is refused' 2 'evgen --truth x' <<'ERR'
evgen: --truth is not built yet
ERR

check_err 'it reads no files' 2 'evgen x' <<'ERR'
evgen: 'x': evgen reads no files
ERR

check_err 'a rate of nothing' 2 'evgen -R 0' <<'ERR'
evgen: --rate: '0' is no number above 0 and up to 1000000000
ERR

check_err 'a share above all of the lines' 2 'evgen --malformed 1.5' <<'ERR'
evgen: --malformed: '1.5' is no share (0.01 or 1%)
ERR

check_err 'a clock that is none' 2 'evgen --clock wall' <<'ERR'
evgen: --clock: 'wall' is neither event nor real
ERR

check_err 'a start that is none' 2 'evgen --start soon' <<'ERR'
evgen: --start: 'soon' is no time (2024-01-31T12:00:00Z, Unix time or now)
ERR


done_testing
