#!/bin/sh
# What all filters share is in filter.t; a cluster that fails, in
# evsink-es-faults.t and evsink-es-plans.t; real ones, in tests/service.
. "${0%/*}/lib.sh"
. "$top/tests/cli/cluster.sh"

cat >visits <<'IN'
{"Id": 1, "Url": "/", "Timestamp": 1640652643} 
{"Id": 2, "Url": "/a", "Timestamp": 1640998800}
IN

# What is sent.

check 'a record is the document as it stands, named by its hash' 0 '
	evsink-es -i visits --dry-run visits' <<'OUT'
{"index":{"_index":"visits","_id":"ZZWztQjT-lCKa4GTbPhndA"}}
{"Id": 1, "Url": "/", "Timestamp": 1640652643} 
{"index":{"_index":"visits","_id":"FSwMUk94DhoiWgkSv0wMYw"}}
{"Id": 2, "Url": "/a", "Timestamp": 1640998800}
OUT

check 'the same line elsewhere has another name' 0 '
	printf "{}\n{}\n" | evsink-es -i visits --dry-run | grep _id |
	    sort -u | wc -l' <<'OUT'
2
OUT

check 'the same input has the same names again' 0 '
	evsink-es -i visits --dry-run visits >first
	evsink-es -i visits --dry-run visits | cmp - first' </dev/null

check 'a member is the name' 0 '
	evsink-es -i visits --id Id --dry-run visits | grep _id' <<'OUT'
{"index":{"_index":"visits","_id":"1"}}
{"index":{"_index":"visits","_id":"2"}}
OUT

check 'several are joined, and no other ones give the same' 0 '
	printf "%s\n" "{\"a\":\"x:y\",\"b\":\"z\"}" "{\"a\":\"x\",\"b\":\"y:z\"}" \
	    "{\"a\":\"x\\\\\",\"b\":true}" |
	    evsink-es -i v --id a,b --dry-run | grep _id' <<'OUT'
{"index":{"_index":"v","_id":"x\\:y:z"}}
{"index":{"_index":"v","_id":"x:y\\:z"}}
{"index":{"_index":"v","_id":"x\\\\:true"}}
OUT

check 'an update brings members, and makes what is not there' 0 '
	head -n 1 visits | evsink-es -i v --id Id --op update --dry-run' <<'OUT'
{"update":{"_index":"v","_id":"1"}}
{"doc":{"Id": 1, "Url": "/", "Timestamp": 1640652643} ,"doc_as_upsert":true}
OUT

check 'to delete, the name is enough' 0 '
	evsink-es -i v --id Id --op delete --dry-run visits' <<'OUT'
{"delete":{"_index":"v","_id":"1"}}
{"delete":{"_index":"v","_id":"2"}}
OUT

check 'a version comes from the record' 0 '
	printf "%s\n" "{\"a\":1,\"v\":7}" "{\"a\":1,\"v\":\"08\"}" |
	    evsink-es -i v --id a --doc-version v --dry-run | grep _id' <<'OUT'
{"index":{"_index":"v","_id":"1","version":7,"version_type":"external_gte"}}
{"index":{"_index":"v","_id":"1","version":8,"version_type":"external_gte"}}
OUT

check 'an index may be named by time and member' 0 '
	evsink-es -i "v-{Id}-{time:%Y.%m.%d}" -t Timestamp --id Id --dry-run visits |
	    grep _id' <<'OUT'
{"index":{"_index":"v-1-2021.12.28","_id":"1"}}
{"index":{"_index":"v-2-2022.01.01","_id":"2"}}
OUT

# What is set aside.

check_err 'a name that is none is told of' 1 '
	printf "%s\n" "{}" "{\"id\":null}" "{\"id\":\"\"}" "{\"id\":[1]}" \
	    "{\"id\":\"$(printf "%0513d" 0)\"}" "{\"id\":\"$(printf "%0512d" 0)\"}" |
	    evsink-es -i v --id id --dry-run' <<'ERR'
evsink-es: stdin:1:1: '/id' is missing
evsink-es: stdin:2:7: '/id' is neither a string nor a number nor a boolean
evsink-es: stdin:3:7: '/id' is an empty text
evsink-es: stdin:4:7: '/id' is neither a string nor a number nor a boolean
evsink-es: stdin:5:1: the _id has 513 bytes, more than 512
ERR

check_err 'so is an index that is none' 1 '
	printf "%s\n" "{\"i\":\"A\"}" "{\"i\":\"a b\"}" "{\"i\":\"\"}" "{\"i\":\"_a\"}" |
	    evsink-es -i "{i}" --dry-run' <<'ERR'
evsink-es: stdin:1:1: the index name 'A' has a capital letter
evsink-es: stdin:2:1: the index name 'a b' has one of \\ / * ? " < > | , # : or a blank
evsink-es: stdin:3:1: the index name '' is empty
evsink-es: stdin:4:1: the index name '_a' begins with -, _ or +
ERR

check_err 'and a version that is none' 1 '
	printf "%s\n" "{\"v\":-1}" "{\"v\":1.5}" "{\"v\":\"x\"}" \
	    "{\"v\":9223372036854775808}" "{\"v\":9223372036854775807}" |
	    evsink-es -i v --doc-version v --dry-run >/dev/null' <<'ERR'
evsink-es: stdin:1:6: '/v' is no integer from 0 to 9223372036854775807
evsink-es: stdin:2:6: '/v' is no integer from 0 to 9223372036854775807
evsink-es: stdin:3:6: '/v' is no integer from 0 to 9223372036854775807
evsink-es: stdin:4:6: '/v' is no integer from 0 to 9223372036854775807
ERR

# Options.

check_err 'an index is needed' 2 'evsink-es </dev/null' <<'ERR'
evsink-es: the index is missing (-i)
ERR

check_err 'its pattern is judged at once' 2 '
	evsink-es -i Visits; evsink-es -i "v-{x"; evsink-es -i "v-{time:%Y}"
	evsink-es -i "v-{time:Y}" -t x; evsink-es -i ""' <<'ERR'
evsink-es: --index: the name 'Visits' has a capital letter
evsink-es: --index: the '}' of '{x' is missing
evsink-es: --index: {time:...} needs the time of the records (-t)
evsink-es: --index: 'Y' is no pattern of a time, such as %Y.%m.%d
evsink-es: --index: the name '' is empty
ERR

check_err 'what does not go together is refused' 2 '
	evsink-es -i v --op update; evsink-es -i v --op delete
	evsink-es -i v --op create --doc-version v
	evsink-es -i v --op upsert' <<'ERR'
evsink-es: --op update needs the _id of a document (--id)
evsink-es: --op delete needs the _id of a document (--id)
evsink-es: --doc-version: --op create knows no versions
evsink-es: --op: 'upsert' is none of index, create, update and delete
ERR

check_err 'a URL is http or https, and holds no secret' 2 '
	evsink-es -i v -u ftp://h; evsink-es -i v -u http://me:secret@h
	evsink-es -i v -u http://; evsink-es -i v -u "http://h/?x"' <<'ERR'
evsink-es: --url: 'ftp://h' is neither http nor https
evsink-es: --url: the URL has a user name in it: give that in ES_USERNAME and ES_PASSWORD, or by --netrc
evsink-es: --url: 'http://' has no host
evsink-es: --url: 'http://h/?x' has more than scheme, host, port and path
ERR

# Secrets.

echo 'machine h login me password secret' >netrc
check_err 'a file with a secret must be private' 2 '
	chmod 644 netrc
	evsink-es -i v --netrc netrc; ES_API_KEY_FILE=netrc evsink-es -i v
	ES_USERNAME=me ES_PASSWORD_FILE=netrc evsink-es -i v
	ES_USERNAME=me evsink-es -i v' <<'ERR'
evsink-es: 'netrc' holds a secret and others may read it: chmod 600
evsink-es: 'netrc' holds a secret and others may read it: chmod 600
evsink-es: 'netrc' holds a secret and others may read it: chmod 600
evsink-es: ES_USERNAME is there, but neither ES_PASSWORD nor ES_PASSWORD_FILE
ERR

# A cluster that is well.

awk 'BEGIN { for (i = 0; i < 1000; i++) printf("{\"k\":%d,\"n\":%d}\n", i % 10, i) }' >many

start_cluster
check 'of the records that wait the newest is sent; the figures say so' 0 '
	evsink-es -i v -u "$url" --id k --stats many 2>&1 |
	    jq -c "[.in, .accepted, .rejected, .out + .replaced, .present]"' <<'OUT'
[1000,1000,0,1000,0]
OUT

check 'what was created stays' 0 '
	evsink-es -i c -u "$url" --id k --op create --stats many 2>&1 |
	    jq -c "[.in, .out, .replaced, .present]"' <<'OUT'
[1000,1000,0,990]
OUT

check 'the audit finds what was stored' 0 '
	evsink-es -i a -u "$url" --audit many' </dev/null

check 'and that what was deleted is gone' 0 '
	evsink-es -i v -u "$url" --id k --op delete --audit many' </dev/null

# Has the process $1 said on SIGUSR1, into the file told, that it read $2?
has_read() {
	kill -USR1 "$1" && grep -q "\"in\":$2," told
}

mkfifo held
check 'SIGTERM: what was read is stored, then it ends by the signal' 143 '
	trap "" USR1
	evsink-es -i t -u "$url" --id n --flush-every 1h <held 2>told &
	sink=$!
	exec 9>held
	cat many >&9
	await has_read "$sink" 1000
	kill "$sink"
	wait "$sink"
	got=$?
	exec 9>&-
	(exit "$got")' </dev/null
stop_cluster
check 'all of it' 0 '
	jq -c "select(._index == \"t\")" cluster/documents | wc -l' <<'OUT'
1000
OUT

# A cluster that refuses.

start_cluster -b '*items:400'
check_err '--strict ends at the first record that is refused' 1 '
	evsink-es -i v -u "$url" --strict many 2>told
	got=$?
	sed "s/:[0-9]*:1: /:N:1: /; 1q" told >&2
	(exit "$got")' <<'ERR'
evsink-es: many:N:1: 400 mapper_parsing_exception: by the plan of faults
ERR

check '--max-rejects counts them' 1 '
	evsink-es -q -i v -u "$url" -r bad --max-rejects 3 many' </dev/null

check 'a record set aside has its place and its bytes' 0 '
	head -n 1 bad >first
	jq -r .record first >record
	sed -n "$(jq .line first)p" many | cmp - record
	tail -c +$(($(jq .offset first) + 1)) many | head -n 1 | cmp - record
	jq -c "[.tool, .file, .column, .reason, .path]" first' <<'OUT'
["evsink-es","many",1,"status-400",""]
OUT
stop_cluster

done_testing
