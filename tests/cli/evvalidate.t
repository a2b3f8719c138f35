#!/bin/sh
. "${0%/*}/lib.sh"

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

check 'any JSON value is a record with --any' 0 \
    'printf "1\n[2]\nnull\n\"a\"\n" | evvalidate --any' <<'OUT'
1
[2]
null
"a"
OUT

cat >venues <<'IN'
{"venue":{"lon":1}}
{"venue":{"lon":null}}
{"venue":{}}
{}
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
{"tool":"evvalidate","file":"venues","line":4,"column":1,"offset":56,"reason":"missing","path":"/venue/lon","message":"'/venue/lon' is missing","record":"{}"}
OUT

check_err 'a path that is none is refused' 2 'evvalidate --require a..b' <<'ERR'
evvalidate: --require: bad path 'a..b': a step is empty
ERR

done_testing
