#!/bin/sh
# What all filters share is in filter.t.
. "${0%/*}/lib.sh"

# The grammar.

printf '{"a": 1}\r\n\n  { "b":2 }\t\n \t\n{"a":"\\u0041"}' >good

check 'good lines leave byte for byte, blank ones not at all' 0 \
    'evvalidate good | od -c' <<'OUT'
0000000   {   "   a   "   :       1   }  \r  \n           {       "   b
0000020   "   :   2       }  \t  \n   {   "   a   "   :   "   \   u   0
0000040   0   4   1   "   }  \n
0000046
OUT

check 'a byte-order mark at the beginning is left out' 0 \
    'printf "\357\273\277{}\n" | evvalidate' <<'OUT'
{}
OUT

check 'no records, no output' 0 'evvalidate </dev/null' </dev/null

printf '{"a":1}\n{"a":}\n\n[1]\n{"a":"\351"}\n{"b":2}\n' >broken

check 'bad records are left out' 1 'evvalidate broken' <<'OUT'
{"a":1}
{"b":2}
OUT

check_err 'bad records are told of with their place' 1 'evvalidate broken' <<'ERR'
evvalidate: broken:2:6: expected a value, found '}'
evvalidate: broken:4:1: expected an object, found array
evvalidate: broken:5:8: expected UTF-8, found '"'
ERR

check 'with -r bad records are kept, and that is no failure' 0 '
    evvalidate -r bad broken >/dev/null; cat bad' <<'OUT'
{"tool":"evvalidate","file":"broken","line":2,"column":6,"offset":8,"reason":"json","path":"","message":"expected a value, found '}'","record":"{\"a\":}"}
{"tool":"evvalidate","file":"broken","line":4,"column":1,"offset":16,"reason":"not-object","path":"","message":"expected an object, found array","record":"[1]"}
{"tool":"evvalidate","file":"broken","line":5,"column":8,"offset":20,"reason":"utf8","path":"","message":"expected UTF-8, found '\"'","record_base64":"eyJhIjoi6SJ9"}
OUT

check 'what was set aside can be read again' 0 '
    jq -r "select(.reason == \"json\").record" bad | sed "s/}/0}/" | evvalidate' <<'OUT'
{"a":0}
OUT

check 'any JSON value is a record with --any' 0 \
    'printf "1\n[2]\nnull\n\"a\"\n" | evvalidate --any' <<'OUT'
1
[2]
null
"a"
OUT

check_err 'records nest 1,024 levels deep, not one more' 1 '
    for depth in 1023 1024; do
	    head -c $depth /dev/zero | tr "\0" "["
	    head -c $depth /dev/zero | tr "\0" "]"; echo
    done | sed "s/.*/{\"a\":&}/" | evvalidate >/dev/null' <<'ERR'
evvalidate: stdin:2:1029: expected no more than 1024 levels, found '['
ERR

# --require and --strict-names.

cat >venues <<'IN'
{"venue":{"lon":1}}
{"venue":{"lon":null}}
{"venue":{}}
{}
{"venue":{"lon":null,"lon":2}}
IN

check_err 'required members must be there and not null' 1 \
    'evvalidate --require venue --require venue.lon venues' <<'ERR'
evvalidate: venues:2:17: '/venue/lon' is null
evvalidate: venues:3:1: '/venue/lon' is missing
evvalidate: venues:4:1: '/venue' is missing
ERR

check 'a required member that is missing is its own reason' 0 '
    evvalidate --require /venue/lon -r missing venues
    tail -n 1 missing' <<'OUT'
{"venue":{"lon":1}}
{"venue":{"lon":null,"lon":2}}
{"tool":"evvalidate","file":"venues","line":4,"column":1,"offset":56,"reason":"missing","path":"/venue/lon","message":"'/venue/lon' is missing","record":"{}"}
OUT

check_err 'a path that is none is refused' 2 'evvalidate --require a..b' <<'ERR'
evvalidate: --require: bad path 'a..b': a step is empty
ERR

check 'paths may stand in the configuration' 1 '
    printf "evvalidate:\n  require: [venue.lon]\n" >conf.yml
    evvalidate -c conf.yml venues 2>/dev/null' <<'OUT'
{"venue":{"lon":1}}
{"venue":{"lon":null,"lon":2}}
OUT

printf '{"a":1,"\\u0061":2}\n{"a":{"b":1},"b":2}\n[{"a":1,"a":1}]\n' >names

check 'a name may stand twice' 0 'evvalidate --any names' <names

check_err 'but not with --strict-names' 1 'evvalidate --any --strict-names names' <<'ERR'
evvalidate: names:1:8: the object has a member of this name already
evvalidate: names:3:9: the object has a member of this name already
ERR

check 'its reason names the place' 0 '
    evvalidate --any --strict-names -r twice names; tail -n 1 twice' <<'OUT'
{"a":{"b":1},"b":2}
{"tool":"evvalidate","file":"names","line":3,"column":9,"offset":39,"reason":"duplicate-name","path":"/0/a","message":"the object has a member of this name already","record":"[{\"a\":1,\"a\":1}]"}
OUT

# Schemas.

cat >flight.json <<'IN'
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "required": ["number", "passengers"],
  "properties": {
    "number": {"type": "string", "minLength": 2, "maxLength": 6,
      "pattern": "^[a-z]+[0-9]+$"},
    "size": {"enum": ["SMALL", "BIG", null]},
    "passengers": {"type": "integer", "minimum": 0, "maximum": 853},
    "landed": {"format": "unix-time"},
    "from": {"type": "string", "$ref": "#/$defs/country"},
    "at": {
      "type": "array",
      "items": {"type": "number", "format": "longitude"}
    }
  },
  "additionalProperties": false,
  "$defs": {
    "country": {"format": "iso-3166-1-alpha-2", "x-ev-severity": "warning"}
  }
}
IN
cat >flights <<'IN'
{"number":"foo1","passengers":50,"size":"BIG","landed":129871239,"from":"es"}
[]
{"number":"foo1"}
{"number":"f","passengers":1}
{"number":"foooo12","passengers":1}
{"number":"12","passengers":1}
{"number":"foo1","passengers":1.5}
{"number":"foo1","passengers":1.0}
{"number":"foo1","passengers":-1}
{"number":"foo1","passengers":854}
{"number":"foo1","passengers":50,"size":"small"}
{"number":"foo1","passengers":50,"landed":"yesterday"}
{"number":"foo1","passengers":50,"from":"en"}
{"number":"foo1","passengers":50,"from":7}
{"number":"foo1","passengers":50,"at":[1,2.5,-180.01]}
{"number":"foo1","passengers":50,"pilot\u001b[31m":"Bob"}
{"number":7,"\u006eumber":"foo1","passengers":50}
IN

check 'what fits the schema passes' 1 'evvalidate -s flight.json flights' <<'OUT'
{"number":"foo1","passengers":50,"size":"BIG","landed":129871239,"from":"es"}
{"number":"foo1","passengers":1.0}
{"number":"foo1","passengers":50,"from":"en"}
{"number":7,"\u006eumber":"foo1","passengers":50}
OUT

# The messages of the rejects in a file, a line for each.
reasons() {
	jq -r '"\(.line) \(.reason) \(.path) \(.message)"' "$1"
}

check 'what does not is told, what and why' 0 '
    evvalidate -s flight.json -r unfit flights >/dev/null 2>&1
    reasons unfit | cat -v' <<'OUT'
2 not-object  expected an object, found array
3 required /passengers '/passengers' is missing
4 minLength /number '/number' has 1 character, fewer than 2
5 maxLength /number '/number' has 7 characters, more than 6
6 pattern /number '/number' is "12", which does not match "^[a-z]+[0-9]+$"
7 type /passengers '/passengers' is 1.5, not an integer
9 minimum /passengers '/passengers' is -1, less than the minimum 0
10 maximum /passengers '/passengers' is 854, more than the maximum 853
11 enum /size '/size' is "small", not one of "SMALL", "BIG", null
12 format /landed '/landed' is "yesterday", which is no Unix time in seconds
14 type /from '/from' is a number, not a string
15 format /at/2 '/at/2' is -180.01, which is no longitude (-180 to 180)
16 additionalProperties /pilot^[[31m '/pilot^[[31m' is not allowed by the schema
OUT

check_err 'what comes from the input reaches a terminal escaped' 1 '
    sed -n 16p flights | evvalidate -s flight.json' <<'ERR'
evvalidate: stdin:1:1: '/pilot\x1b[31m' is not allowed by the schema
ERR

check 'a schema failure stands in column 1' 0 '
    sed -n "1s/.*/&/;10p" flights | evvalidate -s flight.json -r column
    cat column' <<'OUT'
{"tool":"evvalidate","file":"stdin","line":1,"column":1,"offset":0,"reason":"maximum","path":"/passengers","message":"'/passengers' is 854, more than the maximum 853","record":"{\"number\":\"foo1\",\"passengers\":854}"}
OUT

check_err 'a warning is told, and the record passes' 0 '
    sed -n "1p;13p" flights | evvalidate -s flight.json' <<'ERR'
evvalidate: stdin:2:1: warning: '/from' is "en", which is no country code of ISO 3166-1 alpha-2
ERR

check_err 'not with -q' 0 '
    sed -n "1p;13p" flights | evvalidate -q -s flight.json' </dev/null

check_err 'ten warnings are shown, all are counted' 0 '
    for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sed -n 13p flights; done |
    evvalidate --stats -s flight.json 2>&1 >/dev/null |
    sed "s/.*\(,\"warnings\)/\1/" | tail -n 2 >&2' <<'ERR'
evvalidate: 12 warnings, 10 shown
,"warnings":12}
ERR

check 'formats assert nothing with --no-format' 0 '
    sed -n "12,13p;15p" flights | evvalidate --no-format -s flight.json 2>&1' <<'OUT'
{"number":"foo1","passengers":50,"landed":"yesterday"}
{"number":"foo1","passengers":50,"from":"en"}
{"number":"foo1","passengers":50,"at":[1,2.5,-180.01]}
OUT

check 'a schema may be of any record' 1 '
    echo "{\"type\":\"integer\"}" >integer.json
    printf "1\n1.0\n\"1\"\n" | evvalidate --any -s integer.json 2>&1' <<'OUT'
evvalidate: stdin:3:1: the record is a string, not an integer
1
1.0
OUT

# refused STATUS 'schema' 'message': how evvalidate takes a schema.
refused() {
	printf '%s' "$2" >s.json
	check_err "refused, $3" "$1" 'evvalidate -s s.json </dev/null' <<-ERR
		evvalidate: $3
	ERR
}

refused 2 '{"type":"random_type"}' \
    "s.json:1:9: 'type' is 'random_type', which is no type of JSON Schema"
refused 2 '{"properties":
  {"a": {"minLength": -1}}}' \
    "s.json:2:23: 'minLength' must be an integer from 0 up"
refused 2 '{"pattern":"[a"}' \
    "s.json:1:12: 'pattern': the regular expression is wrong at its byte 3: missing terminating ] for character class"
refused 2 '{"oneOf":[true]}' "s.json:1:10: 'oneOf' is not built yet"
refused 2 '{"format":"email"}' "s.json:1:11: 'format' 'email' is not built yet"
refused 2 '{"$ref":"http://example.com/a.json"}' \
    "s.json:1:9: '\$ref' to 'http://example.com/a.json' is not built yet, only to '#' and '#/...'"
refused 2 '{"$ref":"#"}' \
    "s.json:1:9: '\$ref' leads back to itself, there is nothing to check"
refused 2 '{"a":' "s.json:1:6: expected a value, found the end"
refused 2 '{"a":1,"a":2}' "s.json:1:8: the object has a member of this name already"
refused 2 '[]' 's.json:1:1: a schema must be an object, true or false'

check_err 'a schema that is not there is a mistake' 2 \
    'evvalidate -s nowhere.json </dev/null' <<'ERR'
evvalidate: cannot open 'nowhere.json': No such file or directory
ERR

check 'the schemas of the five systems are taken' 0 '
    for schema in "$top"/data/schemas/*.json; do
	    evvalidate -s "$schema" </dev/null || echo "$schema"
    done' </dev/null

check 'what evgen makes fits them, or lacks what it may lack' 0 '
    for model in tracking meetup flights users organizations; do
	    evgen -c "$top/configuration.yml" -m $model -n 2000 |
	    evvalidate -q -c none -s "$top/data/schemas/$model.json" \
		-r $model.rejects >/dev/null || echo $model
	    touch $model.rejects
	    echo $model $(jq -r "\"\(.reason):\(.path)\"" $model.rejects |
		sort -u)
    done' <<'OUT'
tracking
meetup required:/event/time required:/venue
flights
users minLength:/username pattern:/id type:/username
organizations
OUT

# --unwrap.

printf '[\n  {"a": 1, "b": [1, 2]},\n  {\n    "a": "x \\" y"\n  }\n]\n' >array
printf '{"a":\n1}\n{"a":2}{"a":3}\n[{"a":4}]' >values
printf '{"type": "FeatureCollection", "features": [\n{"a":1},\n{"a":2}]}' >geo

check 'the elements of an array are records' 0 'evvalidate --unwrap array' <<'OUT'
{"a":1,"b":[1,2]}
{"a":"x \" y"}
OUT

check 'values on many lines are records, arrays and lines too' 0 \
    'evvalidate --unwrap values' <<'OUT'
{"a":1}
{"a":2}
{"a":3}
{"a":4}
OUT

check 'with a path the array of a document' 0 \
    'evvalidate --unwrap=features geo; evvalidate --unwrap=/features <geo' <<'OUT'
{"a":1}
{"a":2}
{"a":1}
{"a":2}
OUT

check 'each file begins anew' 1 'evvalidate --unwrap array geo 2>&1; printf "[{" >open
    evvalidate --unwrap open array 2>&1' <<'OUT'
{"a":1,"b":[1,2]}
{"a":"x \" y"}
{"type":"FeatureCollection","features":[{"a":1},{"a":2}]}
evvalidate: open:1:3: expected more, the input ends inside of a value
{"a":1,"b":[1,2]}
{"a":"x \" y"}
OUT

check 'elements are checked as lines are, with their place in the file' 1 '
    printf "[\n{\"a\":1},\n  7,\n{\"a\": tru}, {}]" |
    evvalidate --unwrap --require a -r elements
    reasons elements; jq .offset elements; evvalidate --unwrap elements |
    evvalidate --require x 2>/dev/null' <<'OUT'
{"a":1}
3 not-object  expected an object, found number
4 json  expected true, found '}'
4 missing /a '/a' is missing
13
16
28
OUT

check 'a schema holds for each element' 1 '
    evvalidate --unwrap -s integer.json --any <<IN
[1, 2,
 3.5]
IN' <<'OUT'
1
2
OUT

check 'behind a missing comma it goes on' 0 '
    printf "[{}\n{\"a\":1},,{\"b\":2},]" | evvalidate --unwrap -r commas
    reasons commas' <<'OUT'
{}
{"a":1}
{"b":2}
2 json  expected ',' or ']'
2 json  expected a value
2 json  expected a value
OUT

check 'a broken value in a run of values costs what is before the next' 0 '
    printf "{\"a\":1}\n{\"a\":[2}\n x\n{\"a\":3}\n" | evvalidate --unwrap -r lost
    jq -c "[.line,.column,.offset,.message,.record]" lost' <<'OUT'
{"a":1}
{"a":3}
[2,8,8,"expected ']'","{\"a\":[2}\n x\n"]
OUT

check 'a broken array is delivered up to there, the rest is set aside' 0 '
    printf "[{\"a\":1},\n{\"a\":[2},\n{\"a\":3}]" | evvalidate --unwrap -r rest
    jq -c "[.line,.column,.offset,.message,.record]" rest' <<'OUT'
{"a":1}
[2,8,10,"expected ']'; the rest of the input is set aside","{\"a\":[2},\n{\"a\":3}]"]
OUT

check_err 'an array that has no end is told' 1 \
    'printf "[{},\n{\"a\":" | evvalidate --unwrap' <<'ERR'
evvalidate: stdin:2:6: expected more, the input ends inside of a value
ERR

check_err 'a document that has nothing at the path is told' 1 '
    evvalidate --unwrap=a.b array; printf "{\"a\":\n{\"b\":{}}}" |
    evvalidate --unwrap=a.b' <<'ERR'
evvalidate: array:1:1: the document that begins here has no array at '/a/b'
evvalidate: stdin:1:1: the document that begins here has no array at '/a/b'
ERR

check 'an element that is too long is passed over' 0 '
    printf "[{\"a\": 1}, {\"a\": 12}, {\"a\" : 3}]" |
    evvalidate --unwrap --max-record 7 -r long
    jq -c "[.reason,.offset,.record,.length,.cut]" long' <<'OUT'
{"a":1}
{"a":3}
["too-long",11,"{\"a\":12",8,true]
OUT

# The sanitizers take memory of their own.
below_16_mib() {
	grep -q __asan_init "$(command -v evvalidate)" || [ "$1" -lt 16384 ]
}

check 'no element is kept longer than it must be' 0 '
    { printf "["; yes "{\"a\": 1}," | head -n 2000000; echo "{}]"; } |
    measure figures evvalidate --unwrap | tail -n 1
    read -r cpu elapsed kib <figures; below_16_mib "$kib" && echo below' <<'OUT'
{}
below
OUT

check 'in = accepted + rejected' 0 '
    printf "[{},7,,{}]" | evvalidate --unwrap --stats -r /dev/null 2>&1 >/dev/null |
    grep -o "\"in\":.*\"late"' <<'OUT'
"in":4,"accepted":2,"rejected":2,"late
OUT

check 'it may stand in the configuration' 0 '
    printf "evvalidate:\n  unwrap: features\n" >unwrap.yml
    evvalidate -c unwrap.yml geo; evvalidate -c unwrap.yml -C | grep unwrap' <<'OUT'
{"a":1}
{"a":2}
  unwrap: features
OUT

check_err 'a path that is none is refused there too' 2 'evvalidate --unwrap=a..b' <<'ERR'
evvalidate: --unwrap: bad path 'a..b': a step is empty
ERR

# What is not built yet.

for option in --explain --infer '--schema-dir x' '--select x' --seq
do
	name=${option%% *}
	check_err "$name is refused" 2 "evvalidate $option </dev/null" <<-ERR
		evvalidate: $name is not built yet
	ERR
done

check_err '--errors all is refused' 2 'evvalidate --errors all </dev/null' <<'ERR'
evvalidate: --errors all is not built yet
ERR

check '--errors first is what it does' 0 'evvalidate --errors first <good | wc -l' <<'OUT'
3
OUT

check_err '--errors takes nothing else' 2 'evvalidate --errors some </dev/null' <<'ERR'
evvalidate: --errors: 'some' is neither first nor all
ERR

# Trouble.

check_err 'a closed stdin is noticed' 3 'evvalidate <&-' <<'ERR'
evvalidate: stdin is closed
ERR

check_err 'a closed stdout is noticed' 3 'evvalidate </dev/null >&-' <<'ERR'
evvalidate: stdout is closed
ERR

check_err 'a full disk is noticed' 3 'evvalidate good >/dev/full' <<'ERR'
evvalidate: stdout: cannot write: No space left on device
ERR

check_err 'a missing file is named' 3 'evvalidate nowhere' <<'ERR'
evvalidate: cannot open 'nowhere': No such file or directory
ERR

mkfifo pipe

check 'SIGTERM ends with whole elements' 143 '
    evvalidate --unwrap <pipe >out & tool=$!
    exec 3>pipe
    printf "[{\"a\":1}, {\"b\":" >&3
    await [ -s out ]
    kill -TERM $tool; wait $tool; status=$?
    exec 3>&-; cat out; (exit $status)' <<'OUT'
{"a":1}
OUT

done_testing
