#!/bin/bash
# evsink-es and who it is: a real Elasticsearch with users, roles, API keys,
# and TLS before it.
. "${0%/*}/../cli/lib.sh"

services=$top/scripts/services
export EV_SERVICES=$work/services
trap 'kill "$tls" 2>&-; "$services" stop >/dev/null 2>&1; rm -rf "$work"' EXIT
tls=
unset ES_API_KEY ES_USERNAME ES_PASSWORD ES_API_KEY_FILE ES_PASSWORD_FILE
export HOME=$work

"$services" start -p 0 elastic >log || {
	cat log
	echo 'Bail out! there is no Elasticsearch'
	exit 1
}
folder=$EV_SERVICES/elastic
url=http://127.0.0.1:$(cat "$folder/port")

# Ask the cluster as its superuser: METHOD PATH [BODY].
ask() {
	curl -K "$folder/curlrc" -fsS -X "$1" "$url/$2" \
		-H 'Content-Type: application/json' ${3:+--data-binary "$3"}
}

# The names in the index people.
names() {
	ask POST people/_refresh >answer
	ask GET 'people/_search?sort=id' | jq -r '.hits.hits[]._source.name'
}

sink() {
	evsink-es -u "$url" -i people --id id --wait 1m "$@"
}

printf '{"id":%d,"name":"%s"}\n' 1 Ada 2 Bo >people

# What ends at once, and says why, without the secret.
check 'without a name it is told to go' 0 '
	sink people 2>told
	echo "status $?"
	grep -c "401" told' <<'OUT'
status 2
1
OUT

check 'so it is with a wrong password' 0 '
	ES_USERNAME=elastic ES_PASSWORD=not-this-one sink people 2>told
	echo "status $?"
	grep -c "401" told
	! grep -c "not-this-one" told' <<'OUT'
status 2
1
0
OUT

check 'and with a wrong key' 0 '
	ES_API_KEY=bm90OnRoaXM= sink people 2>told
	echo "status $?"
	grep -c "401" told' <<'OUT'
status 2
1
OUT

# What is let in.
check 'name and password in the environment' 0 '
	ES_USERNAME=elastic ES_PASSWORD=$(cat "$folder/password") sink people
	names' <<'OUT'
Ada
Bo
OUT

check 'the password in a file' 0 '
	echo "{\"id\":2,\"name\":\"Bea\"}" |
	    ES_USERNAME=elastic ES_PASSWORD_FILE=$folder/password sink
	names' <<'OUT'
Ada
Bea
OUT

check 'both in a netrc file' 0 '
	(umask 077 && printf "machine 127.0.0.1 login elastic password %s\n" \
	    "$(cat "$folder/password")" >.netrc)
	echo "{\"id\":2,\"name\":\"Cem\"}" | sink
	names
	mv .netrc private
	echo "{\"id\":2,\"name\":\"Dov\"}" | sink --netrc private
	names' <<'OUT'
Ada
Cem
Ada
Dov
OUT

# A key of a role that may write one index, and see how the cluster is.
ask POST _security/api_key '{"name":"writer","role_descriptors":{"writer":{
    "cluster":["monitor"],"index":[{"names":["people"],"privileges":
    ["write","create_index"]}]}}}' | jq -r .encoded >key
chmod 600 key

check 'an API key, in the environment and in a file' 0 '
	echo "{\"id\":2,\"name\":\"Eva\"}" | ES_API_KEY=$(cat key) sink
	names
	echo "{\"id\":2,\"name\":\"Fay\"}" | ES_API_KEY_FILE=key sink
	names' <<'OUT'
Ada
Eva
Ada
Fay
OUT

check 'what the role forbids is in the dead letter' 0 '
	rm -f rejects
	ES_API_KEY_FILE=key evsink-es -u "$url" -i others --id id -r rejects \
	    people
	echo "status $?"
	jq -r .reason rejects
	jq -r .message rejects | grep -c security_exception' <<'OUT'
status 0
status-403
status-403
2
OUT

check 'nor may it put a template' 2 '
	echo "{\"index_patterns\":[\"people\"]}" >people.json
	ES_API_KEY_FILE=key sink --template people.json people 2>told' </dev/null

# TLS: a certificate that only the test knows.
openssl req -x509 -newkey rsa:2048 -nodes -keyout tls.key -out tls.crt \
	-days 2 -subj /CN=evtools-test -addext subjectAltName=IP:127.0.0.1 \
	2>log || cat log
mkfifo tls_port
"$top/tests/service/tls.py" tls.crt tls.key "${url##*:}" >tls_port 2>tls_log &
tls=$!
# shellcheck disable=SC2094 # it is a FIFO: one line goes through it
read -r port <tls_port
# shellcheck disable=SC2034 # the checks use it
secure=https://127.0.0.1:$port

check 'a certificate that nobody vouches for is refused' 0 '
	ES_API_KEY_FILE=key evsink-es -u "$secure" -i people --id id people \
	    2>told
	echo "status $?"
	grep -ci "certificate" told | sed "s/[1-9][0-9]*/told/"' <<'OUT'
status 2
told
OUT

check 'with --ca it is trusted' 0 '
	echo "{\"id\":2,\"name\":\"Gil\"}" | ES_API_KEY_FILE=key evsink-es \
	    -u "$secure" -i people --id id --ca tls.crt
	names' <<'OUT'
Ada
Gil
OUT

check 'but not for another name' 2 '
	ES_API_KEY_FILE=key evsink-es -q -u "https://localhost:$port" \
	    -i people --id id --ca tls.crt people 2>told' </dev/null

check 'with --insecure it is not looked at, and each run says so' 0 '
	echo "{\"id\":2,\"name\":\"Hal\"}" | ES_API_KEY_FILE=key evsink-es \
	    -u "$secure" -i people --id id --insecure 2>told
	names
	grep -ci "insecure\|not verified" told' <<'OUT'
Ada
Hal
1
OUT

done_testing
